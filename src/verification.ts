/*
 * No fix is shown that was not tried. All fixes are applied in memory at once and the code is read
 * and judged again: the findings must be gone, nothing new may appear, and every file must still
 * parse. Where that fails, halves are tried until the culprit is alone and loses its fix. A fix
 * that also changes a cluster nobody complained about is kept, but as one that a person decides on.
 */
import type { Cluster, Setting } from "./core/cluster";
import type { Document } from "./core/document";
import type { Finding, Problem } from "./core/finding";
import {
  compareText,
  type Fix,
  edited,
  overlap,
  sameEdit,
  sorted,
} from "./core/fix";
import { firstOf } from "./core/print";
import { type Value, keyOf } from "./core/value";

/** What the code is when some of its documents are others. */
export interface Outlook {
  readonly clusters: readonly Cluster[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Names that several log groups of one evaluation have: only one of them can be made. */
  readonly collisions: ReadonlySet<string>;
}

/** Reads and judges the code with these documents in place of the originals; undefined when one of them is not valid. */
export type Trial = (
  documents: readonly Document[],
  formats: ReadonlySet<string>,
) => Promise<Outlook | undefined>;

interface Fixable {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The findings with only those fixes that work, marked unsafe where they change more than meant. */
export async function verified(
  before: Outlook,
  attempt: Trial,
): Promise<readonly Finding[]> {
  const fixable = before.findings.flatMap((finding) =>
    finding.fix ? [{ finding, fix: finding.fix }] : [],
  );
  const settled = new Map<Finding, Fix | undefined>();
  for (const round of rounds(fixable))
    await settle(round, before, attempt, settled);
  return before.findings.map((finding) => {
    const { fix, ...rest } = finding;
    const kept = fix && settled.get(finding);
    return kept ? { ...rest, fix: kept } : rest;
  });
}

/** Sets of fixes that can be made together, in the order of files and places; overlapping ones come in a later set. */
export function rounds<T extends { readonly fix: Fix }>(
  fixable: readonly T[],
  together: (left: Fix, right: Fix) => boolean = compatible,
): readonly (readonly T[])[] {
  const sets: T[][] = [];
  for (const each of [...fixable].sort((a, b) => byPlace(a.fix, b.fix))) {
    const set = sets.find((others) =>
      others.every((other) => together(other.fix, each.fix)),
    );
    if (set) set.push(each);
    else sets.push([each]);
  }
  return sets;
}

function byPlace(left: Fix, right: Fix): number {
  const [a, b] = [sorted(left.edits)[0]?.range, sorted(right.edits)[0]?.range];
  if (!a || !b) return 0;
  return compareText(a.document.path, b.document.path) || a.start - b.start;
}

function compatible(left: Fix, right: Fix): boolean {
  return left.edits.every((a) =>
    right.edits.every((b) => sameEdit(a, b) || !overlap(a, b)),
  );
}

async function settle(
  set: readonly Fixable[],
  before: Outlook,
  attempt: Trial,
  settled: Map<Finding, Fix | undefined>,
): Promise<void> {
  const [first] = set;
  if (!first) return;
  const documents = edited(set.flatMap(({ fix }) => fix.edits));
  const formats = new Set(
    set.flatMap(({ finding }) =>
      finding.clusters.map((cluster) => cluster.format),
    ),
  );
  const after = await attempt(documents, formats);
  const works = after !== undefined && isBetter(before, after, set);
  const others = after ? bystanders(before, after, set) : [];
  if (works && (others.length === 0 || set.length === 1)) {
    for (const { finding, fix } of set)
      settled.set(
        finding,
        others.length === 0 ? fix : asUnsafe(fix, others, finding),
      );
    return;
  }
  if (set.length === 1) {
    settled.set(first.finding, undefined);
    return;
  }
  const half = Math.ceil(set.length / 2);
  await settle(set.slice(0, half), before, attempt, settled);
  await settle(set.slice(half), before, attempt, settled);
}

function isBetter(
  before: Outlook,
  after: Outlook,
  set: readonly Fixable[],
): boolean {
  const was = complaints(before.findings);
  const is = complaints(after.findings);
  const fixed = complaints(set.map(({ finding }) => finding));
  const messages = new Set(before.problems.map(problemKey));
  return (
    [...is].every((complaint) => was.has(complaint) && !fixed.has(complaint)) &&
    after.problems.every((problem) => messages.has(problemKey(problem))) &&
    [...after.collisions].every((name) => before.collisions.has(name)) &&
    before.clusters.map(identity).sort().join("\n\n") ===
      after.clusters.map(identity).sort().join("\n\n")
  );
}

/** What findings complain about, as it can be compared from one reading to the next. */
export function complaints(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ rule, clusters }) =>
      clusters.map((cluster) => `${rule.id}\n${identity(cluster)}`),
    ),
  );
}

function problemKey({ document, message }: Problem): string {
  return `${document.path}\n${message}`;
}

/** Clusters that the fixes change though no finding of the same rules is about them. */
function bystanders(
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

function isAboutTypes({ setting, clusters }: Finding): boolean {
  return clusters.some(({ logTypes }) => logTypes === setting);
}

function differ(before: Setting, after: Setting | undefined): boolean {
  return !after || settled(before.value) !== settled(after.value);
}

function asUnsafe(
  fix: Fix,
  others: readonly Cluster[],
  { clusters: [own] }: Finding,
): Fix {
  const names = others.map(({ root, address, variant }) =>
    [
      address,
      root === own?.root ? "" : ` in ${root}`,
      variant === undefined ? "" : ` (${variant})`,
    ].join(""),
  );
  const also = `it also changes ${firstOf([...new Set(names)], 5)}`;
  return {
    ...fix,
    safety: "unsafe",
    why: fix.why === undefined ? also : `${fix.why}; ${also}`,
  };
}

/** What a cluster is from one reading to the next. */
export function identity({
  format,
  root,
  address,
  variant = "",
}: Cluster): string {
  return [format, root, address, variant].join("\n");
}

/** A value as far as two readings can be compared: what is unknown is compared by its reason. */
function settled(value: Value): string {
  if (value.kind === "unknown")
    return `${value.reason}(${value.options.map((option) => settled(option.value)).join()})`;
  const { data } = value;
  if (data === null || typeof data !== "object") return keyOf(value);
  return `[${[...data.values()].map(settled).join()}]`;
}
