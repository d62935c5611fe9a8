import { beforeAll, describe, expect, it } from "vitest";
import type { Value } from "../../../src/core/value";
import { functionNames } from "../../../src/formats/terraform/functions";
import { type Verdict, compared } from "../../oracle/compare";
import { outputsOf } from "../../oracle/evaluate";
import {
  type Planned,
  functionsOfTerraform,
  hasTerraform,
  plan,
} from "../../oracle/terraform";
import { functionExamples, operatorExamples } from "./function-examples";

const expressions = [
  ...new Set([...Object.values(functionExamples).flat(), ...operatorExamples]),
];

const files = {
  "main.tf": [
    'locals {\n  template = "Hello, $${name}!"\n}\n',
    ...expressions.map(
      (expression, at) =>
        `output "o${at}" {\n  value     = try([${expression}], null)\n  sensitive = true\n}\n`,
    ),
  ].join("\n"),
  "data.txt": "é\r\ntext\n",
  "folder/a.txt": "a",
  "folder/b.json": '{"x": [1, "é"]}\n',
  "folder/deep/c.json": "{}",
  "hello.tftpl":
    "Hello ${upper(name)}!\n%{ for each in list ~}\n- ${each}\n%{ endfor ~}\n",
  "only.tftpl": "${list}",
};

describe.runIf(hasTerraform)("what Terraform says of an expression", () => {
  let ours: ReadonlyMap<string, Value>;
  let theirs: ReadonlyMap<string, Planned>;
  beforeAll(async () => {
    [ours, theirs] = await Promise.all([outputsOf(files), plan(files)]);
  }, 240_000);

  const verdictOn = (expression: string): Verdict => {
    const name = `o${expressions.indexOf(expression)}`;
    const value = ours.get(name);
    if (!value) throw new Error(`nothing is read of ${expression}`);
    return compared(value, theirs.get(name));
  };

  const wrong = (all: readonly string[]) =>
    all.flatMap((expression) => {
      const verdict = verdictOn(expression);
      return verdict.kind === "differ" ? [{ expression, ...verdict }] : [];
    });

  it.each(Object.keys(functionExamples))(
    "is what we say or cannot tell: %s",
    (name) => {
      expect(wrong(functionExamples[name] ?? [])).toEqual([]);
    },
  );

  it("is what we say or cannot tell: operators", () => {
    expect(wrong(operatorExamples)).toEqual([]);
  });

  it("is told of nearly all of them", () => {
    const open = expressions.flatMap((expression) => {
      const verdict = verdictOn(expression);
      return verdict.kind === "cannot tell" ? [expression] : [];
    });
    if (process.env["ORACLE_VERBOSE"]) console.log(open.join("\n"));
    expect(open.length / expressions.length).toBeLessThan(0.1);
  });

  it("is asked of every function", () => {
    const names = functionsOfTerraform().filter(
      (name) => !name.startsWith("core::"),
    );
    expect([...functionNames, "try", "can"].sort()).toEqual(names.sort());
    expect(
      names.filter((name) => (functionExamples[name] ?? []).length < 3),
    ).toEqual([]);
  });
});
