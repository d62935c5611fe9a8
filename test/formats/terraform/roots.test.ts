import { expect, test } from "vitest";
import { plain, readingOf } from "./reading";

const module = `
variable "name" { default = "by-default" }
variable "types" { default = [] }
resource "aws_eks_cluster" "this" {
  name                      = var.name
  enabled_cluster_log_types = var.types
}
`;

const backend = `terraform {
  backend "s3" {}
}
`;

const unit = `
terraform {
  source = "../../../modules/eks"
}
inputs = {
  name  = "prod"
  types = ["audit"]
}
`;

const call = (source: string) => `
module "eks" {
  source = "${source}"
  name   = "called"
  types  = ["audit"]
}
`;

async function clusters(files: Readonly<Record<string, string>>) {
  const reading = await readingOf(files);
  return reading.clusters.map(({ root, name }) => [root, plain(name)]).sort();
}

test("A module that a Terragrunt unit runs is no root for the backend block that Terragrunt asks for.", async () => {
  const files = {
    "modules/eks/main.tf": backend + module,
    "live/prod/eks/terragrunt.hcl": unit,
  };

  expect(await clusters(files)).toEqual([["live/prod/eks", "prod"]]);
  expect(
    await clusters({
      ...files,
      "other/main.tf": call("../modules/eks"),
    }),
  ).toEqual([
    ["live/prod/eks", "prod"],
    ["other", "called"],
  ]);
});

test("A module that a Terragrunt unit runs is no root because an example calls it too.", async () => {
  expect(
    await clusters({
      "modules/eks/main.tf": module,
      "live/prod/eks/terragrunt.hcl": unit,
      "examples/eks/main.tf": call("../../modules/eks"),
    }),
  ).toEqual([
    ["examples/eks", "called"],
    ["live/prod/eks", "prod"],
  ]);
});

test("A module with values of its own is a root, whoever runs it too.", async () => {
  const roots = await clusters({
    "modules/eks/main.tf": module,
    "modules/eks/terraform.tfvars": 'name = "own"\n',
    "live/prod/eks/main.tf": call("../../../modules/eks"),
  });

  expect(roots).toContainEqual(["modules/eks", "own"]);
});

test("A module that only modules call stays no root, one that has a backend stays one.", async () => {
  const calls = { "prod/main.tf": call("../modules/eks") };

  expect(await clusters({ ...calls, "modules/eks/main.tf": module })).toEqual([
    ["prod", "called"],
  ]);
  expect(
    await clusters({ ...calls, "modules/eks/main.tf": backend + module }),
  ).toEqual([
    ["modules/eks", "by-default"],
    ["prod", "called"],
  ]);
});
