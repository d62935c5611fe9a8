import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TextEdit, edited } from "../../../src/core/fix";
import {
  type NewBlock,
  addAssignment,
  addAttribute,
  addBlockAfter,
  addDependency,
  addItem,
  addNestedBlock,
  addTexts,
  replaced,
} from "../../../src/formats/terraform/edit";
import { judge } from "../../../src/formats/terraform/judge";
import { loadParser, parse } from "../../../src/formats/terraform/parse";
import type {
  Block,
  Expression,
  File,
} from "../../../src/formats/terraform/syntax";

beforeAll(loadParser);

/** Files before and after an edit, for `terraform fmt`. */
const pairs: {
  readonly name: string;
  readonly texts: readonly [string, string];
}[] = [];

/** The text after an edit; it has to parse, and to be formatted as well as before. */
async function after(
  text: string,
  path: string,
  change: (file: File) => TextEdit | undefined,
): Promise<string | undefined> {
  const edit = change(parse({ path, text }));
  if (!edit) return undefined;
  const [document] = edited([edit]);
  if (!document) throw new Error("The edit changes nothing.");
  expect(await judge(document)).toBeUndefined();
  expect(parse(document).error).toBeUndefined();
  if (!path.endsWith(".json")) {
    const unix = (each: string) => each.replaceAll("\r\n", "\n");
    const name = `${pairs.length}-${path}`;
    pairs.push({ name, texts: [unix(text), unix(document.text)] });
  }
  return document.text;
}

const hcl = (text: string, change: (file: File) => TextEdit | undefined) =>
  after(text, "main.tf", change);
const json = (text: string, change: (file: File) => TextEdit | undefined) =>
  after(text, "main.tf.json", change);

function block(file: File, index = 0): Block {
  const found = file.body.blocks[index];
  if (!found) throw new Error("There is no such block.");
  return found;
}

function value(file: File): Expression {
  const found =
    file.body.attributes[0] ?? file.body.blocks[0]?.body.attributes[0];
  if (!found) throw new Error("There is no attribute.");
  return found.value;
}

const withTexts =
  (...texts: readonly string[]) =>
  (file: File) => {
    const list = value(file);
    if (list.kind !== "tuple") throw new Error("This is no list.");
    return addTexts(list, texts);
  };

describe("texts are added to a list", () => {
  test.each([
    ["of one line", 'a = ["api"]\n', 'a = ["api", "audit"]\n'],
    ["that is empty", "a = []\n", 'a = ["audit"]\n'],
    ["that is empty with a space", "a = [ ]\n", 'a = ["audit"]\n'],
    ["that is empty on two lines", "a = [\n]\n", 'a = [\n  "audit"\n]\n'],
    [
      "with a comma at the end of the line",
      'a = ["api",]\n',
      'a = ["api", "audit",]\n',
    ],
    [
      "with a comment in the line",
      'a = ["api" /* x, y */] # z\n',
      'a = ["api", "audit" /* x, y */] # z\n',
    ],
    [
      "on lines of their own",
      'a = [\n  "api",\n  "scheduler"\n]\n',
      'a = [\n  "api",\n  "scheduler",\n  "audit"\n]\n',
    ],
    [
      "with a comma after the last",
      'a = [\n  "api",\n]\n',
      'a = [\n  "api",\n  "audit",\n]\n',
    ],
    [
      "with a comment after the last",
      'a = [\n  "api" # why, oh why\n]\n',
      'a = [\n  "api", # why, oh why\n  "audit"\n]\n',
    ],
    [
      "with a comma and a comment after the last",
      'a = [\n  "api", # why\n]\n',
      'a = [\n  "api", # why\n  "audit",\n]\n',
    ],
    [
      "with an element that is commented out",
      'a = [\n  "api",\n  # "audit",\n]\n',
      'a = [\n  "api",\n  "audit",\n  # "audit",\n]\n',
    ],
    [
      "with nothing but comments",
      'a = [\n  # "audit",\n]\n',
      'a = [\n  # "audit",\n  "audit"\n]\n',
    ],
    [
      "with several on a line",
      'a = [\n  "api", "scheduler",\n  "x", "y"\n]\n',
      'a = [\n  "api", "scheduler",\n  "x", "y", "audit"\n]\n',
    ],
    [
      "that closes behind the last",
      'a = ["api",\n"scheduler"]\n',
      'a = ["api",\n"scheduler", "audit"]\n',
    ],
    [
      "with Windows line endings",
      'a = [\r\n  "api"\r\n]\r\n',
      'a = [\r\n  "api",\r\n  "audit"\r\n]\r\n',
    ],
    [
      "indented by tabs",
      'a {\n\tb = [\n\t\t"api",\n\t]\n}\n',
      'a {\n\tb = [\n\t\t"api",\n\t\t"audit",\n\t]\n}\n',
    ],
    [
      "with a byte order mark",
      '\ufeffa = ["api"]\n',
      '\ufeffa = ["api", "audit"]\n',
    ],
  ])("%s", async (_, before, expected) => {
    expect(await hcl(before, withTexts("audit"))).toBe(expected);
  });

  test("several at a time", async () => {
    expect(await hcl('a = ["x"]\n', withTexts("b", "c"))).toBe(
      'a = ["x", "b", "c"]\n',
    );
    expect(await hcl('a = [\n  "x",\n]\n', withTexts("b", "c"))).toBe(
      'a = [\n  "x",\n  "b",\n  "c",\n]\n',
    );
  });

  test("quoted so that they mean what they say", async () => {
    expect(await hcl("a = []\n", withTexts('a"b\\${c}%{d}'))).toBe(
      'a = ["a\\"b\\\\$${c}%%{d}"]\n',
    );
  });

  test("of JSON", async () => {
    const path = '{"locals": {"a": ["api"]}}';
    expect(await json(path, withTexts("audit"))).toBe(
      '{"locals": {"a": ["api", "audit"]}}',
    );
    expect(
      await json(
        '{\n  "locals": {\n    "a": [\n      "api"\n    ]\n  }\n}\n',
        withTexts("audit"),
      ),
    ).toBe(
      '{\n  "locals": {\n    "a": [\n      "api",\n      "audit"\n    ]\n  }\n}\n',
    );
    expect(await json('{"locals": {"a": []}}', withTexts("audit"))).toBe(
      '{"locals": {"a": ["audit"]}}',
    );
  });
});

