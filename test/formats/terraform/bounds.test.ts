import { expect, it } from "vitest";
import type { Value } from "../../../src/core/value";
import { outputsOf } from "../../oracle/evaluate";
import { readingOf } from "./reading";
import { processorTime } from "../../processor-time";

const raw = String.raw;

/** Locals that each hold the one before twice. */
const doubled = (first: string, twice: (before: string) => string) =>
  `locals {\n  a0 = ${first}\n${Array.from(
    { length: 60 },
    (_, at) => `  a${at + 1} = ${twice(`local.a${at}`)}\n`,
  ).join("")}}\n`;

async function valueOf(expression: string, rest = ""): Promise<Value> {
  const outputs = await outputsOf({
    "main.tf": `variable "x" {}\n${rest}output "o" {\n  value = ${expression}\n}\n`,
  });
  const value = outputs.get("o");
  if (!value) throw new Error("there is no output");
  return value;
}

const huge: Readonly<Record<string, readonly [string, string?]>> = {
  "a list that doubles": [
    "length(flatten(local.a60))",
    doubled('["x"]', (before) => `[${before}, ${before}]`),
  ],
  "an object that doubles": [
    "jsonencode(local.a60)",
    doubled('{ a = "x" }', (before) => `{ a = ${before}, b = ${before} }`),
  ],
  "a text that doubles": [
    "length(local.a60)",
    doubled('"xxxxxxxxxxxxxxxx"', (before) => `"\${${before}}\${${before}}"`),
  ],
  "an unknown text that doubles": [
    "upper(local.a60)",
    doubled('"a${var.x}"', (before) => `"\${${before}}\${${before}}"`),
  ],
  "an unknown list that doubles": [
    "local.a60",
    doubled("concat(var.x, [1])", (before) => `concat(${before}, ${before})`),
  ],
  "a condition of conditions": [
    "local.a60",
    doubled("var.x", (before) => `(${before} == 1 ? ${before} : [${before}])`),
  ],
  "joined texts": [
    "length(local.a60)",
    doubled(
      '"xxxxxxxxxxxxxxxx"',
      (before) => `join("", [${before}, ${before}])`,
    ),
  ],
  "formatted texts": [
    "length(local.a60)",
    doubled(
      '"xxxxxxxxxxxxxxxx"',
      (before) => `format("%s%s", ${before}, ${before})`,
    ),
  ],
  "replaced texts": [
    "length(local.a60)",
    doubled('"xxxxxxxxxxxxxxxx"', (before) => `replace(${before}, "x", "xx")`),
  ],
  "replacements that double": [
    "length(local.a60)",
    doubled('"xxxx"', (before) => `replace(${before}, "/x/", ${before})`),
  ],
  "wide formats": ['format("%999999999d", 1)'],
  "deep indentation": [String.raw`indent(999999999, "a\nb")`],
  "long numbers": ["pow(10, 1000000000)"],
  "products of sets": ["setproduct(range(1000), range(1000), range(1000))"],
  "loops in loops": [
    "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]",
  ],
  "loops over what is large": [
    "[for a in range(1000) : [for b in range(1000) : local.l == local.m]]",
    "locals {\n  l = range(1000)\n  m = concat(range(1000), [])\n}\n",
  ],
  "a pattern that backtracks": [`regex("^(a+)+$", "${"a".repeat(60)}b")`],
  "a pattern of many repetitions": [
    `regexall("(?:x{1,1000}){1,1000}", "${"x".repeat(1000)}")`,
  ],
  "a pattern of many instructions on a long text": [
    `[for i in range(1000) : regexall("(?:(.?)){300}(z)?x*$", "\${i}${"x".repeat(3000)}")]`,
  ],
  "a pattern that looks ahead from each letter": [
    `[for i in range(1000) : replace("\${i}${"a".repeat(800)}", "/(a).*b|a/", "x")]`,
  ],
  "a pattern that is long to compile": [
    `[for i in range(1000) : regexall("(?i)${raw`[\\pL\\p{Han}a-z]`.repeat(250)}", tostring(i))]`,
  ],
  "a pattern on a long text": [
    `length(regexall("(?:a|aa)*b", "${"a".repeat(5000)}"))`,
  ],
  "JSON that nests": [`jsondecode("${"[".repeat(5000)}${"]".repeat(5000)}")`],
  "YAML that nests": [`yamldecode("${"[".repeat(5000)}${"]".repeat(5000)}")`],
  "YAML of aliases": [
    `yamldecode(${JSON.stringify(
      `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`).join("\n")}`,
    )})`,
  ],
  "types that nest": [
    "var.deep",
    `variable "deep" {\n  type = ${"list(".repeat(3000)}string${")".repeat(3000)}\n  default = []\n}\n`,
  ],
  "many undecided elements": [
    `contains([${Array.from({ length: 300 }, (_, at) => `var.x["k${at}"]`).join(", ")}], "audit")`,
  ],
  "many undecided conditions": [
    `concat(${Array.from({ length: 40 }, (_, at) => `var.x["k${at}"] ? ["a"] : []`).join(", ")})`,
  ],
};

it.each(Object.entries(huge))(
  "%s is dealt with in bounded time",
  async (_, [expression, rest]) => {
    const started = processorTime();
    await valueOf(expression, rest);
    expect(processorTime() - started).toBeLessThan(10_000);
  },
);

it("says what is too large to evaluate", async () => {
  const [expression, rest] = huge["a list that doubles"] ?? [""];
  expect(await valueOf(expression, rest)).toMatchObject({
    kind: "unknown",
    reason: "it is too large to evaluate",
  });
});

it("A file that is too long to be read is told, though it is valid.", async () => {
  const { problems } = await readingOf({
    "main.tf": `locals {\n  text = "${"x".repeat(2_000_000)}"\n}\n`,
  });
  expect(problems.map(({ message }) => message)).toEqual([
    "This file is too long, so it is not read.",
  ]);
});
