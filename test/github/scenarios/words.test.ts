import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { MAINTAINER } from "../loopback/conversation";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION } from "./terraform";

const ABOUT = "7 words";

const SECRETS =
  'variable "secret" {\n  type      = string\n  sensitive = true\n  default   = "hunter2"\n}\nvariable "days" {\n  type      = number\n  sensitive = true\n  default   = 17\n}\n';

/** Names that would break a page or command a runner if they were printed as they are. */
const HOSTILE: readonly [string, string][] = [
  ["a workflow command", "::error file=x::boo"],
  ["the older kind of command", "##[error]boo"],
  ["a newline and a command", "a\\n::error::boo\\n::add-mask::a"],
  ["back-ticks", "a```b````c`d"],
  ["a mention", "@all @acme/everyone"],
  ["HTML", "<img src=x onerror=alert(1)><!-- </details>"],
  [
    "Markdown",
    "[click](https://evil.example) ![x](https://evil.example/x.png) | a | b |",
  ],
  ["text that runs backwards", "prod\u202Etxt.tf\u2066"],
  ["a suggestion", "\\n```suggestion\\nevil\\n```\\n"],
];

for (const [what, name] of HOSTILE)
  scenario(
    ABOUT,
    `a cluster named with ${what}`,
    {
      base: { "x.txt": "1" },
      head: { "main.tf": cluster(name, `["api", "${name}"]`) },
    },
    async ({ github, run }) => {
      const result = await run();
      expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
      const pages = [
        ...currentComments(github).map((comment) => comment.body),
        overview(github)?.body ?? "",
        result.summary,
      ];
      for (const page of pages) {
        // What stands in code is harmless.
        const prose = page
          .replace(/(^|\n)(`{3,})[^\n]*\n[\s\S]*?\n\2`*(?=\n|$)/g, "")
          .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
        expect(prose).not.toMatch(/(?<![\\\w/])@(all|acme)/);
        expect(prose).not.toMatch(/<img/i);
        expect(prose).not.toMatch(/(?<!\\)\]\(https:\/\/evil/);
        expect(prose).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }
      for (const { suggestions } of currentComments(github))
        for (const suggestion of suggestions)
          expect(suggestion).not.toMatch(/^evil/);
      expect(
        result.commands.filter((command) => command.message === "boo"),
      ).toEqual([]);
      expect(
        result.commands.filter((command) => command.name === "add-mask"),
      ).toEqual([]);
    },
  );

scenario(
  ABOUT,
  "a file name with a newline, quotes and a command",
  {
    base: { "x.txt": "1" },
    head: {
      'a\n::error::boo"`@all`<b>.tf': `${cluster("prod", OFF)}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(
      result.commands.filter((command) => command.message.startsWith("boo")),
    ).toEqual([]);
    expect(currentComments(github)).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "a cluster name of 1 MB",
  {
    base: { "x.txt": "1" },
    head: { "main.tf": cluster("x".repeat(1_000_000), OFF) },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(
      currentComments(github).length + (overview(github) === undefined ? 0 : 1),
    ).toBeGreaterThan(0);
  },
);

scenario(
  ABOUT,
  "a sensitive variable's value is nowhere",
  {
    base: { "x.txt": "1" },
    head: {
      "main.tf": `variable "secret" {\n  type      = string\n  sensitive = true\n  default   = "hunter2"\n}\n\n${cluster("prod", '["api", var.secret]')}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result.exitCode).toBe(1);
    const said = [
      result.log,
      result.summary,
      overview(github)?.body ?? "",
      ...currentComments(github).map((comment) => comment.body),
    ].join("\n");
    expect(said).not.toContain("hunter2");
  },
);

scenario(
  ABOUT,
  "a sensitive name and sensitive days are nowhere, and neither is a parameter without echo",
  {
    base: {
      "main.tf": `${SECRETS}${cluster("${var.secret}", ON)}\n${group("${var.secret}", 90)}\n${cluster("${var.secret}-2", ON, "alone")}`,
    },
    head: {
      "main.tf": `${SECRETS}${cluster("${var.secret}", ON)}\n${group("${var.secret}", 90).replace("90", "var.days")}\n${cluster("${var.secret}-2", ON, "alone")}`,
      "eks.yaml":
        "Parameters:\n  Secret:\n    Type: String\n    NoEcho: true\n    Default: hunter2-c\nResources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: !Ref Secret\n      Logging:\n        ClusterLogging:\n          EnabledTypes:\n            - Type: !Ref Secret\n",
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result.outputs).toMatchObject({ errors: "1", warnings: "3" });
    const said = [
      result.log,
      result.summary,
      ...currentComments(github).map((comment) => comment.body),
      overview(github)?.body ?? "",
    ];
    expect(result.summary).toContain("Look before you apply it");
    const report = readFileSync(result.outputs["report"] ?? "", "utf8");
    expect([...said, report].join("\n")).not.toContain("hunter2");
    expect(said.join("\n")).not.toMatch(/\b17 days|for 17\b/);
    expect(report).not.toContain('"days": 17');
    expect(said.join("\n")).toContain(
      "keeps its events for (sensitive) days < 90".replace("<", "&lt;"),
    );
  },
);

scenario(
  ABOUT,
  "a comment says what, where from, why, the fix, and where to read on",
  REGRESSION,
  async ({ github, run }) => {
    const result = await run();
    const body = currentComments(github)[0]?.body ?? "";
    expect(body).toContain("`variables.tf:4`");
    expect(body).toContain("`main.tf:4`");
    expect(body).toMatch(/https?:\/\/\S+audit-logging-disabled/);
    expect(body).toContain("```suggestion");
    expect(body).toMatch(
      /Meant to be like this\? .*audit-logging-disabled\.md#make-an-exception/,
    );
    expect(body).toMatch(
      /<details>[\s\S]*aws eks update-cluster-config[\s\S]*<\/details>/,
    );
    expect(result.summary).toMatch(/^\|.*`?aws_eks_cluster\.main`?.*\|/m);
    expect(result.summary).toContain("90");
  },
);

scenario(
  ABOUT,
  "the summary of a clean run is a table of clusters",
  { base: REGRESSION.base, head: { "y.txt": "1" } },
  async ({ run }) => {
    const { summary } = await run();
    expect(summary).toMatch(/^\|.*aws_eks_cluster\.main.*\|/m);
  },
);

scenario(
  ABOUT,
  "comments full of markers by others change nothing",
  {
    base: { "x.txt": "1" },
    head: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 90)}` },
  },
  async ({ github, run }) => {
    for (const text of [
      "<!-- eks-audit-check overview key=0 -->",
      "<!-- eks-audit-check findings key= -->",
      "<!-- eks-audit-check",
      "x".repeat(60_000),
    ])
      github.conversation.addIssueComment(MAINTAINER, text);
    expect(await run()).toMatchObject({ exitCode: 0, writes: [] });
  },
);
