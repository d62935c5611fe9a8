/*
 * Templates at random, judged with open parameters and again with every value they can take: what is
 * said of the open template has to be what the deployments add up to.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import { contains } from "../../../src/core/outcomes";
import { type Answer, combined } from "../../../src/core/value";
import { readingOf } from "./reading";

/** Every value that is asked about, and one that is not. */
const stages = ["dev", "prod", "s", "m", "other"];
const sizes = ["s", "m"];

const parameter = fc.constantFrom(
  { Ref: "Stage" },
  { Ref: "Size" },
  { "Fn::Sub": "${Stage}" },
);
const question = fc
  .tuple(parameter, fc.constantFrom("dev", "prod", "s", "m"))
  .map((both) => ({ "Fn::Equals": both }));

type Json = fc.JsonValue;

const { condition } = fc.letrec<{ condition: Json }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    question,
    fc.constantFrom({ Condition: "A" }, { Condition: "B" }),
    tie("condition").map((inner) => ({ "Fn::Not": [inner] })),
    fc
      .tuple(tie("condition"), tie("condition"))
      .map((both) => ({ "Fn::And": both })),
    fc
      .tuple(tie("condition"), tie("condition"))
      .map((both) => ({ "Fn::Or": both })),
  ),
}));

const name = fc.constantFrom("A", "B", "C");
const type = fc.constantFrom<Json>("api", "audit", "scheduler");
const nothing = { Ref: "AWS::NoValue" };

const { list } = fc.letrec<{ element: Json; list: Json }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    type.map((Type) => ({ Type })),
    fc.tuple(name, type, type).map((parts) => ({ Type: { "Fn::If": parts } })),
    fc
      .tuple(
        name,
        tie("element"),
        fc.oneof(tie("element"), fc.constant(nothing)),
      )
      .map((parts) => ({ "Fn::If": parts })),
    fc.constant<Json>({
      Type: { "Fn::FindInMap": ["Types", { Ref: "Size" }, "First"] },
    }),
    fc.constant<Json>({
      Type: {
        "Fn::FindInMap": [
          "Types",
          { Ref: "Stage" },
          "First",
          { DefaultValue: "api" },
        ],
      },
    }),
  ),
  list: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.array(tie("element"), { maxLength: 3 }),
    fc
      .tuple(name, tie("list"), fc.oneof(tie("list"), fc.constant(nothing)))
      .map((parts) => ({ "Fn::If": parts })),
  ),
}));

const template = (
  a: Json,
  b: Json,
  c: Json,
  types: Json,
  own: string | undefined,
) =>
  JSON.stringify({
    Parameters: {
      Stage: { Type: "String" },
      Size: { Type: "String", AllowedValues: sizes },
    },
    Mappings: {
      Types: {
        s: { First: "audit" },
        m: { First: "api" },
        prod: { First: "audit" },
      },
    },
    Conditions: { A: a, B: b, C: c },
    Resources: {
      Cluster: {
        Type: "AWS::EKS::Cluster",
        ...(own === undefined ? {} : { Condition: own }),
        Properties: {
          Name: "payments",
          Logging: { ClusterLogging: { EnabledTypes: types } },
        },
      },
    },
  });

/** The answers for the clusters of these files. */
async function answers(
  files: Readonly<Record<string, string>>,
): Promise<readonly Answer[]> {
  const { clusters } = await readingOf(files);
  return clusters.map(({ logTypes }) => contains(logTypes.value, "audit"));
}

const deployments = Object.fromEntries(
  stages.flatMap((stage) =>
    sizes.map((size) => [
      `${stage}-${size}.json`,
      JSON.stringify([`Stage=${stage}`, `Size=${size}`]),
    ]),
  ),
);

const seed = Number(process.env["SEED"] ?? 7);
const numRuns = Number(process.env["RUNS"] ?? 120);

test("What is said of a template with open parameters is what its deployments add up to", async () => {
  let decided = 0;
  let total = 0;
  await fc.assert(
    fc.asyncProperty(
      question,
      question,
      condition,
      list,
      fc.option(name, { nil: undefined }),
      async (a, b, c, types, own) => {
        const text = template(a, b, c, types, own);
        const [open] = await answers({ "eks.json": text });
        const each = await answers({ "eks.json": text, ...deployments });
        if (each.length === 0) return;
        total += 1;
        if (open === "unknown") return;
        decided += 1;
        expect(open).toBe(combined(each));
      },
    ),
    { numRuns, seed },
  );
  expect(decided / total).toBeGreaterThan(0.9);
});

test("Every fix turns audit on in all deployments", async () => {
  let fixed = 0;
  let total = 0;
  await fc.assert(
    fc.asyncProperty(
      question,
      question,
      condition,
      list,
      fc.option(name, { nil: undefined }),
      async (a, b, c, types, own) => {
        const files = { "eks.json": template(a, b, c, types, own) };
        const { clusters } = await readingOf(files);
        const [open] = await answers(files);
        const fix = clusters[0]?.logTypes.propose({
          required: ["audit"],
          recommended: [],
        });
        if (open === "yes" || open === "unknown") return;
        total += 1;
        if (!fix) return;
        fixed += 1;
        const [after] = edited(fix.edits);
        const all = { "eks.json": after?.text ?? "" };
        expect(await answers(all)).toEqual(["yes"]);
        expect((await readingOf(all)).problems).toEqual([]);
        const each = await answers({ ...all, ...deployments });
        expect(each.every((answer) => answer === "yes")).toBe(true);
      },
    ),
    { numRuns, seed },
  );
  expect(fixed / total).toBeGreaterThan(0.7);
});
