/*
 * Findings as annotations of GitHub Actions: one line each, which the runner shows beside the code.
 * The runner keeps ten of each level in a step and cuts long messages, so both limits are kept here,
 * where something can be said about it.
 */
import { linesOf } from "../core/document";
import type { Finding, Report } from "../core/finding";
import { advised } from "../core/fix";
import { fails, failsToBeRead } from "../core/gate";
import type { ReportOptions } from ".";
import { shortened, visible } from "./markdown";

type Level = Finding["level"];

interface Annotation {
  readonly level: Level;
  readonly title: string;
  /** Lines of text; each shows on a line of its own. */
  readonly lines: readonly string[];
  readonly file?: string;
  readonly line?: number;
}

/** Source: GitHub's documentation of workflow commands, and what the runner does. */
const mostOfALevel = 10;
const longest = 4096;

/** The annotations of everything that no comment tells, as lines for the runner; notes come first. */
export function annotations(report: Report, options: ReportOptions): string {
  const all = [
    ...(options.notes ?? []).map((note): Annotation => ({
      level: "notice",
      title: "EKS Audit Check",
      lines: [note],
    })),
    ...report.findings
      .filter((finding) => isAnnotated(finding, report))
      .filter((finding) => !options.places?.has(finding))
      .map(ofFinding),
    ...ofProblems(report),
  ];
  const levels = ["error", "warning", "notice"] as const;
  return levels
    .flatMap((level) => limited(all.filter((each) => each.level === level)))
    .map(command)
    .join("");
}

/** Whether a finding is certain and of this pull request, or fails the check all the same. */
function isAnnotated(finding: Finding, report: Report): boolean {
  const { confidence, status } = finding;
  return (
    (confidence === "high" && status !== "existing") || fails(finding, report)
  );
}

function ofFinding(finding: Finding): Annotation {
  const { level, rule, range, message, fix, advice } = finding;
  return {
    level,
    title: rule.id,
    lines: [
      message,
      ...(fix ? [`Fix: ${fix.title}`] : []),
      ...(advice ? [advised(advice)] : []),
    ],
    file: range.document.path,
    line: linesOf(range).first,
  };
}

/** Problems of this pull request, and those that fail the check all the same. */
function ofProblems(report: Report): readonly Annotation[] {
  return report.problems.flatMap((problem): readonly Annotation[] => {
    const { document, range, message, existing } = problem;
    const failing = failsToBeRead(problem, report);
    if (existing && !failing) return [];
    return [
      {
        level: failing ? "error" : "warning",
        title: "EKS Audit Check cannot read this",
        lines: [message],
        file: document.path,
        ...(range ? { line: linesOf(range).first } : {}),
      },
    ];
  });
}

function limited(annotations: readonly Annotation[]): readonly Annotation[] {
  const [first] = annotations;
  if (!first || annotations.length <= mostOfALevel) return annotations;
  const kept = annotations.slice(0, mostOfALevel - 1);
  const left = annotations.length - kept.length;
  return [
    ...kept,
    {
      level: first.level,
      title: "EKS Audit Check",
      lines: [`${left} more are in the summary of the job.`],
    },
  ];
}

/** Source: `@actions/core`, `command.ts`, for what has to be escaped. */
function command({ level, title, lines, file, line }: Annotation): string {
  const properties = Object.entries({ title, file, line }).flatMap(
    ([name, value]) =>
      value === undefined ? [] : [`${name}=${property(visible(`${value}`))}`],
  );
  const text = shortened(lines.map(visible).join("\n"), longest);
  return `::${level} ${properties.join(",")}::${data(text)}\n`;
}

const data = (text: string): string =>
  text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

const property = (text: string): string =>
  data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
