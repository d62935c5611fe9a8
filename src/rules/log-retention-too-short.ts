import type { Cluster } from "../core/cluster";
import { environmentOf, minimumDays } from "../core/environment";
import type { Violation } from "../core/finding";
import type { Fix } from "../core/fix";
import { days } from "../core/print";
import { allowedDays, daysIn } from "../core/retention";
import type { Rule } from "../core/rule";
import {
  type Answer,
  answer,
  combined,
  isSensitive,
  ranks,
} from "../core/value";
import { complaint } from "./complaint";
import { type Case, apart, casesOf, keep, when } from "./retention";

export const logRetentionTooShort: Rule = {
  id: "log-retention-too-short",
  level: "warning",
  summary:
    "The cluster's log group keeps its events for less than the minimum of the cluster's environment.",
  why: "Attacks are often found only weeks after they began; by then events that were kept for less are gone.",
  check(cluster, policy): Violation | undefined {
    const { retention: setting } = cluster.logGroup;
    const cases = casesOf(cluster, policy);
    const state = longEnough(cases);
    if (state !== "no" && state !== "mixed") return undefined;
    const short = cases.filter(isShort);
    const sensitive = isSensitive(setting.value);
    const kinds = alike(short, (each) => `${daysOf(each)} ${each.standard}`);
    const kept = (sensitive ? kinds.slice(0, 1) : kinds).map((kind, at) => {
      const given = when(kind.all, cases);
      const { minimum, standard } = kind.first;
      const wanted =
        kinds[at - 1]?.first.standard === standard
          ? ""
          : ` < ${minimum}, ${standard}`;
      return `${sensitive ? "(sensitive) days" : days(daysOf(kind.first))}${wanted}${given && `,${given}`}`;
    });
    const message = `The log group of ${cluster.address} keeps its events for ${kept.join("; for ")}.`;
    const most = Math.max(...short.map(({ minimum }) => minimum));
    return complaint(setting, message, allowedDays(most), (wanted) =>
      apart(short, cases)
        ? (eachOfThem(cluster, short, cases) ?? setting.propose(wanted))
        : setting.propose(wanted),
    );
  },
  standing(cluster, policy) {
    const cases = casesOf(cluster, policy);
    const minimum = minimumDays(environmentOf(cluster, policy), policy);
    return [
      ranks[longEnough(cases)],
      Math.min(minimum, ...cases.filter(isShort).map(daysOf)),
    ];
  },
  command: keep,
};

function longEnough(cases: readonly Case[]): Answer {
  return combined(
    cases.map((each) =>
      answer(each.value, () => (isShort(each) ? "no" : "yes")),
    ),
  );
}

/** The days that a log group keeps its events for, where it does for a number of days. */
function daysOf({ value }: Case): number {
  return (value.kind === "known" ? daysIn(value) : undefined) ?? Infinity;
}

function isShort(each: Case): boolean {
  return daysOf(each) < each.minimum;
}

/** Cases that are alike, in the order of the first of each kind. */
function alike(
  cases: readonly Case[],
  kindOf: (each: Case) => string | number,
): readonly { readonly first: Case; readonly all: readonly Case[] }[] {
  const kinds = new Set(cases.map(kindOf));
  return [...kinds].flatMap((kind) => {
    const all = cases.filter((each) => kindOf(each) === kind);
    const [first] = all;
    return first ? [{ first, all }] : [];
  });
}

/** The edits after which the days suffice in each outcome for its own environment; undefined where they meet in one place. */
function eachOfThem(
  { logGroup: { retention } }: Cluster,
  short: readonly Case[],
  cases: readonly Case[],
): Fix | undefined {
  const fixes = alike(short, ({ minimum }) => minimum).map(({ first, all }) =>
    retention.propose(allowedDays(first.minimum), apart(all, cases)),
  );
  const [one, ...others] = fixes.filter((fix) => fix !== undefined);
  if (!one || others.length + 1 < fixes.length) return undefined;
  const edits = [one, ...others].flatMap((fix) => fix.edits);
  const places = new Set(
    edits.map(({ range: { document, start } }) => `${document.path} ${start}`),
  );
  if (places.size < edits.length) return undefined;
  const more = others.map(
    ({ title }) => title.charAt(0).toLowerCase() + title.slice(1),
  );
  return { ...one, title: [one.title, ...more].join(" and "), edits };
}
