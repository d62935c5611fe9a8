import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import type { TextEdit } from "../../../src/core/fix";
import {
  addItems,
  replaceScalar,
  setEntries,
} from "../../../src/formats/yaml/edit";
import type { Node, Source } from "../../../src/formats/yaml/node";
import { get } from "../../../src/formats/yaml/node";
import { Verbatim } from "../../../src/formats/yaml/render";
import { parse } from "../../../src/formats/yaml/parse";

/** The text after an edit of the node at this path. */
function after(
  text: string,
  path: readonly string[],
  edit: (source: Source, node: Node) => readonly TextEdit[],
): string {
  const document = { path: "a.yaml", text };
  const [source] = parse(document).sources;
  if (!source) throw new Error("the example does not parse");
  let node: Node | undefined = source.root;
  for (const key of path) node = get(node, key);
  if (!node) throw new Error("the example lacks the path");
  const [result] = edited(edit(source, node));
  const problems = result ? parse(result).problems : [];
  expect(problems).toEqual([]);
  return result?.text ?? text;
}

const add =
  (...items: readonly string[]) =>
  (source: Source, node: Node): readonly TextEdit[] =>
    node.kind === "sequence" ? addItems(source, node, items) : [];

test.each([
  ["an indented block list", "t:\n  - a\n", "t:\n  - a\n  - b\n"],
  [
    "a block list at its key's column",
    "t:\n- a # x\n# y\n",
    "t:\n- a # x\n- b\n# y\n",
  ],
  ["a block list without a final newline", "t:\n- a", "t:\n- a\n- b"],
  [
    "a block list with Windows line endings",
    "t:\r\n- a\r\nu: 1\r\n",
    "t:\r\n- a\r\n- b\r\nu: 1\r\n",
  ],
  ["a quoted list", "t:\n- 'a'\n", "t:\n- 'a'\n- 'b'\n"],
  ["brackets", "t: [a, c] # x\n", "t: [a, c, b] # x\n"],
  ["padded brackets", 't: [ "a" ]\n', 't: [ "a", "b" ]\n'],
  ["a trailing comma", "t: [a, c,]\n", "t: [a, c, b,]\n"],
  ["empty brackets", "t: []\n", "t: [b]\n"],
  ["empty brackets with a comment", "t: [ # x\n  ]\n", "t: [b # x\n  ]\n"],
  [
    "one item a line",
    "t: [\n    a,\n    c # x\n  ]\n",
    "t: [\n    a,\n    c, # x\n    b\n  ]\n",
  ],
  [
    "one item a line and a trailing comma",
    "t: [\n    a, # x\n    # y\n  ]\n",
    "t: [\n    a, # x\n    b,\n    # y\n  ]\n",
  ],
  [
    "brackets that close below their key",
    "t: [\n  a\n]\n",
    "t: [\n  a,\n  b\n]\n",
  ],
  [
    "JSON",
    '{\n\t"t": [\n\t\t"a"\n\t]\n}\n',
    '{\n\t"t": [\n\t\t"a",\n\t\t"b"\n\t]\n}\n',
  ],
  [
    "an empty list in JSON",
    '{\n  "t": []\n}\n',
    '{\n  "t": [\n    "b"\n  ]\n}\n',
  ],
  ["minified JSON", '{"t":["a"]}', '{"t":["a","b"]}'],
  ["an empty list in minified JSON", '{"t":[]}', '{"t":["b"]}'],
  ["a byte order mark", "\ufefft: [a]\n", "\ufefft: [a, b]\n"],
])("an item is added to %s", (_, before, expected) => {
  expect(after(before, ["t"], add("b"))).toBe(expected);
});

test.each([
  ["texts in quotes", "t:\n- Type: 'a'\n", "t:\n- Type: 'a'\n- Type: 'b'\n"],
  [
    "one line each",
    '{\n  "x": {},\n  "t": [\n    { "Type": "a" }\n  ]\n}\n',
    '{\n  "x": {},\n  "t": [\n    { "Type": "a" },\n    { "Type": "b" }\n  ]\n}\n',
  ],
])(
  "a mapping is added to a list of mappings with %s",
  (_, before, expected) => {
    const addMapping = (source: Source, node: Node): readonly TextEdit[] =>
      node.kind === "sequence" ? addItems(source, node, [{ Type: "b" }]) : [];
    expect(after(before, ["t"], addMapping)).toBe(expected);
  },
);

const set =
  (key: string, blankLine = false) =>
  (source: Source, node: Node): readonly TextEdit[] =>
    node.kind === "mapping"
      ? setEntries(
          source,
          node,
          { [key]: { l: { t: ["a", "b"] } } },
          { blankLine },
        )
      : [];

