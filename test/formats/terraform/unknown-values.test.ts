import { beforeAll, describe, expect, it } from "vitest";
import type { Unknown, Value } from "../../../src/core/value";
import { outputsOf } from "../../oracle/evaluate";
import { plain } from "./reading";

const variables = `
variable "prod" { type = bool }
variable "name" { type = string }
variable "env" {}
variable "more" { type = list(string) }
variable "any" {}
variable "days" { type = number }
locals {
  types = var.prod ? ["audit"] : ["api"]
  sizes = { prod = 90, dev = 7 }
}
`;

let values: ReadonlyMap<string, Value>;

const expressions = {
  length: 'length(["a", var.any])',
  contains: 'contains(["audit", var.any], "audit")',
  containsUnknown: 'contains([var.name], "audit")',
  join: 'join("-", ["a", var.name, "b"])',
  joinOptions: 'join("-", ["a", var.prod ? "p" : "d"])',
  merge: "merge({ a = 1 }, { b = var.any }).a",
  concatOptions: 'concat(local.types, ["x"])',
  concatHas: 'concat(["audit"], var.more)',
  distinctHas: 'distinct(concat(["audit"], var.more))',
  setHas: 'toset(concat(["audit"], var.more))',
  flattenHas: 'flatten([["audit"], var.more])',
  compactHas: 'compact(concat(["audit", ""], var.more))',
  sortHas: 'sort(concat(["audit"], var.more))',
  unionHas: 'setunion(["audit"], var.more)',
  opposites: 'concat(var.prod ? ["audit"] : [], !var.prod ? ["audit"] : [])',
  sameCondition: "var.prod ? (var.prod ? 1 : 2) : 3",
  byKey: "local.sizes[var.env]",
  byKeyTwice: "[local.sizes[var.env], local.sizes[var.env]]",
  lookup: "lookup(local.sizes, var.env, 30)",
  lookupUnknownMap: 'lookup(var.any, "a", 30)',
  format: 'format("/aws/eks/%s/cluster", var.name)',
  template: '"/aws/eks/${var.name}/cluster"',
  condition: "var.prod",
  equalsTrue: "var.prod == true",
  notEqualTypes: "var.name == 5",
  coalesceKnown: 'coalesce("a", var.name)',
  coalesceUnknown: 'coalesce(var.name, "a")',
  coalesceOptions: 'coalesce(var.prod ? "" : "x", "fallback")',
  tuple: '[var.any, "b"][1]',
  setOfOne: "toset([var.name])",
  setOptions: 'toset([var.prod ? "b" : "a", "a"])',
  conditionalTypes: 'var.prod ? 5 : "x"',
  emptyBranch: 'var.prod ? ["audit"] : []',
  unknownFunction: 'brandnew("a")',
  providerFunction: 'provider::aws::arn_parse("a")',
  impure: "timestamp()",
  sumOptions: "sum([1, var.prod ? 2 : 3])",
  anyTrue: "anytrue([var.prod, true])",
  allTrue: "alltrue([var.prod, false])",
  jsonOptions: "jsonencode({ a = var.prod ? 1 : 2 })",
  failing: 'try([][0], "none")',
  failingOption: 'try(var.prod ? [][0] : "x", "none")',
  splatUnknown: "var.any[*].name",
  indexUnknown: "var.any.a.b",
  typed: "var.days == null ? 5 : var.days",
  keys: "keys({ a = var.any })",
  zipmap: 'zipmap([var.prod ? "a" : "b"], [1])',
} as const;

beforeAll(async () => {
  values = await outputsOf({
    "main.tf":
      variables +
      Object.entries(expressions)
        .map(([name, value]) => `output "${name}" {\n  value = ${value}\n}\n`)
        .join(""),
  });
});

const of = (name: keyof typeof expressions): unknown => plain(values.get(name));

const unknownOf = (name: keyof typeof expressions): Unknown => {
  const value = values.get(name);
  if (value?.kind !== "unknown") throw new Error(`${name} is known`);
  return value;
};

