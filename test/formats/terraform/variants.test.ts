import { expect, test } from "vitest";
import { terraform } from "../../../src/formats/terraform";
import { treeOf } from "../../tree";
import { plain, readingOf } from "./reading";

const main = `
variable "name" {}
variable "types" { default = [] }
resource "aws_eks_cluster" "main" {
  name                      = var.name
  enabled_cluster_log_types = var.types
}
`;

/** Variant, name and log types of every cluster. */
async function clusters(files: Readonly<Record<string, string>>) {
  const reading = await readingOf(files);
  return reading.clusters.map((cluster) => [
    cluster.variant,
    plain(cluster.name),
    plain(cluster.logTypes.value),
  ]);
}

test("Each var-file of a root is an evaluation; the root on its own is none when it lacks a value that they give.", async () => {
  expect(
    await clusters({
      "main.tf": main,
      "dev.tfvars": `name = "d"`,
      "prod.tfvars": `name = "p"\ntypes = ["audit"]`,
    }),
  ).toEqual([
    ["dev.tfvars", "d", []],
    ["prod.tfvars", "p", ["audit"]],
  ]);
});

test("The root on its own is none when it lacks a value that its clusters do not need.", async () => {
  expect(
    await clusters({
      "main.tf": `${main.replace("{}", `{ default = "x" }`)}variable "region" {}\n`,
      "environments/prod.tfvars": `region = "eu-west-1"\ntypes = ["audit"]`,
    }),
  ).toEqual([["environments/prod.tfvars", "x", ["audit"]]]);
});

test("The root on its own stands for the var-files that decide nothing about a cluster, and for none when others do.", async () => {
  const files = {
    "main.tf": `${main.replace("{}", `{ default = "x" }`)}variable "region" {}\nvariable "cidr" {}\n`,
    "environments/network.tfvars": `cidr = "10.0.0.0/8"`,
    "environments/place.tfvars": `region = "eu-west-1"`,
  };
  const prod = `region = "eu-west-1"\ncidr = "10.0.0.0/8"`;

  expect(await clusters(files)).toEqual([[undefined, "x", []]]);
  expect(
    await clusters({
      ...files,
      "environments/dev.tfvars": prod,
      "environments/prod.tfvars": `${prod}\ntypes = ["audit"]`,
    }),
  ).toEqual([
    [undefined, "x", []],
    ["environments/prod.tfvars", "x", ["audit"]],
  ]);
});

test("The root on its own stays where every needed value has a default.", async () => {
  expect(
    await clusters({
      "main.tf": main.replace("{}", `{ default = "x" }`),
      "environments/prod.tfvars": `types = ["audit"]`,
    }),
  ).toEqual([
    [undefined, "x", []],
    ["environments/prod.tfvars", "x", ["audit"]],
  ]);
});

test("Files in the folder of an environment that set different variables are used together, over what is common.", async () => {
  expect(
    await clusters({
      "infra/main.tf": main,
      "infra/envs/common.tfvars": `types = ["api"]\nname = "none"`,
      "infra/envs/prod/cluster.tfvars": `name = "p"`,
      "infra/envs/prod/logging.tfvars": `types = ["audit"]`,
      "infra/envs/dev/cluster.tfvars": `name = "d"`,
    }),
  ).toEqual([
    ["infra/envs/dev/cluster.tfvars", "d", ["api"]],
    ["infra/envs/prod/cluster.tfvars", "p", ["audit"]],
  ]);
});

test("A folder beside the roots is for those that declare all that its files set.", async () => {
  expect(
    await clusters({
      "eks/main.tf": main,
      "vpc/main.tf": `variable "name" {}\nvariable "cidr" {}`,
      "envs/eks-prod.tfvars": `name = "p"\ntypes = ["audit"]`,
      "envs/vpc-prod.tfvars": `name = "v"\ncidr = "10.0.0.0/8"`,
    }),
  ).toEqual([["envs/eks-prod.tfvars", "p", ["audit"]]]);
});

test("A var-file in another root is not for this one, whatever they share.", async () => {
  expect(
    await clusters({
      "eks/main.tf": main.replace("{}", `{ default = "x" }`),
      "vpc/main.tf": `variable "name" {}`,
      "vpc/prod.tfvars": `name = "v"`,
    }),
  ).toEqual([[undefined, "x", []]]);
});

test("It is not known whether a file without an environment is used together with one that has one.", async () => {
  expect(
    await clusters({
      "main.tf": main,
      "prod.tfvars": `name = "p"`,
      "logging.tfvars": `types = ["audit"]`,
    }),
  ).toEqual([
    [
      "logging.tfvars",
      { unknown: "nothing in the code sets var.name" },
      ["audit"],
    ],
    [
      "prod.tfvars",
      "p",
      {
        unknown:
          "nothing says whether logging.tfvars, which sets var.types, is used together with prod.tfvars",
      },
    ],
  ]);
});

test("Files that Terraform loads by itself count in every evaluation, and lose.", async () => {
  expect(
    await clusters({
      "main.tf": main,
      "terraform.tfvars": `name = "t"\ntypes = ["audit"]`,
      "prod.tfvars": `name = "p"`,
    }),
  ).toEqual([
    [undefined, "t", ["audit"]],
    ["prod.tfvars", "p", ["audit"]],
  ]);
});

test("It is said how many variants are not evaluated.", async () => {
  const files = Array.from({ length: 66 }, (_, at) => [
    `envs/${at + 100}.tfvars`,
    `name = "n${at}"`,
  ]);
  const { clusters, problems } = await readingOf({
    "main.tf": main,
    ...Object.fromEntries(files),
  });
  expect(clusters).toHaveLength(64);
  expect(problems.map(({ message }) => message)).toEqual([
    "2 of the 66 var-files or groups of var-files for . are not evaluated, from envs/164.tfvars on: no more than 64 of a root are.",
  ]);
});

test("A var-file that sets nothing that a cluster needs is no variant.", async () => {
  const files = {
    "main.tf": `${main}variable "repositories" { default = [] }\n`,
    "environments/dev/terraform.tfvars": `name = "d"\ntypes = ["audit"]`,
    "environments/ecr-dev.tfvars": `repositories = ["a"]`,
  };

  expect(await clusters(files)).toEqual([
    ["environments/dev/terraform.tfvars", "d", ["audit"]],
  ]);
});

test("A var-file that is an example is no deployment.", async () => {
  const files = {
    "main.tf": main.replace("{}", `{ default = "x" }`),
    "example.tfvars": "types = []",
    "envs/ecr-examples-dev.tfvars": `name = "d"`,
    "prod.tfvars": `types = ["audit"]`,
  };

  expect(await clusters(files)).toEqual([
    [undefined, "x", []],
    ["prod.tfvars", "x", ["audit"]],
  ]);
});

test("What a file sets that is there but cannot be read is not known, nor is what such a file declares.", async () => {
  const tree = treeOf({
    "main.tf": `${main.replace("var.types\n}", "try(var.extra, [])\n}").replace("{}", `{ default = "x" }`)}`,
    "terraform.tfvars": "",
    "shared.tf": "",
  });
  const unread = ["terraform.tfvars", "shared.tf"];
  const { clusters } = await terraform.read({
    ...tree,
    document: (path) =>
      unread.includes(path) ? undefined : tree.document(path),
  });
  expect(
    clusters.map(({ name, logTypes }) => [plain(name), plain(logTypes.value)]),
  ).toEqual([
    [
      { unknown: "terraform.tfvars could not be read" },
      {
        unknown:
          "var.extra may be declared in shared.tf, which could not be read",
      },
    ],
  ]);
});
