import { describe, expect, test } from "vitest";
import { summary } from "../../src/reporters/summary";
import { rangeOf } from "../tree";
import { cluster, finding, literal, main, report, setting } from "./example";

const options = {
  version: "1.0.0",
  durationMs: 5,
  colour: false,
  pathOf: (path: string) => path,
};

describe("The summary of a job", () => {
  test("shows every cluster with its log types, its retention and its minimum", () => {
    expect(summary(report(), options)).toContain(
      `| Cluster | \`audit\` | Retention | Minimum | Environment | \`api\` | \`authenticator\` | \`controllerManager\` | \`scheduler\` |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| \`aws_eks_cluster.main\`<br>\`infra/main.tf:1\` | ❌ | never expires | 90 days | none found | ✅ | ❌ | ❌ | ❌ |`,
    );
  });

  test("says where each finding is told, and tells in full what no comment does", () => {
    const commented = finding({ status: "introduced" });
    const other = finding({ message: "Another thing is wrong." });
    const shown = summary(report({ findings: [commented, other] }), {
      ...options,
      places: new Map([[commented, "a comment at infra/variables.tf:3"]]),
      notes: ["The token may not write comments: pull-requests: write."],
    });
    expect(shown).toContain(
      "New with this change: `infra/main.tf:3`, told in a comment at infra/variables.tf:3",
    );
    expect(shown).toContain("- The token may not write comments");
    expect(shown.match(/default = \["api", "audit"\]/g)).toHaveLength(1);
    expect(shown).toContain("❌ 2 clusters in 2 files: 2 errors.");
  });

  test("keeps what was there before apart, and says that it does not fail the change", () => {
    const old = finding({ status: "existing", message: "An old thing." });
    const now = finding({ status: "regressed", message: "A new thing." });
    const soft = finding({
      status: "introduced",
      level: "warning",
      message: "A soft thing.",
    });
    const shown = summary(report({ findings: [old, soft, now] }), options);
    expect(shown).toMatch(
      /^## EKS Audit Check\n\n❌ .*\. One of these findings was there before this change and does not fail it\.\n/,
    );
    expect(shown).toMatch(
      /### Findings\n[^]*A new thing[^]*Worse with this change[^]*A soft thing[^]*### Findings that were there before\n[^]*An old thing[^]*Not of this change/,
    );
    const all = report({ findings: [old] });
    expect(
      summary({ ...all, policy: { ...all.policy, existing: "fail" } }, options),
    ).not.toContain("does not fail it");
  });

  test("lists what cannot be told and what could not be read", () => {
    const { fix: _, ...unclear } = finding();
    const shown = summary(
      report({
        findings: [{ ...unclear, confidence: "low" }],
        problems: [{ document: main, message: "It does not parse." }],
      }),
      options,
    );
    expect(shown).toContain(
      '### What cannot be told\n\n- `infra/main.tf:3` The log type "audit" is off',
    );
    expect(shown).toContain(
      "### Problems\n\n- `infra/main.tf` It does not parse.",
    );
    expect(shown).toMatch(/^## EKS Audit Check\n\n✅ /);
  });

  test("stays below 1 MiB by leaving out whole rows, and says how many", () => {
    const many = Array.from({ length: 6_000 }, (_, index) =>
      cluster({ address: `aws_eks_cluster.日本語${"x".repeat(100)}${index}` }),
    );
    const shown = summary(
      report({
        clusters: many,
        findings: many.map((each) => finding({ clusters: [each] })),
        problems: many.map(() => ({
          document: main,
          message: "It does not parse. ".repeat(50),
        })),
      }),
      options,
    );
    expect(Buffer.byteLength(shown)).toBeLessThan(1024 * 1024);
    expect(shown).toMatch(/… and \d+ clusters more, for which/);
    expect(shown).toMatch(/… and \d+ more, for which/);
    const table = shown.split("\n").filter((line) => line.startsWith("| "));
    expect(new Set(table.map((line) => line.split(" | ").length))).toEqual(
      new Set([9]),
    );
  });

  test("lets no text of other people be markup", () => {
    const hostile = cluster({
      address: 'x|`<img src="x">`@all\n# head',
      name: literal(rangeOf(main, '"prod"'), "p"),
      logTypes: setting(
        literal(rangeOf(main, '"prod"'), "@all"),
        rangeOf(main, '"prod"'),
      ),
    });
    const shown = summary(
      report({
        findings: [
          finding({ clusters: [hostile], message: "@all <b>x</b>\n# head" }),
        ],
      }),
      options,
    );
    expect(shown).not.toMatch(/<img|<b>|@all\b|^# head/m);
  });
});
