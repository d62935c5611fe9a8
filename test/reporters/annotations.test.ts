import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/core/policy";
import { annotations } from "../../src/reporters/annotations";
import { rangeOf } from "../tree";
import { finding, main, report } from "./example";

const options = {
  version: "1.0.0",
  durationMs: 5,
  colour: false,
  pathOf: (path: string) => path,
};

const lines = (...args: Parameters<typeof annotations>) =>
  annotations(...args)
    .split("\n")
    .slice(0, -1);

describe("Annotations", () => {
  test("stand at the line where the cluster uses the value, with the fix", () => {
    expect(annotations(report(), options)).toBe(
      '::error title=audit-logging-disabled,file=infra/main.tf,line=3::The log type "audit" is off for aws_eks_cluster.main: its log types are ["api"].%0AFix: Add "audit" to var.log_types\n',
    );
  });

  test("leave out what a comment says, what was there before, and what cannot be told", () => {
    const commented = finding();
    const { fix: _, ...rest } = finding();
    const findings = [
      commented,
      finding({ status: "existing" }),
      { ...rest, confidence: "low" as const },
    ];
    const places = new Map([[commented, "a comment"]]);
    expect(annotations(report({ findings }), { ...options, places })).toBe("");
    const strict = {
      ...defaultPolicy,
      strict: true,
      existing: "fail" as const,
    };
    expect(
      lines(report({ findings, policy: strict }), { ...options, places }),
    ).toHaveLength(2);
  });

  test("are at most ten of a level, the last of them saying how many are left out", () => {
    const found = lines(
      report({
        findings: Array.from({ length: 40 }, (_, index) =>
          finding({ message: `Finding ${index}.` }),
        ),
        problems: [{ document: main, message: "It does not parse." }],
      }),
      { ...options, notes: ["Read without a checkout."] },
    );
    const errors = found.filter((line) => line.startsWith("::error "));
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toBe(
      "::error title=EKS Audit Check::31 more are in the summary of the job.",
    );
    expect(found).toContain(
      "::warning title=EKS Audit Check cannot read this,file=infra/main.tf::It does not parse.",
    );
    expect(found).toContain(
      "::notice title=EKS Audit Check::Read without a checkout.",
    );
  });

  test("let no text of other people end or begin a command", () => {
    const path = "a,b:c%\n::error::x.tf";
    const document = { ...main, path };
    const [only, ...others] = lines(
      report({
        findings: [
          finding({
            message: `100% \r\n::set-output name=x::y ${"z".repeat(5000)}`,
            range: { ...rangeOf(main, "name"), document },
          }),
        ],
      }),
      options,
    );
    expect(others).toEqual([]);
    expect(only).toContain(
      "file=a%2Cb%3Ac%25\\n%3A%3Aerror%3A%3Ax.tf,line=2::",
    );
    expect(only).toContain("::100%25 \\r\\n::set-output");
    expect(only?.length).toBeLessThan(4300);
  });
});
