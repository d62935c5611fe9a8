import { describe, expect, test } from "vitest";
import { positionAt, textOf } from "../../../src/core/document";
import {
  type Node,
  entryOf,
  get,
  usesOf,
} from "../../../src/formats/yaml/node";
import { parse } from "../../../src/formats/yaml/parse";
import { dataOf } from "./data";
import { processorTime } from "../../processor-time";

const read = (text: string, path = "a.yaml") => parse({ path, text });
const data = (text: string, path?: string) =>
  read(text, path).sources.map(({ root }) => dataOf(root));
const problems = (text: string, path?: string) =>
  read(text, path).problems.map(({ document, range, message }) => {
    const { line, column } = positionAt(document, range?.start ?? 0);
    return `${line}:${column} ${message}`;
  });

test("a document is parsed once", () => {
  const document = { path: "a.yaml", text: "a: 1" };
  expect(parse(document)).toBe(parse(document));
});

test.each([
  ["nothing", "", []],
  ["a comment", "# a\n", []],
  ["an empty document", "---\n", [null]],
  [
    "several documents",
    "a: 1\n---\n- b\n...\n---\nc\n",
    [{ a: 1 }, ["b"], "c"],
  ],
  ["a byte order mark", "\ufeffa: 1\r\nb:\r\n  - 2\r\n", [{ a: 1, b: [2] }]],
  [
    "words",
    "[yes, Off, ~, null, y, 0x1F, 0o17, 1e3, .5, 1.2.3, 012]",
    [[true, false, null, null, "y", 31, 15, 1000, 0.5, "1.2.3", 12]],
  ],
  [
    "quotes",
    `["yes", '1', "\\u0041\\n", 'it''s']`,
    [["yes", "1", "A\n", "it's"]],
  ],
  ["core tags", "[!!str 1, !!int 2, ! 3]", [["1", 2, "3"]]],
  [
    "other tags",
    "a: !Sub\n  - b\n  - {c: !Ref D}\n",
    [{ a: { "!Sub": ["b", { c: { "!Ref": "D" } }] } }],
  ],
  [
    "block texts",
    "a: |\n  b\n   c\n\nd: >-\n  e\n  f\n",
    [{ a: "b\n c\n", d: "e f" }],
  ],
  [
    "entries without value",
    "a:\nb: {c, d: }\n? e\n",
    [{ a: null, b: { c: null, d: null }, e: null }],
  ],
  ["pairs in a list", "[a: 1, {b: 2}: 3]", [[{ a: 1 }, { '{"b":2}': 3 }]]],
  ["tabs in JSON", '{\n\t"a":\t[\n\t\ttrue\n\t]\n}', [{ a: [true] }]],
  [
    "brackets that close below their key",
    "a:\n  b: [\n    c,\n  ]\n  d: {\n e: 'f\n g' }\n",
    [{ a: { b: ["c"], d: { e: "f g" } } }],
  ],
  [
    "tabs and comments in such brackets",
    'a: {\n\t"b": 1, # ]}"\n\tc: "x\n\ny\\\nz # d"\n}\ne: "f\ng"\n',
    [{ a: { b: 1, c: "x\nyz # d" }, e: "f g" }],
  ],
  [
    "block texts before such brackets",
    "- - |\n    a: [\n  - b: |-\n      {\n    c: [\n  ]\n- [\n]\n",
    [[["a: [\n", { b: "{", c: [] }], []]],
  ],
  [
    "quotes inside of words in such brackets",
    "a: [\nit's, b\"c\n]\nb: |\n  [\n",
    [{ a: ["it's", 'b"c'], b: "[\n" }],
  ],
])("%s can be read", (_, text, expected) => {
  expect(problems(text)).toEqual([]);
  expect(data(text)).toEqual(expected);
});

test("merges give what is not written, the first of several first", () => {
  const text = `
base: &base {a: 1, b: 1}
more: &more {<<: *base, b: 2, c: 2}
all: {<<: [*base, *more], c: 3}
text: {"<<": 1}
`;
  expect(data(text)).toEqual([
    {
      base: { a: 1, b: 1 },
      more: { a: 1, b: 2, c: 2 },
      all: { a: 1, b: 1, c: 3 },
      text: { "<<": 1 },
    },
  ]);
  const [source] = read(text).sources;
  expect(entryOf(get(source?.root, "all"), "b")?.range.start).toBe(
    text.indexOf("b: 1"),
  );
});

