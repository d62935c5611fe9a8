/*
 * The summary of a job: every cluster with what is known about it, every finding with where it is
 * said, and all that could not be told. It is always written, and never so long that GitHub would
 * show none of it.
 */
import { type Cluster, logTypes } from "../core/cluster";
import { environmentOf, minimumDays } from "../core/environment";
import type { Finding, Report } from "../core/finding";
import { verdict } from "../core/gate";
import { contains } from "../core/outcomes";
import type { Policy } from "../core/policy";
import { days } from "../core/print";
import type { Answer } from "../core/value";
import type { ReportOptions } from ".";
import { home } from "./advice";
import { closing, counted } from "./closing";
import { described, headline, place } from "./comment";
import { code, escaped } from "./markdown";
import { retentionState } from "./state";

/** GitHub shows nothing of a summary of more than 1 MiB; these are bytes for each part. */
const room = { clusters: 300_000, findings: 225_000, rest: 80_000 };

/** The summary as Markdown. */
export function summary(report: Report, options: ReportOptions): string {
  const certain = report.findings.filter(
    ({ confidence }) => confidence === "high",
  );
  const unclear = report.findings.filter(
    ({ confidence }) => confidence === "low",
  );
  const mark = verdict(report) === "fail" ? "❌" : "✅";
  return [
    "## EKS Audit Check",
    `${mark} ${escaped(closing(report))}${escaped(verdictOnOld(report))}`,
    ...section("", (options.notes ?? []).map(item), room.rest),
    ...clusterTable(report),
    ...findingsIn(
      "Findings",
      certain.filter(({ status }) => status !== "existing"),
      report,
      options,
    ),
    ...findingsIn(
      "Findings that were there before",
      certain.filter(({ status }) => status === "existing"),
      report,
      options,
    ),
    ...section(
      "What cannot be told",
      unclear.map(
        ({ message, range }) => `- ${place(range)} ${escaped(message)}`,
      ),
      room.rest,
    ),
    ...section(
      "Problems",
      report.problems.map(
        ({ document, range, message }) =>
          `- ${range ? place(range) : code(document.path)} ${escaped(message)}`,
      ),
      room.rest,
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

/** What becomes of findings that the change did not bring. */
function verdictOnOld({ findings, policy }: Report): string {
  const old = findings.filter(
    ({ status, confidence }) => status === "existing" && confidence === "high",
  ).length;
  if (old === 0 || policy.existing === "fail") return "";
  return old === 1
    ? " One of these findings was there before this change and does not fail it."
    : ` ${old} of these findings were there before this change and do not fail it.`;
}

/** A section of findings, the gravest first. */
function findingsIn(
  title: string,
  findings: readonly Finding[],
  { policy }: Report,
  options: ReportOptions,
): readonly string[] {
  const ofLevel = (level: Finding["level"]) =>
    findings.filter((finding) => finding.level === level);
  return section(
    title,
    [...ofLevel("error"), ...ofLevel("warning"), ...ofLevel("notice")].map(
      (finding) => findingText(finding, policy, options),
    ),
    room.findings,
    "\n\n---\n\n",
  );
}

const item = (note: string): string => `- ${escaped(note)}`;

/** A heading and as many whole rows as there is room for. */
function section(
  title: string,
  rows: readonly string[],
  bytes: number,
  between = "\n",
): readonly string[] {
  if (rows.length === 0) return [];
  const { kept, left } = fitting(rows, bytes);
  return [
    ...(title === "" ? [] : [`### ${title}`]),
    kept.join(between),
    ...(left > 0
      ? [`… and ${left} more, for which there is no room here.`]
      : []),
  ];
}

function fitting(rows: readonly string[], bytes: number) {
  const encoder = new TextEncoder();
  const kept: string[] = [];
  let used = 0;
  for (const row of rows) {
    used += encoder.encode(row).length + 8;
    if (used > bytes) break;
    kept.push(row);
  }
  return { kept, left: rows.length - kept.length };
}

function clusterTable({ clusters, policy }: Report): readonly string[] {
  if (clusters.length === 0) return [];
  const others = logTypes.filter((type) => type !== "audit");
  const header = [
    "Cluster",
    "`audit`",
    "Retention",
    "Minimum",
    "Environment",
  ].concat(others.map((type) => `\`${type}\``));
  const rows = clusters.map((cluster) => {
    const environment = environmentOf(cluster, policy);
    const on = (type: string) => signs[contains(cluster.logTypes.value, type)];
    return [
      clusterName(cluster),
      on("audit"),
      retentionOf(cluster),
      days(minimumDays(environment, policy)),
      environment.name === null
        ? "none found"
        : escaped(`${environment.name} (${environment.why})`),
      ...others.map(on),
    ];
  });
  const { kept, left } = fitting(rows.map(row), room.clusters);
  return [
    "### Clusters",
    [row(header), row(header.map(() => "---")), ...kept].join("\n"),
    `${left > 0 ? `… and ${counted(left, "cluster")} more, for which there is no room here. ` : ""}✅ on, ❌ off, ⚠️ depends on a condition, ❔ cannot be told`,
  ];
}

const signs: Readonly<Record<Answer, string>> = {
  yes: "✅",
  no: "❌",
  mixed: "⚠️",
  unknown: "❔",
};

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function clusterName({ address, variant, range }: Cluster): string {
  const where = variant === undefined ? "" : ` with ${code(variant)}`;
  return `${code(address)}${where}<br>${place(range)}`;
}

function retentionOf({ logGroup }: Cluster): string {
  const state = retentionState(logGroup.retention.value);
  const shown = (found: { days: number | null } | null) =>
    found === null
      ? "❔"
      : found.days === null
        ? "never expires"
        : days(found.days);
  if (state.answer === "known") return shown(state.what);
  if (state.options.length === 0) return `❔ ${escaped(state.reason, 300)}`;
  return state.options
    .slice(0, 4)
    .map(({ when, what }) => `${shown(what)} when ${escaped(when, 200)}`)
    .join("<br>");
}

/** A finding in full, or only its headline where a comment says the rest. */
function findingText(
  finding: Finding,
  policy: Policy,
  { places, actionRepository = home }: ReportOptions,
): string {
  const wording = { policy, actionRepository };
  const said = places?.get(finding);
  const status = finding.status === null ? "" : `${statuses[finding.status]} `;
  const where =
    said === undefined
      ? place(finding.range)
      : `${place(finding.range)}, told in ${said}`;
  return [
    said === undefined
      ? described(finding, wording)
      : headline(finding, wording),
    `${status}${where}`,
  ].join("\n\n");
}

const statuses = {
  introduced: "New with this change:",
  regressed: "Worse with this change:",
  existing: "Not of this change:",
} as const;
