import { expect, test } from "vitest";
import { plain, readingOf } from "./reading";

const eks = `
variable "name" {}
variable "types" {
  type    = list(string)
  default = ["api"]
}
resource "aws_eks_cluster" "this" {
  name                      = var.name
  enabled_cluster_log_types = var.types
}
`;

async function found(files: Readonly<Record<string, string>>) {
  const { clusters, problems } = await readingOf(files);
  return {
    types: clusters.map(({ logTypes }) => plain(logTypes.value)),
    problems: problems.map(({ message }) => message),
  };
}

const unit = (rest: string) => ({
  "modules/eks/main.tf": eks,
  "live/eks/terragrunt.hcl": `
    terraform {
      source = "../../modules/eks"
    }
    inputs = {
      name = "x"
    }
    ${rest}
  `,
});

test.each([
  [`skip = true`, 0],
  [`exclude {\n  if = true\n  actions = ["all"]\n}`, 0],
  [`exclude {\n  if = true\n  actions = ["apply", "destroy"]\n}`, 0],
  [`exclude {\n  if = true\n  actions = ["destroy"]\n}`, 1],
  [`exclude {\n  if = false\n  actions = ["all"]\n}`, 1],
  [`exclude {\n  if = get_env("CI", "") != ""\n  actions = ["all"]\n}`, 1],
])("A unit that is not applied makes nothing: %s", async (rest, clusters) => {
  expect((await found(unit(rest))).types).toHaveLength(clusters);
});

test("A var-file that is generated sets what nobody reads, and nothing else.", async () => {
  const generated = (contents: string) =>
    found(
      unit(`
        generate "values" {
          path      = "values.auto.tfvars"
          if_exists = "overwrite"
          contents  = ${contents}
        }
      `),
    );
  const why = {
    unknown:
      "live/eks/terragrunt.hcl generates values.auto.tfvars, which is not read",
  };
  expect(
    (await generated(`<<-EOT\n          types = ["audit"]\n        EOT`)).types,
  ).toEqual([why]);
  expect((await generated(`"region = 1"`)).types).toEqual([["api"]]);
  expect((await generated(`get_env("VALUES")`)).types).toEqual([why]);
});

const generates = (contents: string) => ({
  "live/eks/terragrunt.hcl": `
    generate "main" {
      path      = "main.tf"
      if_exists = "overwrite"
      contents  = <<-EOT
        ${contents}
      EOT
    }
  `,
});

test("A cluster in a file that is generated is a problem.", async () => {
  const problems = [
    "main.tf, which Terragrunt generates in live/eks, is not read, so its clusters are not seen.",
  ];
  expect(
    (await found(generates('resource "aws_eks_cluster" "this" {}'))).problems,
  ).toEqual(problems);
  expect(
    (
      await found(
        generates(
          'module "k8s" {\n  source = "terraform-aws-modules/eks/aws"\n}',
        ),
      )
    ).problems,
  ).toEqual(problems);
});

test.each([
  'data "aws_eks_cluster" "this" {}',
  'provider "aws" {}',
  'module "karpenter" {\n  source = "terraform-aws-modules/eks/aws//modules/karpenter"\n}',
])("Nothing is said of what makes no cluster: %s", async (contents) => {
  expect((await found(generates(contents))).problems).toEqual([]);
});

test("A stack's unit that lies elsewhere is a problem if it concerns EKS, and one in the repository is judged.", async () => {
  expect(
    await found({
      "live/terragrunt.stack.hcl": `
        locals {
          catalog = "git::git@example.com:acme/catalog.git"
        }
        unit "eks" {
          source = "\${local.catalog}//units/eks?ref=v1"
          path   = "eks"
        }
        unit "vpc" {
          source = "\${local.catalog}//units/vpc?ref=v1"
          path   = "vpc"
        }
        unit "own_eks" {
          source = "../units/eks"
          path   = "own"
          values = { name = "x" }
        }
      `,
      "units/eks/terragrunt.hcl": `
        terraform {
          source = "../../modules/eks"
        }
        inputs = { name = values.name, types = values.types }
      `,
      "modules/eks/main.tf": eks,
    }),
  ).toEqual({
    types: [{ unknown: "values.types is known only when Terragrunt runs" }],
    problems: [
      "unit eks of live/terragrunt.stack.hcl is not read: ${local.catalog}//units/eks?ref=v1 is not in this repository, so its clusters are not seen.",
    ],
  });
});