describe("places", () => {
  const text = `# top
a: !Tag &one "x" # c
b:
  - &two
    k: |+
      text

  -
  - *two
c: &three [ 1, 2 ] # d
e: *one
f: !Empty
`;
  const [source] = read(text).sources;
  const shown = (node: Node | undefined) =>
    node && [textOf(node.range), textOf(node.place)];
  const item = (index: number) => {
    const list = get(source?.root, "b");
    return list?.kind === "sequence" ? list.items[index] : undefined;
  };

  test("are those of the text, with and without tag and anchor", () => {
    expect(shown(get(source?.root, "a"))).toEqual(['"x"', '!Tag &one "x"']);
    expect(shown(get(item(0), "k"))).toEqual([
      "|+\n      text\n",
      "|+\n      text\n",
    ]);
    expect(shown(item(0))).toEqual([
      "k: |+\n      text\n",
      "&two\n    k: |+\n      text\n",
    ]);
    expect(shown(get(source?.root, "c"))).toEqual([
      "[ 1, 2 ]",
      "&three [ 1, 2 ]",
    ]);
    expect(shown(source?.root)?.[0]?.trimEnd()).toBe(text.slice(6).trimEnd());
  });

  test("of what is left out are where it would stand", () => {
    expect(item(1)?.range).toMatchObject({
      start: text.indexOf("-\n") + 1,
      end: text.indexOf("-\n") + 1,
    });
    expect(shown(get(source?.root, "f"))).toEqual(["", "!Empty"]);
    expect(get(source?.root, "f")?.range.start).toBe(
      text.indexOf("!Empty") + 6,
    );
  });

  test("of an alias are its own and those of what it stands for", () => {
    const alias = get(source?.root, "e");
    expect(shown(alias)).toEqual(['"x"', "*one"]);
    expect(alias?.alias && textOf(alias.alias)).toBe("*one");
    expect(alias?.anchor).toBeUndefined();
  });

  test("tell what else an edit of an anchored node changes", () => {
    const uses = (node: Node | undefined) =>
      source && node ? usesOf(source, node).map(textOf) : [];
    expect(uses(get(item(0), "k"))).toEqual(["*two"]);
    expect(uses(get(source?.root, "a"))).toEqual(["*one"]);
    expect(uses(get(source?.root, "c"))).toEqual([]);
  });
});

test.each([
  ['{"a": [1, true, null, "x"]}', "a.yaml", true],
  ["{a: 1}", "a.yaml", false],
  ["{'a': 1}", "a.yaml", false],
  ["a: 1", "a.yaml", false],
  ['{"a": ${A}}', "a.json", true],
  ['{"a": {{ a }}}', "a.json.j2", true],
])("%s in %s is JSON: %s", (text, path, json) => {
  expect(read(text, path).sources[0]?.json).toBe(json);
});

describe("placeholders", () => {
  test.each([
    [
      "a value",
      "a: {{ .Values.a | quote }}\n",
      { a: "{{ .Values.a | quote }}" },
    ],
    ["a value on a line of its own", "a:\n  {{ a }}\n", { a: "{{ a }}" }],
    ["part of a value", "a: x-${B}-{{ c }} # d\n", { a: "x-${B}-{{ c }}" }],
    [
      "a value in quotes",
      `a: "{{ index . "b" }}"\n`,
      { a: '{{ index . "b" }}' },
    ],
    ["an element", "a: [${B}, b, {{ c }}]\n", { a: ["${B}", "b", "{{ c }}"] }],
    [
      "a value in JSON",
      '{"a": ${B}, "c": "${{ d }}"}',
      { a: "${B}", c: "${{ d }}" },
    ],
    ["a key", "{{ a }}: 1\n", { "{{ a }}": 1 }],
    [
      "in a block text",
      "a: |\n  {{ b }}\n  {% if c %}\n",
      { a: "{{ b }}\n{% if c %}\n" },
    ],
    [
      "a value over several lines",
      "a: {{ toJson\n  .Values.b\n}}\nc: [{{ d\n}}, e]\n",
      { a: "{{ toJson .Values.b }}", c: ["{{ d }}", "e"] },
    ],
    [
      "a statement over several lines",
      "a: 1\n{{- if and\n  .Values.b\n}}\nc: 2\n{{- end }}\n",
      { a: 1, c: 2 },
    ],
    ["a comment of Helm", "{{- /* a: b: \n c: */ -}}\na: 1\n", { a: 1 }],
    [
      "a resolve of CloudFormation",
      "a: '{{resolve:ssm:b}}'\n",
      { a: "{{resolve:ssm:b}}" },
    ],
  ])("%s is a text as it is written", (_, text, expected) => {
    expect(problems(text)).toEqual([]);
    expect(data(text)).toEqual([expected]);
  });

  test("braces that open no placeholder are left alone", () => {
    expect(data('{"a":"{{","b":{"c":{}}}')).toEqual([
      { a: "{{", b: { c: {} } },
    ]);
    expect(data("a: {b: {c: 1}}")).toEqual([{ a: { b: { c: 1 } } }]);
    expect(data('a: "{{"\nb: 1\nc: "}}"\n')).toEqual([
      { a: "{{", b: 1, c: "}}" },
    ]);
  });

  test("a line that is a statement of a template is known as such", () => {
    const text =
      'a: 1\n{% if b %}\nb: 2\n{%- endif %}\r\n{{- include "c" . }}\n---\n{{ if d }}\nd: 3\n';
    const { sources } = read(text);
    expect(sources.map(({ root }) => dataOf(root))).toEqual([
      { a: 1, b: 2 },
      { d: 3 },
    ]);
    expect(sources.map(({ directives }) => directives.map(textOf))).toEqual([
      ["{% if b %}", "{%- endif %}", '{{- include "c" . }}'],
      ["{{ if d }}"],
    ]);
  });
});

