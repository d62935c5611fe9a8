import { describe, expect, it } from "vitest";
import { allOf, anyOf, choose, equal, not } from "../../src/core/conditions";
import { contains, lift, outcomes, surelyIn } from "../../src/core/outcomes";
import {
  type Data,
  type Origin,
  type Value,
  known,
  truth,
  unknown,
} from "../../src/core/value";

const document = { path: "main.tf", text: "" };
const origin: Origin = {
  range: { document, start: 0, end: 0 },
  label: "here",
  from: [],
};
const is = (data: Data) => known(data, origin);
const list = (...texts: string[]) => is(texts.map(is));
const open = (name: string) =>
  unknown(`${name} has no value`, origin, { key: name });
const when = (condition: Value, a: Value, b: Value) =>
  choose(
    condition,
    () => a,
    () => b,
    origin,
  );
const concat = (...lists: Value[]) =>
  lift(
    "concat",
    lists,
    origin,
    (all) => all.flatMap(({ data }) => (Array.isArray(data) ? data : [])),
    (all) => all.flatMap(surelyIn),
  );

describe("an undecided condition", () => {
  const prod = open("var.prod");

  it("is mixed where one branch has the type and the other has not", () => {
    expect(contains(when(prod, list("audit"), list("api")), "audit")).toBe(
      "mixed",
    );
  });

  it("is yes where both branches have the type", () => {
    expect(
      contains(when(prod, list("audit", "api"), list("audit")), "audit"),
    ).toBe("yes");
  });

  it("is no where neither branch has it", () => {
    expect(contains(when(prod, list("api"), list()), "audit")).toBe("no");
  });

  it("never lets its branches meet when two values stand behind it", () => {
    const split = concat(
      when(prod, list("audit"), list()),
      when(not(prod, origin), list("audit"), list()),
    );
    expect(contains(split, "audit")).toBe("yes");
  });

  it("is the same condition when it is written inside an and", () => {
    const both = allOf([prod, open("var.eu")], origin);
    const value = concat(
      when(both, list("audit"), list()),
      when(prod, list(), list("audit")),
    );
    expect(contains(value, "audit")).toBe("mixed");
    const covered = concat(
      when(both, list("audit"), list()),
      when(both, list(), list("audit")),
    );
    expect(contains(covered, "audit")).toBe("yes");
  });

  it("tells two independent conditions apart in four outcomes", () => {
    const value = concat(
      when(prod, list("audit"), list()),
      when(open("var.eu"), list("api"), list()),
    );
    expect(outcomes([value])).toHaveLength(4);
  });

  it("says what is given in each outcome", () => {
    const value = when(prod, list("audit"), list());
    expect(
      value.kind === "unknown" &&
        value.options.map(({ given }) => given.map(({ holds }) => holds)),
    ).toEqual([[true], [false]]);
  });

  it("drops a branch that cannot happen", () => {
    const nested = when(prod, when(prod, list("audit"), list()), list("audit"));
    expect(contains(nested, "audit")).toBe("yes");
  });

  it("is unknown with its reason beyond 64 outcomes, and keeps what is surely in it", () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      when(open(`var.c${index}`), list(`t${index}`), list()),
    );
    const value = concat(list("audit"), ...many);
    expect(value.kind).toBe("unknown");
    expect(contains(value, "audit")).toBe("yes");
    expect(contains(value, "t1")).toBe("unknown");
  });
});

describe("questions whether something equals a text", () => {
  const env = open("var.env");
  const equals = (text: string) => equal(env, is(text), origin);

  it("exclude each other", () => {
    const value = when(
      equals("prod"),
      list("audit"),
      when(equals("dev"), list(), list("audit")),
    );
    expect(contains(value, "audit")).toBe("mixed");
    const impossible = when(
      equals("prod"),
      when(equals("dev"), list(), list("audit")),
      list("audit"),
    );
    expect(contains(impossible, "audit")).toBe("yes");
  });

  it("are decided for the same unknown and for known values", () => {
    expect(truth(equal(env, open("var.env"), origin))).toBe("yes");
    expect(truth(equal(is("a"), is("b"), origin))).toBe("no");
    expect(truth(equals("prod"))).toBe("unknown");
  });

  it("are undecided for a collection with an unknown element", () => {
    expect(truth(equal(is([env]), list("prod"), origin))).toBe("unknown");
  });
});

describe("operations on unknown values", () => {
  it("give the reason of what is unknown", () => {
    const value = concat(list("api"), open("var.more"));
    expect(value).toMatchObject({
      kind: "unknown",
      reason: "var.more has no value",
    });
    expect(contains(value, "api")).toBe("yes");
    expect(contains(value, "audit")).toBe("unknown");
  });

  it("are equal to themselves", () => {
    const upper = () =>
      lift("upper", [open("var.name")], origin, ([name]) =>
        String(name?.data).toUpperCase(),
      );
    expect(truth(equal(upper(), upper(), origin))).toBe("yes");
  });

  it("keep a secret", () => {
    const secret: Value = { ...open("var.key"), sensitive: true };
    expect(lift("upper", [secret], origin, () => "x").sensitive).toBe(true);
  });

  it("fail where an argument fails", () => {
    const failing = unknown("there is no element 3", origin, { fails: true });
    expect(concat(open("var.a"), failing)).toMatchObject({
      fails: true,
      reason: "there is no element 3",
    });
  });

  it("know an and by its first false, an or by its first true", () => {
    expect(truth(allOf([is(false), open("var.a")], origin))).toBe("no");
    expect(truth(anyOf([is(true), open("var.a")], origin))).toBe("yes");
    expect(truth(allOf([is(true), open("var.a")], origin))).toBe("mixed");
  });
});

describe("the elements of a known list", () => {
  it("are judged together where they stand behind one condition", () => {
    const prod = open("var.prod");
    const value = is([
      when(prod, is("audit"), is("api")),
      when(prod, is("api"), is("audit")),
    ]);
    expect(contains(value, "audit")).toBe("yes");
  });

  it("are no list at all when the value is null", () => {
    expect(contains(is(null), "audit")).toBe("no");
  });
});