test.each([
  [
    "a block mapping",
    "a:\n    x: 1\n",
    "a:\n    x: 1\nc:\n    l:\n        t:\n            - a\n            - b\n",
  ],
  [
    "a mapping with lists at the column of their key",
    "a:\n  x:\n  - 1 # x\n",
    "a:\n  x:\n  - 1 # x\nc:\n  l:\n    t:\n    - a\n    - b\n",
  ],
  [
    "an empty value",
    "c: # x\n# y\nd: 1\n",
    "c: # x\n  l:\n    t:\n      - a\n      - b\n# y\nd: 1\n",
  ],
  [
    "a null",
    "c: ~ # x\nd: 1\n",
    "c: # x\n  l:\n    t:\n      - a\n      - b\nd: 1\n",
  ],
  [
    "a null at the end",
    "d: 1\nc: null",
    "d: 1\nc:\n  l:\n    t:\n      - a\n      - b",
  ],
  ["an empty mapping", "c: {} # x\n", "c: {l: {t: [a, b]}} # x\n"],
  ["braces", "{ d: 1 }\n", "{ d: 1, c: {l: {t: [a, b]}} }\n"],
  [
    "an entry without a value in braces",
    "{ c }\n",
    "{ c: {l: {t: [a, b]}} }\n",
  ],
  ["minified JSON", '{"d":1}', '{"d":1,"c":{"l":{"t":["a","b"]}}}'],
  ["spaced JSON", '{"d": 1}', '{"d": 1, "c": {"l": {"t": ["a", "b"]}}}'],
  [
    "JSON",
    '{\n  "d": 1\n}\n',
    '{\n  "d": 1,\n  "c": {\n    "l": {\n      "t": [\n        "a",\n        "b"\n      ]\n    }\n  }\n}\n',
  ],
  [
    "JSON with short lists",
    '{\n  "d": [1]\n}\n',
    '{\n  "d": [1],\n  "c": {\n    "l": {\n      "t": ["a", "b"]\n    }\n  }\n}\n',
  ],
  [
    "a null in JSON",
    '{\n  "c": null\n}\n',
    '{\n  "c": {\n    "l": {\n      "t": [\n        "a",\n        "b"\n      ]\n    }\n  }\n}\n',
  ],
  ["empty JSON", "{}", '{"c": {"l": {"t": ["a", "b"]}}}'],
])("an entry is set in %s", (_, before, expected) => {
  expect(after(before, [], set("c"))).toBe(expected);
});

test.each([
  ["an alias", "a: &x ~\nc: *x # y\n", "a: &x ~\nc: {l: {t: [a, b]}} # y\n"],
  ["a tagged value", "c: !Ref x # y\n", "c: {l: {t: [a, b]}} # y\n"],
  ["an anchored value", "c: &x 1\nd: *x\n", "c: &x {l: {t: [a, b]}}\nd: *x\n"],
  [
    "an alias in braces",
    "{a: &x ~, c: *x}\n",
    "{a: &x ~, c: {l: {t: [a, b]}}}\n",
  ],
])("%s is replaced", (_, before, expected) => {
  expect(after(before, [], set("c"))).toBe(expected);
});

test("several entries are added at once, after a given one, with a blank line between resources", () => {
  const text = "Resources:\n  A:\n    x: 1\n\n  B:\n    x: 1\n";
  const edit = (source: Source, node: Node) => {
    const first = node.kind === "mapping" ? node.entries[0] : undefined;
    return node.kind === "mapping" && first
      ? setEntries(
          source,
          node,
          {
            C: {
              Type: "AWS::Logs::LogGroup",
              Name: new Verbatim("!Sub '${A}'"),
            },
            D: 1,
          },
          { after: first },
        )
      : [];
  };
  expect(after(text, ["Resources"], edit)).toBe(
    "Resources:\n  A:\n    x: 1\n\n  C:\n    Type: AWS::Logs::LogGroup\n    Name: !Sub '${A}'\n\n  D: 1\n\n  B:\n    x: 1\n",
  );
});

test("what is commented out of a value stays with it", () => {
  expect(after("a:\n  x: 1\n  # y: 2\n\n# c is next\n", [], set("c"))).toBe(
    "a:\n  x: 1\n  # y: 2\nc:\n  l:\n    t:\n      - a\n      - b\n\n# c is next\n",
  );
});

test.each([
  ["'a' # x", "it's", "'it''s' # x"],
  ['"a"', 7, '"7"'],
  ["a", "b: c", '"b: c"'],
  ["a", "yes", '"yes"'],
  ["7", 90, "90"],
  ["7", "a", '"a"'],
  ["~", true, "true"],
])("the scalar %s becomes %j as %s", (before, value, expected) => {
  expect(
    after(`t: ${before}\n`, ["t"], (_, node) =>
      node.kind === "scalar" ? [replaceScalar(node, value)] : [],
    ),
  ).toBe(`t: ${expected}\n`);
});
