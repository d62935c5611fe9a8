import { beforeAll, describe, expect, test } from "vitest";
import {
  addItem,
  addTexts,
  replaced,
} from "../../../src/formats/terraform/edits";
import { loadParser } from "../../../src/formats/terraform/syntax/parse";
import type { File } from "../../../src/formats/terraform/syntax/syntax";
import { hcl, json, value, describeFormatting } from "./edits";

beforeAll(loadParser);

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

describeFormatting();
