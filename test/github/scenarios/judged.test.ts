import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { checkout } from "../loopback/checkout";
import { pullRequestEvent } from "../loopback/event";
import type { ActionRun } from "../loopback/run-action";
import type { LoopbackGitHub } from "../loopback/server";
import { currentComments, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "1 what is judged";

/** The finding of `REGRESSION`, wherever the content came from. */
const FOUND = [
  { path: "variables.tf", line: 4, suggestions: [`  default     = ${ON}\n`] },
];

const CHECKOUTS: readonly [string, (github: LoopbackGitHub) => ActionRun][] = [
  ["the merge commit, one commit deep", () => ({})],
  [
    "the merge commit with history",
    (github) => ({
      workspace: checkout(github, github.pull.mergeCommit ?? "", {
        history: true,
      }),
    }),
  ],
  [
    "the head commit",
    (github) => ({ workspace: checkout(github, github.pull.head) }),
  ],
  [
    "the base branch",
    (github) => ({ workspace: checkout(github, github.pull.base) }),
  ],
  [
    "some folders only",
    (github) => ({
      workspace: checkout(github, github.pull.head, { sparse: ["docs"] }),
    }),
  ],
  [
    "Windows line endings on disk",
    (github) => ({
      workspace: checkout(github, github.pull.head, { autocrlf: true }),
    }),
  ],
  [
    "a subfolder as working directory",
    (github) => ({
      workspace: checkout(github, github.pull.head),
      directory: "docs",
    }),
  ],
  ["no checkout", (github) => ({ workspace: github.directory() })],
];

for (const [name, options] of CHECKOUTS)
  scenario(
    ABOUT,
    name,
    { ...REGRESSION, base: { ...REGRESSION.base, "docs/a.md": "A\n" } },
    async ({ github, run }) => {
      expect(await run(options(github))).toMatchObject({ exitCode: 1 });
      expect(currentComments(github)).toMatchObject(FOUND);
    },
  );

scenario(
  ABOUT,
  "the head's lines count, where the merge commit's differ",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.pushBase({
      "variables.tf": `# One\n# Two\n# Three\n${variable(ON)}`,
    });
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "branches that conflict, judged without a checkout",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.pushBase({
      "variables.tf": variable('["audit", "scheduler"]'),
    });
    expect(github.pull.mergeCommit).toBeUndefined();
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 1,
    });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "pull_request_target without a checkout",
  REGRESSION,
  async ({ github, run }) => {
    const event = pullRequestEvent(github.site, "opened", true);
    expect(await run({ event, workspace: github.directory() })).toMatchObject({
      exitCode: 1,
    });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "pull_request_target with the base checked out, as checkout does there",
  REGRESSION,
  async ({ github, run }) => {
    const event = pullRequestEvent(github.site, "opened", true);
    expect(
      await run({ event, workspace: checkout(github, github.pull.base) }),
    ).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "the head's fork was deleted",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.headRepository = "deleted";
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 1,
    });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "no checkout, listings and texts that GitHub cuts off",
  REGRESSION,
  async ({ github, run }) => {
    github.site.limits.treeEntries = 2;
    github.site.limits.blobText = 40;
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 1,
    });
  },
);

scenario(
  ABOUT,
  "a variables file that is a symbolic link",
  {
    base: {
      "shared/variables.tf": variable(ON),
      "prod/variables.tf": { symlink: "../shared/variables.tf" },
      "prod/main.tf": `${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
    },
    head: { "shared/variables.tf": variable(OFF) },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { clusters: "1" },
    });
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 1,
      outputs: { clusters: "1" },
      writes: [],
    });
  },
);

scenario(
  ABOUT,
  "a file with Windows line endings",
  {
    base: {
      ...REGRESSION.base,
      "variables.tf": variable(ON).replaceAll("\n", "\r\n"),
    },
    head: { "variables.tf": variable(OFF).replaceAll("\n", "\r\n") },
  },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toMatchObject(FOUND);
  },
);

scenario(
  ABOUT,
  "what was not committed does not count",
  REGRESSION,
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    writeFileSync(`${workspace}/variables.tf`, variable(ON));
    writeFileSync(`${workspace}/other.tf`, cluster("other", OFF, "other"));
    expect(await run({ workspace })).toMatchObject({
      exitCode: 1,
      outputs: { clusters: "1", errors: "1" },
    });
  },
);

const INSTALLED = {
  ".terraform/modules/modules.json": JSON.stringify({
    Modules: [
      {
        Key: "eks",
        Source: "git::https://git.example.com/eks.git",
        Dir: ".terraform/modules/eks",
      },
    ],
  }),
  ".terraform/modules/eks/main.tf": `${cluster("prod", OFF)}\n${group("prod", 90)}`,
};
const CALL =
  'module "eks" {\n  source = "git::https://git.example.com/eks.git"\n}\n';

scenario(
  ABOUT,
  "modules that the job installed count on both sides",
  {
    base: { "main.tf": CALL, ".gitignore": ".terraform\n" },
    head: { "a.tf": "locals {\n}\n" },
  },
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    for (const [path, text] of Object.entries(INSTALLED)) {
      mkdirSync(join(workspace, dirname(path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
    const result = await run({ workspace });
    expect(result).toMatchObject({ exitCode: 0, writes: [] });
    expect(result.outputs).toMatchObject({ clusters: "1", errors: "1" });
  },
);

scenario(
  ABOUT,
  "modules that a commit brings as if they were installed do not count",
  { base: { "main.tf": CALL }, head: INSTALLED },
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    const result = await run({ workspace });
    expect(result.outputs).toMatchObject({ clusters: "0", errors: "0" });
    expect(result.log).toContain(
      "What terraform init downloads is committed here.",
    );
    expect((await run()).outputs).toMatchObject({ clusters: "0" });
  },
);

scenario(
  ABOUT,
  "files that the job made count where the paths name them",
  { base: { "a.txt": "1" }, head: { "a.txt": "2" } },
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    mkdirSync(join(workspace, "out"));
    writeFileSync(join(workspace, "out/main.tf"), cluster("prod", OFF));
    const made = { workspace, inputs: { paths: "out" } };
    expect(await run(made)).toMatchObject({
      exitCode: 1,
      outputs: { clusters: "1" },
    });
    expect(await run({ workspace })).toMatchObject({
      exitCode: 0,
      outputs: { clusters: "0" },
    });
  },
);

const files = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [
    `docs/${index}.tf`,
    `locals {\n  a${index} = ${index}\n}\n`,
  ]),
);

scenario(
  ABOUT,
  "30 files, with a checkout: at most 12 requests",
  { base: REGRESSION.base, head: files },
  async ({ run }) => {
    const { exitCode, requests } = await run();
    expect(exitCode).toBe(0);
    expect(requests.length).toBeLessThanOrEqual(12);
  },
);

const many = Object.fromEntries(
  Array.from({ length: 3000 }, (_, index) => [
    `src/${index % 40}/${index}.${index % 10 === 0 ? "tf" : "ts"}`,
    `# ${index}\n`,
  ]),
);

scenario(
  ABOUT,
  "a tree of 3,000 files without a checkout: at most 60 requests",
  { base: { ...REGRESSION.base, ...many }, head: REGRESSION.head },
  async ({ github, run }) => {
    const { exitCode, requests } = await run({ workspace: github.directory() });
    expect(exitCode).toBe(1);
    expect(requests.length).toBeLessThanOrEqual(60);
  },
);
