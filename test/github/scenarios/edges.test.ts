import { expect } from "vitest";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "../loopback/apply-suggestion";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, variable } from "./terraform";

const ABOUT = "3 where it is said";

const USES = `${cluster("prod", "var.log_types")}\n${group("prod", 90)}`;

scenario(
  ABOUT,
  "a line that was wrong before and is edited has no comment and no annotation",
  {
    base: { "main.tf": `${cluster("prod", OFF)}\n${group("prod", 90)}` },
    head: {
      "main.tf": `${cluster("prod", '["api", "scheduler"]')}\n${group("prod", 90)}`,
    },
  },
  async ({ run }) => {
    const result = await run();
    expect(result).toMatchObject({
      exitCode: 0,
      writes: [],
      annotations: [],
      outputs: { verdict: "pass", errors: "1" },
    });
    expect(result.summary).toContain("was there before this change");
  },
);

const ONE_LINE = `${JSON.stringify({
  Resources: Object.fromEntries(
    ["One", "Two"].flatMap((name) => [
      [
        name,
        {
          Type: "AWS::EKS::Cluster",
          Properties: {
            Name: name,
            Logging: { ClusterLogging: { EnabledTypes: [{ Type: "api" }] } },
          },
        },
      ],
      [
        `${name}Logs`,
        {
          Type: "AWS::Logs::LogGroup",
          Properties: {
            LogGroupName: `/aws/eks/${name}/cluster`,
            RetentionInDays: 90,
          },
        },
      ],
    ]),
  ),
})}\n`;

scenario(
  ABOUT,
  "two clusters on one line are one comment, whose one suggestion mends both",
  { base: { "x.txt": "1" }, head: { "eks.json": ONE_LINE } },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { errors: "2" },
    });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment?.suggestions).toHaveLength(1);
    for (const name of ["One", "Two"])
      expect(comment?.body).toContain(`off for ${name}`);
    applySuggestions(github, threadsWithSuggestion(github));
    expect(await run()).toMatchObject({
      exitCode: 0,
      outputs: { errors: "0" },
    });
  },
);

const UNENDED = cluster("prod", ON).replace(/\n$/, "");

for (const [what, text] of [
  ["whose last line does not end", UNENDED],
  ["with Windows line endings", cluster("prod", ON).replaceAll("\n", "\r\n")],
  [
    "with Windows line endings, whose last line does not end",
    UNENDED.replaceAll("\n", "\r\n"),
  ],
] as const)
  scenario(
    ABOUT,
    `a log group is suggested behind a cluster in a file ${what}`,
    { base: { "x.txt": "1" }, head: { "main.tf": text } },
    async ({ github, run }) => {
      expect(await run()).toMatchObject({ outputs: { warnings: "1" } });
      expect(currentComments(github)).toHaveLength(1);
      applySuggestions(github, threadsWithSuggestion(github));
      const { repository, head } = github.pull;
      const now = repository.textAt(head, "main.tf") ?? "";
      expect(now).toContain("aws_cloudwatch_log_group");
      expect(now.match(/(?<!\r)\n/g) === null).toBe(text.includes("\r"));
      expect(await run()).toMatchObject({
        exitCode: 0,
        outputs: { warnings: "0" },
      });
      expect(currentComments(github)).toEqual([]);
    },
  );

/** Lines that fill a file, so that its ends are in different hunks. */
const FILL = Array.from({ length: 20 }, (_, index) => `# ${index}\n`).join("");

for (const [where, before, after] of [
  ["above", FILL, ""],
  ["below", "", FILL],
] as const)
  scenario(
    ABOUT,
    `a deleted attribute comes back at the edge of a hunk, with much ${where}`,
    {
      base: {
        "main.tf": `${before}${cluster("prod", ON)}${after}${group("prod", 90)}`,
      },
      head: {
        "main.tf": `${before}${cluster("prod", ON).replace(/.*enabled_cluster_log_types.*\n/, "")}${after}${group("prod", 90)}`,
      },
    },
    async ({ github, run }) => {
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(threadsWithSuggestion(github)).toHaveLength(1);
      applySuggestions(github, threadsWithSuggestion(github));
      expect(await run()).toMatchObject({
        exitCode: 0,
        outputs: { errors: "0" },
      });
    },
  );

