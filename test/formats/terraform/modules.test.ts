import { expect, test } from "vitest";
import { terraform } from "../../../src/formats/terraform";
import { treeOf } from "../../tree";
import { plain, readingOf } from "./reading";

const eks = `
variable "name" { default = "default" }
variable "types" { default = [] }
resource "aws_eks_cluster" "this" {
  name                      = var.name
  enabled_cluster_log_types = var.types
}
output "name" { value = aws_eks_cluster.this.name }
`;

async function found(files: Readonly<Record<string, string>>) {
  const { clusters, problems } = await readingOf(files);
  return {
    clusters: clusters.map((cluster) => [
      cluster.root,
      cluster.address,
      plain(cluster.logTypes.value),
    ]),
    problems: problems.map(({ message }) => message),
  };
}

test("A module is evaluated through each of its callers, and not by its defaults.", async () => {
  expect(
    await found({
      "prod/main.tf": `module "eks" {\n  source = "../modules/eks"\n  types = ["audit"]\n}`,
      "dev/main.tf": `module "eks" {\n  source = "../modules/eks"\n  count = 2\n}`,
      "modules/eks/main.tf": eks,
    }),
  ).toEqual({
    clusters: [
      ["dev", "module.eks[0].aws_eks_cluster.this", []],
      ["dev", "module.eks[1].aws_eks_cluster.this", []],
      ["prod", "module.eks.aws_eks_cluster.this", ["audit"]],
    ],
    problems: [],
  });
});

test("A module that is called is a root too when it has a backend, values of its own, or examples alone call it.", async () => {
  const call = `module "eks" {\n  source = "../../m"\n  types = ["audit"]\n}`;
  const roots = async (files: Readonly<Record<string, string>>) =>
    (await readingOf({ "m/main.tf": eks, ...files })).clusters.map(
      ({ root }) => root,
    );
  expect(await roots({ "a/b/main.tf": call })).toEqual(["a/b"]);
  expect(
    await roots({
      "a/b/main.tf": call,
      "m/backend.tf": `terraform {\n  backend "s3" {}\n}`,
    }),
  ).toEqual(["a/b", "m"]);
  expect(
    await roots({ "a/b/main.tf": call, "m/terraform.tfvars": "" }),
  ).toEqual(["a/b", "m"]);
  expect(await roots({ "examples/b/main.tf": call })).toEqual([
    "examples/b",
    "m",
  ]);
});

test("A group in another module belongs to the cluster whose name an output hands on.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      module "eks" {
        source = "./eks"
        name   = var.name
      }
      module "logs" {
        source  = "./logs"
        cluster = module.eks.name
      }
      variable "name" {}
    `,
    "eks/main.tf": eks,
    "logs/main.tf": `
      variable "cluster" {}
      resource "aws_cloudwatch_log_group" "this" {
        name              = "/aws/eks/\${var.cluster}/cluster"
        retention_in_days = 30
      }
    `,
  });
  expect(clusters[0]?.logGroup.declared).toBe(true);
  expect(clusters[0]?.logGroup.createdBefore).toBe("no");
  expect(plain(clusters[0]?.logGroup.retention.value)).toBe(30);
});

test("A cluster waits for a group of another module that its own module call depends on.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      module "logs" {
        source = "./logs"
        name   = "x"
      }
      module "eks" {
        source     = "./eks"
        name       = "x"
        depends_on = [module.logs]
      }
    `,
    "eks/main.tf": eks,
    "logs/main.tf": `
      variable "name" {}
      resource "aws_cloudwatch_log_group" "this" {
        name = "/aws/eks/\${var.name}/cluster"
      }
    `,
  });
  expect(clusters[0]?.logGroup.createdBefore).toBe("yes");
});

