import { expect } from "vitest";
import { checkout } from "../loopback/checkout";
import { pullRequestEvent, pushEvent } from "../loopback/event";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION } from "./terraform";

const ABOUT = "8 policy";

const FILE = ".github/eks-audit-check.yml";
const SHORT = {
  base: { "x.txt": "1" },
  head: { "main.tf": `${cluster("prod", ON)}\n${group("prod", 30)}` },
};

const INPUTS: readonly [
  string,
  Readonly<Record<string, string>>,
  { errors: string; warnings: string; exit: number },
][] = [
  ["the default", {}, { errors: "0", warnings: "1", exit: 0 }],
  [
    "fail-on: warning",
    { "fail-on": "warning" },
    { errors: "0", warnings: "1", exit: 1 },
  ],
  [
    "levels",
    { levels: "log-retention-too-short: error" },
    { errors: "1", warnings: "0", exit: 1 },
  ],
  [
    "levels that switch a rule off",
    { levels: "log-retention-too-short: off" },
    { errors: "0", warnings: "0", exit: 0 },
  ],
  [
    "retention",
    { retention: "production: 30\ndefault: 30" },
    { errors: "0", warnings: "0", exit: 0 },
  ],
  [
    "required-log-types",
    { "required-log-types": "audit, scheduler" },
    { errors: "1", warnings: "1", exit: 1 },
  ],
  [
    "fail-on: never",
    { "required-log-types": "audit, scheduler", "fail-on": "never" },
    { errors: "1", warnings: "1", exit: 0 },
  ],
  ["exclude", { exclude: "main.tf" }, { errors: "0", warnings: "0", exit: 0 }],
  ["include", { include: "other/**" }, { errors: "0", warnings: "0", exit: 0 }],
];

for (const [name, inputs, { errors, warnings, exit }] of INPUTS)
  scenario(ABOUT, `as an input: ${name}`, SHORT, async ({ run }) => {
    expect(await run({ inputs })).toMatchObject({
      exitCode: exit,
      outputs: { errors, warnings },
    });
  });

const WRONG: readonly [string, string, RegExp][] = [
  ["fail-on", "sometimes", /fail-on.*sometimes.*(error|never)/s],
  ["existing", "maybe", /existing.*maybe.*(report|fail)/s],
  ["required-log-types", "audits", /required-log-types.*audits.*audit/s],
  ["retention", "production: soon", /retention.*(production|soon)/s],
  [
    "levels",
    "no-such-rule: error",
    /levels.*no-such-rule.*audit-logging-disabled/s,
  ],
  ["strict", "perhaps", /strict.*perhaps.*(true|false)/s],
  ["comment", "perhaps", /comment.*perhaps.*true.*false/s],
];

for (const [key, value, message] of WRONG)
  scenario(
    ABOUT,
    `a wrong input is named, with what is allowed: ${key}`,
    SHORT,
    async ({ run }) => {
      const result = await run({ inputs: { [key]: value } });
      expect(result).toMatchObject({ exitCode: 2, writes: [] });
      expect(result.outputs).toEqual({ verdict: "error" });
      expect(
        result.annotations.map((annotation) => annotation.message).join("\n"),
      ).toMatch(message);
    },
  );

const WITH_FILE = (text: string) => ({
  ...SHORT,
  base: { ...SHORT.base, [FILE]: text },
});

scenario(
  ABOUT,
  "the file of the base branch is in force",
  WITH_FILE("retention:\n  default: 30\n  production: 30\n"),
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 0,
      outputs: { warnings: "0" },
    });
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 0,
      outputs: { warnings: "0" },
    });
  },
);

scenario(
  ABOUT,
  "an input beats the file",
  WITH_FILE("fail-on: never\n"),
  async ({ run }) => {
    expect(await run({ inputs: { "fail-on": "warning" } })).toMatchObject({
      exitCode: 1,
    });
  },
);

scenario(
  ABOUT,
  "the tip of the base branch counts, not the merge base",
  SHORT,
  async ({ github, run }) => {
    github.pull.pushBase({ [FILE]: "fail-on: warning\n" });
    expect(await run()).toMatchObject({ exitCode: 1 });
  },
);

scenario(
  ABOUT,
  "another file, by an input",
  { ...SHORT, base: { "audit.yml": "fail-on: warning\n" } },
  async ({ run }) => {
    expect(await run({ inputs: { "config-file": "audit.yml" } })).toMatchObject(
      { exitCode: 1 },
    );
  },
);

