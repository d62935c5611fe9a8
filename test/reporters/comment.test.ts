import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/core/policy";
import { known, unknown } from "../../src/core/value";
import { comment } from "../../src/reporters/comment";
import { logRetentionUnset } from "../../src/rules/log-retention-unset";
import { addAudit, cluster, finding, setting, variables } from "./example";

const wording = {
  policy: defaultPolicy,
  actionRepository: "https://github.com/o/r",
};
const offered = {
  path: "infra/variables.tf",
  lines: { first: 3, last: 3 },
  text: ['  default = ["api", "audit"]'],
};
const anchor = {
  kind: "lines",
  path: "infra/variables.tf",
  side: "RIGHT",
  lines: { first: 3, last: 3 },
} as const;
const times = (text: string, part: string) => text.split(part).length - 1;

describe("The text of a comment", () => {
  const one = finding();

  test("says what, where from, why, the fix, what to do at once, and how to make an exception", () => {
    const text = comment(
      { findings: [one], anchor, suggestion: offered, solved: [one] },
      wording,
    );
    const order = [
      "❌ **",
      "- `infra/main.tf:3` used here",
      "- `infra/variables.tf:3` default of var.log_types",
      "Without the audit log",
      "**Fix:** Add",
      "```suggestion\n",
      "<details><summary>AWS CLI",
      "aws eks update-cluster-config --name prod",
      "</details>",
      "Meant to be like this? How to make an exception: [`audit-logging-disabled`](https://github.com/o/r/blob/v1/docs/rules/audit-logging-disabled.md#make-an-exception).",
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
  });

  test("says what gives a value that is not written", () => {
    const { range } = cluster();
    const value = known([], {
      range,
      label: "module.eks, whose module has a default for log_types",
      from: [],
    });
    const given = finding({
      range,
      setting: setting(value, range),
      clusters: [cluster({ range })],
    });
    const { fix: _, ...unfixed } = given;
    expect(
      comment({ findings: [unfixed], anchor, solved: [] }, wording),
    ).toContain(
      "- `infra/main.tf:1` module.eks, whose module has a default for log_types",
    );
  });

  test("tells findings of one change together: each by itself, the reason and the change once", () => {
    const two = finding({
      message: "Another cluster lacks it, too.",
      clusters: [cluster({ address: "aws_eks_cluster.two" })],
    });
    const other = finding({ rule: logRetentionUnset, message: "No end." });
    const text = comment(
      {
        findings: [one, two, other],
        anchor,
        suggestion: offered,
        solved: [one, two, other],
      },
      wording,
    );
    expect(text).toContain("Another cluster lacks it, too.");
    expect(times(text, "Without the audit log")).toBe(1);
    expect(times(text, "A log group without a retention")).toBe(1);
    expect(times(text, "**Fix:**")).toBe(1);
    expect(times(text, "```suggestion")).toBe(1);
    expect(text).toContain("log-retention-unset.md#make-an-exception");
  });

  test("shows a change that its suggestion does not make", () => {
    const two = finding({
      fix: {
        ...addAudit,
        edits: addAudit.edits.map((edit) => ({
          ...edit,
          text: '"scheduler", ',
        })),
      },
    });
    const text = comment(
      { findings: [one, two], anchor, suggestion: offered, solved: [one] },
      wording,
    );
    expect(times(text, "```diff")).toBe(1);
    expect(text).toContain("scheduler");
  });

  test("gives no orders about a cluster of which nothing is known", () => {
    const range = { document: variables, start: 0, end: 0 };
    const text = comment(
      {
        findings: [
          finding({
            setting: setting(
              unknown("it is elsewhere", { range, label: "here", from: [] }),
              range,
            ),
          }),
        ],
        anchor,
        solved: [],
      },
      wording,
    );
    expect(text).not.toContain("aws eks");
  });
});
