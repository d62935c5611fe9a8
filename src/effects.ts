/*
 * What fixes do to the code: whether they leave it better, and which clusters they change that
 * nobody complained about. Fixes that no root reads both of cannot meet, so what a trial of many
 * shows can be told apart by roots.
 */
import {
  complaints,
  complaintsLeft,
  identity,
  isAboutTypes,
} from "./complaints";
import type { Cluster, Setting } from "./core/cluster";
import type { Finding, Problem } from "./core/finding";
import type { Fix } from "./core/fix";
import type { Collision } from "./core/collisions";
import type { Refusal } from "./core/rule";
import { type Value, keyOf } from "./core/value";

/** What the code is when some of its documents are others. */
export interface Outlook {
  readonly clusters: readonly Cluster[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Log groups of one name in one evaluation: only one of each can be made. */
  readonly collisions: readonly Collision[];
  /** Conditions in the code that it does not fulfil. */
  refusals(): readonly Refusal[];
  /** Whether a root reads the file of this path. */
  restsOn(root: string, path: string): boolean;
}

/** A finding with its fix. */
export interface Fixable {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Fixes that may meet, and the roots in which they show. */
export interface Part {
  readonly fixes: readonly Fixable[];
  readonly roots: ReadonlySet<string>;
}

/** The fixes, those together that some root or log group ties to each other. */
export function partsOf(
  fixes: readonly Fixable[],
  before: Outlook,
): readonly Part[] {
  const concerned = concernedBy(before);
  const parts = new Map<string, { fixes: Fixable[]; roots: Set<string> }>();
  for (const fixable of fixes) {
    const roots = concerned(fixable);
    const met = new Set(roots.flatMap((root) => parts.get(root) ?? []));
    const [part = { fixes: [], roots: new Set<string>() }, ...others] = met;
    for (const fix of others.flatMap((each) => each.fixes))
      part.fixes.push(fix);
    part.fixes.push(fixable);
    for (const root of others
      .flatMap((each) => [...each.roots])
      .concat(roots)) {
      part.roots.add(root);
      parts.set(root, part);
    }
  }
  return [...new Set(parts.values())];
}

/** The roots in which a fix may show. */
function concernedBy({ clusters, restsOn }: Outlook) {
  const roots = [...new Set(clusters.map(({ root }) => root))];
  const users = new Map<string, Set<string>>();
  for (const { root, logGroup } of clusters)
    if (logGroup.root !== undefined)
      users.set(
        logGroup.root,
        (users.get(logGroup.root) ?? new Set()).add(root),
      );
  return ({ finding, fix }: Fixable): readonly string[] => {
    const paths = new Set(fix.edits.map(({ range }) => range.document.path));
    const own = finding.clusters.map(({ root }) => root);
    const reading = [...new Set([...roots, ...users.keys()])].filter((root) =>
      [...paths].some((path) => restsOn(root, path)),
    );
    const direct = [...own, ...reading];
    return [
      ...direct,
      ...direct.flatMap((root) => [...(users.get(root) ?? [])]),
    ];
  };
}

/** What an outlook says about some roots. */
export function within(outlook: Outlook, roots: ReadonlySet<string>): Outlook {
  const isOfThem = ({ root }: { readonly root: string }) => roots.has(root);
  return {
    clusters: outlook.clusters.filter(isOfThem),
    findings: outlook.findings.flatMap((finding) => {
      const clusters = finding.clusters.filter(isOfThem);
      return clusters.length > 0 ? [{ ...finding, clusters }] : [];
    }),
    problems: outlook.problems.filter(({ document }) =>
      [...roots].some((root) => outlook.restsOn(root, document.path)),
    ),
    collisions: outlook.collisions.filter(isOfThem),
    refusals: () => outlook.refusals().filter(isOfThem),
    restsOn: outlook.restsOn,
  };
}

/** Whether the code has become another outside of the roots in which the fixes show. */
export function changesOutside(
  before: Outlook,
  after: Outlook,
  parts: readonly Part[],
): boolean {
  const inside = new Set(parts.flatMap(({ roots }) => [...roots]));
  const all = [...before.clusters, ...after.clusters, ...after.collisions];
  const others = new Set(
    all.map(({ root }) => root).filter((root) => !inside.has(root)),
  );
  const [was, is] = [within(before, others), within(after, others)];
  return (
    !isBetter(was, is, []) ||
    bystanders(was, is, []).length > 0 ||
    newProblems(before, after).length >
      newProblems(before, within(after, inside)).length
  );
}

/** Whether the findings are gone with their fixes, and nothing else has become worse. */
export function isBetter(
  before: Outlook,
  after: Outlook,
  set: readonly Fixable[],
): boolean {
  const was = complaints(before.findings);
  const is = complaintsLeft(before.findings, after.findings);
  const fixed = complaints(set.map(({ finding }) => finding));
  const collided = countsOf(before.collisions);
  return (
    [...is].every((complaint) => was.has(complaint) && !fixed.has(complaint)) &&
    newProblems(before, after).length === 0 &&
    !isRefused(before, after) &&
    [...countsOf(after.collisions)].every(
      ([evaluation, count]) => count <= (collided.get(evaluation) ?? 0),
    ) &&
    before.clusters.map(identity).sort().join("\n\n") ===
      after.clusters.map(identity).sort().join("\n\n")
  );
}

function newProblems(before: Outlook, after: Outlook): readonly Problem[] {
  const known = new Set(before.problems.map(problemKey));
  return after.problems.filter((problem) => !known.has(problemKey(problem)));
}

/** Whether a condition in the code is not fulfilled any more. */
function isRefused(before: Outlook, after: Outlook): boolean {
  const key = ({ root, variant = "", what }: Refusal) =>
    [root, variant, what].join("\n");
  const now = after.refusals();
  if (now.length === 0) return false;
  const known = new Set(before.refusals().map(key));
  return now.some((refusal) => !known.has(key(refusal)));
}

/** How many names collide in each evaluation: names that are not known are called otherwise in every reading. */
function countsOf(all: readonly Collision[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { root, variant = "" } of all) {
    const evaluation = [root, variant].join("\n");
    counts.set(evaluation, (counts.get(evaluation) ?? 0) + 1);
  }
  return counts;
}

function problemKey({ document, message }: Problem): string {
  return `${document.path}\n${message}`;
}

/** Clusters that the fixes change though no finding of the same rules is about them. */
export function bystanders(
  before: Outlook,
  after: Outlook,
  set: readonly Fixable[],
): readonly Cluster[] {
  const rules = new Set(set.map(({ finding }) => finding.rule));
  const findings = before.findings.filter(({ rule }) => rules.has(rule));
  // One fix may change both settings of a cluster that it is for. Of several, one could change by
  // the way what another is for: each setting has to be meant.
  const meantFor = (wanted: (finding: Finding) => boolean) =>
    new Set(
      findings
        .filter((finding) => set.length === 1 || wanted(finding))
        .flatMap(({ clusters }) => clusters.map(identity)),
    );
  const types = meantFor(isAboutTypes);
  const days = meantFor((finding) => !isAboutTypes(finding));
  const changed = new Map(
    after.clusters.map((cluster) => [identity(cluster), cluster]),
  );
  return before.clusters.filter((cluster) => {
    const id = identity(cluster);
    const now = changed.get(id);
    return (
      (!types.has(id) && differ(cluster.logTypes, now?.logTypes)) ||
      (!days.has(id) &&
        differ(cluster.logGroup.retention, now?.logGroup.retention))
    );
  });
}

function differ(before: Setting, after: Setting | undefined): boolean {
  return !after || settled(before.value) !== settled(after.value);
}

/** A value as far as two readings can be compared: what is unknown is compared by its reason. */
function settled(value: Value): string {
  if (value.kind === "unknown")
    return `${value.reason}(${value.options.map((option) => settled(option.value)).join()})`;
  const { data } = value;
  if (data === null || typeof data !== "object") return keyOf(value);
  return `[${[...data.values()].map(settled).join()}]`;
}
