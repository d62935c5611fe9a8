import { expect } from "vitest";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "../loopback/apply-suggestion";
import { currentComments, scenario } from "./scenario";
import { CLEAN, NEW_CLUSTER, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "0 main job";

scenario(
  ABOUT,
  "audit taken out of a variable's default: one click makes it green",
  REGRESSION,
  async ({ github, run }) => {
    const first = await run();
    expect(first).toMatchObject({
      exitCode: 1,
      outputs: { verdict: "fail", errors: "1" },
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({
      path: "variables.tf",
      line: 4,
      side: "RIGHT",
      suggestions: [`  default     = ${ON}\n`],
    });
    expect(github.conversation.reviews).toHaveLength(1);
    applySuggestions(github, threadsWithSuggestion(github));
    expect(
      github.pull.repository.textAt(github.pull.head, "variables.tf"),
    ).toBe(variable(ON));
    const second = await run();
    expect(second).toMatchObject({
      exitCode: 0,
      outputs: { verdict: "pass", errors: "0" },
    });
    expect(
      second.writes.filter((request) => request.method === "POST"),
    ).toEqual([]);
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "no finding: green, and nothing is written",
  CLEAN,
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({
      exitCode: 0,
      outputs: { verdict: "pass", clusters: "1" },
    });
    expect(result.writes).toEqual([]);
    expect(result.annotations).toEqual([]);
    expect(github.conversation.issueComments).toEqual([]);
  },
);

scenario(
  ABOUT,
  "no cluster at all: green, and nothing is written",
  { base: { "a.txt": "1" }, head: { "a.txt": "2" } },
  async ({ run }) => {
    const result = await run();
    expect(result).toMatchObject({
      exitCode: 0,
      writes: [],
      outputs: { clusters: "0" },
    });
  },
);

scenario(
  ABOUT,
  "a fork's read-only token: red, with annotations, the summary and the missing permission",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.headRepository = "fork";
    github.site.permissions["pull-requests"] = "read";
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expect(github.conversation.reviews).toEqual([]);
    const errors = result.annotations.filter(
      (annotation) => annotation.name === "error",
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('"audit"');
    expect(errors[0]?.properties).toMatchObject({
      file: expect.stringMatching(/^(main|variables)\.tf$/),
    });
    expect(result.summary).toContain("audit-logging-disabled");
    expect(result.log + result.summary).toContain("pull-requests: write");
  },
);

scenario(
  ABOUT,
  "a new cluster: the suggestion stands on the line that it changes",
  NEW_CLUSTER,
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject([
      {
        path: "main.tf",
        line: 4,
        suggestions: [`  enabled_cluster_log_types = ${ON}\n`],
      },
    ]);
    applySuggestions(github, threadsWithSuggestion(github));
    const second = await run();
    expect(second.exitCode).toBe(0);
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "CloudFormation: the default of a parameter",
  {
    base: {},
    head: {
      "eks.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: prod
      Logging:
        ClusterLogging:
          EnabledTypes:
            - Type: api
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/eks/prod/cluster
      RetentionInDays: 90
`,
    },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject([{ path: "eks.yaml" }]);
    applySuggestions(github, threadsWithSuggestion(github));
    expect(await run()).toMatchObject({ exitCode: 0 });
  },
);

scenario(
  ABOUT,
  "eksctl: types and retention in one file",
  {
    base: {},
    head: {
      "cluster.yaml": `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: prod
  region: eu-west-1
cloudWatch:
  clusterLogging:
    enableTypes: ["api"]
    logRetentionInDays: 7
`,
    },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    applySuggestions(github, threadsWithSuggestion(github));
    expect(
      github.pull.repository.textAt(github.pull.head, "cluster.yaml"),
    ).toContain('enableTypes: ["api", "audit"]\n    logRetentionInDays: 90\n');
    expect(await run()).toMatchObject({
      exitCode: 0,
      outputs: { warnings: "0" },
    });
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "two runs at the same commit: the second writes nothing",
  {
    base: REGRESSION.base,
    head: {
      "variables.tf": variable(OFF),
      "main.tf": `${REGRESSION.base["main.tf"]}# more\n`,
    },
  },
  async ({ run }) => {
    const first = await run();
    expect(first.writes.length).toBeGreaterThan(0);
    const second = await run();
    expect(second).toMatchObject({ exitCode: 1, writes: [] });
  },
);
