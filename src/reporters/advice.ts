/*
 * What is said about a rule beyond its message: where its page is, and what to do about a cluster
 * that runs already, since code alone changes nothing until it is applied.
 */
import type { Cluster } from "../core/cluster";
import type { Finding } from "../core/finding";
import type { Policy } from "../core/policy";
import { knownText } from "../core/text";
import { type Value, isSensitive } from "../core/value";

/** Where this program lives, for a run that is not told from which repository it comes. */
export const home = "https://github.com/eks-audit-check/eks-audit-check";

/** The page of a rule in the repository that the action runs from. */
export function pageOf(rule: string, actionRepository: string): string {
  return `${actionRepository}/blob/v1/docs/rules/${rule}.md`;
}

/** Where a rule's page says how to make an exception from it. */
export function exceptionsOf(rule: string, actionRepository: string): string {
  return `${pageOf(rule, actionRepository)}#make-an-exception`;
}

/** Commands of the AWS CLI that put right what findings complain about, on clusters that run already; each once. */
export function commandsFor(
  findings: readonly Finding[],
  policy: Policy,
): readonly string[] {
  const commands = findings
    .filter(({ setting }) => isTold(setting.value))
    .flatMap(({ rule, clusters }) =>
      clusters.map((cluster) => rule.command(nameOf(cluster), cluster, policy)),
    );
  return [...new Set(commands)];
}

/** Whether something is known to be wrong: nobody has to put right what cannot be told. */
function isTold(value: Value): boolean {
  return value.kind === "known" || value.options.length > 0;
}

/** The name where it is known to be one that EKS takes, so that it means nothing to a shell. Source: EKS API, `CreateCluster`. */
function nameOf({ name }: Cluster): string {
  const text = isSensitive(name) ? null : knownText(name);
  return text !== null && /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(text)
    ? text
    : '"$CLUSTER"';
}
