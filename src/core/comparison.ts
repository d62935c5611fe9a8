/*
 * What a pull request changes about clusters. Each cluster is looked up in the code that is compared
 * with, and each finding asked whether it was there: so a second caller of a bad default has a
 * finding of its own, though the line that is wrong did not change.
 */
import { type Cluster, logTypes } from "./cluster";
import type { Finding, Problem } from "./finding";
import type { Fix } from "./fix";
import { contains } from "./outcomes";
import type { Policy } from "./policy";
import { days, listed } from "./print";
import { daysIn } from "./retention";
import type { Rule } from "./rule";
import { type Answer, type Value, isSensitive } from "./value";

/** The code that is compared with. */
export interface Base {
  readonly clusters: readonly Cluster[];
  /** What could not be read there; undefined when nothing could. */
  readonly problems: readonly Problem[] | undefined;
  /** Where a file or directory of the base is now. */
  readonly renamed: (path: string) => string;
  /** Whether a file or directory is there still, though the policy keeps it from being looked at. */
  readonly excluded: (path: string) => boolean;
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
  readonly base: Base;
}

/** A finding about one cluster with its status; one that has become worse says first what the change does. */
export function compared(
  finding: Finding,
  cluster: Cluster,
  before: Cluster | undefined,
  circumstances: Circumstances,
): Finding {
  const { policy, problems, base } = circumstances;
  const { fix: offered, ...rest } = finding;
  const fix = offered && fixAfter(offered, before, base);
  const found = { ...rest, ...(fix ? { fix } : {}) };
  if (!before) return { ...found, status: "introduced" };
  const { rule, confidence } = finding;
  const aboutTypes = finding.setting === cluster.logTypes;
  const setting = aboutTypes ? before.logTypes : before.logGroup.retention;
  const was = rule.check(before, policy);
  const regressed =
    was === undefined ||
    (was.confidence === "low" && confidence === "high") ||
    (was.confidence === confidence && isWorse(rule, cluster, before, policy));
  if (!regressed) return { ...found, status: "existing", before: setting };
  const change = aboutTypes
    ? lostTypes(cluster, before, policy)
    : lostDays(cluster, before);
  return {
    ...found,
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

/** A fix that declares a log group is safe where EKS cannot have made it: for a cluster that is new, or that had no log type on. */
function fixAfter(fix: Fix, before: Cluster | undefined, base: Base): Fix {
  const { madeByEks, why, ...rest } = fix;
  const isNew = before
    ? logTypes.every((type) => contains(before.logTypes.value, type) === "no")
    : base.problems?.length === 0;
  return madeByEks && isNew ? { ...rest, safety: "safe" } : fix;
}

/** Whether what cannot be told about a cluster may be due to what cannot be read. */
function isBroken({ range }: Cluster, problems: readonly Problem[]): boolean {
  return problems.some(
    ({ document, elsewhere }) =>
      !elsewhere && document.path === range.document.path,
  );
}

function isWorse(rule: Rule, now: Cluster, before: Cluster, policy: Policy) {
  const is = rule.standing(now, policy);
  return rule
    .standing(before, policy)
    .some((was, index) => was > (is[index] ?? was));
}

function lostTypes(now: Cluster, before: Cluster, policy: Policy): string {
  const types = [...new Set(["audit", ...policy.requiredLogTypes])];
  const where = (was: Answer, is: Answer) =>
    types.filter(
      (type) =>
        contains(before.logTypes.value, type) === was &&
        contains(now.logTypes.value, type) === is,
    );
  const told = (list: readonly string[]) =>
    `the log type${list.length === 1 ? "" : "s"} ${listed(list)} of ${now.address}`;
  const [off, mixed, unclear, never] = [
    where("yes", "no"),
    where("yes", "mixed"),
    where("yes", "unknown"),
    where("mixed", "no"),
  ];
  const were = (list: readonly string[]) =>
    list.length === 1 ? "was" : "were";
  return [
    off.length > 0 ? `This change switches off ${told(off)}.` : "",
    mixed.length > 0
      ? `This change switches off ${told(mixed)} under a condition.`
      : "",
    never.length > 0
      ? `This change switches off ${told(never)}, which ${were(never)} on under a condition.`
      : "",
    unclear.length > 0
      ? `Before this change ${told(unclear)} ${were(unclear)} on for sure.`
      : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
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
  if (value.kind === "unknown" || isSensitive(value)) return undefined;
  const found = daysIn(value);
  if (found === undefined) return undefined;
  return found === null ? "for ever" : `for ${days(found)}`;
}
