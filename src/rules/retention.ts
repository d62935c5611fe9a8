/*
 * What the rules about retention share: how long is long enough, and under which condition it is not.
 */
import type { Cluster } from "../core/cluster";
import { environmentOf, minimumDays } from "../core/environment";
import type { Policy } from "../core/policy";
import { printedGiven } from "../core/print";
import { allowedDays } from "../core/retention";
import type { Known, Value } from "../core/value";

/** Whose minimum it is, in words: `the minimum for production (its name "prod-eks" says so)`. */
export function standard(cluster: Cluster, policy: Policy): string {
  const { name, why } = environmentOf(cluster, policy);
  return name === null
    ? `the minimum where ${why}`
    : `the minimum for ${name} (${why})`;
}

/** At most this many outcomes of conditions are told. */
const mostCases = 4;

/** When a value is of a kind, in words: ` when var.prod is false`; nothing where it always is, or no condition stands between. */
export function when(value: Value, test: (value: Known) => boolean): string {
  if (value.kind === "known") return "";
  const found = value.options.filter(
    (option) => option.value.kind === "known" && test(option.value),
  );
  const [first] = found;
  if (!first || (found.length > 1 && found.length === value.options.length))
    return "";
  const cases = found
    .slice(0, mostCases)
    .map(({ given }) => `when ${printedGiven(given)}`);
  const rest = found.length - cases.length;
  const more = rest > 0 ? [`in ${rest} more cases`] : [];
  return ` ${[...cases, ...more].join(" or ")}`;
}

/** The command of the AWS CLI that makes the cluster's log group keep its events for long enough. */
export function keep(name: string, cluster: Cluster, policy: Policy): string {
  const minimum = minimumDays(environmentOf(cluster, policy), policy);
  return `aws logs put-retention-policy --log-group-name /aws/eks/${name}/cluster --retention-in-days ${allowedDays(minimum)}`;
}
