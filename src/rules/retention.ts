/*
 * What the rules about retention share: how long is long enough, and under which condition it is not.
 */
import type { Cluster, Outcomes } from "../core/cluster";
import {
  type Environment,
  environmentOf,
  minimumDays,
} from "../core/environment";
import { optionsOf } from "../core/outcomes";
import type { Policy } from "../core/policy";
import { printedGiven } from "../core/print";
import { allowedDays } from "../core/retention";
import type { Option } from "../core/value";

/** One way the retention may turn out, with what is asked of it there: the same conditions may decide the environment. */
export interface Case extends Option {
  readonly minimum: number;
  readonly standard: string;
}

/** The ways in which a cluster's retention may turn out. */
export function casesOf(cluster: Cluster, policy: Policy): readonly Case[] {
  return optionsOf(cluster.logGroup.retention.value).map((option) => {
    const environment = environmentOf(cluster, policy, option.given);
    return {
      ...option,
      minimum: minimumDays(environment, policy),
      standard: standard(environment),
    };
  });
}

/** Whose minimum it is, in words: `the minimum for production (its name "prod-eks" says so)`. */
function standard({ name, why }: Environment): string {
  return name === null
    ? `the minimum where ${why}`
    : `the minimum for ${name} (${why})`;
}

/** The outcomes that a fix has to be kept to, since the others need something else; undefined where all need the same. */
export function apart(
  some: readonly Case[],
  all: readonly Case[],
): Outcomes | undefined {
  return new Set(all.map(({ minimum }) => minimum)).size > 1
    ? some.map(({ given }) => given)
    : undefined;
}

/** At most this many outcomes of conditions are told. */
const mostCases = 4;

/** Under which conditions some of all cases come about, in words: ` when var.prod is false`; nothing where they are all. */
export function when(some: readonly Case[], all: readonly Case[]): string {
  const [first] = some;
  if (!first || first.given.length === 0) return "";
  if (some.length > 1 && some.length === all.length) return "";
  const cases = some
    .slice(0, mostCases)
    .map(({ given }) => `when ${printedGiven(given)}`);
  const rest = some.length - cases.length;
  const more = rest > 0 ? [`in ${rest} more cases`] : [];
  return ` ${[...cases, ...more].join(" or ")}`;
}

/** The command of the AWS CLI that makes the cluster's log group keep its events for long enough. */
export function keep(name: string, cluster: Cluster, policy: Policy): string {
  const minimum = minimumDays(environmentOf(cluster, policy), policy);
  return `aws logs put-retention-policy --log-group-name /aws/eks/${name}/cluster --retention-in-days ${allowedDays(minimum)}`;
}
