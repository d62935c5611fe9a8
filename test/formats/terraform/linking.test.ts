import { describe, expect, test } from "vitest";
import { clustersIn, plain } from "./reading";

const config = (count: string, name: string) => `
variable "enabled" {
  type = bool
}
variable "name" {}
module "label" {
  source = "example/label/null"
  name   = var.name
}
resource "aws_eks_cluster" "default" {
  ${count}
  name = module.label.id
}
resource "aws_cloudwatch_log_group" "default" {
  ${count}
  name              = ${name}
  retention_in_days = 30
}
# A second cluster, so that nothing is taken to belong together for want of others.
resource "aws_eks_cluster" "other" {
  name = "other"
}
`;

const names = [
  '"/aws/eks/${module.label.id}/cluster"',
  '"/aws/eks/${join("", aws_eks_cluster.default.*.name)}/cluster"',
  '"/aws/eks/${join("", aws_eks_cluster.default[*].id)}/cluster"',
  '"/aws/eks/${one(aws_eks_cluster.default[*].name)}/cluster"',
  '"/aws/eks/${try(aws_eks_cluster.default[0].name, "")}/cluster"',
  '"/aws/eks/${element(concat(aws_eks_cluster.default.*.name, [""]), 0)}/cluster"',
  '"/aws/eks/${aws_eks_cluster.default[0].name}/cluster"',
  'format("/aws/eks/%s/cluster", module.label.id)',
  'join("/", ["/aws/eks", module.label.id, "cluster"])',
];

describe("A group belongs to the cluster that it names by an unknown name:", () => {
  test.each(names)("%s", async (name) => {
    for (const count of ["count = 1", "count = var.enabled ? 1 : 0"]) {
      const clusters = await clustersIn(config(count, name));
      const found = clusters.find(({ address }) => address.includes("default"));
      expect(plain(found?.logGroup.retention.value), count).toBe(30);
    }
  });
});

describe("A group does not belong to a cluster that it names otherwise:", () => {
  test.each([
    '"/aws/eks/${module.label.id}/aws-fluentbit-logs"',
    '"/aws/eks/${module.label.id}-x/cluster"',
    '"/aws/eks/${var.name}/cluster"',
  ])("%s", async (name) => {
    const clusters = await clustersIn(config("count = 1", name));
    expect(clusters.map(({ logGroup }) => logGroup.declared)).toEqual([
      false,
      false,
    ]);
  });
});
