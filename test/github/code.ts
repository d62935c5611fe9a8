/*
 * Infrastructure code for pull requests: a module that makes a cluster and its log group, and what
 * decides about its log types from elsewhere.
 */
export interface ClusterOptions {
  readonly name?: string;
  /** The resource's name. */
  readonly label?: string;
  /** The expression after `enabled_cluster_log_types =`; null: the attribute is absent. */
  readonly types?: string | null;
  /** Days; null: the group has no retention. */
  readonly days?: number | null;
}

/** A cluster with its log group; by default all is well with it. */
export function cluster({
  name = "orders-prod",
  label = "this",
  types = '["api", "audit"]',
  days = 365,
}: ClusterOptions = {}): string {
  const logs = types === null ? "" : `\n  enabled_cluster_log_types = ${types}`;
  const kept = days === null ? "" : `\n  retention_in_days = ${days}`;
  return `resource "aws_eks_cluster" "${label}" {
  name     = "${name}"
  role_arn = "arn:aws:iam::123456789012:role/eks"${logs}

  depends_on = [aws_cloudwatch_log_group.${label}]
}

resource "aws_cloudwatch_log_group" "${label}" {
  name = "/aws/eks/${name}/cluster"${kept}
}
`;
}

/** A variable `log_types` after another one, its default on the seventh line. */
export function variables(types: string, above = ""): string {
  return `${above}variable "region" {
  default = "eu-central-1"
}

variable "log_types" {
  type    = list(string)
  default = ${types}
}
`;
}

/** Lines that have nothing to do with anything. */
export function filler(lines: number): string {
  return Array.from({ length: lines }, (_, index) => `# ${index + 1}\n`).join(
    "",
  );
}
