import { environmentOf, minimumDays } from "../core/environment";
import type { Violation } from "../core/finding";
import { days, printedGiven } from "../core/print";
import { allowedDays, daysIn } from "../core/retention";
import type { Rule } from "../core/rule";
import {
  type Answer,
  type Known,
  type Value,
  answer,
  ranks,
} from "../core/value";
import { keep, outcomeWhere, standard } from "./retention";

export const logRetentionTooShort: Rule = {
  id: "log-retention-too-short",
  level: "warning",
  summary:
    "The cluster's log group keeps its events for less than the minimum of the cluster's environment.",
  why: "Attacks are often found only weeks after they began; by then events that were kept for less are gone.",
  check(cluster, policy): Violation | undefined {
    const { retention: setting } = cluster.logGroup;
    const minimum = minimumDays(environmentOf(cluster, policy), policy);
    const short = (value: Known) => isShort(value, minimum);
    const state = longEnough(setting.value, minimum);
    if (state !== "no" && state !== "mixed") return undefined;
    const given = outcomeWhere(setting.value, short);
    const when = given.length > 0 ? `, when ${printedGiven(given)}` : "";
    const found = days(shortest(setting.value, minimum));
    const message = `The log group of ${cluster.address} keeps its events for ${found} < ${minimum}, ${standard(cluster, policy)}${when}.`;
    const fix = setting.propose(allowedDays(minimum));
    return { message, setting, confidence: "high", ...(fix ? { fix } : {}) };
  },
  standing(cluster, policy) {
    const { value } = cluster.logGroup.retention;
    const minimum = minimumDays(environmentOf(cluster, policy), policy);
    return [ranks[longEnough(value, minimum)], shortest(value, minimum)];
  },
  command: keep,
};

function longEnough(value: Value, minimum: number): Answer {
  return answer(value, (known) => (isShort(known, minimum) ? "no" : "yes"));
}

function isShort(value: Known, minimum: number): boolean {
  const found = daysIn(value);
  return typeof found === "number" && found < minimum;
}

/** The first number of days that is too short. */
function shortest(value: Value, minimum: number): number {
  if (value.kind === "known") return daysIn(value) ?? 0;
  const found = value.options.find(
    (option) => option.value.kind === "known" && isShort(option.value, minimum),
  );
  return found ? shortest(found.value, minimum) : 0;
}