describe("unknown elements", () => {
  it("count as elements", () => {
    expect(of("length")).toBe(2);
    expect(of("tuple")).toBe("b");
    expect(of("keys")).toEqual(["a"]);
    expect(of("merge")).toBe(1);
  });
  it("do not hide an element that is known", () => {
    expect(of("contains")).toBe(true);
    expect(of("containsUnknown")).toMatchObject({ oneOf: [true, false] });
  });
  it("leave holes in texts", () => {
    const { parts } = unknownOf("join");
    expect(
      parts?.map((part) => (typeof part === "string" ? part : "?")),
    ).toEqual(["a-", "?", "-b"]);
    expect(unknownOf("template").parts).toHaveLength(3);
  });
  it("pass their options on", () => {
    expect(of("joinOptions")).toEqual({ oneOf: ["a-p", "a-d"] });
    expect(of("sumOptions")).toEqual({ oneOf: [3, 4] });
    expect(of("jsonOptions")).toEqual({ oneOf: ['{"a":1}', '{"a":2}'] });
    expect(of("setOptions")).toEqual({ oneOf: [["a", "b"], ["a"]] });
    expect(of("zipmap")).toEqual({ oneOf: [{ a: 1 }, { b: 1 }] });
  });
  it("make no set of more than one element", () => {
    expect(values.get("setOfOne")?.kind).toBe("known");
  });
});

describe("elements that a collection surely has", () => {
  it.each([
    "concatHas",
    "distinctHas",
    "setHas",
    "flattenHas",
    "compactHas",
    "sortHas",
    "unionHas",
  ] as const)("are kept: %s", (name) => {
    expect(unknownOf(name).has.map(plain)).toEqual(["audit"]);
  });
});

describe("undecided conditions", () => {
  it("give options", () => {
    expect(of("concatOptions")).toEqual({
      oneOf: [
        ["audit", "x"],
        ["api", "x"],
      ],
    });
    expect(of("emptyBranch")).toEqual({ oneOf: [["audit"], []] });
    expect(of("coalesceOptions")).toEqual({ oneOf: ["fallback", "x"] });
  });
  it("meet themselves", () => {
    expect(of("opposites")).toEqual({ oneOf: [["audit"], ["audit"]] });
    expect(of("sameCondition")).toEqual({ oneOf: [1, 3] });
    expect(unknownOf("equalsTrue").key).toBe(unknownOf("condition").key);
  });
  it("convert both results to the type that they have in common", () => {
    expect(of("conditionalTypes")).toEqual({ oneOf: ["5", "x"] });
  });
  it("decide what one operand decides alone", () => {
    expect(of("anyTrue")).toBe(true);
    expect(of("allTrue")).toBe(false);
  });
  it("fail in one outcome only", () => {
    expect(of("failing")).toBe("none");
    expect(of("failingOption")).toEqual({ oneOf: ["none", "x"] });
  });
});

describe("unknown keys", () => {
  it("give any of the elements", () => {
    expect(of("byKey")).toEqual({ oneOf: [7, 90] });
  });
  it("are the same key each time", () => {
    const value = values.get("byKeyTwice");
    const json = value?.kind === "known" ? value.data : null;
    expect(json).toHaveLength(2);
  });
  it("may be none of the keys where there is a default", () => {
    expect(of("lookup")).toEqual({ oneOf: [7, 90, 30] });
    expect(of("lookupUnknownMap")).toHaveProperty("unknown");
  });
});

describe("what nobody knows", () => {
  it("stays unknown, for its reason", () => {
    expect(of("unknownFunction")).toEqual({
      unknown: "the function brandnew is not known",
    });
    expect(of("providerFunction")).toEqual({
      unknown: "provider::aws::arn_parse is a function of a provider",
    });
    expect(of("impure")).toEqual({
      unknown: "it is the time at which Terraform runs",
    });
    expect(of("coalesceUnknown")).toHaveProperty("unknown");
    expect(of("splatUnknown")).toHaveProperty("unknown");
    expect(of("indexUnknown")).toHaveProperty("unknown");
  });
  it("still has a type", () => {
    expect(of("notEqualTypes")).toBe(false);
    expect(of("coalesceKnown")).toBe("a");
    expect(of("typed")).toHaveProperty("oneOf");
  });
});