test("An undecided count is a cluster without a key; the group beside it is under the same condition.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      variable "create" { type = bool }
      resource "aws_eks_cluster" "this" {
        count = var.create ? 1 : 0
        name  = "x"
      }
      resource "aws_cloudwatch_log_group" "this" {
        count             = var.create ? 1 : 0
        name              = "/aws/eks/x/cluster"
        retention_in_days = 7
      }
    `,
  });
  expect(clusters.map(({ address }) => address)).toEqual([
    "aws_eks_cluster.this",
  ]);
  expect(plain(clusters[0]?.logGroup.retention.value)).toBe(7);
});

test("A group whose existence is undecided may leave the events for ever.", async () => {
  const { clusters } = await readingOf({
    "main.tf": `
      variable "logs" { type = bool }
      resource "aws_eks_cluster" "this" {
        name  = "x"
      }
      resource "aws_cloudwatch_log_group" "this" {
        count             = var.logs ? 1 : 0
        name              = "/aws/eks/x/cluster"
        retention_in_days = 90
      }
    `,
  });
  expect(plain(clusters[0]?.logGroup.retention.value)).toEqual({
    oneOf: [90, null],
  });
});

test("A module call that leads to itself is a problem; one that leads nowhere or out of the repository, if it concerns EKS.", async () => {
  expect(
    await found({
      "main.tf": `
        module "gone" { source = "./eks" }
        module "out" { source = "../cluster" }
        module "vpc" { source = "./vpc" }
        module "outputs" { source = "../outputs" }
        module "self" { source = "./self" }
      `,
      "self/main.tf": `module "again" { source = "../self" }`,
    }),
  ).toEqual({
    clusters: [],
    problems: [
      "module.gone is not read: eks holds no configuration.",
      "module.out is not read: ../cluster leads out of the repository.",
      "module.self.module.again is not read: it calls itself.",
    ],
  });
});

test("A remote module that concerns EKS is a problem, another is none.", async () => {
  expect(
    await found({
      "main.tf": `
        module "vpc" { source = "terraform-aws-modules/vpc/aws" }
        module "irsa" { source = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks" }
        module "eks" { source = "git::https://example.com/our-eks.git?ref=v1" }
        module "logs" {
          source = "example/logs/aws"
          name   = "/aws/eks/x/cluster"
        }
      `,
    }),
  ).toEqual({
    clusters: [],
    problems: [
      "module.eks is not read: git::https://example.com/our-eks.git?ref=v1 is not in this repository and is no module that is known here, so its clusters and log groups are not seen.",
      "module.logs is not read: example/logs/aws is not in this repository and is no module that is known here, so its clusters and log groups are not seen.",
    ],
  });
});

const downloaded = {
  "infra/main.tf": `module "a" {\n  source = "./a"\n}`,
  "infra/a/main.tf": `module "eks" {\n  source = "example.com/our/eks/aws"\n  types = ["api"]\n}`,
  "infra/.terraform/modules/modules.json": JSON.stringify({
    Modules: [
      { Key: "", Source: "", Dir: "." },
      { Key: "a", Source: "./a", Dir: "a" },
      { Key: "a.eks", Source: "x", Dir: ".terraform/modules/a.eks" },
    ],
  }),
  "infra/.terraform/modules/a.eks/main.tf": eks,
};

test("A remote module that Terraform has downloaded is read.", async () => {
  const all = treeOf(downloaded);
  const paths = all.paths.filter((path) => !path.includes("/.terraform/"));
  const { clusters, problems } = await terraform.read({ ...all, paths });
  expect(
    clusters.map(({ root, address, logTypes }) => [
      root,
      address,
      plain(logTypes.value),
    ]),
  ).toEqual([["infra", "module.a.module.eks.aws_eks_cluster.this", ["api"]]]);
  expect(problems).toEqual([]);
});

test("An argument about logs that a local module does not declare is named, others are Terraform's affair.", async () => {
  const { problems } = await readingOf({
    "main.tf": `
      module "eks" {
        source    = "./eks"
        log_types = ["audit"]
        colour    = "red"
      }
      module "bucket" {
        source     = "./bucket"
        log_bucket = "x"
      }
    `,
    "eks/main.tf": `resource "aws_eks_cluster" "this" {\n  name = "x"\n}`,
    "bucket/main.tf": `resource "aws_s3_bucket" "this" {}`,
  });
  expect(problems.map(({ message }) => message)).toEqual([
    "log_types of module.eks is no variable of eks: Terraform rejects it.",
  ]);
});

test("A module that could not be read in full may declare any variable.", async () => {
  const { problems } = await readingOf({
    "main.tf": `module "eks" {\n  source = "./eks"\n  log_types = []\n}`,
    "eks/main.tf": `resource "aws_eks_cluster" "this" {\n  name = "x"\n}`,
    "eks/variables.tf": `variable "log_types" {\n  default = "\n}`,
  });
  expect(problems.map(({ document }) => document.path)).toEqual([
    "eks/variables.tf",
  ]);
});

test("Sources and versions that locals decide are read, as OpenTofu reads them; others are a problem if they concern EKS.", async () => {
  const { clusters, problems } = await found({
    "main.tofu": `
      locals {
        modules = "./modules"
        version = "17.24.0"
      }
      variable "path" {}
      module "own" {
        source = "\${local.modules}/eks"
        types  = ["audit"]
      }
      module "published" {
        source  = "terraform-aws-modules/eks/aws"
        version = local.version
      }
      module "any" {
        source  = "terraform-aws-modules/eks/aws"
        version = var.path
      }
      module "eks" {
        source = var.path
      }
      module "vpc" {
        source = var.path
      }
    `,
    "modules/eks/main.tf": eks,
    "modules/eks/terraform.tfvars": `types = ["api"]`,
  });
  expect(clusters).toEqual([
    [".", "module.own.aws_eks_cluster.this", ["audit"]],
    [".", "module.published", []],
    [
      ".",
      "module.any",
      {
        unknown: expect.stringContaining(
          "the module's version constraint is not known",
        ),
      },
    ],
    ["modules/eks", "aws_eks_cluster.this", ["api"]],
  ]);
  expect(problems).toEqual([
    "module.eks is not read: its source is not known.",
  ]);
});
