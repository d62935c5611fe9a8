import { expect } from "vitest";
import { currentComments, overview, scenario } from "./scenario";
import {
  cluster,
  group,
  NEW_CLUSTER,
  OFF,
  ON,
  REGRESSION,
  variable,
} from "./terraform";

const ABOUT = "3 where it is said";

scenario(
  ABOUT,
  "a fix outside the diff is shown as a diff, at the line that uses it",
  {
    base: { "variables.tf": variable(OFF) },
    head: {
      "main.tf": `${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    await run();
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({
      path: "main.tf",
      line: 4,
      suggestions: [],
    });
    expect(comment?.body).toContain("```diff");
    expect(comment?.body).toContain(`+  default     = ${ON}`);
  },
);

scenario(
  ABOUT,
  "a line that was deleted, when nothing else is in the diff",
  {
    base: {
      "main.tf": `${variable(OFF)}\n${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
      "terraform.tfvars": `# Types\nlog_types = ${ON}\n# End\n`,
    },
    head: { "terraform.tfvars": "# Types\n# End\n" },
  },
  async ({ github, run }) => {
    await run();
    expect(currentComments(github)).toMatchObject([
      { path: "terraform.tfvars", line: 2, side: "LEFT", suggestions: [] },
    ]);
  },
);

scenario(
  ABOUT,
  "an attribute that was deleted comes back by a suggestion beside it",
  {
    base: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 90)}` },
    head: {
      "main.tf": `${cluster("prod", ON).replace(/.*enabled_cluster_log_types.*\n/, "")}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    await run();
    const [comment] = currentComments(github);
    expect(comment).toMatchObject({ path: "main.tf", side: "RIGHT" });
    expect(comment?.suggestions[0]).toContain("enabled_cluster_log_types");
  },
);

scenario(
  ABOUT,
  "a patch that GitHub leaves out takes a comment on the file",
  NEW_CLUSTER,
  async ({ github, run }) => {
    github.pull.patchLimit = 10;
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject([
      { path: "main.tf", line: null, suggestions: [] },
    ]);
  },
);

scenario(
  ABOUT,
  "a file that only has another name takes what it did not say any more",
  {
    base: {
      "main.tf": `${variable(OFF)}\n${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
      "prod.auto.tfvars": `log_types = ${ON}\n`,
    },
    head: { "prod.old": { movedFrom: "prod.auto.tfvars" } },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ path: "prod.old", line: null });
    expect(comment?.body).toContain("audit-logging-disabled");
    expect(overview(github)?.body).not.toContain("audit-logging-disabled");
  },
);

scenario(
  ABOUT,
  "two clusters with one bad default are one comment",
  {
    base: { "a.txt": "1" },
    head: {
      "main.tf": `${cluster("one", "var.log_types", "one")}\n${cluster("two", "var.log_types", "two")}\n${group("one", 90, "one")}\n${group("two", 90, "two")}\n${variable(OFF)}`,
    },
  },
  async ({ github, run }) => {
    await run();
    const comments = currentComments(github);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain("aws_eks_cluster.one");
    expect(comments[0]?.body).toContain("aws_eks_cluster.two");
  },
);

const FORTY = Array.from(
  { length: 40 },
  (_, index) =>
    `${cluster(`c${index}`, OFF, `c${index}`)}\n${group(`c${index}`, 90, `c${index}`)}`,
).join("\n");

scenario(
  ABOUT,
  "of 40 findings at most 30 are comments, the rest is in the sticky comment",
  { base: { "a.txt": "1" }, head: { "main.tf": FORTY } },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "40" } });
    const comments = currentComments(github);
    expect(comments.length).toBeLessThanOrEqual(30);
    const said = [
      ...comments.map((comment) => comment.body),
      overview(github)?.body ?? "",
    ]
      .join("\n")
      .replaceAll("\\", "");
    for (let index = 0; index < 40; index++)
      expect(said).toMatch(new RegExp(`aws_eks_cluster.c${index}\\b`));
  },
);

scenario(
  ABOUT,
  "audit and retention of one cluster are each said once",
  {
    base: { "a.txt": "1" },
    head: { "main.tf": `${cluster("prod", OFF)}\n${group("prod", 7)}` },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ outputs: { errors: "1", warnings: "1" } });
    const bodies = currentComments(github).map((comment) => comment.body);
    for (const rule of ["audit-logging-disabled", "log-retention-too-short"])
      expect(bodies.filter((body) => body.includes(rule))).toHaveLength(1);
    expect(
      result.annotations.filter((annotation) => annotation.name !== "notice"),
    ).toEqual([]);
  },
);

scenario(
  ABOUT,
  "no comments where they are switched off: annotations and summary stay",
  REGRESSION,
  async ({ github, run }) => {
    const result = await run({ inputs: { comment: "false" } });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(github.conversation.reviews).toEqual([]);
    expect(
      result.annotations.filter((annotation) => annotation.name === "error"),
    ).toHaveLength(1);
    expect(result.summary).toContain("audit-logging-disabled");
  },
);

scenario(
  ABOUT,
  "notices cause no comment",
  {
    base: { "a.txt": "1" },
    head: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 90)}` },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
    expect(overview(github)).toBeUndefined();
  },
);
