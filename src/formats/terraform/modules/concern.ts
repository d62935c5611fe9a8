/*
 * Whether a module that cannot be read may make a cluster or its log group. Names have to tell: what
 * the call is called, where its source leads, and which arguments it passes. A module that goes with
 * a cluster, or makes a cluster of something else, is none of ours.
 */

/** What is known of a module call that is not read. */
export interface Unread {
  readonly name: string;
  readonly source: string;
  /** The call as it is written. */
  readonly text: string;
}

/** What only a cluster's module or that of its log group is told. */
const surely =
  /cluster_log_types|enabled_log_types|cluster_log_retention|\/aws\/eks\//;

/** Arguments that a cluster's module takes; what another module hands on to add-ons is none of them. */
const takenByClusters =
  /^\s*(?:(?:cluster|eks|kubernetes|k8s)_version|(?:cluster_)?endpoint_(?:public|private)_access|cluster_(?:addons|enabled)|eks_managed_node_groups|self_managed_node_groups|fargate_profiles|enable_irsa|enable_cluster_creator_admin_permissions)\s*=(?!.*\b(?:module|dependency|data)\.)/m;

/** Modules of many services take it, so a cluster's argument has to go with it. */
const retention = /^\s*cloudwatch_log_group_retention_in_days\s*=/m;
const clusterArgument = /^\s*(?:cluster|eks)_\w+\s*=/m;

const clusters = words("eks|kubernetes|k8s|kube|cluster");

/** Words in the names of modules that go with a cluster but make none. */
const besides = words(
  `access|access-entr(?:y|ies)|acm|add-?on|agent|alarm|alb|app|application|argo|argocd|auth|autoscaler|
  autoscaling|aws-auth|backup|bastion|bucket|cert-manager|certificate|charts?|controller|csi|dashboard|data|
  datadog|dns|ebs|ecr|efs|elb|external|fargate|flux|gitops|grafana|helm|iam|iam-role|
  identity|ingress|irsa|istio|karpenter|key|kms|label|load-?balancer|lb|manifest|metrics?|
  monitoring|namespace|network|networking|nlb|node-?group|node|observability|oidc|
  opentelemetry|pod-identity|policy|policies|prometheus|provider|rbac|role|route53|s3|secret|
  security-?groups?|sg|service-account|sns|sqs|ssm|storage|subnet|user|velero|vpc|vpn|waf|worker`.replace(
    /\s+/g,
    "",
  ),
);

/** Words that say that a cluster is not one of EKS. */
const elsewhere = words(
  `aks|alicloud|aurora|azure|azurerm|cassandra|consul|dax|database|db|digitalocean|docdb|documentdb|
  ecs|elasticache|elasticsearch|emr|gcp|gke|google|hcloud|hetzner|kafka|kind|linode|memcached|
  memorydb|mongo|mongodb|mongodbatlas|msk|mysql|neptune|nomad|oci|oke|opensearch|openshift|ovh|
  parallelcluster|postgres|postgresql|rabbitmq|rds|redis|redshift|rosa|scaleway|solr|spark|valkey|
  vault`.replace(/\s+/g, ""),
);

/** Whether a module call may make a cluster or its log group. */
export function concernsEks({ name, source, text }: Unread): boolean {
  if (surely.test(text)) return true;
  const { all, own } = namesIn(source);
  if (besides.test(`${name} ${own}`) || elsewhere.test(`${name} ${all}`))
    return false;
  return (
    clusters.test(`${name} ${all}`) ||
    takenByClusters.test(text) ||
    (retention.test(text) && clusterArgument.test(text))
  );
}

/** Matches one of some words, or several of it, between anything but letters. */
function words(alternatives: string): RegExp {
  return new RegExp(`(?:^|[^a-z])(?:${alternatives})s?(?:[^a-z]|$)`, "i");
}

/** The names in a source, without hosts and owners; `own` is the last of them. */
function namesIn(source: string): {
  readonly all: string;
  readonly own: string;
} {
  const [path = ""] = source.split("?");
  if (/^\.{0,2}\//.test(path)) return { all: path, own: last(path) };
  const [address = "", folder = ""] = path
    .replace(/^.*:\/\//, "")
    .split(/\/\/+(.*)/);
  const parts = address.split("/").filter((part) => part !== "");
  const isRegistry =
    (parts.length === 3 || parts.length === 4) &&
    !/::|@|:\/\//.test(path.replace(/^tfr:\/\//, "")) &&
    !/^(?:github\.com|bitbucket\.org|gitlab\.com)$/i.test(parts[0] ?? "");
  const module = isRegistry ? parts.slice(-2).join(" ") : (parts.at(-1) ?? "");
  const inner = folder.replace(/^[./]+$/, "");
  const own = isRegistry ? (parts.at(-2) ?? "") : module;
  return {
    all: `${module} ${inner}`,
    own: inner === "" ? own : `${own} ${last(inner)}`,
  };
}

function last(path: string): string {
  return path.split("/").findLast((part) => !/^\.*$/.test(part)) ?? "";
}
