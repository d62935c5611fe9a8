import { expect } from "vitest";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "../loopback/apply-suggestion";
import { currentComments, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "2 what is new";

const eks = (version: string, more = "") =>
  `module "eks" {
  source       = "terraform-aws-modules/eks/aws"
  version      = "${version}"
  cluster_name = "prod"
${more}}
`;

scenario(
  ABOUT,
  "a module's version that switches audit logs off: one click keeps them on",
  {
    base: { "main.tf": eks("18.31.2") },
    head: { "main.tf": eks("17.24.0") },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1, annotations: [] });
    const regressed = currentComments(github).filter(({ body }) =>
      body.includes("This change switches off"),
    );
    expect(regressed).toHaveLength(1);
    expect(regressed[0]?.body).toContain(
      "Set cluster_enabled_log_types of module.eks",
    );
    applySuggestions(github, threadsWithSuggestion(github));
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "a module's version that changes nothing about logs is silent",
  {
    base: { "main.tf": eks("18.31.2", "  subnet_ids   = []\n") },
    head: { "main.tf": eks("19.21.0", "  subnet_ids   = []\n") },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
    expect(currentComments(github)).toEqual([]);
  },
);

scenario(
  ABOUT,
  "a log group that is deleted with its file: a comment on what is gone",
  {
    base: {
      "main.tf": cluster("prod", ON),
      "logs.tf": group("prod", 90),
    },
    head: { "logs.tf": null },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 0,
      annotations: [],
      outputs: { warnings: "1" },
    });
    expect(currentComments(github)).toMatchObject([
      { path: "logs.tf", side: "LEFT", suggestions: [] },
    ]);
    expect(await run()).toMatchObject({ writes: [] });
    github.pull.push({ "logs.tf": group("prod", 90) });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.conversation.threads).toEqual([]);
  },
);

scenario(
  ABOUT,
  "fewer days than before, also where they were too few then",
  {
    base: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 30)}` },
    head: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 7)}` },
  },
  async ({ github, run }) => {
    expect(await run({ inputs: { "fail-on": "warning" } })).toMatchObject({
      exitCode: 1,
      annotations: [],
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment?.body).toMatch(
      /^<!--[^\n]*\n⚠️ \*\*This change makes the log group of aws_eks_cluster\.main keep its events for 7 days instead of for 30 days\./,
    );
    expect(comment?.suggestions).toEqual([`  retention_in_days = 90\n`]);
  },
);

scenario(
  ABOUT,
  "more days than before, though still too few, are not this change's",
  {
    base: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 7)}` },
    head: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 30)}` },
  },
  async ({ run }) => {
    expect(await run({ inputs: { "fail-on": "warning" } })).toMatchObject({
      exitCode: 0,
      writes: [],
      annotations: [],
    });
  },
);

const FILE = ".github/eks-audit-check.yml";

for (const [what, head] of [
  ["deletes", { [FILE]: null }],
  ["renames", { "old.yml": { movedFrom: FILE } }],
] as const)
  scenario(
    "8 policy",
    `a pull request that ${what} the policy is judged by it, and says so first`,
    {
      base: {
        ...REGRESSION.base,
        [FILE]: "levels:\n  audit-logging-disabled: warning\n",
      },
      head: { "variables.tf": variable(OFF), ...head },
    },
    async ({ github, run }) => {
      const result = await run({ workspace: github.directory() });
      expect(result).toMatchObject({ exitCode: 0, outputs: { warnings: "1" } });
      expect(result.summary.split("\n")[4]).toContain(
        `This change edits ${FILE}`,
      );
    },
  );
