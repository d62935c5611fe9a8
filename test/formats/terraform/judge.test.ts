import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse as hcl2json } from "@cdktf/hcl2json";
import { beforeAll, describe, expect, test } from "vitest";
import { type Document, positionAt } from "../../../src/core/document";
import { judge } from "../../../src/formats/terraform/syntax/judge";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import type { Body } from "../../../src/formats/terraform/syntax/syntax";

beforeAll(loadParser);

const verdict = async (text: string, path = "infra/main.tf") => {
  const document: Document = { path, text };
  const problem = await judge(document);
  if (!problem) return "valid";
  const { range, message } = problem;
  if (!range) return message;
  const [start, end] = [range.start, range.end].map((offset) => {
    const { line, column } = positionAt(document, offset);
    return `${line}:${column}`;
  });
  return `${start}-${end} ${message}`;
};

describe("the judge", () => {
  test("says nothing about a valid file", async () => {
    expect(await verdict('a = 1\nb "c" {}\n')).toBe("valid");
    expect(await verdict("")).toBe("valid");
    expect(await verdict("\ufeffa = 1\r\n")).toBe("valid");
  });

  test("names the place and speaks with Terraform's words", async () => {
    expect(await verdict("a = 1\nb = \n")).toBe(
      "2:5-3:1 Terraform cannot parse this: Invalid expression. Expected the start of an expression, but found an invalid expression token.",
    );
  });

  test("tells only the first of several errors", async () => {
    expect(await verdict('a = "${"\n')).toMatch(
      /^1:9-2:1 Terraform cannot parse this: Invalid multi-line string\. .* template syntax\.$/,
    );
  });

  test("finds an argument that is set twice", async () => {
    expect(await verdict("a = 1\na = 2\n")).toBe(
      '2:1-2:2 Terraform cannot parse this: Attribute redefined. The argument "a" was already set at infra/main.tf:1,1-2. Each argument may be set only once.',
    );
  });

  test("finds an unknown escape", async () => {
    expect(await verdict('a = "\\q"\n')).toMatch(/^1:6-1:8 .*escape sequence/);
  });

  test("counts columns past characters outside of the basic plane", async () => {
    expect(await verdict('a = "😀e\u0301" ?\n')).toMatch(/^1:13-2:1 /);
  });

  test("takes a path with odd characters for what it is", async () => {
    expect(await verdict("a = \n", "a+b [1]: c.tf")).toMatch(/^1:5-2:1 /);
  });

  test.each([
    ["brackets", `a = ${"(".repeat(20_000)}`],
    ["objects", `a = ${"{a=".repeat(20_000)}`],
    ["directives", `a = "${"%{if x}".repeat(20_000)}`],
    ["conditionals", `a = ${"x ? y : ".repeat(20_000)}x\n`],
    ["negations", `a = ${"!".repeat(20_000)}x\n`],
  ])("does not try deeply nested %s, and works afterwards", async (_, text) => {
    expect(await verdict(text)).toBe("This is nested too deeply to be read.");
    expect(await verdict("a = 1\n")).toBe("valid");
  });

  test("knows what is not JSON", async () => {
    expect(await verdict('{"a": [1]}', "main.tf.json")).toBe("valid");
    expect(await verdict("a: 1", "main.tf.json")).toMatch(/JSON/);
    expect(await verdict('{"a": ', "main.tf.json")).not.toBe("valid");
  });
});

/** Names in the shape in which the judge gives a file: "value" for an attribute, a list of bodies below the labels of a block. */
type Outline = "value" | readonly Outline[] | Branch;
interface Branch {
  [name: string]: Outline;
}

const isBranch = (outline: Outline | undefined): outline is Branch =>
  typeof outline === "object" && !Array.isArray(outline);

function outline({ attributes, blocks }: Body): Branch {
  const result: Branch = {};
  for (const { name } of attributes) result[name] = "value";
  for (const { type, labels, body } of blocks) {
    const path = [type, ...labels];
    const last = path.pop() ?? "";
    let place = result;
    for (const name of path) {
      const known = place[name];
      const next: Branch = isBranch(known) ? known : {};
      place[name] = next;
      place = next;
    }
    const others = place[last];
    place[last] = [...(Array.isArray(others) ? others : []), outline(body)];
  }
  return result;
}

/** What the judge gives, with "value" wherever we have an attribute. */
function withoutValues(judged: unknown, ours: Outline | undefined): unknown {
  if (ours === "value") return "value";
  if (Array.isArray(judged))
    return judged.map((each: unknown, index) =>
      withoutValues(each, Array.isArray(ours) ? ours[index] : undefined),
    );
  if (typeof judged !== "object" || judged === null) return judged;
  return Object.fromEntries(
    Object.entries(judged).map(([name, value]: [string, unknown]) => [
      name,
      withoutValues(
        value,
        isBranch(ours)
          ? Object.entries(ours).find(([key]) => key === name)?.[1]
          : undefined,
      ),
    ]),
  );
}

const samples: readonly string[] = [
  'a = 1\nb "x" "y" {\n  c = [1]\n  d {\n    e = "f"\n  }\n}\nb "x" "z" {}\n',
  "locals {\n  a = <<-EOT\n    x\n  EOT\n  b = { for = 1, if = 2 }\n  c = 1e5\n}\n",
  "locals {\n  a = {\n    x = b\n    (c) = d\n  }\n  e = 1\n}\n",
  'resource aws_x "y" { name = "z" } # comment\n/* a = 1 */ locals { /* b = 1 */ c = 2 }\n',
  "\ufeffa = 1\r\nb {\r\n  c = 2\r\n}\r\n",
  'a = "%{ if x }y%{ else }z%{ endif }"\nb = "$${c} %%{d}"\n',
  "a = <<EOT\n  ${b}\nEOT",
];

function terraformFiles(directory: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return terraformFiles(path);
    return entry.isFile() && /\.(tf|tofu|tfvars|hcl)$/.test(path) ? [path] : [];
  });
}

describe("both parsers see the same blocks and attributes", () => {
  const files = [
    ...samples.map((text, index): Document => ({
      path: `sample-${index}.tf`,
      text,
    })),
    ...terraformFiles(join(__dirname, "../../../fixtures")).map(
      (path): Document => ({ path, text: readFileSync(path, "utf8") }),
    ),
  ];
  test.each(files.map((file) => [file.path, file] as const))(
    "in %s",
    async (_, document) => {
      const problem = await judge(document);
      const file = parse(document);
      if (problem) return;
      const ours = outline(file.body);
      const judged: unknown = await hcl2json(document.path, document.text);
      expect(file.error).toBeUndefined();
      expect(ours).toEqual(withoutValues(judged, ours));
    },
  );
});
