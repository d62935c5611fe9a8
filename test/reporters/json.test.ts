import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/finding";
import { oneOf } from "../../src/core/outcomes";
import { concealed, known, unknown } from "../../src/core/value";
import { json } from "../../src/reporters/json";
import { cluster, finding, literal, main, report, setting } from "./example";
import { rangeOf } from "../tree";

const options = {
  version: "1.0.0",
  durationMs: 5,
  colour: false,
  pathOf: (path: string) => path.replace(/^infra(\/|$)/, "") || ".",
};

const valid = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(
    readFileSync(join(__dirname, "../../docs/report-1.schema.json"), "utf8"),
  ),
);

/** The report as its reader gets it, which the published schema allows. */
function read(made: Report) {
  const data = JSON.parse(json(made, options));
  valid(data);
  expect(valid.errors).toBeNull();
  return data;
}

const at = rangeOf(main, "var.log_types");
const origin = { range: at, label: "here", from: [] };
const types = (...names: string[]) =>
  known(
    names.map((name) => literal(at, name)),
    origin,
  );
const production = unknown("var.prod has no value", origin, { key: "prod" });
const eitherOr = oneOf(
  [
    {
      value: types("api", "audit"),
      given: [{ condition: production, holds: true }],
    },
    { value: types("api"), given: [{ condition: production, holds: false }] },
  ],
  "var.prod has no value",
  origin,
);

describe("The JSON report", () => {
  test("is the published format", () => {
    expect(read(report())).toEqual({
      version: 1,
      tool: { name: "eks-audit-check", version: "1.0.0" },
      commit: null,
      base: null,
      policy: {
        "required-log-types": ["audit"],
        "recommended-log-types": ["authenticator"],
        retention: {
          default: 90,
          development: 30,
          production: 90,
          staging: 60,
        },
        environments: expect.anything(),
        levels: {},
        "fail-on": "error",
        existing: "report",
        strict: false,
        include: [],
        exclude: expect.anything(),
      },
      summary: {
        files: 2,
        clusters: 1,
        errors: 1,
        warnings: 0,
        notices: 0,
        unverifiable: 0,
        exceptions: 0,
        durationMs: 5,
      },
      clusters: [
        {
          id: "c1",
          format: "terraform",
          root: ".",
          address: "aws_eks_cluster.main",
          name: "prod",
          variant: null,
          environment: null,
          location: {
            file: "main.tf",
            start: { line: 1, column: 1 },
            end: { line: 1, column: 34 },
          },
          logTypes: { answer: "known", values: ["api"] },
          audit: "no",
          required: "no",
          retention: { state: "never" },
          minimumDays: 90,
          logGroup: { declared: false, location: null },
        },
      ],
      findings: [
        {
          rule: "audit-logging-disabled",
          level: "error",
          confidence: "high",
          status: null,
          clusters: ["c1"],
          cluster: "aws_eks_cluster.main",
          message:
            'The log type "audit" is off for aws_eks_cluster.main: its log types are ["api"].',
          location: {
            file: "main.tf",
            start: { line: 3, column: 31 },
            end: { line: 3, column: 44 },
          },
          trace: [
            {
              label: "var.log_types",
              location: expect.objectContaining({ file: "main.tf" }),
            },
            {
              label: "default of var.log_types",
              location: {
                file: "variables.tf",
                start: { line: 3, column: 13 },
                end: { line: 3, column: 20 },
              },
            },
          ],
          fix: {
            title: 'Add "audit" to var.log_types',
            safety: "safe",
            edits: [
              {
                file: "variables.tf",
                start: { line: 3, column: 19 },
                end: { line: 3, column: 19 },
                text: ', "audit"',
              },
            ],
          },
        },
      ],
      exceptions: [],
      problems: [],
    });
  });

  test("tells the outcomes of an undecided condition apart", () => {
    const undecided = cluster({ logTypes: setting(eitherOr, at) });
    const [shown] = read(
      report({ clusters: [undecided], findings: [] }),
    ).clusters;
    expect(shown).toMatchObject({
      audit: "mixed",
      required: "mixed",
      logTypes: {
        answer: "mixed",
        reason: "var.prod has no value",
        has: ["api"],
        options: [
          { when: "var.log_types is true", values: ["api", "audit"] },
          { when: "var.log_types is false", values: ["api"] },
        ],
      },
    });
  });

  test("says why something is unknown, and what is known all the same", () => {
    const audit = literal(at, "audit");
    const unclear = cluster({
      logTypes: setting(
        unknown("var.more has no value", origin, { has: [audit] }),
        at,
      ),
    });
    const [shown] = read(
      report({ clusters: [unclear], findings: [] }),
    ).clusters;
    expect(shown).toMatchObject({
      audit: "yes",
      logTypes: {
        answer: "unknown",
        reason: "var.more has no value",
        has: ["audit"],
        options: [],
      },
    });
  });

  test.each([
    [known(90, origin), { state: "set", days: 90 }],
    [known("90", origin), { state: "set", days: 90 }],
    [known(0, origin), { state: "never" }],
    [known(null, origin), { state: "never" }],
    [
      unknown("var.days has no value", origin),
      { state: "unknown", reason: "var.days has no value", options: [] },
    ],
    [
      oneOf(
        [
          {
            value: known(7, origin),
            given: [{ condition: production, holds: true }],
          },
          {
            value: known(null, origin),
            given: [{ condition: production, holds: false }],
          },
        ],
        "var.prod has no value",
        origin,
      ),
      {
        state: "mixed",
        reason: "var.prod has no value",
        options: [
          { when: "var.log_types is true", state: "set", days: 7 },
          { when: "var.log_types is false", state: "never" },
        ],
      },
    ],
  ])("knows the retention of case %#", (value, retention) => {
    const kept = cluster({
      logGroup: { ...cluster().logGroup, retention: setting(value, at) },
    });
    const [shown] = read(report({ clusters: [kept], findings: [] })).clusters;
    expect(shown.retention).toEqual(retention);
  });

  test("prints nothing sensitive", () => {
    const secret = cluster({
      name: concealed(literal(at, "hunter2")),
      logTypes: setting(concealed(types("hunter3")), at),
    });
    const text = JSON.stringify(
      read(report({ findings: [finding({ clusters: [secret] })] })).clusters,
    );
    expect(text).not.toContain("hunter");
    expect(text).toContain("(sensitive)");
  });

  test("holds no command for the runner, and still every text", () => {
    const hostile = report({
      problems: [
        { document: main, range: at, message: "##[error]x\n::error::" },
      ],
    });
    expect(json(hostile, options)).not.toMatch(/##\[|^\s*::/m);
    expect(read(hostile).problems).toEqual([
      { file: "main.tf", line: 3, message: "##[error]x\n::error::" },
    ]);
  });
});
