import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/finding";
import { sarif } from "../../src/reporters/sarif";
import { rangeOf } from "../tree";
import { finding, main, report } from "./example";

const options = {
  version: "1.0.0",
  durationMs: 5,
  colour: false,
  pathOf: (path: string) => path,
};

const run = (made: Report) => {
  const { version, runs } = JSON.parse(sarif(made, options));
  expect(version).toBe("2.1.0");
  expect(runs).toHaveLength(1);
  return runs[0];
};

describe("The SARIF report", () => {
  test("has what code scanning asks of rules and results", () => {
    const { tool, results, invocations } = run(
      report({ problems: [{ document: main, message: "It does not parse." }] }),
    );
    expect(tool.driver).toMatchObject({
      name: "EKS Audit Check",
      semanticVersion: "1.0.0",
      rules: [
        {
          id: "audit-logging-disabled",
          name: "AuditLoggingDisabled",
          shortDescription: { text: expect.stringMatching(/\.$/) },
          fullDescription: { text: expect.stringMatching(/\.$/) },
          help: {
            text: expect.stringContaining("docs/rules/"),
            markdown: expect.stringContaining("]("),
          },
          helpUri: expect.stringMatching(
            /^https:.*audit-logging-disabled\.md$/,
          ),
          defaultConfiguration: { level: "error" },
          properties: {
            "security-severity": expect.stringMatching(/^\d\.\d$/),
          },
        },
      ],
    });
    expect(results).toEqual([
      {
        ruleId: "audit-logging-disabled",
        ruleIndex: 0,
        level: "error",
        message: { text: expect.stringContaining("aws_eks_cluster.main") },
        locations: [
          {
            physicalLocation: {
              artifactLocation: {
                uri: "infra/main.tf",
                uriBaseId: "%SRCROOT%",
              },
              region: {
                startLine: 3,
                startColumn: 31,
                endLine: 3,
                endColumn: 44,
              },
            },
            logicalLocations: [{ fullyQualifiedName: "aws_eks_cluster.main" }],
          },
        ],
        partialFingerprints: {
          primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
        },
        codeFlows: [expect.anything()],
        fixes: [
          {
            description: { text: 'Add "audit" to var.log_types' },
            artifactChanges: [
              {
                artifactLocation: expect.objectContaining({
                  uri: "infra/variables.tf",
                }),
                replacements: [
                  {
                    deletedRegion: expect.objectContaining({ startColumn: 19 }),
                    insertedContent: { text: ', "audit"' },
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(invocations[0].toolExecutionNotifications).toHaveLength(1);
  });

  test("knows an alert again when its line has moved, and tells equal lines apart", () => {
    const moved = {
      ...main,
      text: `\n\n${main.text.replace("  name", "    name")}`,
    };
    const hash = (each: Report) =>
      run(each).results.map(
        (result: {
          partialFingerprints: { primaryLocationLineHash: string };
        }) => result.partialFingerprints.primaryLocationLineHash,
      );
    const [first] = hash(report());
    expect(
      hash(
        report({
          findings: [finding({ range: rangeOf(moved, "var.log_types") })],
        }),
      ),
    ).toEqual([first]);
    expect(hash(report({ findings: [finding(), finding()] }))).toEqual([
      first,
      first.replace(":1", ":2"),
    ]);
  });

  test("leaves out what cannot be told, and writes paths as URIs", () => {
    const { fix: _, ...unclear } = finding();
    expect(
      run(report({ findings: [{ ...unclear, confidence: "low" }] })).results,
    ).toEqual([]);
    const document = { ...main, path: "a b/日本#1\ud800.tf" };
    const { results } = run(
      report({
        findings: [finding({ range: { ...rangeOf(main, "name"), document } })],
      }),
    );
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      "a%20b/%E6%97%A5%E6%9C%AC%231%EF%BF%BD.tf",
    );
  });
});
