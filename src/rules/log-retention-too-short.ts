import { environmentOf, minimumDays } from "../core/environment";
import type { Violation } from "../core/finding";
import { days } from "../core/print";
import { allowedDays, daysIn } from "../core/retention";
import type { Rule } from "../core/rule";
import {
  type Answer,
  type Known,
  type Value,
  answer,
  isSensitive,
  ranks,
} from "../core/value";
import { complaint } from "./complaint";
import { keep, standard, when } from "./retention";

export const logRetentionTooShort: Rule = {
  id: "log-retention-too-short",
  level: "warning",
  summary:
    "The cluster's log group keeps its events for less than the minimum of the cluster's environment.",
  why: "Attacks are often found only weeks after they began; by then events that were kept for less are gone.",
  check(cluster, policy): Violation | undefined {
    const { retention: setting } = cluster.logGroup;
    const minimum = minimumDays(environmentOf(cluster, policy), policy);
    const state = longEnough(setting.value, minimum);
    if (state !== "no" && state !== "mixed") return undefined;
    const [found = 0, ...more] = shortOnes(setting.value, minimum);
    const sensitive = isSensitive(setting.value);
    const given = (count: number) => {
      const cases = when(setting.value, (value) => daysIn(value) === count);
      return cases === "" ? "" : `,${cases}`;
    };
    const kept = sensitive ? "(sensitive) days" : days(found);
    const others = (sensitive ? [] : more)
      .map((count) => `; for ${days(count)}${given(count)}`)
      .join("");
    const message = `The log group of ${cluster.address} keeps its events for ${kept} < ${minimum}, ${standard(cluster, policy)}${given(found)}${others}.`;
    return complaint(setting, message, allowedDays(minimum));
  },
  standing(cluster, policy) {
    const { value } = cluster.logGroup.retention;
    const minimum = minimumDays(environmentOf(cluster, policy), policy);
    return [
      ranks[longEnough(value, minimum)],
      Math.min(minimum, ...shortOnes(value, minimum)),
    ];
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

/** The numbers of days that are too short, in the order of the outcomes. */
function shortOnes(value: Value, minimum: number): readonly number[] {
  if (value.kind === "known")
    return isShort(value, minimum) ? [daysIn(value) ?? 0] : [];
  const found = value.options.flatMap((option) =>
    shortOnes(option.value, minimum),
  );
  return [...new Set(found)];
}