describe("a problem says where and what", () => {
  test.each([
    [
      "a: b: c\n",
      "1:5 This is not valid YAML: this line does not fit the keys before it; its indentation may be wrong, or a quote missing.",
    ],
    [
      "a:\n  b: [1\nc: 2\n",
      "2:6 This is not valid YAML: what opens here is never closed.",
    ],
    ['a: "b\n', "1:4 This is not valid YAML: what opens here is never closed."],
    [
      "a:\n\tb: 1\n",
      "2:1 This is not valid YAML: tab characters must not be used in indentation.",
    ],
    [
      "a: 1\nb: 2\na: 3\n",
      '3:1 The key "a" stands more than once in this mapping; only the last one is read.',
    ],
    ["a: *b\n", "1:4 Nothing before the alias *b has the anchor &b."],
    ["a: &b [*b]\n", "1:8 The alias *b stands inside of what it stands for."],
    [
      "a: \u0000\n",
      "1:4 This is not valid YAML: null byte is not allowed in input.",
    ],
  ])("%j", (text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test("in the name of JSON where the file is JSON", () => {
    expect(problems('{"a": 1 "b": 2}', "a.json")).toEqual([
      "1:12 This is not valid JSON: a comma is missing before this.",
    ]);
  });
});

test("a broken document does not hide the others", () => {
  const text =
    "%YAML 1.2\n---\na: 1\n---\nb: [\n---\n# c\nc: 3\n--- d: 4: 5\n---\ne: |\n  ---\n";
  expect(data(text)).toEqual([{ a: 1 }, { c: 3 }, { e: "---\n" }]);
  expect(problems(text).map((each) => each.split(" ")[0])).toEqual([
    "5:4",
    "9:6",
  ]);
});

test("one broken document among many is told apart", () => {
  const text = `${"a: 1\n---\n".repeat(500)}b: [\n---\n${"c: 1\n---\n".repeat(300)}`;
  expect(data(text).length).toBe(801);
  expect(problems(text)).toEqual([
    "1001:4 This is not valid YAML: what opens here is never closed.",
  ]);
});

describe("hostile text ends soon, with a problem", () => {
  const bomb = (levels: number, width: number) =>
    Array.from({ length: levels }, (_, level) =>
      level === 0
        ? "a0: &a0 [x]"
        : `a${level}: &a${level} [${Array.from({ length: width }, () => `*a${level - 1}`).join(", ")}]`,
    ).join("\n");

  test.each([
    ["deep brackets", "[".repeat(20_000)],
    ["deep JSON", '{"a":'.repeat(20_000)],
    ["deep lists", "- ".repeat(20_000)],
    [
      "deep mappings",
      Array.from({ length: 1_500 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    ],
    ["an alias bomb", bomb(12, 10)],
    ["a deep chain of aliases", bomb(3_000, 1)],
    ["brackets that never close", "a: [\n".repeat(20_000)],
    ["quotes that never close", 'a: "\n'.repeat(20_000)],
    ["comments of templates that never close", "{{/*".repeat(50_000)],
    ["statements that never close", "{%".repeat(50_000)],
    ["placeholders that never close", "[" + "${".repeat(100_000)],
    ["colons", "a: ".repeat(50_000)],
    ["brackets as keys", "[] : ".repeat(50_000)],
    ["tags", "!a ".repeat(50_000)],
    ["many broken documents", "a: [\n---\n".repeat(3_000)],
    ["a key many times", "a: 1\n".repeat(200_000)],
    ["too many values", `[${"1,".repeat(4_000_001)}]`],
  ])("%s", (_, text) => {
    const start = processorTime();
    expect(read(text).problems.length).toBeGreaterThan(0);
    expect(read(text).problems.length).toBeLessThanOrEqual(20);
    expect(processorTime() - start).toBeLessThan(10_000);
  });

  test("while many aliases of something small are fine", () => {
    const text = `a: &a [x, y]\nb:\n${"- *a\n".repeat(10_000)}`;
    expect(problems(text)).toEqual([]);
  });
});
