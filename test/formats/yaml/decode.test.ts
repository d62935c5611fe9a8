import { expect, test } from "vitest";
import { decode as decodeDocument } from "../../../src/formats/yaml/decode";

const decode = (text: string) => decodeDocument({ path: "", text });

/** What Terraform 1.11 gives for `yamldecode` of these; undefined where it fails. */
test.each<[string, unknown]>([
  ["a: &x 1\nb: *x", { a: 1, b: 1 }],
  ["!!binary aGk=", "aGk="],
  ["\ufeffa: 1", { a: 1 }],
  ["!!bool 'yes'", "yes"],
  ["{[a]: 1}", undefined],
  ["# x\n", undefined],
  ["", undefined],
  ["a: \u0007", undefined],
  ["-", [null]],
  [".", "."],
  ["1.", 1],
  [".5e3", 500],
  ["a: 1\na: 2", { a: 2 }],
  ["---\n", null],
  ["a: 1\n...\n", { a: 1 }],
  ["1e", "1e"],
  ["foo: [\n  x,\n]\n", { foo: ["x"] }],
  ["!!float 3", 3],
  ["!!int '3'", "3"],
  ["{~: 1, 2: x}", undefined],
  ["{1: a, true: b, yes: c}", { "1": "a", true: "c" }],
  ["007", 7],
  ["0o17", 15],
  ["0x1f", 31],
  ["+0x1f", "+0x1f"],
  ["0b11", "0b11"],
  ["1_0", "1_0"],
  ["1:30", "1:30"],
  ["+5", 5],
  ["a: &a {x: 1}\nc: {<<: [*a], z: 3}", undefined],
  ["a: &a {x: 1}\nc:\n  x: 2\n  <<: *a", { a: { x: 1 }, c: { x: 1 } }],
  ['a: &a {x: 1}\nc: {"<<": *a}', { a: { x: 1 }, c: { x: 1 } }],
  ["{<<: 1}", undefined],
  ["a: 1\n---\nb: 2", undefined],
  ["a: 1\n---\n", undefined],
  ["a: &x [*x]", undefined],
  ["a: *x", undefined],
  ["!foo x", undefined],
  ["OFF", false],
  ["Y", true],
  ["n", false],
  ["~", null],
  ["'1'", "1"],
  ["!!str 1", "1"],
  ["a:\n\t- b", undefined],
  ["2020-01-01", "2020-01-01T00:00:00Z"],
  ["2001-1-4", "2001-01-04T00:00:00Z"],
  ["2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43-05:00"],
  ["2001-12-14 21:59:43", "2001-12-14T21:59:43Z"],
  ["%YAML 1.1\n---\na: 1", { a: 1 }],
  ['{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
  ["a: {{b}: c}", undefined],
  ["a: ${b}", { a: "${b}" }],
  ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
])("%j is decoded as Terraform decodes it", (text, expected) => {
  const decoded = decode(text);
  expect("data" in decoded ? decoded.data : undefined).toEqual(expected);
});

test.each(["123456789012345678901234567890", "1e400", ".inf", "-.NaN"])(
  "%s is refused rather than changed",
  (text) => {
    expect(decode(text)).toHaveProperty("error");
  },
);

test("what is wrong is said in words", () => {
  expect(decode("a: !Ref b")).toEqual({ error: "it holds the tag !Ref" });
  expect(decode("a\n---\nb")).toEqual({
    error: "it holds more than one document",
  });
});
