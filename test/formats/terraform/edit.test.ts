import { beforeAll, describe, expect, test } from "vitest";
import {
  type NewBlock,
  addBlockAfter,
  addDependency,
  addNestedBlock,
} from "../../../src/formats/terraform/edits";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import type { File } from "../../../src/formats/terraform/syntax/syntax";
import { block, hcl, json, describeFormatting } from "./edits";

beforeAll(loadParser);

const group: NewBlock = {
  type: "resource",
  labels: ["aws_cloudwatch_log_group", "eks"],
  attributes: [
    ["name", { template: "/aws/eks/${var.name}/cluster" }],
    ["retention_in_days", 90],
  ],
};

const guard: NewBlock = {
  type: "validation",
  labels: [],
  attributes: [
    ["condition", { expression: 'contains(var.x, "audit")' }],
    ["error_message", { text: "Must contain audit." }],
  ],
};

describe("a block is added", () => {
  test("after another, between empty lines", async () => {
    expect(
      await hcl('a "b" {\n} # x\n\nc {}\n', (file) =>
        addBlockAfter(block(file), group),
      ),
    ).toBe(
      'a "b" {\n} # x\n\nresource "aws_cloudwatch_log_group" "eks" {\n  name              = "/aws/eks/${var.name}/cluster"\n  retention_in_days = 90\n}\n\nc {}\n',
    );
  });

  test("at the end of a file without a line ending, with Windows line endings", async () => {
    const text = await hcl("a {\r\n}", (file) =>
      addBlockAfter(block(file), group),
    );
    expect(text).toMatch(
      /^a \{\r\n\}\r\n\r\nresource .*\r\n {2}name .*\r\n\}$/s,
    );
    expect(text).not.toMatch(/[^\r]\n/);
  });

  test("inside of another, at its end", async () => {
    expect(
      await hcl('variable "x" {\n  type = list(string)\n}\n', (file) =>
        addNestedBlock(block(file), guard),
      ),
    ).toBe(
      'variable "x" {\n  type = list(string)\n\n  validation {\n    condition     = contains(var.x, "audit")\n    error_message = "Must contain audit."\n  }\n}\n',
    );
    expect(
      await hcl('variable "x" {}\n', (file) =>
        addNestedBlock(block(file), guard),
      ),
    ).toBe(
      'variable "x" {\n  validation {\n    condition     = contains(var.x, "audit")\n    error_message = "Must contain audit."\n  }\n}\n',
    );
  });

  test("to JSON, beside the resource it belongs to", async () => {
    expect(
      await json(
        '{\n  "resource": {\n    "aws_eks_cluster": {\n      "a": {}\n    }\n  }\n}\n',
        (file) => addBlockAfter(block(file), group),
      ),
    ).toBe(
      '{\n  "resource": {\n    "aws_eks_cluster": {\n      "a": {}\n    },\n    "aws_cloudwatch_log_group": {\n      "eks": {\n        "name": "/aws/eks/${var.name}/cluster",\n        "retention_in_days": 90\n      }\n    }\n  }\n}\n',
    );
  });

  test("to JSON, among others of its type", async () => {
    const text = await json(
      '{"resource": [{"aws_eks_cluster": {"a": {}}}, {"aws_eks_cluster": {"b": {}}, "aws_cloudwatch_log_group": {"x": {}}}]}',
      (file) => addBlockAfter(block(file, 1), group),
    );
    expect(
      parse({ path: "m.tf.json", text: text ?? "" }).body.blocks.map(
        ({ labels }) => labels.join("."),
      ),
    ).toEqual([
      "aws_eks_cluster.a",
      "aws_eks_cluster.b",
      "aws_cloudwatch_log_group.x",
      "aws_cloudwatch_log_group.eks",
    ]);
  });

  test("inside of another in JSON", async () => {
    const add = (text: string) =>
      json(text, (file) => addNestedBlock(block(file), guard));
    const count = async (text: string) =>
      parse({
        path: "m.tf.json",
        text: (await add(text)) ?? "",
      }).body.blocks[0]?.body.blocks.map(({ type }) => type);
    expect(await count('{"variable": {"x": {}}}')).toEqual(["validation"]);
    expect(
      await count('{"variable": {"x": {"validation": {"condition": true}}}}'),
    ).toEqual(["validation", "validation"]);
    expect(
      await count('{"variable": {"x": {"validation": [{"condition": true}]}}}'),
    ).toEqual(["validation", "validation"]);
  });
});

describe("a dependency is added", () => {
  const depend = (file: File) => addDependency(block(file), "x.y");
  test.each([
    [
      "to a block without any",
      "a {\n  b = 1\n}\n",
      "a {\n  b = 1\n\n  depends_on = [x.y]\n}\n",
    ],
    ["to an empty block", "a {}\n", "a {\n  depends_on = [x.y]\n}\n"],
    [
      "to others",
      "a {\n  depends_on = [z]\n}\n",
      "a {\n  depends_on = [z, x.y]\n}\n",
    ],
    [
      "to others on lines",
      "a {\n  depends_on = [\n    z,\n  ]\n}\n",
      "a {\n  depends_on = [\n    z,\n    x.y,\n  ]\n}\n",
    ],
    [
      "before the last comment's end",
      "a {\n  b = 1\n  # c\n}\n",
      "a {\n  b = 1\n  # c\n\n  depends_on = [x.y]\n}\n",
    ],
    ["not twice", "a {\n  depends_on = [x.y]\n}\n", undefined],
    ["not where it is no list", "a {\n  depends_on = z\n}\n", undefined],
  ])("%s", async (_, before, expected) => {
    expect(await hcl(before, depend)).toBe(expected);
  });

  test("in JSON", async () => {
    expect(await json('{"module": {"a": {"depends_on": ["z"]}}}', depend)).toBe(
      '{"module": {"a": {"depends_on": ["z", "x.y"]}}}',
    );
    expect(await json('{"module": {"a": {"b": 1}}}', depend)).toBe(
      '{"module": {"a": {"b": 1, "depends_on": ["x.y"]}}}',
    );
    expect(
      await json('{"module": {"a": {"depends_on": ["x.y"]}}}', depend),
    ).toBeUndefined();
  });
});

describeFormatting();
