/*
 * What the rules about retention share: how long is long enough, and under which condition it is not.
 */
import type { Cluster } from "../core/cluster";
import { environmentOf, minimumDays } from "../core/environment";
import type { Policy } from "../core/policy";
import { allowedDays } from "../core/retention";
import type { Given, Known, Value } from "../core/value";

/** Whose minimum it is, in words: `the minimum for production (its name "prod-eks" says so)`. */
export function standard(cluster: Cluster, policy: Policy): string {
  const { name, why } = environmentOf(cluster, policy);
  return name === null
    ? `the minimum where ${why}`
    : `the minimum for ${name} (${why})`;
}

/** What is given in the first outcome of which the test holds; empty when no condition stands between. */
export function outcomeWhere(
  value: Value,
  test: (value: Known) => boolean,
): readonly Given[] {
  if (value.kind === "known") return [];
  const found = value.options.find(
    (option) => option.value.kind === "known" && test(option.value),
  );
  return found?.given ?? [];
}

/** The command of the AWS CLI that makes the cluster's log group keep its events for long enough. */
export function keep(name: string, cluster: Cluster, policy: Policy): string {
  const minimum = minimumDays(environmentOf(cluster, policy), policy);
  return `aws logs put-retention-policy --log-group-name /aws/eks/${name}/cluster --retention-in-days ${allowedDays(minimum)}`;
}
