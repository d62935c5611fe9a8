/*
 * The report for programs, format version 1. It is a public contract: within a version keys are
 * added, never changed or taken away.
 */
import type { Cluster } from "../core/cluster";
import { type SourceRange, positionAt } from "../core/document";
import { environmentOf, minimumDays } from "../core/environment";
import { type Finding, type Report, trace } from "../core/finding";
import { advised, compareText } from "../core/fix";
import { counts } from "../core/gate";
import { contains } from "../core/outcomes";
import type { Policy } from "../core/policy";
import { type Answer, isSensitive } from "../core/value";
import { knownText } from "../core/text";
import type { ReportOptions } from ".";
import { logTypesState, retentionState, surelyOn } from "./state";

/** The report as JSON, sorted, with paths as the options show them. */
export function json(report: Report, options: ReportOptions): string {
  const { pathOf, version, durationMs, commit = null, base = null } = options;
  const ids = new Map(
    report.clusters.map((cluster, index) => [cluster, `c${index + 1}`]),
  );
  const data = {
    version: 1,
    tool: { name: "eks-audit-check", version },
    commit,
    base,
    policy: policyData(report.policy),
    summary: {
      files: report.files,
      clusters: report.clusters.length,
      ...counts(report),
      exceptions: 0,
      durationMs,
    },
    clusters: report.clusters.map((cluster) => ({
      id: ids.get(cluster),
      ...clusterData(cluster, report.policy, pathOf),
    })),
    findings: report.findings.map((finding) =>
      findingData(
        finding,
        finding.clusters.flatMap((cluster) => ids.get(cluster) ?? []),
        pathOf,
      ),
    ),
    exceptions: [],
    problems: report.problems.map(({ document, range, message }) => ({
      file: pathOf(document.path),
      line: range ? positionAt(document, range.start).line : null,
      message,
    })),
  };
  return `${withoutCommands(JSON.stringify(data, null, 2))}\n`;
}

/** JSON in which the runner of GitHub Actions finds no command: it looks for `##[` anywhere in a line. */
export function withoutCommands(text: string): string {
  return text.replaceAll("##[", "\\u0023#[");
}

type PathOf = ReportOptions["pathOf"];

function clusterData(cluster: Cluster, policy: Policy, pathOf: PathOf) {
  const { logTypes, logGroup } = cluster;
  const environment = environmentOf(cluster, policy);
  return {
    format: cluster.format,
    root: pathOf(cluster.root),
    address: cluster.address,
    name: isSensitive(cluster.name) ? "(sensitive)" : knownText(cluster.name),
    variant: cluster.variant ?? null,
    environment: environment.name,
    location: location(cluster.range, pathOf),
    logTypes: logTypesData(cluster),
    audit: contains(logTypes.value, "audit"),
    required: all(
      policy.requiredLogTypes.map((type) => contains(logTypes.value, type)),
    ),
    retention: retentionData(cluster),
    minimumDays: minimumDays(environment, policy),
    logGroup: {
      declared: logGroup.declared,
      location: logGroup.range ? location(logGroup.range, pathOf) : null,
    },
  };
}

function logTypesData({ logTypes: { value } }: Cluster) {
  const state = logTypesState(value);
  if (state.answer === "known")
    return { answer: state.answer, values: state.what };
  return {
    answer: state.answer,
    reason: state.reason,
    has: surelyOn(value),
    options: state.options.map(({ when, what }) => ({ when, values: what })),
  };
}

function retentionData({ logGroup }: Cluster) {
  const state = retentionState(logGroup.retention.value);
  if (state.answer === "known")
    return state.what.days === null
      ? { state: "never" }
      : { state: "set", days: state.what.days };
  return {
    state: state.answer,
    reason: state.reason,
    options: state.options.map(({ when, what }) =>
      what === null
        ? { when, state: "unknown" }
        : what.days === null
          ? { when, state: "never" }
          : { when, state: "set", days: what.days },
    ),
  };
}

function findingData(
  finding: Finding,
  clusters: readonly string[],
  pathOf: PathOf,
) {
  const { rule, level, confidence, status, message, setting, fix, advice } =
    finding;
  return {
    rule: rule.id,
    level,
    confidence,
    status,
    clusters,
    cluster: finding.clusters[0]?.address ?? null,
    message: advice ? `${message} ${advised(advice)}` : message,
    location: location(finding.range, pathOf),
    trace: trace(setting.value).map((step) => ({
      label: step.label,
      location: location(step.range, pathOf),
    })),
    ...(fix
      ? {
          fix: {
            title: fix.title,
            safety: fix.safety,
            ...(fix.why === undefined ? {} : { why: fix.why }),
            edits: fix.edits.map(({ range, text }) => ({
              ...location(range, pathOf),
              text,
            })),
          },
        }
      : {}),
  };
}

function location({ document, start, end }: SourceRange, pathOf: PathOf) {
  return {
    file: pathOf(document.path),
    start: positionAt(document, start),
    end: positionAt(document, end),
  };
}

/** The policy in force, under the keys that a configuration file has. */
export function policyData(policy: Policy) {
  return {
    "required-log-types": policy.requiredLogTypes,
    "recommended-log-types": policy.recommendedLogTypes,
    retention: inOrder(policy.retention),
    environments: inOrder(policy.environments),
    levels: inOrder(policy.levels),
    "fail-on": policy.failOn,
    existing: policy.existing,
    strict: policy.strict,
    include: policy.include,
    exclude: policy.exclude,
  };
}

const inOrder = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...map].sort(([a], [b]) => compareText(a, b)));

/** Whether all of it is so. */
function all(answers: readonly Answer[]): Answer {
  const found = (["no", "mixed", "unknown"] as const).find((answer) =>
    answers.includes(answer),
  );
  return found ?? "yes";
}
