/*
 * The whole check, free of any input or output: documents × formats × rules → a report. The files
 * that a format asks for in vain are fetched and the format reads again, so a format never waits
 * and a source may be a disk, git or an API.
 */
import { adopted } from "./adoption";
import type { Cluster } from "./core/cluster";
import { type Base, compared, held } from "./core/comparison";
import { counterparts } from "./core/counterparts";
import {
  type Document,
  type Source,
  type SourceRange,
  withDocuments,
} from "./core/document";
import type { Finding, Problem, Report, Violation } from "./core/finding";
import { compareText, sorted } from "./core/fix";
import { hidden, wasThere } from "./core/hidden";
import { collisions } from "./core/collisions";
import { linked } from "./core/linking";
import type { Policy } from "./core/policy";
import type { Format, Reading, Rule } from "./core/rule";
import type { Outlook } from "./effects";
import { verified } from "./verification";

/** What is checked with: passed in, so that the check knows no format and no rule. */
export interface Checks {
  readonly formats: readonly Format[];
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** What the code is compared with; absent: nothing, and findings have no status. */
  readonly base?: Base;
}

/** What a source holds, unjudged: what another one is compared with. */
export async function contentOf(
  source: Source,
  formats: readonly Format[],
): Promise<{
  readonly clusters: readonly Cluster[];
  readonly problems: readonly Problem[];
}> {
  const all = [...(await readAll(source, formats)).values()];
  const problems = all.flatMap((reading) => reading.problems);
  return {
    clusters: clustersIn(all),
    problems: [...source.problems, ...problems],
  };
}

type Readings = ReadonlyMap<Format, Reading>;

/** Reads the source with every format, judges what is found, and keeps only fixes that were tried. */
export async function check(source: Source, checks: Checks): Promise<Report> {
  const { formats, policy } = checks;
  const readings = await readAll(source, formats);
  const before = outlook(readings, checks, source);
  // Where a set of fixes is halved, the same edited file is tried many times.
  const valid = new Map<string, boolean>();
  const isValid = async (format: Format, document: Document) => {
    const key = [format.name, document.path, document.text].join("\n");
    const known = valid.get(key) ?? !(await format.invalid(document));
    valid.set(key, known);
    return known;
  };
  const attempt = async (documents: readonly Document[]) => {
    const tree = withDocuments(source, documents);
    const again = new Map(readings);
    for (const [format, reading] of readings) {
      const isRead = readBy(reading);
      const own = documents.filter(({ path }) => isRead(path));
      for (const document of own)
        if (!(await isValid(format, document))) return undefined;
      if (own.length > 0) again.set(format, await format.read(tree, reading));
    }
    return outlook(again, checks, source);
  };
  const own = await verified(before, attempt);
  const findings = inOrder(merged(await adopted(own, attempt)));
  const isOld = checks.base ? wasThere(checks.base) : () => false;
  const problems = distinct([...source.problems, ...before.problems]);
  return {
    files: source.filesRead,
    clusters: before.clusters,
    findings,
    problems: inOrder(
      problems.map((problem) =>
        isOld(problem) ? { ...problem, existing: true } : problem,
      ),
    ),
    policy,
  };
}

/** Which files have a part in what was found. */
function readBy({ clusters, groups, restsOn }: Reading) {
  const roots = [...new Set([...clusters, ...groups].map(({ root }) => root))];
  return (path: string) => roots.some((root) => restsOn(root, path));
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
    while (await source.load([])) reading = await format.read(source, reading);
    readings.set(format, reading);
  }
  return readings;
}