scenario(
  ABOUT,
  "a log group that would have to stand outside every hunk is shown as a diff",
  {
    base: {
      "main.tf": `# Old\n${FILL}${cluster("prod", "var.log_types")}${FILL}`,
      "logs.tf": group("prod", 90),
      "variables.tf": variable(ON),
    },
    head: {
      "logs.tf": null,
      "main.tf": `# New\n${FILL}${cluster("prod", "var.log_types")}${FILL}`,
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ outputs: { warnings: "1" } });
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({
      path: "logs.tf",
      side: "LEFT",
      suggestions: [],
    });
    expect(comment?.body).toContain("```diff");
    expect(comment?.body).toContain("instead of for 90 days");
    expect(await run()).toMatchObject({ writes: [] });
    github.pull.push({ "other.tf": "locals {\n}\n" });
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "a file that is renamed and changed takes the comment under its new name",
  {
    base: { "eks.tf": `${FILL}${variable(ON)}`, "main.tf": USES },
    head: { "eks.tf": null, "types.tf": `${FILL}${variable(OFF)}` },
  },
  async ({ github, run }) => {
    expect(github.pull.files().map(({ path }) => path)).toEqual(["types.tf"]);
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject([
      {
        path: "types.tf",
        line: 24,
        side: "RIGHT",
        suggestions: [`  default     = ${ON}\n`],
      },
    ]);
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "a line that goes while its file is renamed takes the comment under the new name",
  {
    base: {
      "main.tf": `${variable(OFF)}\n${USES}`,
      "a.auto.tfvars": `${FILL}log_types = ${ON}\n# End\n`,
    },
    head: { "a.auto.tfvars": null, "b.auto.tfvars": `${FILL}# End\n` },
  },
  async ({ github, run }) => {
    expect(github.pull.files()).toHaveLength(1);
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject([
      { path: "b.auto.tfvars", line: 21, side: "LEFT", suggestions: [] },
    ]);
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "files that GitHub does not list: said in full in the sticky comment, and nowhere else",
  {
    base: { "variables.tf": variable(ON), "main.tf": USES },
    head: { "a.txt": "1", "variables.tf": variable(OFF) },
  },
  async ({ github, run }) => {
    github.site.limits.listedFiles = 1;
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, annotations: [] });
    expect(currentComments(github)).toEqual([]);
    const sticky = overview(github)?.body ?? "";
    expect(sticky).toContain("This change switches off");
    expect(sticky).toContain(`+  default     = ${ON}`);
    expect(result.summary).toContain(
      "told in the comment below the description",
    );
    // The next push makes GitHub list it.
    github.site.limits.listedFiles = 3000;
    github.pull.push({ "b.txt": "1" });
    await run();
    expect(currentComments(github)).toHaveLength(1);
    expect(overview(github)?.body).toContain(
      "It is commented on in the changes",
    );
    expect(overview(github)?.body).not.toContain("This change switches off");
    // And back.
    github.site.limits.listedFiles = 1;
    github.pull.push({ "c.txt": "1" });
    await run();
    expect(currentComments(github)).toEqual([]);
    expect(overview(github)?.body).toContain("This change switches off");
    github.pull.push({ "variables.tf": variable(ON) });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(overview(github)?.body).toContain("All clear");
    expect(overview(github)?.body).not.toContain("switches off");
  },
);

scenario(
  ABOUT,
  "a finding goes from its file to its line when GitHub shows the diff",
  {
    base: { "x.txt": "1" },
    head: { "main.tf": `${cluster("prod", OFF)}\n${group("prod", 90)}` },
  },
  async ({ github, run }) => {
    github.pull.patchLimit = 10;
    await run();
    expect(currentComments(github)).toMatchObject([{ line: null }]);
    expect(await run()).toMatchObject({ writes: [] });
    github.pull.patchLimit = 100_000;
    github.pull.push({ "y.txt": "1" });
    await run();
    expect(currentComments(github)).toMatchObject([
      { line: 4, suggestions: [`  enabled_cluster_log_types = ${ON}\n`] },
    ]);
    expect(github.conversation.threads).toHaveLength(1);
  },
);
