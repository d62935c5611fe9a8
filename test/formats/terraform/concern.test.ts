import { expect, test } from "vitest";
import { concernsEks } from "../../../src/formats/terraform/modules/concern";

const concerns = (name: string, source: string, text = "") =>
  concernsEks({ name, source, text });

test.each([
  ["eks", "truefoundry/truefoundry-cluster/aws"],
  ["eks", "app.terraform.io/corp/platform/aws"],
  ["this", "app.terraform.io/corp/eks/aws"],
  ["this", "git::https://example.com/our-eks.git?ref=v1"],
  ["eks_cluster", "git::ssh://git@git.corp/platform/tf.git//cluster?ref=v1"],
  ["kubernetes", "git::ssh://git@git.corp/network/modules.git?ref=v1"],
  ["this", "github.com/corp/modules//aws/k8s"],
  ["cluster", "s3::https://s3.amazonaws.com/corp/platform.zip"],
  ["main", "./modules/eks"],
])("A module %s from %s may make a cluster.", (name, source) => {
  expect(concerns(name, source)).toBe(true);
});

test.each([
  ["vpc", "terraform-aws-modules/vpc/aws"],
  ["db", "terraform-aws-modules/rds-aurora/aws"],
  ["cluster", "terraform-aws-modules/rds-aurora/aws"],
  ["ecs_cluster", "terraform-aws-modules/ecs/aws//modules/cluster"],
  ["cluster", "Azure/aks/azurerm"],
  ["kubernetes", "terraform-google-modules/kubernetes-engine/google"],
  ["eks_vpc", "git::https://git.corp/tf.git//vpc"],
  ["eks_iam_role", "corp/roles/aws"],
  ["cluster_autoscaler", "corp/helm-release/aws"],
  [
    "irsa",
    "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks",
  ],
  ["this", "aws-ia/eks-blueprints-addons/aws"],
  ["bucket", "github.com/eks-team/terraform-aws-s3"],
  ["ssm_outputs", "../ssm-outputs"],
])("A module %s from %s makes none.", (name, source) => {
  expect(concerns(name, source)).toBe(false);
});

test("Arguments tell of a cluster, unless modules of other services or add-ons take them too.", () => {
  const platform = (text: string) => concerns("platform", "corp/x/aws", text);

  expect(platform('cluster_enabled_log_types = ["api"]')).toBe(true);
  expect(platform("cluster_log_retention_period = 7")).toBe(true);
  expect(platform('  cluster_version = "1.33"')).toBe(true);
  expect(
    platform(
      'cluster_name = "a"\ncloudwatch_log_group_retention_in_days = "1"\n',
    ),
  ).toBe(true);
  expect(platform("cloudwatch_log_group_retention_in_days = 7")).toBe(false);
  expect(platform("  cluster_version = module.eks.cluster_version")).toBe(
    false,
  );
  expect(platform('flow_log_retention = 7\nname = "x"')).toBe(false);
});
