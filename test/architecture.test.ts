/*
 * The layers, as ARCHITECTURE.md describes them, held against what the sources import.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";

interface Layer {
  /** A folder or file of `src`; the first that fits a file is its layer. */
  readonly part: string;
  /** Folders and files it may import from, its own aside. */
  readonly may: readonly string[];
  readonly packages?: readonly string[];
}

const everything = ["."];

const layers: readonly Layer[] = [
  { part: "core/", may: [] },
  { part: "rules/", may: ["core/"] },
  { part: "formats/index.ts", may: ["core/", "formats/"] },
  { part: "formats/yaml/", may: ["core/"], packages: ["js-yaml"] },
  {
    part: "formats/terraform/",
    may: ["core/", "formats/yaml/"],
    packages: [
      "web-tree-sitter",
      "@cdktf/hcl2json",
      "semver",
      "re2js",
      "node:crypto",
      "node:module",
      "node:path",
    ],
  },
  {
    part: "formats/cloudformation/",
    may: ["core/", "formats/yaml/"],
    packages: ["smol-toml"],
  },
  { part: "formats/eksctl/", may: ["core/", "formats/yaml/"] },
  {
    part: "github/",
    may: ["core/"],
    packages: ["@actions/github", "valibot", "node:crypto"],
  },
  {
    part: "reporters/",
    may: ["core/", "github/"],
    packages: ["diff"],
  },
  { part: "complaints.ts", may: ["core/"] },
  { part: "effects.ts", may: ["core/", "complaints.ts"] },
  { part: "rounds.ts", may: ["core/"] },
  { part: "verification.ts", may: ["core/", "effects.ts", "rounds.ts"] },
  {
    part: "adoption.ts",
    may: ["core/", "complaints.ts", "rounds.ts", "verification.ts"],
  },
  {
    part: "check.ts",
    may: ["core/", "adoption.ts", "effects.ts", "verification.ts"],
  },
  { part: "corrected.ts", may: ["core/", "check.ts", "rounds.ts"] },
  {
    part: "policy.ts",
    may: ["core/", "formats/yaml/"],
    packages: ["picomatch", "valibot"],
  },
  {
    part: "arguments.ts",
    may: ["policy.ts", "reporters/"],
    packages: ["node:util"],
  },
  {
    part: "workspace.ts",
    may: ["core/", "listed-files.ts"],
    packages: ["node:fs", "node:path"],
  },
  {
    part: "listed-files.ts",
    may: [],
    packages: ["node:fs", "node:path", "node:child_process"],
  },
  {
    part: "named-files.ts",
    may: ["core/"],
    packages: ["node:fs", "node:path"],
  },
  {
    part: "local-objects.ts",
    may: ["github/commit-tree.ts"],
    packages: ["node:fs", "node:path", "node:child_process"],
  },
  { part: "overlay.ts", may: ["core/"] },
  {
    part: "commits.ts",
    may: ["core/", "github/", "local-objects.ts", "overlay.ts", "workspace.ts"],
  },
  { part: "renames.ts", may: ["core/"] },
  { part: "base.ts", may: ["core/", "check.ts", "renames.ts"] },
  {
    part: "base-revision.ts",
    may: ["core/", "base.ts", "commits.ts", "local-objects.ts"],
  },
  { part: "version.ts", may: [] },
  { part: "command-line.ts", may: everything, packages: ["node:path"] },
  { part: "judging.ts", may: everything },
  { part: "job.ts", may: everything },
  { part: "cli.ts", may: everything, packages: ["node:crypto"] },
  {
    part: "action.ts",
    may: everything,
    packages: ["@actions/core", "node:path", "node:crypto"],
  },
];

/** Packages that stand behind a single file, so that another can take their place. */
const behindOneFile = [
  "web-tree-sitter",
  "@cdktf/hcl2json",
  "diff",
  "picomatch",
  "re2js",
  "semver",
  "smol-toml",
  "@actions/github",
];

const folder = join(__dirname, "..", "src");

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts"))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));

/** What a file imports: files as paths below `src`, packages as they are called. */
function importsOf({ path, text }: { path: string; text: string }) {
  const found = text.matchAll(
    /^(?:import|export)\b[^;]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\b(?:import|require(?:\.resolve)?)\(\s*"([^"]+)"/gm,
  );
  return [...found].map(([, a, b, c]) => {
    const name = a ?? b ?? c ?? "";
    if (!name.startsWith(".")) return { name, local: false };
    const target = posix.join(posix.dirname(path), name);
    const file = files.find((other) =>
      [`${target}.ts`, posix.join(target, "index.ts")].includes(other.path),
    );
    return { name: file?.path ?? `${target} (missing)`, local: true };
  });
}

const layerOf = (path: string) =>
  layers.find(({ part }) => path.startsWith(part));

/** A source without comments, texts and patterns, whose words are no code. */
const codeOf = (text: string) =>
  text
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/^import\b[^;]*;/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(
      /(?<=[=(,:?[]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g,
      "//x",
    )
    .replace(/\/\/.*$/gm, "")
    .replace(/`(?:[^`\\]|\\.)*`/g, "``");

describe.each(files)("$path", (file) => {
  const layer = layerOf(file.path);

  test("imports only what its layer may", () => {
    expect(layer, "every file belongs to a layer").toBeDefined();
    const { part = "", may = [], packages = [] } = layer ?? {};
    const allowed = [part, ...may];
    const foreign = importsOf(file).filter(({ name, local }) =>
      local
        ? !allowed.some((each) => each === "." || name.startsWith(each))
        : !packages.some(
            (each) => name === each || name.startsWith(`${each}/`),
          ),
    );
    expect(foreign.map(({ name }) => name)).toEqual([]);
  });

  test("can be read in one sitting and names what it exports", () => {
    expect(file.text.split("\n").length).toBeLessThanOrEqual(301);
    expect(file.text).not.toMatch(/^export default\b/m);
    expect(posix.basename(file.path)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/);
    expect(file.path).not.toMatch(/\b(utils?|helpers?|manager|misc)\b/);
  });

  test("tells the compiler nothing that the compiler has not found out", () => {
    const code = codeOf(file.text);
    expect(code).not.toMatch(/\bas\s+(?!const\b)[\w{([]/);
    if (!/^import\b[^;]*\bany,|^export const any\b/m.test(file.text))
      expect(code).not.toMatch(/[:<|&,]\s*any\b|\bany\[\]/);
    expect(code).not.toMatch(/[\w)\]]!(?![=])/);
    expect(file.text).not.toMatch(/@ts-(ignore|expect-error|nocheck)/);
  });
});

describe("The core", () => {
  const core = files.filter(({ path }) => path.startsWith("core/"));

  test("never waits", () => {
    for (const { path, text } of core)
      expect(codeOf(text), path).not.toMatch(/\b(async|await)\b/);
  });
});

test.each(behindOneFile)("%s stands behind one file", (name) => {
  const users = files.filter((file) =>
    importsOf(file).some((each) => !each.local && each.name === name),
  );
  expect(users.map(({ path }) => path).slice(1)).toEqual([]);
});