describe("a value is replaced", () => {
  test("by a number, a text, a list", async () => {
    const by = (written: Parameters<typeof replaced>[1]) =>
      hcl("a = 7 # days\n", (file) => replaced(value(file), written));
    expect(await by(90)).toBe("a = 90 # days\n");
    expect(await by({ text: "x" })).toBe('a = "x" # days\n');
    expect(await by(["x", "y"])).toBe('a = ["x", "y"] # days\n');
    expect(await by({ template: "${var.x}/y" })).toBe(
      'a = "${var.x}/y" # days\n',
    );
    expect(await by({ expression: "var.x" })).toBe("a = var.x # days\n");
  });

  test("in JSON", async () => {
    const by = (written: Parameters<typeof replaced>[1]) =>
      json('{"locals": {"a": 7}}', (file) => replaced(value(file), written));
    expect(await by(90)).toBe('{"locals": {"a": 90}}');
    expect(await by({ expression: "var.x" })).toBe(
      '{"locals": {"a": "${var.x}"}}',
    );
    expect(await by({ template: '${f("x")}/y' })).toBe(
      '{"locals": {"a": "${f(\\"x\\")}/y"}}',
    );
  });
});

const add =
  (name: string, written: Parameters<typeof addAttribute>[2] = 90) =>
  (file: File) =>
    addAttribute(block(file), name, written);

