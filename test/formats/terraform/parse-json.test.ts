import { beforeAll, describe, expect, test } from "vitest";
import { textOf } from "../../../src/core/document";
import { loadParser, parse } from "../../../src/formats/terraform/syntax/parse";
import { outlined } from "./shown";

beforeAll(loadParser);

const file = (content: unknown, path = "main.tf.json") =>
  parse({
    path,
    text:
      typeof content === "string" ? content : JSON.stringify(content, null, 2),
  });
const outline = (content: unknown, path?: string) =>
  outlined(file(content, path).body);

describe("blocks of Terraform's JSON form", () => {
  test("have as many labels as their type", () => {
    expect(
      outline({
        resource: { a: { b: { c: 1 } } },
        data: { a: { b: {} } },
        module: { a: { source: "./x" } },
        variable: { a: {} },
        output: { a: { value: 1 } },
        locals: { a: 1 },
        terraform: { required_version: "1" },
      }),
    ).toBe(
      'resource.a.b{c=1} data.a.b{} module.a{source="./x"} variable.a{} output.a{value=1} locals{a=1} terraform{required_version="1"}',
    );
  });

  test("may be lists at every level", () => {
    expect(
      outline({
        resource: [{ a: [{ b: [{ c: 1 }, { c: 2 }] }] }, { a: { d: {} } }],
      }),
    ).toBe("resource.a.b{c=1} resource.a.b{c=2} resource.a.d{}");
    expect(outline({ provider: { aws: [{ alias: "x" }, {}] } })).toBe(
      'provider.aws{alias="x"} provider.aws{}',
    );
  });

  test("show an object as an attribute and as a block, since only a schema could tell", () => {
    expect(
      outline({
        resource: { a: { b: { c: { d: 1 }, e: [{ f: 2 }, { f: 3 }] } } },
      }),
    ).toBe('resource.a.b{c={"d"=1} e=[{"f"=2} {"f"=3}] c{d=1} e{f=2} e{f=3}}');
    expect(outline({ locals: { a: { b: 1 } } })).toBe('locals{a={"b"=1}}');
  });

  test("have labels inside where Terraform does", () => {
    expect(outline({ terraform: { backend: { s3: { key: "x" } } } })).toContain(
      'backend.s3{key="x"}',
    );
    expect(
      outline({ resource: { a: { b: { dynamic: { c: { for_each: [] } } } } } }),
    ).toContain("dynamic.c{for_each=[]}");
  });

  test("leave comments out", () => {
    expect(
      outline({
        "//": "x",
        resource: { "//": "y", a: { b: { "//": "z", c: 1 } } },
      }),
    ).toBe("resource.a.b{c=1}");
  });

  test("of unknown types are left out", () => {
    expect(outline({ whatever: { a: 1 } })).toBe("");
  });
});

describe("values of Terraform's JSON form", () => {
  const value = (content: unknown) =>
    outline({ locals: { a: content } }).replace(/^locals\{a=(.*)\}$/s, "$1");

  test.each([
    [1, "1"],
    [1.5, "1.5"],
    [true, "true"],
    [null, "null"],
    ["x", '"x"'],
    ["", '""'],
    ["12", '"12"'],
    ["${var.x}", '"${var."x"}"'],
    ['a ${f("b")} c', '"a |${f("b")}| c"'],
    ["$${x}", '"${x}"'],
    ["a\nb ${x}\n  c", '"a\nb |${x}|\n  c"'],
    ["a ${~ x ~}\n  c", '"a|${x}|c"'],
    ["%{ if x }y%{ endif }", '"<if x:y|>"'],
    ["END ${x}", '"END |${x}"'],
    ['a\\"${x}', '"a\\"|${x}"'],
    [["a", 1], '["a" 1]'],
    [{ "${x}": 1, y: 2 }, '{"${x}"=1 "y"=2}'],
  ])("%j", (content, expected) => {
    expect(value(content)).toBe(expected);
  });

  test("a sequence that cannot be read is invalid, the others are not", () => {
    expect(outline({ locals: { a: "${", b: "${x}" } })).toBe(
      'locals{a=invalid<"${"> b="${x}"}',
    );
  });

  test("know their places in the file, past escapes", () => {
    const { body } = file('{"locals": {"a": "\\u00e9\\n\\"${ x.y }z"}}');
    const [attribute] = body.blocks[0]?.body.attributes ?? [];
    if (attribute?.value.kind !== "template") throw new Error("no template");
    expect(textOf(attribute.range)).toBe('"a": "\\u00e9\\n\\"${ x.y }z"');
    expect(textOf(attribute.value.range)).toBe('"\\u00e9\\n\\"${ x.y }z"');
    const [before, hole, behind] = attribute.value.pieces;
    expect(before?.kind === "text" && textOf(before.range)).toBe(
      '\\u00e9\\n\\"',
    );
    expect(
      hole?.kind === "interpolation" && textOf(hole.expression.range),
    ).toBe("x.y");
    expect(behind?.kind === "text" && textOf(behind.range)).toBe("z");
  });

  test("are expressions, not texts, where Terraform takes addresses and types", () => {
    expect(
      outline({
        variable: { a: { type: "list(string)", default: "${x}" } },
        resource: { b: { c: { depends_on: ["d.e"], provider: "aws.f" } } },
        module: { g: { source: "./${h}" } },
      }),
    ).toBe(
      'variable.a{type=list(string) default="${x}"} resource.b.c{depends_on=[d."e"] provider=aws."f"} module.g{source="./${h}"}',
    );
  });

  test("of variables' values are never templates", () => {
    expect(outline({ a: "${x}", b: { c: ["d"] } }, "x.auto.tfvars.json")).toBe(
      'a="${x}" b={"c"=["d"]}',
    );
  });
});

describe("JSON that is wrong", () => {
  test.each(["", "[]", "1", '{"locals": ', '{"locals": {"a": 1}} x'])(
    "%j",
    (text) => {
      const { error, body } = file(text);
      expect(error).toBeDefined();
      expect(body.incomplete).toBe(true);
    },
  );

  test("deep nesting ends", () => {
    expect(
      file(`{"locals": {"a": ${"[".repeat(20_000)}${"]".repeat(20_000)}}}`)
        .error,
    ).toBeDefined();
  });
});
