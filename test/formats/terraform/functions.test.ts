import { beforeAll, describe, expect, it } from "vitest";
import { functionNames } from "../../../src/formats/terraform/functions";
import { type Verdict, comparedParts } from "../../oracle/compare";
import { outputsOf } from "../../oracle/evaluate";
import {
  apply,
  functionsOfTerraform,
  hasTerraform,
} from "../../oracle/terraform";
import { functionExamples, operatorExamples } from "./function-examples";
import { unknownExamples, unknownNames } from "./unknown-examples";

const expressions = [
  ...new Set([
    ...Object.values(functionExamples).flat(),
    ...operatorExamples,
    ...unknownExamples,
  ]),
];

const files = {
  "main.tf": [
    unknownNames,
    'locals {\n  template = "Hello, $${name}!"\n}\n',
    `output "all" {\n  sensitive = true\n  value = {\n${expressions
      .map((expression, at) => `    o${at} = try([${expression}], null)\n`)
      .join("")}  }\n}\n`,
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
  const verdicts = new Map<string, Verdict>();
  beforeAll(async () => {
    const [ours, theirs] = await Promise.all([outputsOf(files), apply(files)]);
    const told = comparedParts(ours.get("all"), theirs.get("all"));
    expressions.forEach((expression, at) => {
      const verdict = told.get(`o${at}`);
      if (verdict) verdicts.set(expression, verdict);
    });
  }, 240_000);

  const wrong = (all: readonly string[]) =>
    all.flatMap((expression) => {
      const verdict = verdicts.get(expression);
      return verdict && verdict.kind !== "differ"
        ? []
        : [{ expression, ...verdict }];
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

  it("is what we say or cannot tell: what is known only after apply", () => {
    expect(wrong(unknownExamples)).toEqual([]);
  });

  it("is told of nearly all of them", () => {
    const known = expressions.filter((each) => !unknownExamples.includes(each));
    const open = known.filter(
      (expression) => verdicts.get(expression)?.kind === "cannot tell",
    );
    if (process.env["ORACLE_VERBOSE"]) console.log(open.join("\n"));
    expect(open.length / known.length).toBeLessThan(0.1);
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
