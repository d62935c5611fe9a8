import { describe, expect, it } from "vitest";
import { choose } from "../../src/core/conditions";
import { sameText } from "../../src/core/same-text";
import { looksLikeLogGroupName, logGroupName, text } from "../../src/core/text";
import { type Origin, known, unknown } from "../../src/core/value";

const document = { path: "main.tf", text: "" };
const origin: Origin = {
  range: { document, start: 0, end: 0 },
  label: "here",
  from: [],
};
const is = (data: string) => known(data, origin);
const name = unknown("var.name has no value", origin, { key: "var.name" });
const other = unknown("var.other has no value", origin, { key: "var.other" });

describe("texts with holes", () => {
  it("are the same where the same holes stand in the same places", () => {
    expect(
      sameText(
        text(["/aws/eks/", name, "/cluster"], origin),
        logGroupName(name),
      ),
    ).toBe("yes");
    expect(
      sameText(
        text(["/aws/eks/", text(["a-", name], origin), "/cluster"], origin),
        logGroupName(text(["a-", name], origin)),
      ),
    ).toBe("yes");
  });

  it("are not told apart by different holes", () => {
    expect(sameText(logGroupName(name), logGroupName(other))).toBe("unknown");
  });

  it("differ where what is known differs at either end", () => {
    expect(
      sameText(
        text(["/aws/eks/", name, "/cluster"], origin),
        text(["/aws/eks/", name, "/fluentbit"], origin),
      ),
    ).toBe("no");
    expect(
      sameText(text(["/aws/rds/", name], origin), logGroupName(name)),
    ).toBe("no");
    expect(sameText(is("a"), is("b"))).toBe("no");
  });

  it.each([
    ["more after a common hole", [name, "-eks"], [name]],
    ["more before a common hole", ["eks-", name], [name]],
    ["more on both sides of it", ["eks-", name, "-1"], [name]],
    ["a hole and more beside it", [name, "-", other], [name]],
    [
      "the same holes in another order and more",
      [name, "-", other],
      [other, name],
    ],
    [
      "other words after a common hole",
      [name, "-a", other],
      [name, "-b", other],
    ],
    [
      "other words before a common hole",
      [other, "a-", name],
      [other, "b-", name],
    ],
  ])("differ where one has %s", (_, left, right) => {
    const [a, b] = [text(left, origin), text(right, origin)];
    expect(sameText(a, b)).toBe("no");
    expect(sameText(logGroupName(b), logGroupName(a))).toBe("no");
  });

  it("differ where the end of a log group's name is missing", () => {
    const forgotten = text(["/aws/eks/", name], origin);
    expect(sameText(forgotten, logGroupName(name))).toBe("no");
    expect(sameText(forgotten, logGroupName(other))).toBe("unknown");
  });

  it.each([
    ["a hole that may be empty", [name, other], [name]],
    ["the same holes in another order", [name, "-", other], [other, "-", name]],
    ["a hole that may hold the rest", [name, "-eks"], [other]],
    ["one hole twice", [name, name, "a"], [name, "aa", other]],
    ["the beginning of the other's words", [name, "-e", other], [name, "-eks"]],
  ])("are not told apart by %s", (_, left, right) => {
    const [a, b] = [text(left, origin), text(right, origin)];
    expect(sameText(a, b)).toBe("unknown");
    expect(sameText(logGroupName(b), logGroupName(a))).toBe("unknown");
  });

  it("are one text where nothing is unknown", () => {
    expect(text(["a-", is("b"), "-c"], origin)).toMatchObject({
      kind: "known",
      data: "a-b-c",
    });
  });

  it("keep the outcomes of a condition together", () => {
    const prod = unknown("var.prod has no value", origin, { key: "var.prod" });
    const named = choose(
      prod,
      () => is("p"),
      () => is("d"),
      origin,
    );
    expect(
      sameText(
        logGroupName(named),
        text(["/aws/eks/", named, "/cluster"], origin),
      ),
    ).toBe("yes");
    expect(sameText(logGroupName(named), is("/aws/eks/p/cluster"))).toBe(
      "mixed",
    );
  });
});

describe("the shape of a log group's name", () => {
  it.each([
    ["/aws/eks/prod/cluster", true],
    ["/aws/eks/prod/aws-fluentbit-logs", false],
    ["/aws/eks/a/b/cluster", false],
    ["/aws/eks//cluster", false],
  ])("of %s: %s", (group, expected) => {
    expect(looksLikeLogGroupName(is(group))).toBe(expected);
  });

  it("is seen through holes", () => {
    expect(looksLikeLogGroupName(logGroupName(name))).toBe(true);
    expect(
      looksLikeLogGroupName(text(["/aws/eks/", name, "/logs"], origin)),
    ).toBe(false);
    expect(looksLikeLogGroupName(name)).toBe(false);
  });
});

describe("a text with undecided pieces", () => {
  const either = choose(
    unknown("var.prod has no value", origin, { key: "var.prod" }),
    () => name,
    () => is("b"),
    origin,
  );

  it("differs from one with other words around them in every outcome", () => {
    expect(
      sameText(text(["a-", either], origin), text(["b-", either], origin)),
    ).toBe("no");
    expect(
      sameText(text(["a-", either], origin), text(["a-", either], origin)),
    ).toBe("yes");
  });

  it("stays small when it is repeated", () => {
    let all = text(["x", name], origin);
    for (let times = 0; times < 60; times += 1) all = text([all, all], origin);
    expect(all.kind).toBe("unknown");
  });
});
