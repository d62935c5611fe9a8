import { beforeAll, describe, expect, it } from "vitest";
import { textOf } from "../../../src/core/document";
import { type Value, keyOf, known, written } from "../../../src/core/value";
import { convert } from "../../../src/formats/terraform/values/conversion";
import { evaluate } from "../../../src/formats/terraform/evaluation/evaluate";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import { newWork } from "../../../src/formats/terraform/evaluation/scope";
import {
  type Type,
  compareBytes,
} from "../../../src/formats/terraform/values/types";
import { parseType } from "../../../src/formats/terraform/values/written-types";
import { unify } from "../../../src/formats/terraform/values/unification";
import { typeJson } from "../../oracle/compare";
import { plain } from "./reading";

beforeAll(loadParser);

/** The value of an expression that refers to nothing. */
function valueOf(text: string): Value {
  const document = { path: "x.tf", text: `a = ${text}\n` };
  const [attribute] = parse(document).body.attributes;
  if (!attribute) throw new Error(`${text} does not parse`);
  return evaluate(attribute.value, {
    work: newWork(),
    identity: "test",
    names: new Map(),
    resolve: () => undefined,
    call: () => known(null, { range: attribute.range, label: "", from: [] }),
  });
}

function typeOf(text: string): Type | undefined {
  const document = { path: "x.tf", text: `a = ${text}\n` };
  const [attribute] = parse(document).body.attributes;
  if (!attribute) throw new Error(`${text} does not parse`);
  return parseType(attribute.value, {
    name: "var.one",
    evaluate: ({ range }) => valueOf(textOf(range)),
  });
}

const converted = (value: string, type: string): Value => {
  const wanted = typeOf(type);
  if (!wanted) throw new Error(`${type} is no type`);
  return convert(valueOf(value), wanted);
};

describe("a type argument", () => {
  it.each([
    ["string", "string"],
    ['"string"', "string"],
    ['"list"', ["list", "dynamic"]],
    ['"map"', ["map", "dynamic"]],
    ["any", "dynamic"],
    ["list(string)", ["list", "string"]],
    ["set(list(number))", ["set", ["list", "number"]]],
    ["map(any)", ["map", "dynamic"]],
    ["tuple([string, bool])", ["tuple", ["string", "bool"]]],
    [
      'object({ a = string, "b" = optional(number, 1) })',
      ["object", { a: "string", b: "number" }],
    ],
    ["(list(string))", ["list", "string"]],
  ])("%s is read", (text, type) => {
    const parsed = typeOf(text);
    expect(parsed && typeJson(parsed)).toEqual(type);
  });

  it.each([
    "str",
    "list()",
    "list(str)",
    "object(string)",
    '"${string}"',
    "1",
    "tuple(string)",
  ])("%s is none", (text) => {
    expect(typeOf(text)).toBeUndefined();
  });
});

describe("converting", () => {
  it("fills in defaults at every depth", () => {
    expect(
      plain(
        converted(
          "{ a = [{}, { x = null, y = 2 }] }",
          'object({ a = list(object({ x = optional(string, "d"), y = optional(number) })), b = optional(object({ c = optional(bool, true) }), {}) })',
        ),
      ),
    ).toEqual({
      a: [
        { x: "d", y: null },
        { x: "d", y: 2 },
      ],
      b: { c: true },
    });
  });

  it("keeps the place where each element was written", () => {
    const value = converted('["audit", 1]', "set(string)");
    const elements =
      value.kind === "known" && Array.isArray(value.data) ? value.data : [];
    expect(
      elements.map((element) => textOf(written(element).origin.range)),
    ).toEqual(["1", '"audit"']);
  });

  it("drops what an object type does not name", () => {
    expect(
      plain(converted("{ a = 1, b = 2 }", "object({ a = string })")),
    ).toEqual({ a: "1" });
  });

  it.each([
    ["[1]", "string"],
    ['"x"', "number"],
    ["1", "bool"],
    ["{}", "object({ a = string })"],
    ["{ a = 1 }", "list(string)"],
    ["[1, 2]", "tuple([number])"],
    ['["a"]', "list(number)"],
    ["[[1]]", "list(string)"],
  ])("%s to %s fails", (value, type) => {
    expect(converted(value, type)).toMatchObject({
      kind: "unknown",
      fails: true,
    });
  });

  it("is done once", () => {
    const once = converted('["b", "a", "b"]', "set(string)");
    const type = typeOf("set(string)");
    expect(keyOf(type ? convert(once, type) : once)).toBe(keyOf(once));
    expect(plain(once)).toEqual(["a", "b"]);
  });
});

it("orders texts by their UTF-8 bytes", () => {
  const texts = ["😀", "ﬀ", "é", "a", "", "aa", "😀a"];
  expect(texts.toSorted(compareBytes)).toEqual(
    texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
});

it("finds no common type where there is none", () => {
  const types = ["string", "list(string)"].flatMap(
    (text) => typeOf(text) ?? [],
  );
  expect(unify(types)).toBeUndefined();
  expect(unify([])).toBeUndefined();
});