function outlook(readings: Readings, checks: Checks, source: Source): Outlook {
  const all = [...readings.values()];
  const { base, policy, rules } = checks;
  const found = clustersIn(all);
  const moves = all.flatMap((reading) => reading.moves ?? []);
  const was = base && counterparts(found, base.clusters, { ...base, moves });
  const pairs = found.map((cluster) => {
    const old = was?.get(cluster);
    return { cluster: held(cluster, old), old };
  });
  const problems = all.flatMap((reading) => reading.problems);
  const findings = pairs.flatMap(({ cluster, old }) =>
    judged(cluster, checks).map((finding) =>
      base
        ? compared(finding, cluster, old, { policy, problems, base })
        : finding,
    ),
  );
  const [rule] = rules;
  if (base && was && rule) {
    const kept = new Set(was.values());
    findings.push(
      ...hidden(rule, {
        lost: base.clusters.filter((cluster) => !kept.has(cluster)),
        base,
        policy,
        problems: (format) => [
          ...source.problems,
          ...problemsOf(readings, format),
        ],
      }),
    );
  }
  return {
    clusters: pairs.map(({ cluster }) => cluster),
    findings: inOrder(merged(findings)),
    problems,
    collisions: collisions(
      all.flatMap(({ groups }) => groups),
      all.flatMap(({ clusters }) => clusters),
    ),
    refusals: () => all.flatMap((reading) => reading.refusals?.() ?? []),
    restsOn: (root, path) => all.some((reading) => reading.restsOn(root, path)),
  };
}

function problemsOf(readings: Readings, name: string): readonly Problem[] {
  const own = [...readings].filter(([format]) => format.name === name);
  return own.flatMap(([, { problems }]) => problems);
}

function clustersIn(all: readonly Reading[]): readonly Cluster[] {
  return inOrder(
    linked(
      all.flatMap((reading) => reading.clusters),
      all.flatMap((reading) => reading.groups),
    ),
  );
}

function judged(
  cluster: Cluster,
  { rules, policy }: Checks,
): readonly Finding[] {
  return rules.flatMap((rule) => {
    const level = policy.levels.get(rule.id) ?? rule.level;
    const violation = level === "off" ? undefined : rule.check(cluster, policy);
    if (level === "off" || !violation) return [];
    const { range } = violation.setting;
    const message = withObstacle(violation);
    return [
      {
        ...violation,
        message,
        rule,
        level,
        clusters: [cluster],
        range,
        status: null,
      },
    ];
  });
}

/** What is wrong, and why no fix is offered where the format knows. */
function withObstacle({
  message,
  fix,
  confidence,
  setting: { obstacle },
}: Violation): string {
  return fix || confidence === "low" || obstacle === undefined
    ? message
    : `${message} There is no fix to offer, because ${obstacle}.`;
}

const gravity = { regressed: 3, introduced: 2, existing: 1 } as const;

/** One finding for all clusters that share its rule, its place, its confidence and its fix; the gravest speaks for all. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding>();
  for (const finding of findings) {
    const key = mergeKey(finding);
    const other = groups.get(key);
    groups.set(key, other ? together(other, finding) : finding);
  }
  return [...groups.values()];
}

function together(first: Finding, second: Finding): Finding {
  const [graver, other] =
    gravityOf(second) > gravityOf(first) ? [second, first] : [first, second];
  const fix = [graver.fix, other.fix].find((each) => each?.safety === "unsafe");
  return {
    ...graver,
    clusters: [...graver.clusters, ...other.clusters],
    ...(fix ? { fix } : {}),
  };
}

function gravityOf({ status }: Finding): number {
  return status === null ? 0 : gravity[status];
}

/** Without a fix, what is said about one cluster has to hold for the others as it is. */
function mergeKey(finding: Finding): string {
  const { rule, level, confidence, range, fix, message, clusters } = finding;
  const place = ({ document, start, end }: SourceRange) =>
    [document.path, start, end].join(":");
  const edits = sorted(fix?.edits ?? []).map(
    (edit) => `${place(edit.range)}=${edit.text}`,
  );
  const same = fix
    ? edits
    : [message.replaceAll(clusters[0]?.address ?? "", "")];
  return [rule.id, level, confidence, place(range), ...same].join("\n");
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