describe("an attribute is added", () => {
  test.each([
    ["to an empty block", "a {}\n", "b", "a {\n  b = 90\n}\n"],
    ["to an empty block of two lines", "a {\n}\n", "b", "a {\n  b = 90\n}\n"],
    [
      "to a block of one line",
      "a { cc = 1 }\n",
      "b",
      "a {\n  cc = 1\n  b  = 90\n}\n",
    ],
    [
      "below the others, aligned",
      "a {\n  bcd = 1\n  e   = 2\n}\n",
      "fg",
      "a {\n  bcd = 1\n  e   = 2\n  fg  = 90\n}\n",
    ],
    [
      "apart where its name is longer",
      "a {\n  b = 1\n}\n",
      "long",
      "a {\n  b = 1\n\n  long = 90\n}\n",
    ],
    [
      "apart, before what follows",
      "a {\n  b = 1\n  c {\n  }\n}\n",
      "long",
      "a {\n  b = 1\n\n  long = 90\n\n  c {\n  }\n}\n",
    ],
    [
      "apart, before an empty line",
      "a {\n  b = 1\n\n  c {\n  }\n}\n",
      "long",
      "a {\n  b = 1\n\n  long = 90\n\n  c {\n  }\n}\n",
    ],
    [
      "below the first group",
      "a {\n  long = 1\n\n  d = 2\n}\n",
      "b",
      "a {\n  long = 1\n  b    = 90\n\n  d = 2\n}\n",
    ],
    [
      "not among the arguments of every block",
      'a {\n  count = 1\n\n  name = "x"\n}\n',
      "b",
      'a {\n  count = 1\n\n  name = "x"\n  b    = 90\n}\n',
    ],
    [
      "to a module's arguments",
      'a {\n  source  = "x"\n  version = "1"\n\n  name = "x"\n}\n',
      "b",
      'a {\n  source  = "x"\n  version = "1"\n\n  name = "x"\n  b    = 90\n}\n',
    ],
    [
      "to a module without any",
      'a {\n  source  = "x"\n  version = "1"\n}\n',
      "b",
      'a {\n  source  = "x"\n  version = "1"\n  b       = 90\n}\n',
    ],
    [
      "where comments stand behind values",
      "a {\n  bb = 1 # x\n  cc = 2 # y\n}\n",
      "d",
      "a {\n  bb = 1 # x\n  cc = 2 # y\n  d  = 90\n}\n",
    ],
    [
      "above blocks",
      "a {\n  c {\n  }\n}\n",
      "b",
      "a {\n  b = 90\n\n  c {\n  }\n}\n",
    ],
    ["above a comment", "a {\n  # x\n}\n", "b", "a {\n  b = 90\n\n  # x\n}\n"],
    [
      "after a value of several lines",
      "a {\n  b = [\n    1,\n  ]\n}\n",
      "c",
      "a {\n  b = [\n    1,\n  ]\n  c = 90\n}\n",
    ],
    [
      "between a value of several lines and others",
      "a {\n  b = [\n    1,\n  ]\n  cc = 1\n}\n",
      "d",
      "a {\n  b = [\n    1,\n  ]\n  cc = 1\n  d  = 90\n}\n",
    ],
    [
      "with Windows line endings",
      "a {\r\n  bc = 1\r\n}\r\n",
      "d",
      "a {\r\n  bc = 1\r\n  d  = 90\r\n}\r\n",
    ],
    [
      "to a block that is last, without a line ending",
      "a {\n  b = 1\n}",
      "c",
      "a {\n  b = 1\n  c = 90\n}",
    ],
  ])("%s", async (_, before, name, expected) => {
    expect(await hcl(before, add(name))).toBe(expected);
  });

  test("to unaligned neighbours without moving them", async () => {
    const edit = add("c")(
      parse({ path: "main.tf", text: "a {\n  b = 1\n  long=2\n}\n" }),
    );
    const [document] = edit ? edited([edit]) : [];
    expect(document?.text).toBe("a {\n  b = 1\n  long=2\n  c = 90\n}\n");
  });

  test("below a given one", async () => {
    expect(
      await hcl("a {\n  bcd = 1\n  e   = 2\n}\n", (file) =>
        addAttribute(block(file), "f", 90, block(file).body.attributes[0]),
      ),
    ).toBe("a {\n  bcd = 1\n  f   = 90\n  e   = 2\n}\n");
  });

  test("below a given one of several lines, above one that it must be aligned with", async () => {
    const text = "a {\n  b = [\n    1,\n  ]\n  cc = 1\n}\n";
    const below = (name: string) =>
      hcl(text, (file) =>
        addAttribute(block(file), name, 90, block(file).body.attributes[0]),
      );
    expect(await below("d")).toBe(
      "a {\n  b = [\n    1,\n  ]\n  d  = 90\n  cc = 1\n}\n",
    );
    expect(await below("long")).toBe(
      "a {\n  b = [\n    1,\n  ]\n  long = 90\n\n  cc = 1\n}\n",
    );
  });

  test("to JSON", async () => {
    expect(
      await json(
        '{\n\t"module": {\n\t\t"a": {\n\t\t\t"b": 1\n\t\t}\n\t}\n}\n',
        add("c"),
      ),
    ).toBe(
      '{\n\t"module": {\n\t\t"a": {\n\t\t\t"b": 1,\n\t\t\t"c": 90\n\t\t}\n\t}\n}\n',
    );
    expect(await json('{"module": {"a": {"//": "x"}}}', add("c"))).toBe(
      '{"module": {"a": {"//": "x", "c": 90}}}',
    );
    expect(
      await json('{\n  "module": {\n    "a": {}\n  }\n}\n', add("c")),
    ).toBe('{\n  "module": {\n    "a": {\n      "c": 90\n    }\n  }\n}\n');
  });
});

