/*
 * The report as SARIF 2.1.0, in the shape that code scanning takes. Alerts are matched from run to
 * run by the content of their line, not by its number.
 */
import {
  type SourceRange,
  lineText,
  linesOf,
  positionAt,
} from "../core/document";
import { type Finding, type Report, trace } from "../core/finding";
import { type Fix, advised } from "../core/fix";
import type { Rule } from "../core/rule";
import { fingerprint } from "../github/marker";
import type { ReportOptions } from ".";
import { home, pageOf } from "./advice";
import { withoutCommands } from "./json";

/** Places are relative to the repository's root, which SARIF calls %SRCROOT%. */
const root = { uriBaseId: "%SRCROOT%" };

/** The report as SARIF; it holds what is certain, and the problems as notifications. */
export function sarif(report: Report, options: ReportOptions): string {
  const findings = report.findings.filter(
    ({ confidence }) => confidence === "high",
  );
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const hashes = new Map<string, number>();
  const run = {
    tool: {
      driver: {
        name: "EKS Audit Check",
        semanticVersion: options.version,
        informationUri: options.actionRepository ?? home,
        rules: rules.map((rule) => ruleData(rule, options)),
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [root.uriBaseId]: { description: { text: "The repository's root." } },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.problems.map(
          ({ document, range, message }) => ({
            level: "warning",
            message: { text: message },
            locations: [
              location(range ?? { document, start: 0, end: 0 }, undefined),
            ],
          }),
        ),
      },
    ],
    results: findings.map((finding) => result(finding, rules, hashes)),
  };
  const data = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${withoutCommands(JSON.stringify(data, null, 2))}\n`;
}

/** Levels as SARIF calls them. */
const levels = { error: "error", warning: "warning", notice: "note" } as const;

/** Of 10, as code scanning grades security alerts. */
const severity = { error: "7.5", warning: "5.0", notice: "2.0" } as const;

function ruleData(
  { id, level, summary, why }: Rule,
  { actionRepository = home }: ReportOptions,
) {
  const page = pageOf(id, actionRepository);
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) =>
      letter.toUpperCase(),
    ),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${why}` },
    helpUri: page,
    help: {
      text: `${why} See ${page}`,
      markdown: `${why} [How to fix it](${page})`,
    },
    defaultConfiguration: { level: levels[level] },
    properties: {
      tags: ["security", "aws", "eks"],
      precision: "high",
      "problem.severity":
        level === "notice" ? ("recommendation" as const) : level,
      "security-severity": severity[level],
    },
  };
}

function result(
  finding: Finding,
  rules: readonly Rule[],
  hashes: Map<string, number>,
) {
  const { rule, level, message, range, setting, clusters, fix, advice } =
    finding;
  const steps = trace(setting.value);
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: levels[level],
    message: {
      text: advice ? `${message} ${advised(advice)}` : message,
    },
    locations: [location(range, clusters[0]?.address)],
    partialFingerprints: {
      primaryLocationLineHash: lineHash(finding, hashes),
    },
    ...(steps.length > 1
      ? {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: [...steps].reverse().map((step) => ({
                    location: {
                      ...location(step.range, undefined),
                      message: { text: step.label },
                    },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
    ...(fix ? { fixes: [fixData(fix)] } : {}),
  };
}

function fixData({ title, edits }: Fix) {
  const paths = [...new Set(edits.map(({ range }) => range.document.path))];
  return {
    description: { text: title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriOf(path), ...root },
      replacements: edits
        .filter(({ range }) => range.document.path === path)
        .map(({ range, text }) => ({
          deletedRegion: region(range),
          insertedContent: { text },
        })),
    })),
  };
}

function location(range: SourceRange, address: string | undefined) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(range.document.path), ...root },
      region: region(range),
    },
    ...(address === undefined
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: address }] }),
  };
}

function region({ document, start, end }: SourceRange) {
  const from = positionAt(document, start);
  const to = positionAt(document, end);
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
}

const uriOf = (path: string): string =>
  path
    .split("/")
    .map((part) =>
      encodeURIComponent(part.replace(/\p{Surrogate}/gu, "\ufffd")),
    )
    .join("/");

/** "hash:occurrence", of the line without its blanks, the rule and the cluster; line numbers play no part. */
function lineHash(
  { rule, range, clusters }: Finding,
  hashes: Map<string, number>,
): string {
  const line = lineText(range.document, linesOf(range).first);
  const hash = fingerprint(
    rule.id,
    range.document.path,
    clusters[0]?.address ?? "",
    clusters[0]?.variant ?? "",
    line.slice(0, 10_000).replace(/\s+/g, ""),
  );
  const occurrence = (hashes.get(hash) ?? 0) + 1;
  hashes.set(hash, occurrence);
  return `${hash}:${occurrence}`;
}
