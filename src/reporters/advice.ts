/*
 * What is said about a rule beyond its message: why it matters, where its page is, and what to do
 * about a cluster that runs already, since code alone changes nothing until it is applied.
 */
import type { Cluster } from "../core/cluster";
import { environmentOf, minimumDays } from "../core/environment";
import type { Finding } from "../core/finding";
import type { Policy } from "../core/policy";
import { allowedDays } from "../core/retention";
import { knownText } from "../core/text";
import { isSensitive } from "../core/value";

interface Advice {
  /** One sentence. */
  readonly why: string;
  /** A command of the AWS CLI that does it to a running cluster; the name is fit for a shell. */
  readonly command: (name: string, cluster: Cluster, policy: Policy) => string;
}

const loggingOn =
  (types: (policy: Policy) => readonly string[]): Advice["command"] =>
  (name, _cluster, policy) =>
    `aws eks update-cluster-config --name ${name} --logging '${JSON.stringify({
      clusterLogging: [{ types: types(policy), enabled: true }],
    })}'`;

const retention: Advice["command"] = (name, cluster, policy) => {
  const minimum = minimumDays(environmentOf(cluster, policy), policy);
  return `aws logs put-retention-policy --log-group-name /aws/eks/${name}/cluster --retention-in-days ${allowedDays(minimum)}`;
};

const advice: Readonly<Record<string, Advice>> = {
  "audit-logging-disabled": {
    why: "Without the audit log nobody can find out afterwards who did what to the cluster: EKS keeps no other record of it, and nothing can bring back what was not logged.",
    command: loggingOn(() => ["audit"]),
  },
  "required-log-types-disabled": {
    why: "What EKS does not send to CloudWatch Logs while it happens cannot be had later.",
    command: loggingOn((policy) => policy.requiredLogTypes),
  },
  "log-retention-unset": {
    why: "A log group without a retention keeps every event, and costs more with every day, until somebody deletes it by hand.",
    command: retention,
  },
  "log-retention-too-short": {
    why: "Attacks are often found only weeks after they began; by then events that were kept for less are gone.",
    command: retention,
  },
};

/** Why a rule's finding matters, in one sentence; empty for a rule that needs none. */
export function reasonFor(rule: string): string {
  return advice[rule]?.why ?? "";
}

/** Where this program lives, for a run that is not told from which repository it comes. */
export const home = "https://github.com/eks-audit-check/eks-audit-check";

/** The page of a rule in the repository that the action runs from. */
export function pageOf(rule: string, actionRepository: string): string {
  return `${actionRepository}/blob/v1/docs/rules/${rule}.md`;
}

/** Commands of the AWS CLI that put right what findings complain about, on clusters that run already; each once. */
export function commandsFor(
  findings: readonly Finding[],
  policy: Policy,
): readonly string[] {
  const commands = findings.flatMap(({ rule, clusters }) =>
    clusters.map(
      (cluster) =>
        advice[rule.id]?.command(nameOf(cluster), cluster, policy) ?? "",
    ),
  );
  return [...new Set(commands)].filter((command) => command !== "");
}

/** The name where it is known to be one that EKS takes, so that it means nothing to a shell. Source: EKS API, `CreateCluster`. */
function nameOf({ name }: Cluster): string {
  const text = isSensitive(name) ? null : knownText(name);
  return text !== null && /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(text)
    ? text
    : '"$CLUSTER"';
}