describe("an item is added to an object", () => {
  const item = (key: string) => (file: File) => {
    const object = value(file);
    if (object.kind !== "object") throw new Error("This is no object.");
    return addItem(object, key, { text: "x" });
  };
  test.each([
    ["on one line", "a = { b = 1 }\n", "c", 'a = { b = 1, c = "x" }\n'],
    ["that is empty", "a = {}\n", "c", 'a = { c = "x" }\n'],
    [
      "on lines",
      "a = {\n  bc = 1\n}\n",
      "d",
      'a = {\n  bc = 1\n  d  = "x"\n}\n',
    ],
    [
      "on lines that end with commas",
      "a = {\n  bc = 1,\n}\n",
      "d",
      'a = {\n  bc = 1,\n  d  = "x",\n}\n',
    ],
    [
      "with colons",
      "a = {\n  b : 1,\n}\n",
      "c",
      'a = {\n  b : 1,\n  c : "x",\n}\n',
    ],
    [
      "with a key that must be quoted",
      "a = {\n  b = 1\n}\n",
      "c/d",
      'a = {\n  b = 1\n\n  "c/d" = "x"\n}\n',
    ],
    [
      "after a block of lines",
      "a = {\n  b = {\n    c = 1\n  }\n}\n",
      "d",
      'a = {\n  b = {\n    c = 1\n  }\n  d = "x"\n}\n',
    ],
  ])("%s", async (_, before, key, expected) => {
    expect(await hcl(before, item(key))).toBe(expected);
  });

  test("in JSON", async () => {
    expect(await json('{"locals": {"a": {"b": 1}}}', item("c"))).toBe(
      '{"locals": {"a": {"b": 1, "c": "x"}}}',
    );
  });
});

describe("an assignment is added to a file of values", () => {
  const assign = (text: string, name: string, path = "terraform.tfvars") =>
    after(text, path, (file) => addAssignment(file, name, ["audit"]));
  test.each([
    ["that is empty", "", "a", 'a = ["audit"]\n'],
    [
      "aligned with the last lines",
      "bcd = 1\n",
      "a",
      'bcd = 1\na   = ["audit"]\n',
    ],
    [
      "that lacks the last line ending",
      "bcd = 1",
      "a",
      'bcd = 1\na   = ["audit"]\n',
    ],
    [
      "apart when its name is longer",
      "b = 1\n",
      "long",
      'b = 1\n\nlong = ["audit"]\n',
    ],
    [
      "after a comment at the end",
      "b = 1\n\n# end\n",
      "a",
      'b = 1\n\n# end\na = ["audit"]\n',
    ],
    [
      "after a list",
      "b = [\n  1,\n]\n",
      "a",
      'b = [\n  1,\n]\na = ["audit"]\n',
    ],
    [
      "with Windows line endings",
      "b = 1\r\n",
      "a",
      'b = 1\r\na = ["audit"]\r\n',
    ],
  ])("%s", async (_, before, name, expected) => {
    expect(await assign(before, name)).toBe(expected);
  });

  test("in JSON", async () => {
    expect(await assign('{\n  "b": 1\n}\n', "a", "x.tfvars.json")).toBe(
      '{\n  "b": 1,\n  "a": ["audit"]\n}\n',
    );
    expect(await assign("{}", "a", "x.tfvars.json")).toBe('{ "a": ["audit"] }');
  });
});

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

/** What a command of terraform prints; undefined where there is none. */
function terraform(...args: readonly string[]): string | undefined {
  const { error, stdout } = spawnSync("terraform", args, { encoding: "utf8" });
  return error ? undefined : stdout;
}

describe("terraform fmt", () => {
  const directory = mkdtempSync(join(tmpdir(), "edit-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** The files that it would change. */
  const complaints = (side: 0 | 1): ReadonlySet<string> => {
    const folder = join(directory, String(side));
    mkdirSync(folder);
    for (const { name, texts } of pairs)
      writeFileSync(join(folder, name), texts[side]);
    const listed = terraform("fmt", "-list", "-write=false", folder) ?? "";
    return new Set(
      listed
        .trim()
        .split("\n")
        .map((path) => basename(path)),
    );
  };

  test.skipIf(terraform("version") === undefined)(
    "has nothing to say about a file that it had nothing to say about before",
    () => {
      const [before, after] = [complaints(0), complaints(1)];
      expect(pairs.length).toBeGreaterThan(40);
      expect([...after].filter((name) => !before.has(name))).toEqual([]);
    },
  );
});
