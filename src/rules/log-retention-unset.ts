import type { Cluster } from "../core/cluster";
import type { Violation } from "../core/finding";
import { days } from "../core/print";
import { allowedDays, expires } from "../core/retention";
import type { Rule } from "../core/rule";
import { answer, ranks } from "../core/value";
import { complaint } from "./complaint";
import { type Case, apart, casesOf, keep, when } from "./retention";
import { reasonOf } from "./log-types";

export const logRetentionUnset: Rule = {
  id: "log-retention-unset",
  level: "warning",
  summary: "The cluster's log group never expires.",
  why: "A log group without a retention keeps every event, and costs more with every day, until somebody deletes it by hand.",
  check(cluster, policy): Violation | undefined {
    const { retention: setting } = cluster.logGroup;
    const state = answer(setting.value, expires);
    if (state === "yes") return undefined;
    if (state === "unknown") {
      const message = `Cannot tell how long the log group of ${cluster.address} keeps its events, because ${reasonOf(setting.value)}.`;
      return { message, setting, confidence: "low" };
    }
    const cases = casesOf(cluster, policy);
    const endless = cases.filter(isEndless);
    const { always } = cluster.logGroup;
    return complaint(
      setting,
      message(cluster, endless, cases),
      allowedDays(strictest(endless)?.minimum ?? 0),
      always ?? ((wanted) => setting.propose(wanted, apart(endless, cases))),
    );
  },
  standing: ({ logGroup }) => [
    ranks[answer(logGroup.retention.value, expires)],
  ],
  command: keep,
};

function isEndless({ value }: Case): boolean {
  return value.kind === "known" && expires(value) === "no";
}

/** The case of which the most is asked. */
function strictest(cases: readonly Case[]): Case | undefined {
  return cases.toSorted((a, b) => b.minimum - a.minimum)[0];
}

function message(
  { logGroup, address }: Cluster,
  endless: readonly Case[],
  cases: readonly Case[],
): string {
  const never = when(endless, cases);
  const { minimum, standard } = strictest(endless) ?? {
    minimum: 0,
    standard: "",
  };
  const wanted = `Set at least ${days(minimum)}, ${standard}.`;
  if (logGroup.always && never !== "")
    return `Nothing declares the log group of ${address}${never}, so EKS creates it then and its events never expire. ${wanted}`;
  if (logGroup.declared) {
    const { value } = logGroup.retention;
    const isSet = value.kind === "known" && value.data !== null;
    const state = isSet
      ? "a retention of 0 keeps events for ever"
      : "no retention is set";
    return `The log group of ${address} never expires${never}: ${state}. ${wanted}`;
  }
  const [stray] = logGroup.strays;
  const beside = stray
    ? ` ${stray.address} has a name of that kind, but is not this cluster's.`
    : "";
  return `Nothing declares the log group of ${address}, so EKS creates it and its events never expire.${beside} ${wanted}`;
}
