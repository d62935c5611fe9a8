/*
 * What a pull request changes about clusters. Each cluster is looked up in the code that is compared
 * with, and each finding asked whether it was there: so a second caller of a bad default has a
 * finding of its own, though the line that is wrong did not change.
 */
import type { Cluster } from "./cluster";
import type { Finding, Problem } from "./finding";
import { contains } from "./outcomes";
import type { Policy } from "./policy";
import { days, listed } from "./print";
import { daysIn } from "./retention";
import type { Rule } from "./rule";
import { knownText } from "./text";
import { type Value, unknown } from "./value";

/** The code that is compared with. */
export interface Base {
  readonly clusters: readonly Cluster[];
  /** Where a file of the base is now. */
  readonly renamed: (path: string) => string;
}

/** Each cluster that the base has too, with what it was there: by its address, else by its address in a renamed file, else by its name. */
export function counterparts(
  clusters: readonly Cluster[],
  { clusters: before, renamed }: Base,
): ReadonlyMap<Cluster, Cluster> {
  const pairs = new Map<Cluster, Cluster>();
  const open = new Set(before);
  const keys: readonly ((cluster: Cluster, old: boolean) => string | null)[] = [
    ({ root, address, variant }) => JSON.stringify([root, address, variant]),
    ({ range, address, variant }, old) => {
      const { path } = range.document;
      return JSON.stringify([old ? renamed(path) : path, address, variant]);
    },
    ({ name }) => knownText(name),
  ];
  for (const key of keys) {
    const free = new Map<string, Cluster[]>();
    for (const cluster of open) {
      const own = key(cluster, true);
      if (own === null) continue;
      const same = free.get(`${cluster.format} ${own}`) ?? [];
      same.push(cluster);
      free.set(`${cluster.format} ${own}`, same);
    }
    for (const cluster of clusters) {
      if (pairs.has(cluster)) continue;
      const own = key(cluster, false);
      const pair = free.get(`${cluster.format} ${own}`)?.shift();
      if (own === null || !pair) continue;
      pairs.set(cluster, pair);
      open.delete(pair);
    }
  }
  return pairs;
}

/** The cluster, held to the stricter of its two environments: leaving one is no way around its minimum. */
export function held(cluster: Cluster, before: Cluster | undefined): Cluster {
  if (!before) return cluster;
  const { otherClues = [] } = cluster;
  return {
    ...cluster,
    otherClues: [...otherClues, before.clues, ...(before.otherClues ?? [])],
  };
}

/** What a comparison of findings goes by. */
export interface Circumstances {
  readonly policy: Policy;
  /** What could not be read of the code that is judged. */
  readonly problems: readonly Problem[];
}

/** A finding about one cluster with its status; one that has become worse says first what the change does. */
export function compared(
  finding: Finding,
  cluster: Cluster,
  before: Cluster | undefined,
  { policy, problems }: Circumstances,
): Finding {
  if (!before) return { ...finding, status: "introduced" };
  const { rule, confidence } = finding;
  const aboutTypes = finding.setting === cluster.logTypes;
  const setting = aboutTypes ? before.logTypes : before.logGroup.retention;
  const was = rule.check(before, policy);
  const regressed =
    was === undefined ||
    (was.confidence === "low" && confidence === "high") ||
    (was.confidence === confidence && isWorse(rule, cluster, before, policy));
  if (!regressed) return { ...finding, status: "existing", before: setting };
  const change = aboutTypes
    ? lostTypes(cluster, before, policy)
    : lostDays(cluster, before);
  return {
    ...finding,
    status: "regressed",
    before: setting,
    message: change === "" ? finding.message : `${change} ${finding.message}`,
    confidence: "high",
    level:
      confidence === "low" && !isBroken(cluster, problems)
        ? "warning"
        : finding.level,
  };
}

/** Whether what cannot be told about a cluster may be due to what cannot be read. */
function isBroken({ range }: Cluster, problems: readonly Problem[]): boolean {
  return problems.some(({ document }) => document.path === range.document.path);
}

function isWorse(rule: Rule, now: Cluster, before: Cluster, policy: Policy) {
  const { standing } = rule;
  return (
    standing !== undefined && standing(before, policy) > standing(now, policy)
  );
}

function lostTypes(now: Cluster, before: Cluster, policy: Policy): string {
  const lost = [...new Set(["audit", ...policy.requiredLogTypes])].filter(
    (type) =>
      contains(before.logTypes.value, type) === "yes" &&
      contains(now.logTypes.value, type) !== "yes",
  );
  if (lost.length === 0) return "";
  const types = `the log type${lost.length === 1 ? "" : "s"} ${listed(lost)}`;
  const unclear = lost.every(
    (type) => contains(now.logTypes.value, type) === "unknown",
  );
  return unclear
    ? `Before this change ${types} of ${now.address} ${lost.length === 1 ? "was" : "were"} on for sure.`
    : `This change switches off ${types} of ${now.address}.`;
}

function lostDays(now: Cluster, before: Cluster): string {
  const [from, to] = [before, now].map(({ logGroup }) =>
    kept(logGroup.retention.value),
  );
  return from === undefined || to === undefined || from === to
    ? ""
    : `This change makes the log group of ${now.address} keep its events ${to} instead of ${from}.`;
}

function kept(value: Value): string | undefined {
  if (value.kind === "unknown") return undefined;
  const found = daysIn(value);
  if (found === undefined) return undefined;
  return found === null ? "for ever" : `for ${days(found)}`;
}

/** Findings about clusters that the base has and that a problem of the head now hides. */
export function hidden(
  clusters: readonly Cluster[],
  problems: readonly Problem[],
  base: Base,
  rule: Rule,
): readonly Finding[] {
  const found = new Set(counterparts(clusters, base).values());
  return base.clusters.flatMap((cluster) => {
    const path = base.renamed(cluster.range.document.path);
    const problem = problems.find(
      ({ document }) =>
        document.path === path || directoryOf(document.path) === cluster.root,
    );
    if (found.has(cluster) || !problem) return [];
    const range = problem.range ?? {
      document: problem.document,
      start: 0,
      end: 0,
    };
    const origin = { range, label: "what cannot be read", from: [] };
    return [
      {
        rule,
        level: "error",
        confidence: "high",
        status: "regressed",
        clusters: [cluster],
        range,
        message: `${cluster.address} was here before this change and cannot be found any more: ${problem.message}`,
        setting: {
          value: unknown("its code cannot be read", origin),
          range,
          propose: () => undefined,
        },
        before: cluster.logTypes,
      },
    ];
  });
}

function directoryOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : path.slice(0, at);
}
