import { expect, test } from "vitest";
import { textOf } from "../../../src/core/document";
import { trace } from "../../../src/core/finding";
import { readingOf } from "./reading";

/** The last step of the log types' way, and the text that stands there. */
async function endOf(expression: string, path: string, text: string) {
  const { clusters } = await readingOf({
    "main.tf": `resource "aws_eks_cluster" "this" {
      name                      = "apps"
      enabled_cluster_log_types = ${expression}
    }`,
    [path]: text,
  });
  const step = clusters
    .map(({ logTypes }) => trace(logTypes.value))
    .flat()
    .at(-1);
  return step && [step.label, textOf(step.range)];
}

const ofYaml = 'yamldecode(file("a.yaml")).types';
const ofJson = 'jsondecode(file("a.json")).types';

test.each([
  ["a list in brackets", "types: [api]", "[api]"],
  ["a list on lines", "types:\n  - api\n  - audit\n", "- api\n  - audit"],
  ["the last of equal keys", "types: [api]\ntypes: [audit]", "[audit]"],
  ["what an alias stands for", "x: &x [api]\ntypes: *x", "[api]"],
  ["what a merge brings", "x: &x {types: [api]}\n<<: *x", "[api]"],
  [
    "what a merge replaces",
    "x: &x {types: [api]}\ntypes: [audit]\n<<: *x",
    "[api]",
  ],
  ["what replaces a merge", "x: &x {types: [api]}\n<<: *x\ntypes: []", "[]"],
  ["null", "types: ~", "~"],
  ["braces that are no placeholder", "a: ${b}\ntypes: [api]", "[api]"],
])("a value from YAML comes from its file: %s", async (_, text, written) => {
  expect(await endOf(ofYaml, "a.yaml", text)).toEqual([
    "types in a.yaml",
    written,
  ]);
});

test.each([
  ["a list", '{"types": ["api"]}', '["api"]'],
  ["the last of equal keys", '{"types": 1, "types": ["api"]}', '["api"]'],
  ["an escaped key", '{"t\\u0079pes": ["api"]}', '["api"]'],
  ["no merge", '{"<<": {"types": []}, "types": ["api"]}', '["api"]'],
])("a value from JSON comes from its file: %s", async (_, text, written) => {
  expect(await endOf(ofJson, "a.json", text)).toEqual([
    "types in a.json",
    written,
  ]);
});

test("a text that went through another function comes from the file as a whole", async () => {
  const text = "types: [api]\n";
  expect(
    await endOf('yamldecode(upper(file("a.yaml"))).TYPES', "a.yaml", text),
  ).toEqual(["contents of a.yaml", text]);
});

test("a list in no object comes from the file's contents", async () => {
  expect(
    await endOf('jsondecode(file("a.json"))', "a.json", '["api"]\n'),
  ).toEqual(["contents of a.json", '["api"]']);
});

test("the keys of a sensitive text are not told", async () => {
  expect(
    await endOf(
      'yamldecode(sensitive(file("a.yaml"))).types',
      "a.yaml",
      "types: [api]",
    ),
  ).toEqual(["contents of a.yaml", "[api]"]);
});
