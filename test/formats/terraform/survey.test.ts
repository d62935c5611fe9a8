import { expect, test } from "vitest";
import { clustersIn, plain, readingOf } from "./reading";

test("A literal list on the resource is read.", async () => {
  const [cluster] = await clustersIn(`
    resource "aws_eks_cluster" "main" {
      name                      = "prod"
      enabled_cluster_log_types = ["api", "audit"]
    }
  `);
  expect(cluster?.address).toBe("aws_eks_cluster.main");
  expect(plain(cluster?.name)).toBe("prod");
  expect(plain(cluster?.logTypes.value)).toEqual(["api", "audit"]);
  expect(cluster?.logGroup.declared).toBe(false);
});

test("Variables, locals and tfvars lead to what was written last.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      variable "types" {
        type    = list(string)
        default = ["api"]
      }
      locals {
        types = var.types
      }
      resource "aws_eks_cluster" "main" {
        name                      = "x"
        enabled_cluster_log_types = local.types
      }
    `,
    "terraform.tfvars": `types = ["audit"]`,
  });
  expect(plain(clusters[0]?.logTypes.value)).toEqual(["audit"]);
});

test("A local module is evaluated with its caller's arguments, once for each key.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      module "eks" {
        for_each = { a = ["audit"], b = [] }
        source   = "./modules/eks"
        name     = each.key
        types    = each.value
      }
    `,
    "modules/eks/main.tf": `
      variable "name" {}
      variable "types" { type = list(string) }
      variable "create" { default = true }
      resource "aws_eks_cluster" "this" {
        count                     = var.create ? 1 : 0
        name                      = var.name
        enabled_cluster_log_types = var.types
      }
      resource "aws_cloudwatch_log_group" "this" {
        name              = "/aws/eks/\${var.name}/cluster"
        retention_in_days = 30
      }
    `,
  });
  expect(
    clusters.map((cluster) => [
      cluster.address,
      plain(cluster.logTypes.value),
      plain(cluster.logGroup.retention.value),
    ]),
  ).toEqual([
    ['module.eks["a"].aws_eks_cluster.this[0]', ["audit"], 30],
    ['module.eks["b"].aws_eks_cluster.this[0]', [], 30],
  ]);
});
