import { describe, expect, test } from "vitest";
import type { Document } from "../../src/core/document";
import { concealed } from "../../src/core/value";
import { details, text } from "../../src/reporters/text";
import {
  addAudit,
  cluster,
  finding,
  literal,
  logTypesValue,
  main,
  report,
  setting,
  undecided,
  variables,
} from "./example";
import { rangeOf } from "../tree";

describe("The text report", () => {
  test("shows a finding with its code, its way and its fix", () => {
    expect(text(report())).toBe(
      `error[audit-logging-disabled]: The log type "audit" is off for aws_eks_cluster.main: its log types are ["api"].
 --> infra/main.tf:3:31
  |
3 |   enabled_cluster_log_types = var.log_types
  |                               ^^^^^^^^^^^^^
  = from: infra/variables.tf:3:13  default of var.log_types
  = fix: Add "audit" to var.log_types
    infra/variables.tf @@ -2,3 +2,3 @@
       type    = list(string)
    -  default = ["api"] # more is dear
    +  default = ["api", "audit"] # more is dear
     }
  = help: eks-audit-check --explain audit-logging-disabled

1 cluster in 2 files: 1 error.
`,
    );
  });

  test("is one line when all is well, and none but that line", () => {
    const well = report({ findings: [], clusters: [cluster(), cluster()] });
    expect(details(well)).toBe("");
    expect(text(well)).toBe(
      "All 2 clusters in 2 files send their audit logs to CloudWatch Logs and keep them long enough.\n",
    );
    expect(text(report({ findings: [], files: 12 }))).toBe(
      "No EKS cluster in 12 files.\n",
    );
  });

  test("says what cannot be told, and counts it as nothing else", () => {
    const { fix: _, ...unclear } = finding();
    const shown = text(
      report({
        findings: [
          {
            ...unclear,
            confidence: "low",
            setting: setting(
              undecided(
                "var.log_types has no value",
                rangeOf(main, "var.log_types"),
              ),
              rangeOf(main, "var.log_types"),
            ),
          },
        ],
      }),
    );
    expect(shown).toMatch(/^cannot tell\[audit-logging-disabled\]: /);
    expect(shown).toContain("1 cluster in 2 files: 1 cannot tell.");
    expect(shown).not.toContain("fix:");
  });

  test("says why a fix is unsafe", () => {
    const shown = text(
      report({
        findings: [
          finding({
            fix: { ...addAudit, safety: "unsafe", why: "it changes more" },
          }),
        ],
      }),
    );
    expect(shown).toContain(
      '  = unsafe fix: Add "audit" to var.log_types\n  = note: it changes more\n',
    );
  });

  test("never shows a sensitive value, nor what stands beside a value in a file of values", () => {
    const hidden = setting(
      concealed(logTypesValue()),
      rangeOf(main, "var.log_types"),
    );
    const shown = text(report({ findings: [finding({ setting: hidden })] }));
    expect(shown).not.toContain('+  default = ["api"');
    expect(shown).toContain(
      "(the change is not shown: the value is sensitive)",
    );

    const values: Document = {
      path: "prod.auto.tfvars",
      text: 'password = "hunter2"\nlog_types = ["api"]\ntoken = "abc"\n',
    };
    const edit = {
      range: { ...rangeOf(values, "]"), end: rangeOf(values, "]").start },
    };
    const beside = text(
      report({
        findings: [
          finding({
            fix: { ...addAudit, edits: [{ ...edit, text: ', "audit"' }] },
          }),
        ],
        problems: [
          {
            document: values,
            range: rangeOf(values, "password"),
            message: "Something is wrong.",
          },
        ],
      }),
    );
    expect(beside).toContain('+log_types = ["api", "audit"]');
    expect(beside).toContain("--> prod.auto.tfvars:1\n");
    expect(beside).not.toMatch(/hunter2|abc/);
  });

  test("aligns carets below tabs and characters two columns wide", () => {
    const wide: Document = {
      path: "a.tf",
      text: '\t名前 = "本番" # x\n',
    };
    const range = rangeOf(wide, '"本番"');
    const shown = text(
      report({
        findings: [
          finding({
            range,
            setting: setting(literal(range, "本番"), range),
          }),
        ],
      }),
    );
    expect(shown).toContain(
      '1 |     名前 = "本番" # x\n  |            ^^^^^^\n',
    );
  });

  test("shows the first lines of a long range, and underlines the first of them", () => {
    const long: Document = {
      path: "a.yaml",
      text: "Types:\n  - a\n  - b\n  - c\n  - d\n",
    };
    const shown = (end: string) => {
      const range = { ...rangeOf(long, "Types"), end: rangeOf(long, end).end };
      const value = setting(literal(range, ""), range);
      const { fix: _, ...rest } = finding({ range, setting: value });
      return text(report({ findings: [rest] }));
    };
    expect(shown("- b")).toContain(
      "1 | Types:\n  | ^^^^^^\n2 |   - a\n3 |   - b\n  = help",
    );
    expect(shown("- d")).toContain("4 |   - c\n5 | …\n  = help");
  });

  test("cuts a line of a megabyte around what is wrong", () => {
    const minified: Document = {
      path: "t.json",
      text: `{"a":"${"x".repeat(500_000)}","Types":[],"b":"${"y".repeat(500_000)}"}`,
    };
    const range = rangeOf(minified, "[]");
    const shown = text(
      report({
        findings: [
          finding({
            range,
            setting: setting(literal(range, ""), range),
            fix: { ...addAudit, edits: [{ range, text: '["audit"]' }] },
          }),
        ],
      }),
      { width: 60 },
    );
    expect(
      Math.max(...shown.split("\n").map((line) => line.length)),
    ).toBeLessThan(120);
    expect(shown).toMatch(/ \| …x+","Types":\[\],"b":"y+…\n/);
    expect(shown).toMatch(/-…x+","Types":\[\],"b":"y+…\n/);
    expect(shown).toMatch(/\+…x+","Types":\["audit"\],"b":"y+…\n/);
  });

  test("makes what does not show visible", () => {
    const shown = text(
      report({
        findings: [
          finding({ message: "a\u202eb\n::error::c\u001b[31m", clusters: [] }),
        ],
        clusters: [cluster()],
      }),
    );
    expect(shown).toContain("a\\u202eb\\n::error::c\\u001b[31m");
  });

  test("names the other clusters that share the finding, and the var-file", () => {
    const shown = text(
      report({
        findings: [
          finding({
            clusters: [
              cluster({ variant: "envs/prod.tfvars" }),
              cluster({ address: "aws_eks_cluster.b" }),
            ],
          }),
        ],
      }),
    );
    expect(shown).toContain("  = with: envs/prod.tfvars\n");
    expect(shown).toContain("  = also: aws_eks_cluster.b in infra\n");
  });

  test("shows several edits of a fix by file, and colours on a terminal", () => {
    const both = {
      ...addAudit,
      edits: [
        ...addAudit.edits,
        { range: rangeOf(main, '"prod"'), text: '"production"' },
      ],
    };
    const shown = text(report({ findings: [finding({ fix: both })] }));
    expect(shown).toContain("    infra/main.tf @@ -1,3 +1,3 @@\n");
    expect(shown).toContain("    infra/variables.tf @@ -2,3 +2,3 @@\n");
    const coloured = text(report(), { colour: true });
    expect(coloured).toContain("\u001b[1;31merror[audit-logging-disabled]");
    expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(text(report()));
    expect(variables.text).toContain('default = ["api"]');
  });
});
