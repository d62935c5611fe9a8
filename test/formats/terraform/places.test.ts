import { describe, expect, test } from "vitest";
import { clustersIn } from "./reading";

const role = (account: string) =>
  `assume_role {
    role_arn = "arn:aws:iam::${account}:role/deploy"
  }`;

const config = (first: string, second: string) => `
variable "region" {
  type = string
}
provider "aws" {
  ${first}
}
provider "aws" {
  alias = "other"
  ${second}
}
resource "aws_eks_cluster" "this" {
  provider = aws.other
  name     = "prod"
}
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/eks/prod/cluster"
  retention_in_days = 30
}
`;

const known = "111122223333";
const west = 'region = "eu-west-1"';

const cases: readonly (readonly [string, string, unknown])[] = [
  ["", "", 30],
  [west, west, 30],
  [west, 'region = "us-east-1"', null],
  [west, "", "unknown"],
  [west, "region = var.region", "unknown"],
  ["region = var.region", "region = var.region", 30],
  ["", 'profile = "other"', "unknown"],
  [`${west}\n${role(known)}`, `${west}\n${role(known)}`, 30],
  [`${west}\n${role(known)}`, `${west}\n${role("444455556666")}`, null],
  [west, `${west}\n${role(known)}`, "unknown"],
  [
    `${west}\nallowed_account_ids = ["${known}"]`,
    `${west}\n${role(known)}`,
    30,
  ],
  [
    `${west}\nallowed_account_ids = ["${known}"]`,
    `${west}\nallowed_account_ids = ["444455556666"]`,
    null,
  ],
];

describe("A group is the cluster's own only in its region and account:", () => {
  test.each(cases)("%s and %s", async (first, second, days) => {
    const [cluster] = await clustersIn(config(first, second));
    const value = cluster?.logGroup.retention.value;
    expect(value?.kind === "known" ? value.data : value?.kind).toBe(days);
  });
});