scenario(
  ABOUT,
  "a pull request cannot change the policy that judges it, and its attempt is called out first",
  {
    base: REGRESSION.base,
    head: {
      ...REGRESSION.head,
      [FILE]: "levels:\n  audit-logging-disabled: off\nfail-on: never\n",
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(currentComments(github)).toHaveLength(1);
    const [, , verdict, , first] = result.summary.split("\n");
    expect(verdict).toMatch(/^❌/);
    expect(first).toContain(`This change edits ${FILE}`);
    expect(first).toContain("what it says counts once it is merged");
  },
);

scenario(
  ABOUT,
  "pull_request_target takes the base's file, too",
  {
    base: REGRESSION.base,
    head: { ...REGRESSION.head, [FILE]: "fail-on: never\n" },
  },
  async ({ github, run }) => {
    const event = pullRequestEvent(github.site, "opened", true);
    expect(await run({ event, workspace: github.directory() })).toMatchObject({
      exitCode: 1,
    });
  },
);

for (const [name, text, message] of [
  [
    "an unknown key",
    "fail_on: warning\n",
    /eks-audit-check\.yml:1: .*fail_on.*fail-on/s,
  ],
  [
    "a wrong value",
    "# Policy\nfail-on: sometimes\n",
    /eks-audit-check\.yml:2: fail-on is "sometimes"; fail-on must be one of error, warning, notice, never/,
  ],
  [
    "a wrong value in a map",
    "retention:\n  default: 30\n  production: soon\n",
    /eks-audit-check\.yml:3: retention\.production is "soon"; retention must be a map from environments to whole days from 1 to 3653/,
  ],
  [
    "a wrong element of a list",
    "required-log-types:\n  - audit\n  - audits\n",
    /eks-audit-check\.yml:3: required-log-types is "audits"; .*api, audit, authenticator/,
  ],
  [
    "a rule that there is not",
    "strict: true\nlevels:\n  no-such-rule: error\n",
    /eks-audit-check\.yml:3: levels has no "no-such-rule"; .*audit-logging-disabled/,
  ],
  ["a key twice", "strict: true\nstrict: false\n", /eks-audit-check\.yml:2: /],
  ["no YAML", "# Policy\nfail-on: [\n", /eks-audit-check\.yml:[23]: /],
  ["a list", "- strict\n", /eks-audit-check\.yml:1: .*fail-on/],
] as const)
  scenario(
    ABOUT,
    `a wrong file is named with its line: ${name}`,
    WITH_FILE(text),
    async ({ run }) => {
      const result = await run();
      expect(result).toMatchObject({ exitCode: 2, writes: [] });
      expect(result.outputs).toEqual({ verdict: "error" });
      expect(
        result.annotations
          .map(
            ({ message: said, properties }) =>
              `${properties["file"] ?? ""}:${properties["line"] ?? ""} ${said}`,
          )
          .join("\n"),
      ).toMatch(message);
    },
  );

scenario(
  ABOUT,
  "a config-file that the base does not have",
  {
    base: SHORT.base,
    head: { ...SHORT.head, "audit.yml": "fail-on: never\n" },
  },
  async ({ run }) => {
    const result = await run({ inputs: { "config-file": "audit.yml" } });
    expect(result).toMatchObject({
      exitCode: 2,
      outputs: { verdict: "error" },
    });
    expect(result.annotations[0]?.message).toContain("audit.yml");
  },
);

scenario(
  ABOUT,
  "a push is judged by the policy that it brings, and says so",
  { ...SHORT, head: { ...SHORT.head, [FILE]: "fail-on: warning\n" } },
  async ({ github, run }) => {
    const { head, base, headRef } = github.pull;
    const event = pushEvent(github.site, headRef, base, head);
    const result = await run({ event, workspace: checkout(github, head) });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(result.summary).toContain("what it says counts already");
  },
);

scenario(
  ABOUT,
  "strict fails over what cannot be told",
  {
    base: { "x.txt": "1" },
    head: {
      "main.tf": `variable "types" {\n  type = list(string)\n}\n\n${cluster("prod", "var.types")}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(currentComments(github)).toEqual([]);
    expect(overview(github)).toBeUndefined();
    expect(await run({ inputs: { strict: "true" } })).toMatchObject({
      exitCode: 1,
    });
  },
);

scenario(
  ABOUT,
  "an existing short retention stays out of the way",
  {
    base: { "main.tf": `${cluster("prod", OFF)}\n${group("prod", 30)}` },
    head: { "x.txt": "1" },
  },
  async ({ run }) => {
    expect(await run({ inputs: { "fail-on": "warning" } })).toMatchObject({
      exitCode: 0,
      writes: [],
    });
  },
);
