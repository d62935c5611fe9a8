import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { help } from "../src/arguments";
import { check } from "../src/check";
import { commandLine } from "../src/command-line";
import { type Policy, defaultPolicy } from "../src/core/policy";
import { retentionDays } from "../src/core/retention";
import { formats } from "../src/formats";
import { policyFile, policyKeys, readPolicy } from "../src/policy";
import { rules } from "../src/rules";
import { treeOf } from "./tree";

const root = join(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The headings every page has, in this order. */
const headings = [
  "## What it finds",
  "## Why it is dangerous",
  "## How to fix it",
  "### Terraform",
  "### CloudFormation",
  "### eksctl",
  "### On a live cluster",
  "## What it cannot see",
  "## Make an exception",
  "## Examples",
  "### Fails",
  "### Passes",
];

interface Example {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

/** Code blocks, each with the heading it stands below. */
function examplesIn(page: string): readonly Example[] {
  let heading = "";
  return [...page.matchAll(/^(#{1,3} .*)$|^```(\w+)\n([^]*?)^```$/gm)].flatMap(
    ([, title, language = "", text = ""]) => {
      if (title !== undefined) heading = title;
      return title === undefined ? [{ heading, language, text }] : [];
    },
  );
}

/** The policy that a page shows in a configuration file, if it does. */
function policyIn(examples: readonly Example[]): Policy {
  const file = examples.find(({ text }) => text.startsWith(`# ${policyFile}`));
  if (!file) return defaultPolicy;
  const result = readPolicy({
    given: new Map(),
    called: (key) => key,
    file: { path: policyFile, text: file.text },
    ruleIds: rules.map(({ id }) => id),
  });
  if ("errors" in result) throw new Error(result.errors.join("\n"));
  return result.policy;
}

async function rulesOn({ language, text }: Example, policy: Policy) {
  const path = language === "terraform" ? "main.tf" : "code.yaml";
  const report = await check(treeOf({ [path]: text }), {
    formats,
    rules,
    policy,
  });
  expect(report.problems).toEqual([]);
  expect(report.clusters).toHaveLength(1);
  return report.findings
    .filter(({ confidence }) => confidence === "high")
    .map(({ rule }) => rule.id);
}

test("Every rule has a page, and every page a rule", () => {
  expect(readdirSync(join(root, "docs/rules")).sort()).toEqual(
    rules.map(({ id }) => `${id}.md`).sort(),
  );
});

describe.each(rules)("The page of $id", ({ id, level }) => {
  const page = read(`docs/rules/${id}.md`);
  const examples = examplesIn(page);
  const policy = policyIn(examples);
  const code = examples.filter(
    ({ language, text }) =>
      ["terraform", "yaml"].includes(language) && !text.startsWith("# ."),
  );

  test("has all its parts", () => {
    expect(page.startsWith(`# ${id}\n\nLevel: ${level}. `)).toBe(true);
    expect(page.match(/^##+ .*$/gm)).toEqual(headings);
  });

  test("links only to what is there", () => {
    const pages = rules.map((rule) => `${rule.id}.md`);
    for (const [, target = ""] of page.matchAll(/\]\(([^)]+)\)/g))
      expect(pages).toContain(target);
  });

  const fail = code.filter(({ heading }) => heading === "### Fails");
  const pass = code.filter(({ heading }) => heading !== "### Fails");

  test.each(fail)("shows code that fails: $text", async (example) => {
    expect(await rulesOn(example, policy)).toContain(id);
  });

  test.each(pass)("shows code that passes: $text", async (example) => {
    expect(await rulesOn(example, policy)).not.toContain(id);
  });

  test("has examples of both kinds, and a fix in every format", () => {
    expect(fail.length).toBeGreaterThan(0);
    expect(pass.length).toBeGreaterThan(3);
  });
});

describe("The tables of the documentation", () => {
  const page = read("docs/rules/log-retention-too-short.md");

  test("name the environments, their minimums and their words", () => {
    for (const [name, words] of defaultPolicy.environments)
      expect(page.replace(/ +/g, " ")).toContain(
        `| ${name} | ${defaultPolicy.retention.get(name)} days | ${words.join(", ")} |`,
      );
    expect(page).toContain(
      `| none found: default | ${defaultPolicy.retention.get("default")} days |`,
    );
  });

  test("name the days that CloudWatch Logs takes", () => {
    const days = `${retentionDays.slice(0, -1).join(", ")} and ${retentionDays.at(-1)}`;
    expect(page.replace(/\s+/g, " ")).toContain(days);
  });
});

/** Parts of the README that are made from what they describe; `npm run golden` writes them anew. */
describe("The README", () => {
  const fence = (language: string, text: string) =>
    `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  const table = (rows: readonly (readonly string[])[]) =>
    rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");

  /** Made parts by the name of their mark. */
  const parts: Readonly<Record<string, () => string | Promise<string>>> = {
    "first-run": async () => {
      const [, path = ""] =
        /index\.js (fixtures\S+)/.exec(read("README.md")) ?? [];
      const { output } = await commandLine([path], {
        directory: root,
        colour: false,
      });
      return fence("text", output);
    },
    inputs: () => described(["Input", "Default"], "inputs"),
    outputs: () => described(["Output"], "outputs"),
    rules: () =>
      table([
        ["Rule", "Level", "Complains when"],
        ["---", "---", "---"],
        ...rules.map(({ id, level, summary }) => [
          `[${id}](docs/rules/${id}.md)`,
          level,
          summary,
        ]),
      ]),
    help: () => fence("text", help),
  };

  /** A table of the inputs or outputs in action.yml. */
  function described(
    heads: readonly string[],
    part: "inputs" | "outputs",
  ): string {
    const action: Record<
      string,
      Record<string, { description: string; default?: string }>
    > = JSON.parse(JSON.stringify(load(read("action.yml"))));
    return table([
      [...heads, ""],
      [...heads, ""].map(() => "---"),
      ...Object.entries(action[part] ?? {}).map(([name, entry]) => [
        `\`${name}\``,
        ...(heads.length > 1
          ? [entry.default === undefined ? "" : `\`${entry.default}\``]
          : []),
        entry.description.trim(),
      ]),
    ]);
  }

  test.each(Object.keys(parts))("shows the %s as they are", async (name) => {
    const made = `<!-- ${name} -->\n\n${await parts[name]?.()}\n\n<!-- /${name} -->`;
    const pattern = new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`);
    if (process.env["UPDATE_GOLDEN"] === "1" && !process.env["CI"])
      writeFileSync(
        join(root, "README.md"),
        read("README.md").replace(pattern, () => made),
      );
    expect(plain(pattern.exec(read("README.md"))?.[0] ?? "")).toBe(plain(made));
  });

  test("shows a configuration that is accepted, with every key", () => {
    const file = examplesIn(read("README.md")).find(({ text }) =>
      text.startsWith(`# ${policyFile}`),
    );
    const text = file?.text ?? "";
    const result = readPolicy({
      given: new Map(),
      called: (key) => key,
      file: { path: policyFile, text },
      ruleIds: rules.map(({ id }) => id),
    });
    expect(result).not.toHaveProperty("errors");
    for (const key of policyKeys) expect(text).toContain(`\n${key}:`);
  });

  test("leads only to files that are there", () => {
    for (const [, target = ""] of read("README.md").matchAll(/\]\(([^)]+)\)/g))
      if (!target.startsWith("https://")) read(target);
  });

  test("has an input for every key of the policy", () => {
    for (const key of policyKeys)
      expect(read("README.md")).toContain(`| \`${key}\``);
  });
});

test("The workflow that runs the action on its own fixtures knows a loud and a silent one", () => {
  const workflow = read(".github/workflows/test.yml");
  const paths = [...workflow.matchAll(/paths: (\S+)\/input$/gm)];
  const expected = paths.map(([, path]) => read(`${path}/expected.txt`));
  expect(expected.map((text) => text === "")).toEqual([false, true]);
});

test("ARCHITECTURE.md says what every dependency is for", () => {
  const { dependencies } = JSON.parse(read("package.json"));
  for (const name of Object.keys(dependencies))
    expect(read("ARCHITECTURE.md")).toContain(`\`${name}\``);
});

/** A text as it is read, whatever its columns are aligned with. */
const plain = (text: string) =>
  text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
