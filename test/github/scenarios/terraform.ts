/** A cluster whose log types are an expression. */
export function cluster(name: string, types: string, label = "main"): string {
  return `resource "aws_eks_cluster" "${label}" {
  name                      = "${name}"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = ${types}
}
`;
}

/** The log group of a cluster, kept for some days. */
export function group(name: string, days: number, label = "main"): string {
  return `resource "aws_cloudwatch_log_group" "${label}" {
  name              = "/aws/eks/${name}/cluster"
  retention_in_days = ${days}
}
`;
}

/** A variable of log types with a default. */
export function variable(types: string, name = "log_types"): string {
  return `variable "${name}" {
  description = "Log types"
  type        = list(string)
  default     = ${types}
}
`;
}

const ON = '["api", "audit"]';
const OFF = '["api"]';

/** A pull request that takes "audit" out of the default that a cluster elsewhere uses. */
export const REGRESSION = {
  base: {
    "main.tf": cluster("prod", "var.log_types") + "\n" + group("prod", 90),
    "variables.tf": variable(ON),
    "README.md": "# Infrastructure\n",
  },
  head: { "variables.tf": variable(OFF) },
} as const;

/** A pull request that has nothing to do with log types. */
export const CLEAN = {
  base: REGRESSION.base,
  head: { "README.md": "# Our infrastructure\n" },
} as const;

/** A pull request that brings a cluster without audit logs, with a log group. */
export const NEW_CLUSTER = {
  base: { "README.md": "# Infrastructure\n" },
  head: { "main.tf": cluster("prod", OFF) + "\n" + group("prod", 90) },
} as const;

export { OFF, ON };
