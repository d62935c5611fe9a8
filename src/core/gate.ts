import type { Finding, Problem, Report } from "./finding";
import type { Level } from "./rule";

const severity: Readonly<Record<Level | "never", number>> = {
  off: 0,
  notice: 1,
  warning: 2,
  error: 3,
  never: 4,
};

/** Whether a finding fails the check: it is severe enough, sure enough and not excused as existing. */
export function fails(finding: Finding, { policy }: Report): boolean {
  if (finding.confidence === "low" && !policy.strict) return false;
  if (finding.status === "existing" && policy.existing === "report")
    return false;
  return severity[finding.level] >= severity[policy.failOn];
}

/** The verdict on the code: what the job's exit code says. */
export function verdict(report: Report): "pass" | "fail" {
  const { findings, problems } = report;
  return findings.some((finding) => fails(finding, report)) ||
    problems.some((problem) => failsToBeRead(problem, report))
    ? "fail"
    : "pass";
}

/** Whether a problem fails the check: where that is asked for, and as a finding would. */
export function failsToBeRead(
  { existing }: Problem,
  { policy }: Report,
): boolean {
  return (
    policy.strict &&
    policy.failOn !== "never" &&
    !(existing && policy.existing === "report")
  );
}

/** How many findings of high confidence there are of each level, and how many clusters have one of low confidence. */
export function counts(report: Report): {
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
  readonly unverifiable: number;
} {
  const sure = (level: Level) =>
    report.findings.filter(
      (finding) => finding.level === level && finding.confidence === "high",
    ).length;
  const open = new Set(
    report.findings
      .filter((finding) => finding.confidence === "low")
      .flatMap((finding) => finding.clusters),
  );
  return {
    errors: sure("error"),
    warnings: sure("warning"),
    notices: sure("notice"),
    unverifiable: open.size,
  };
}
