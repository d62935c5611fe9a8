/*
 * The whole check, free of any input or output: documents × formats × rules → a report. The files
 * that a format asks for in vain are fetched and the format reads again, so a format never waits
 * and a source may be a disk, git or an API.
 */
import type { Cluster } from "./core/cluster";
import {
  type Document,
  type Source,
  type SourceRange,
  withDocuments,
} from "./core/document";
import type { Finding, Problem, Report } from "./core/finding";
import { compareText, sorted } from "./core/fix";
import { linked } from "./core/linking";
import type { Policy } from "./core/policy";
import type { Format, Reading, Rule } from "./core/rule";
import { type Outlook, verified } from "./verification";

/** What is checked with: passed in, so that the check knows no format and no rule. */
export interface Checks {
  readonly formats: readonly Format[];
  readonly rules: readonly Rule[];
  readonly policy: Policy;
}

type Readings = ReadonlyMap<Format, Reading>;

/** Reads the source with every format, judges what is found, and keeps only fixes that were tried. */
export async function check(source: Source, checks: Checks): Promise<Report> {
  const { formats, policy } = checks;
  const readings = await readAll(source, formats);
  const before = outlook(readings, checks);
  const attempt = async (
    documents: readonly Document[],
    edited: ReadonlySet<string>,
  ) => {
    const owners = formats.filter((format) => edited.has(format.name));
    for (const format of owners) {
      for (const document of documents)
        if (await format.invalid(document)) return undefined;
    }
    const tree = withDocuments(source, documents);
    const again = new Map(readings);
    for (const format of owners) again.set(format, await format.read(tree));
    return outlook(again, checks);
  };
  const findings = await verified(before, attempt);
  return {
    files: source.filesRead,
    clusters: before.clusters,
    findings,
    problems: inOrder(distinct([...source.problems, ...before.problems])),
    policy,
  };
}

async function readAll(
  source: Source,
  formats: readonly Format[],
): Promise<Readings> {
  await source.load(
    source.paths.filter((path) =>
      formats.some((format) => format.claims(path)),
    ),
  );
  const readings = new Map<Format, Reading>();
  for (const format of formats) {
    let reading = await format.read(source);
    while (await source.load([])) reading = await format.read(source);
    readings.set(format, reading);
  }
  return readings;
}

function outlook(readings: Readings, checks: Checks): Outlook {
  const all = [...readings.values()];
  const clusters = inOrder(
    linked(
      all.flatMap((reading) => reading.clusters),
      all.flatMap((reading) => reading.groups),
    ),
  );
  return {
    clusters,
    findings: inOrder(merged(judged(clusters, checks))),
    problems: all.flatMap((reading) => reading.problems),
  };
}

function judged(
  clusters: readonly Cluster[],
  { rules, policy }: Checks,
): readonly Finding[] {
  return clusters.flatMap((cluster) =>
    rules.flatMap((rule) => {
      const level = policy.levels.get(rule.id) ?? rule.level;
      const violation =
        level === "off" ? undefined : rule.check(cluster, policy);
      if (level === "off" || !violation) return [];
      return [
        {
          ...violation,
          rule,
          level,
          clusters: [cluster],
          range: violation.setting.range,
          status: null,
        },
      ];
    }),
  );
}

/** One finding for all clusters that share its rule, its place, its confidence and its fix. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding>();
  for (const finding of findings) {
    const key = mergeKey(finding);
    const other = groups.get(key);
    const clusters = [...(other?.clusters ?? []), ...finding.clusters];
    groups.set(key, { ...(other ?? finding), clusters });
  }
  return [...groups.values()];
}

function mergeKey({ rule, confidence, range, fix }: Finding): string {
  const place = ({ document, start, end }: SourceRange) =>
    [document.path, start, end].join(":");
  const edits = sorted(fix?.edits ?? []).map(
    (edit) => `${place(edit.range)}=${edit.text}`,
  );
  return [rule.id, confidence, place(range), ...edits].join("\n");
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  const byKey = new Map(
    problems.map((problem) => [
      `${problem.document.path}\n${problem.range?.start ?? ""}\n${problem.message}`,
      problem,
    ]),
  );
  return [...byKey.values()];
}

interface Placed {
  readonly range?: { readonly document: Document; readonly start: number };
  readonly document?: Document;
  readonly rule?: Rule;
}

/** Sorted by file, place and rule. */
function inOrder<T extends Placed>(things: readonly T[]): readonly T[] {
  const path = ({ range, document }: Placed) =>
    (document ?? range?.document)?.path ?? "";
  return [...things].sort(
    (a, b) =>
      compareText(path(a), path(b)) ||
      (a.range?.start ?? 0) - (b.range?.start ?? 0) ||
      compareText(a.rule?.id ?? "", b.rule?.id ?? ""),
  );
}
