/*
 * What the rules about retention share: how long is long enough, and under which condition it is not.
 */
import type { Cluster } from "../core/cluster";
import { environmentOf } from "../core/environment";
import type { Policy } from "../core/policy";
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
