import { expect } from "vitest";
import type { Changes } from "../loopback/fast-import";
import { failure } from "../loopback/faults";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "2 what is new";

const BAD: Changes = {
  "main.tf": `${cluster("prod", OFF)}\n${group("prod", 90)}`,
  "README.md": "# One\n",
};

scenario(
  ABOUT,
  "an existing finding is in the summary only",
  { base: BAD, head: { "README.md": "# Two\n" } },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({
      exitCode: 0,
      writes: [],
      outputs: { verdict: "pass" },
    });
    expect(result.summary).toContain("audit-logging-disabled");
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "an existing finding fails where the policy says so",
  { base: BAD, head: { "README.md": "# Two\n" } },
  async ({ run }) => {
    expect(await run({ inputs: { existing: "fail" } })).toMatchObject({
      exitCode: 1,
      outputs: { verdict: "fail" },
    });
  },
);

scenario(
  ABOUT,
  "a renamed file brings nothing new",
  { base: BAD, head: { "eks.tf": { movedFrom: "main.tf" } } },
  async ({ run }) => {
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
  },
);

scenario(
  ABOUT,
  "a cluster that moves with a `moved` block is the same",
  {
    base: BAD,
    head: {
      "main.tf": `${cluster("prod", OFF, "renamed")}\n${group("prod", 90)}\nmoved {\n  from = aws_eks_cluster.main\n  to   = aws_eks_cluster.renamed\n}\n`,
    },
  },
  async ({ run }) => {
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
  },
);

const MODULE = {
  "module/main.tf": `${variable(OFF)}\nvariable "name" {\n  type = string\n}\n\n${cluster("${var.name}", "var.log_types")}\n${group("${var.name}", 90)}`,
};
const call = (name: string) =>
  `module "${name}" {\n  source = "./module"\n  name   = "${name}"\n}\n`;

scenario(
  ABOUT,
  "a second caller of a bad default is new, the first is not",
  {
    base: { ...MODULE, "main.tf": call("one") },
    head: { "two.tf": call("two") },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { errors: "1" },
    });
    const said = [
      ...currentComments(github).map((comment) => comment.body),
      overview(github)?.body ?? "",
    ].filter((text) => text.includes("audit-logging-disabled"));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("off for module.two.aws_eks_cluster.main");
  },
);

scenario(
  ABOUT,
  "a regression says first what is switched off",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const [comment] = currentComments(github);
    const sentence = comment?.body
      .split("\n")
      .find((line) => line !== "" && !line.startsWith("<!--"));
    expect(sentence).toMatch(/switches off .*audit.*aws_eks_cluster\.main/);
  },
);

const FAR: readonly [string, Changes, Changes, string][] = [
  [
    "a tfvars line",
    {
      "main.tf": `${variable(OFF)}\n${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
      "prod.auto.tfvars": `region    = "x"\nlog_types = ${ON}\n`,
    },
    { "prod.auto.tfvars": `region    = "x"\nlog_types = ${OFF}\n` },
    "prod.auto.tfvars",
  ],
  [
    "a tfvars line that goes away",
    {
      "main.tf": `${variable(OFF)}\n${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
      "prod.auto.tfvars": `region    = "x"\nlog_types = ${ON}\n`,
    },
    { "prod.auto.tfvars": `region    = "x"\n` },
    "prod.auto.tfvars",
  ],
  [
    "a module's version",
    {
      "main.tf":
        'module "eks" {\n  source       = "terraform-aws-modules/eks/aws"\n  version      = "18.31.2"\n  cluster_name = "prod"\n}\n',
    },
    {
      "main.tf":
        'module "eks" {\n  source       = "terraform-aws-modules/eks/aws"\n  version      = "17.24.0"\n  cluster_name = "prod"\n}\n',
    },
    "main.tf",
  ],
  [
    "a nested template",
    {
      "stack.yaml":
        "Resources:\n  Eks:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./eks.yaml\n",
      "eks.yaml":
        "Resources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: prod\n      Logging:\n        ClusterLogging:\n          EnabledTypes:\n            - Type: api\n            - Type: audit\n",
    },
    {
      "eks.yaml":
        "Resources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: prod\n      Logging:\n        ClusterLogging:\n          EnabledTypes:\n            - Type: api\n",
    },
    "eks.yaml",
  ],
];

for (const [name, base, head, path] of FAR)
  scenario(
    ABOUT,
    `far from the cluster: ${name}`,
    { base, head },
    async ({ github, run }) => {
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(currentComments(github).map((comment) => comment.path)).toContain(
        path,
      );
    },
  );

scenario(
  ABOUT,
  "a log group that goes away is a warning",
  {
    base: REGRESSION.base,
    head: { "main.tf": cluster("prod", "var.log_types") },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 0,
      outputs: { warnings: "1", errors: "0" },
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ path: "main.tf", side: "RIGHT" });
    expect(comment?.body).toContain("instead of for 90 days");
    expect(comment?.body).toContain("Look before you apply it");
    expect(comment?.suggestions[0]).toContain("aws_cloudwatch_log_group");
    expect(await run({ inputs: { "fail-on": "warning" } })).toMatchObject({
      exitCode: 1,
    });
  },
);

scenario(
  ABOUT,
  "what the base branch got meanwhile is not this pull request's",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.pushBase({ "other.tf": cluster("other", OFF, "other") });
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(currentComments(github).map((comment) => comment.path)).toEqual([
      "variables.tf",
    ]);
  },
);

scenario(
  ABOUT,
  "a retargeted pull request is compared with its new base",
  REGRESSION,
  async ({ github, run }) => {
    // The other branch has what this one changes.
    github.pull.retarget("release", github.pull.head);
    github.pull.push({ "README.md": "# More\n" });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "an unreadable base makes everything new, and the summary says so",
  { base: BAD, head: { "README.md": "# Two\n" } },
  async ({ github, run }) => {
    github.fail({ path: /\/compare\//, times: 10 }, failure(404, "Not Found"));
    const result = await run();
    github.recover();
    expect(result).toMatchObject({ exitCode: 1 });
    expect(result.summary).toContain("so every finding counts as new");
    expect(currentComments(github)).toEqual([]);
    expect(overview(github)?.body).toContain("audit-logging-disabled");
  },
);

scenario(
  ABOUT,
  "what was known and no longer is, is a warning in a comment",
  {
    base: REGRESSION.base,
    head: {
      "main.tf": `data "external" "types" {\n  program = ["true"]\n}\n\n${cluster("prod", 'split(",", data.external.types.result.types)')}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 0, outputs: { warnings: "1" } });
    expect(currentComments(github).map((comment) => comment.path)).toEqual([
      "main.tf",
    ]);
  },
);

const TEMPLATE = `Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: prod
      Logging:
        ClusterLogging:
          EnabledTypes:
            - Type: audit
`;

scenario(
  ABOUT,
  "a file that breaks and hides a cluster is an error",
  {
    base: { "eks.yaml": TEMPLATE },
    head: { "eks.yaml": `${TEMPLATE}      }: [\n` },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { errors: "1" },
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment?.path).toBe("eks.yaml");
    expect(comment?.body).toContain("cannot be any more");
  },
);
