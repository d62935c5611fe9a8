import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import { readingOf } from "./reading";

const wanted = { required: ["audit"], recommended: ["authenticator"] };

/** The changed files after the fix of the first cluster's log types. */
async function fixed(files: Readonly<Record<string, string>>) {
  const { clusters } = await readingOf(files);
  const fix = clusters[0]?.logTypes.propose(wanted);
  return texts(fix?.edits ?? []);
}

async function kept(files: Readonly<Record<string, string>>) {
  const { clusters } = await readingOf(files);
  const fix = clusters[0]?.logGroup.retention.propose(90);
  return texts(fix?.edits ?? []);
}

function texts(edits: Parameters<typeof edited>[0]) {
  return Object.fromEntries(
    edited(edits).map(({ path, text }) => [path, text]),
  );
}

const cluster = (types: string) => `resource "aws_eks_cluster" "main" {
  name = "x"
  enabled_cluster_log_types = ${types}
}
`;

test("A missing argument is written into the resource with what is recommended.", async () => {
  expect(
    await fixed({
      "main.tf": `resource "aws_eks_cluster" "main" {\n  name = "x"\n}\n`,
    }),
  ).toEqual({
    "main.tf": `resource "aws_eks_cluster" "main" {\n  name = "x"\n\n  enabled_cluster_log_types = ["audit", "authenticator"]\n}\n`,
  });
});

test("A list in a variable's default is edited there.", async () => {
  expect(
    await fixed({
      "main.tf": cluster("var.types"),
      "variables.tf": `variable "types" {\n  default = ["api"] # more?\n}\n`,
    }),
  ).toEqual({
    "variables.tf": `variable "types" {\n  default = ["api", "audit"] # more?\n}\n`,
  });
});

test("A list in a tfvars file two modules up is edited there.", async () => {
  expect(
    await fixed({
      "main.tf": `module "a" {\n  source = "./a"\n  types  = var.types\n}\nvariable "types" {}\n`,
      "a/main.tf": `module "b" {\n  source = "../b"\n  types  = var.types\n}\nvariable "types" {}\n`,
      "b/main.tf": cluster("var.types") + `variable "types" {}\n`,
      "terraform.tfvars": `types = []\n`,
    }),
  ).toEqual({ "terraform.tfvars": `types = ["audit"]\n` });
});

test("Every branch of an undecided condition that lacks the type is edited.", async () => {
  expect(
    await fixed({
      "main.tf":
        cluster(`var.prod ? ["api"] : concat(local.more, ["scheduler"])`) +
        `variable "prod" {}\nlocals {\n  more = []\n}\n`,
    }),
  ).toEqual({
    "main.tf":
      cluster(
        `var.prod ? ["api", "audit"] : concat(local.more, ["scheduler", "audit"])`,
      ) + `variable "prod" {}\nlocals {\n  more = []\n}\n`,
  });
});

test("A missing log group is declared behind the cluster, which then waits for it.", async () => {
  expect(
    await kept({
      "main.tf": `resource "aws_eks_cluster" "main" {
  count = var.create ? 1 : 0
  name  = "\${var.name}-x"
}
variable "create" {}
variable "name" {}
`,
    }),
  ).toEqual({
    "main.tf": `resource "aws_eks_cluster" "main" {
  count = var.create ? 1 : 0
  name  = "\${var.name}-x"

  depends_on = [aws_cloudwatch_log_group.main]
}

resource "aws_cloudwatch_log_group" "main" {
  count             = var.create ? 1 : 0
  name              = "/aws/eks/\${var.name}-x/cluster"
  retention_in_days = 90
}
variable "create" {}
variable "name" {}
`,
  });
});

test("Too few days are replaced where they were written.", async () => {
  expect(
    await kept({
      "main.tf": `resource "aws_eks_cluster" "main" {
  name = "x"
}
resource "aws_cloudwatch_log_group" "main" {
  name              = "/aws/eks/x/cluster"
  retention_in_days = local.days
}
locals {
  days = 7
}
`,
    }),
  ).toEqual({
    "main.tf": `resource "aws_eks_cluster" "main" {
  name = "x"
}
resource "aws_cloudwatch_log_group" "main" {
  name              = "/aws/eks/x/cluster"
  retention_in_days = local.days
}
locals {
  days = 90
}
`,
  });
});
