import { beforeAll, describe, expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import { addAttribute } from "../../../src/formats/terraform/edits";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import type { File } from "../../../src/formats/terraform/syntax/syntax";
import { block, hcl, json, describeFormatting } from "./edits";

beforeAll(loadParser);

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

describeFormatting();
