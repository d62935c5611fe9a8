import { beforeAll, describe, expect, test } from "vitest";
import { textOf } from "../../../src/core/document";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import type { Expression } from "../../../src/formats/terraform/syntax/syntax";
import { outlined, shown } from "./shown";
import { processorTime } from "../../processor-time";

beforeAll(loadParser);

const file = (text: string, path = "main.tf") => parse({ path, text });

/** The only attribute of a file. */
function only(text: string): Expression {
  const { body, error } = file(text);
  const [attribute] = body.attributes;
  expect(error).toBeUndefined();
  if (!attribute) throw new Error("There is no attribute.");
  return attribute.value;
}

describe("expressions", () => {
  test.each([
    ["null", "null"],
    ["true", "true"],
    ["12", "12"],
    ["1.5e-3", "0.0015"],
    ["1e5", "100000"],
    ["2E+3", "2000"],
    ["-1 + 2 * 3", "((-1) + (2 * 3))"],
    ["1 - 2 - 3", "((1 - 2) - 3)"],
    ["a && b || !c && d", "((a && b) || ((!c) && d))"],
    ["a == b != c", "((a == b) != c)"],
    ["a < b == c >= d", "((a < b) == (c >= d))"],
    ["(a + b) * c", "(p((a + b)) * c)"],
    ["a ? b : c", "(a ? b : c)"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a ? b : c ? d : e ? f : g", "(a ? b : (c ? d : (e ? f : g)))"],
    ["a ? b ? c : d : e", "(a ? (b ? c : d) : e)"],
    ["a ? b ? c : d : e ? f : g", "(a ? (b ? c : d) : (e ? f : g))"],
    ["(a ? b : c) ? d : e", "(p((a ? b : c)) ? d : e)"],
    ["a == 1 ? b : c + 1", "((a == 1) ? b : (c + 1))"],
    ["var.a.b", 'var."a"."b"'],
    ['a[0].b["c"]', 'a#0."b"#"c"'],
    ["a.0.b", 'a.0."b"'],
    ["a.0.1", "a.0.1"],
    ["(a).b", 'p(a)."b"'],
    ["f(x).b[1]", 'f(x)."b"#1'],
    ["[1][0]", "[1]#0"],
    ["{ a = 1 }.a", '{"a"=1}."a"'],
    ["a[*].b", '(a[*]."b")'],
    ["a.*.b", '(a.*."b")'],
    ["a[*]", "(a[*])"],
    ["a[*].b[0]", '(a[*]."b"#0)'],
    ["a.*.b[0]", '(a.*."b")#0'],
    ["a.*.b.0.c", '(a.*."b".0."c")'],
    ["a[*].b[*].c", '(a[*]."b"([*]."c"))'],
    ["a.*.b[*].c", '((a.*."b")[*]."c")'],
    ["f()", "f()"],
    ["f(a, b,)", "f(a b)"],
    ["f(a, b...)", "f(a b...)"],
    ["provider::aws::arn(a)", "provider::aws::arn(a)"],
    ["[]", "[]"],
    ["[a, b,]", "[a b]"],
    ["{}", "{}"],
    ['{ a = 1, "b" : 2, (c) = 3 }', '{"a"=1 "b"=2 p(c)=3}'],
    ["{\n a = 1\n b : 2,\n}", '{"a"=1 "b"=2}'],
    ["{ true = 1, null = 2, 3 = 4 }", '{"true"=1 "null"=2 "3"=4}'],
    ["{ a.b = 1 }", '{a."b"=1}'],
    ["{ for = 1, if = 2, in = 3 }", '{"for"=1 "if"=2 "in"=3}'],
    ["{\n a = b\n (c) = d\n}", '{"a"=b p(c)=d}'],
    ["[for v in x : v]", "<for v in x : v>"],
    ["[for k, v in x : v if k]", "<for k,v in x : v if k>"],
    ["{ for k, v in x : k => v... if v }", "<for k,v in x : k => v... if v>"],
    ["f(\n  a, # x\n  /* y */ b\n)", "f(a b)"],
    ["!(a /* x */ == b)", "(!p((a == b)))"],
  ])("%s", (text, expected) => {
    expect(shown(only(`a = ${text}\n`))).toBe(expected);
  });

  test("know their places", () => {
    const value = only("a = x ? (y.z[0]) : f(1 + 2)\n");
    if (value.kind !== "conditional") throw new Error(value.kind);
    const { whenTrue, whenFalse } = value;
    expect(textOf(value.range)).toBe("x ? (y.z[0]) : f(1 + 2)");
    expect(textOf(whenTrue.range)).toBe("(y.z[0])");
    if (whenTrue.kind !== "parenthesised") throw new Error(whenTrue.kind);
    expect(textOf(whenTrue.inner.range)).toBe("y.z[0]");
    if (whenTrue.inner.kind !== "index") throw new Error(whenTrue.inner.kind);
    expect(textOf(whenTrue.inner.of.range)).toBe("y.z");
    expect(textOf(whenTrue.inner.key.range)).toBe("0");
    expect(textOf(whenFalse.range)).toBe("f(1 + 2)");
  });

  test("count in UTF-16 units", () => {
    const value = only('a = "😀${é}"\n');
    if (value.kind !== "template") throw new Error(value.kind);
    const [text, hole] = value.pieces;
    expect(text?.kind === "text" && textOf(text.range)).toBe("😀");
    expect(
      hole?.kind === "interpolation" && textOf(hole.expression.range),
    ).toBe("é");
  });
});

/** Each text with what `terraform console` makes of it (a template's holes filled by their own texts). */
describe("templates", () => {
  test.each([
    ['"a\\tb\\\\n\\u00e9\\U0001F600 \\"q\\""', 'a\tb\\n\u00e9😀 "q"'],
    ['"$${x} %%{y} $$ 100%"', "${x} %{y} $$ 100%"],
    ['"$" ', "$"],
    ['"  a  ${~ y ~}  b"', "  a|${y}|b"],
    ['"x${~ y ~}\\n  z"', "x|${y}|z"],
    ['"${"a${"b"}c"}"', '${"a|${"b"}|c"}'],
    ['"%{ if c }a%{ else ~}  b  %{~ endif } d"', "<if c:a|b>| d"],
    ['"%{ if c }a%{ endif }"', "<if c:a|>"],
    ['"%{ for i, x in y }${i}${x}%{ endfor }"', "<for i,x in y:${i}|${x}>"],
    ["<<E\nx\n  y\nE", "x\n  y\n"],
    ["<<E\nE", ""],
    ["<<E\nx\nE", "x\n"],
    ["<<E\n  E1\n EX\nEE\nE", "  E1\n EX\nEE\n"],
    ['<<E\n$${a} \\n "q" $ %\nE', '${a} \\n "q" $ %\n'],
    ["<<-E\n  x\n    y\n  E", "x\n  y\n"],
    ["<<-E\n    x\n  y\n\n    z\n    E", "  x\ny\n\n  z\n"],
    ["<<-E\n\tx\n\t\ty\nE", "x\n\ty\n"],
    ["<<-E\n  \n    x\n  E", "  \nx\n"],
    ["<<-E\n  ${y}\n    z\n  E", "${y}|\n  z\n"],
    ["<<-E\n${y}\n    z\n  E", "${y}|\n    z\n"],
    ["<<E\n  a ${~ y ~}  \n     b\nE", "  a|${y}|     b\n"],
    [
      "<<E\n%{ for x in y ~}\n  s ${x}\n%{ endfor ~}\nend\nE",
      "<for ,x in y:  s |${x}|\n>|end\n",
    ],
    ["<<-E\r\n  a\r\n    b\r\n  E", "a\r\n  b\r\n"],
  ])("%j", (text, expected) => {
    const value = only(`a = ${text}\n`);
    expect(shown(value)).toBe(`"${expected}"`);
  });

  test("a heredoc may end with the file", () => {
    expect(shown(only("a = <<E\nx\nE"))).toBe('"x\n"');
  });

  test("a text knows its place, without quotes, escapes and indentation included", () => {
    const value = only("a = <<-E\n  x\n    y ${z}\n  E\n");
    if (value.kind !== "template") throw new Error(value.kind);
    const [text] = value.pieces;
    expect(text?.kind === "text" && textOf(text.range)).toBe("  x\n    y ");
  });

  test("what the grammar reads otherwise than Terraform is not guessed at", () => {
    expect(only('a = <<E\n$$${"y"}\nE\n').kind).toBe("invalid");
  });
});

describe("bodies", () => {
  test.each([
    ["", ""],
    ["# only a comment\n", ""],
    [
      'resource "a" "b" {\n  c = 1\n  d {\n    e = 2\n  }\n}\n',
      "resource.a.b{c=1 d{e=2}}",
    ],
    ["resource a b { c = 1 }\n", "resource.a.b{c=1}"],
    ['a "x\\ty" {}\n', "a.x\ty{}"],
    ['a "" {}\n', "a.{}"],
    ["a = 1\r\nb {\r\n  c = 2\r\n}\r\n", "a=1 b{c=2}"],
    ["\ufeffa = 1\n", "a=1"],
    ["a = 1 // x\n/* y */ b = 2 # z\n", "a=1 b=2"],
    ["a = 1\na = 2\n", "a=1 a=2"],
  ])("%j", (text, expected) => {
    expect(outlined(file(text).body)).toBe(expected);
    expect(file(text).error).toBeUndefined();
  });

  test("know their places", () => {
    const [block] = file('# x\nresource "a" b { # y\n  c = 1 # z\n}\n').body
      .blocks;
    if (!block) throw new Error("There is no block.");
    expect(textOf(block.header)).toBe('resource "a" b');
    expect(textOf(block.range)).toBe('resource "a" b { # y\n  c = 1 # z\n}');
    expect(textOf(block.body.range)).toBe(" # y\n  c = 1 # z\n");
    expect(block.body.attributes.map(({ range }) => textOf(range))).toEqual([
      "c = 1",
    ]);
  });

  test("are the same for the same document", () => {
    const document = { path: "a.tf", text: "a = 1\n" };
    expect(parse(document)).toBe(parse(document));
  });
});

describe("of a file that is wrong, the rest is read", () => {
  test.each([
    ["a = \nb = 1\n", "a=invalid< > b=1"],
    ['a = "\\q"\nb = 1\n', 'a=invalid< "\\q"> b=1'],
    ["a.b = 1\nc = 2\n", "c=2"],
    ["a = 1,\nb = 2\n", "a=invalid< 1,> b=2"],
    ["a = 0x1F\nb = 1\n", "a=invalid< 0x1F> b=1"],
    ['a = "x\n"\nb = 1\n', 'a=invalid< "x> b=1'],
    ["a = 1 b = 2\nc = 3\n", "a=invalid< 1 b = 2> c=3"],
    ["a {} b {}\nc = 3\n", "c=3 a{}"],
    ["a {\n  b = 1\n", "a{b=1}"],
    [
      'a "b" {\n  c = 1\n  d = [\n}\n\ne {\n  f = 2\n}\n',
      "a.b{c=1 d=invalid< [>} e{f=2}",
    ],
    [
      "a {\n  b = 1\n  c {\n    d = )\n    e = 2\n  }\n  f = 3\n}\ng = 4\n",
      "g=4 a{b=1 f=3 c{d=invalid< )> e=2}}",
    ],
    [
      "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> x\nb = 3\n",
      "a=invalid< 1> a=invalid< 2> b=3",
    ],
    ["a = 'x'\nb = 1\n", "a=invalid< 'x'> b=1"],
    ["a = <<E\n  x\n", "a=invalid< <<E>"],
    ["}\na = 1\n", "a=1"],
    ["{}\n", ""],
    ["a = 1\0\nb = 2\n", "a=invalid< 1\0> b=2"],
  ])("%j", (text, expected) => {
    const { body, error } = file(text);
    expect(outlined(body)).toBe(expected);
    expect(error).toBeDefined();
    expect(body.incomplete).toBe(true);
  });

  test("the error has a place", () => {
    const { error } = file("a = 1\nb = [\nc = 2\n");
    expect(error?.start).toBeGreaterThanOrEqual(6);
    expect(error?.end).toBeLessThanOrEqual(18);
  });
});

describe("untrusted input ends in time", () => {
  const n = 20_000;
  test.each([
    ["parentheses", `a = ${"(".repeat(n)}1${")".repeat(n)}\n`],
    ["open brackets", `a = ${"[".repeat(n)}`],
    ["objects", `a = ${"{a=".repeat(n)}1${"}".repeat(n)}\n`],
    ["open objects", `a = ${"{".repeat(n)}`],
    ["negations", `a = ${"!".repeat(n)}x\n`],
    ["conditionals", `a = ${"x ? y : ".repeat(n)}x\n`],
    ["conditionals within", `a = ${"x ? ".repeat(n)}x${": y".repeat(n)}\n`],
    ["sums", `a = ${"x + ".repeat(n)}x\n`],
    ["calls", `a = ${"f(".repeat(n)}${")".repeat(n)}\n`],
    ["names", `a = x${".y".repeat(n)}\n`],
    ["indexes", `a = x${"[0]".repeat(n)}\n`],
    ["indexes within", `a = ${"x[".repeat(n)}0${"]".repeat(n)}\n`],
    ["stars", `a = x${"[*]".repeat(n)}\n`],
    ["blocks", `${"a {\n".repeat(n)}${"}\n".repeat(n)}`],
    ["open blocks", "a {\n".repeat(n)],
    [
      "indented open blocks",
      Array.from({ length: 1_000 }, (_, i) => `${" ".repeat(i)}a {\n`).join(""),
    ],
    ["interpolations", `a = ${'"${'.repeat(n)}1${'}"'.repeat(n)}\n`],
    ["directives", `a = "${"%{if x}".repeat(n)}1${"%{endif}".repeat(n)}"\n`],
    ["for expressions", `a = ${"[for x in ".repeat(n)}1${": x]".repeat(n)}\n`],
    ["quotes", '"'.repeat(n)],
    ["open heredocs", "a = <<A\n".repeat(2_000)],
    ["attributes in error", `${"a = 1\n".repeat(n)}b = \n`],
    ["comments", "/*".repeat(n)],
    ["a word where an item should begin", `${"a".repeat(n)}?\n`],
    ["a step behind a long comment", `a = b./*${"1".repeat(50_000)}*/0\n`],
  ])("%s", (_, text) => {
    const started = processorTime();
    const { body } = file(text);
    const deepest = depth(body);
    expect(deepest).toBeLessThan(3_000);
    expect(processorTime() - started).toBeLessThan(10_000);
  });

  test("a huge file is not read at all", () => {
    const { body, error } = file("a = 1\n".repeat(400_000));
    expect(body.incomplete).toBe(true);
    expect(error).toBeDefined();
  });
});

/** How deeply objects are nested, found without recursion. */
function depth(root: object): number {
  let level: readonly object[] = [root];
  let count = 0;
  while (level.length > 0 && count < 100_000) {
    count += 1;
    level = level.flatMap((each) =>
      Object.entries(each)
        .filter(([key]) => key !== "document")
        .map(([, value]: [string, unknown]) => value)
        .filter((value) => typeof value === "object" && value !== null),
    );
  }
  return count;
}
