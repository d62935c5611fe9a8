import { expect, test } from "vitest";
import { contains } from "../../../src/core/outcomes";
import { edited } from "../../../src/core/fix";
import { printed } from "../../../src/core/print";
import { plain, readingOf } from "./reading";

const eks = (version: string, rest = "") => `module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "${version}"
${rest}}
`;

async function first(text: string) {
  const { clusters, problems } = await readingOf({ "main.tf": text });
  const [cluster] = clusters;
  return {
    cluster,
    address: cluster?.address,
    types: plain(cluster?.logTypes.value),
    declared: cluster?.logGroup.declared,
    days: plain(cluster?.logGroup.retention.value),
    problems: problems.map(({ message }) => message),
  };
}

async function fixed(text: string, what: "types" | "days") {
  const { cluster } = await first(text);
  const fix =
    what === "types"
      ? cluster?.logTypes.propose({
          required: ["audit"],
          recommended: ["authenticator"],
        })
      : cluster?.logGroup.retention.propose(365);
  return edited(fix?.edits ?? [])[0]?.text;
}

test("The version decides what a module does by default.", async () => {
  expect(await first(eks("~> 20.0"))).toMatchObject({
    address: "module.eks",
    types: ["audit", "api", "authenticator"],
    declared: true,
    days: 90,
    problems: [],
  });
  expect(await first(eks("17.24.0"))).toMatchObject({
    types: [],
    declared: false,
    days: null,
  });
});

test("Without a constraint nobody can tell, and the newest version's answer is named.", async () => {
  const { types, days } = await first(
    eks("20.0").replace(/ {2}version.*\n/, ""),
  );
  expect(types).toEqual({
    unknown:
      'the module\'s version is not constrained; 21.x would give the log types ["audit","api","authenticator"]',
  });
  expect(days).toMatchObject({ unknown: expect.stringContaining("21.x") });
});

test("An argument that only some versions take decides what it can.", async () => {
  const { types } = await first(
    eks(">= 18.0", `  cluster_enabled_log_types = ["api", "audit"]\n`),
  );
  expect(types).toEqual(["api", "audit"]);
});

test("A switch decides whether there is a cluster.", async () => {
  expect((await first(eks("~> 20.0", "  create = false\n"))).cluster).toBe(
    undefined,
  );
  expect(
    (await first(eks("~> 20.0", "  create = var.x\n") + `variable "x" {}`))
      .address,
  ).toBe("module.eks");
});

test("Submodules that make no cluster are none.", async () => {
  const { cluster, problems } = await first(
    eks("~> 20.0").replace("eks/aws", "eks/aws//modules/karpenter"),
  );
  expect([cluster, problems]).toEqual([undefined, []]);
});

test("A group beside the module is linked by the module's output or its argument.", async () => {
  const group = (name: string) => `
resource "aws_cloudwatch_log_group" "eks" {
  name              = "/aws/eks/\${${name}}/cluster"
  retention_in_days = 14
}
variable "name" {}
`;
  const off =
    "  cluster_name = var.name\n  create_cloudwatch_log_group = false\n";
  for (const name of ["module.eks.cluster_name", "var.name"])
    expect((await first(eks("~> 20.0", off) + group(name))).days).toBe(14);
});

test("A retention that is passed without a group is seen for what it is.", async () => {
  const { cluster, days } = await first(`module "eks" {
  source = "github.com/aws-ia/terraform-aws-eks-blueprints?ref=v4.32.1"
  cloudwatch_log_group_retention_in_days = 365
}`);
  expect(days).toBe(null);
  expect(cluster?.logGroup.retention.value.origin.label).toBe(
    "module.eks, whose module makes no log group unless create_cloudwatch_log_group is true: cloudwatch_log_group_retention_in_days has no effect",
  );
});

test("Arguments that the version does not take are named.", async () => {
  expect(
    (await first(eks("~> 21.0", `  cluster_enabled_log_types = []\n`)))
      .problems,
  ).toEqual([
    "cluster_enabled_log_types of module.eks is no argument of terraform-aws-modules/eks/aws 21.0.0 to 21.19.0: Terraform rejects it.",
  ]);
});

test("A fix sets or edits the module's arguments.", async () => {
  expect(await fixed(eks("17.24.0"), "types")).toBe(
    eks(
      "17.24.0",
      `\n  cluster_enabled_log_types = ["audit", "authenticator"]\n`,
    ),
  );
  const types = `  cluster_enabled_log_types = ["api"]\n`;
  expect(await fixed(eks("~> 20.0", types), "types")).toBe(
    eks("~> 20.0", types.replace("]", `, "audit"]`)),
  );
  expect(await fixed(eks("~> 20.0"), "days")).toBe(
    eks("~> 20.0", "\n  cloudwatch_log_group_retention_in_days = 365\n"),
  );
});

test("The log group module is a group.", async () => {
  const { days, declared } = await first(`
resource "aws_eks_cluster" "x" {
  name       = "x"
  depends_on = [module.logs]
}
module "logs" {
  source            = "terraform-aws-modules/cloudwatch/aws//modules/log-group"
  version           = "~> 3.0"
  name              = "/aws/eks/x/cluster"
  retention_in_days = 7
}`);
  expect([days, declared]).toEqual([7, true]);
});

test("What a module's arguments do behind an undecided condition stays told apart.", async () => {
  const { cluster } = await first(
    eks(
      "~> 20.0",
      `  cluster_enabled_log_types = var.prod ? ["audit"] : []\n`,
    ) + `variable "prod" {}`,
  );
  expect(cluster && contains(cluster.logTypes.value, "audit")).toBe("mixed");
});

test("A version that nobody knows may have other defaults, but what is written counts.", async () => {
  const found = await first(
    eks(">= 20.0", `  cluster_enabled_log_types = ["api"]\n`),
  );
  expect(found).toMatchObject({
    types: ["api"],
    days: { unknown: expect.stringContaining("has no upper bound") },
  });
  expect((await first(eks("22.0.0"))).types).toEqual({
    unknown: expect.stringContaining("allows versions newer than 21.19.0"),
  });
});

test("A log group that a written switch turns off is turned on where that is written.", async () => {
  const off = eks(
    "20.0.0",
    '  cluster_name                = "x"\n  create_cloudwatch_log_group = false\n',
  );
  expect((await first(off)).declared).toBe(false);
  expect(await fixed(off, "days")).toContain(
    "create_cloudwatch_log_group = true",
  );
  expect(
    await fixed(
      `${off.replace("= false", "= var.group")}
      variable "group" {
        default = false
      }`,
      "days",
    ),
  ).toContain("default = true");
});

test("A version that is no module any more makes no cluster, which is said.", async () => {
  const { cluster, problems } = await first(`
module "blueprints" {
  source       = "github.com/aws-ia/terraform-aws-eks-blueprints?ref=v5.0.0"
  cluster_name = "x"
}`);
  expect(cluster).toBeUndefined();
  expect(problems).toEqual([
    "module.blueprints makes no cluster: from 5.0.0 on, aws-ia/terraform-aws-eks-blueprints holds no module that does.",
  ]);
});

test("Where there is no cluster nothing is asked about its settings.", async () => {
  const { types, days } = await first(
    eks(
      "~> 20.0",
      `  create                      = var.here
  create_cloudwatch_log_group = var.here
  cluster_enabled_log_types   = var.here ? ["audit"] : []
`,
    ) + `variable "here" {}`,
  );
  expect([types, days]).toEqual([["audit"], 90]);
});

test("What is known of a name that the module makes up tells the environment.", async () => {
  const { cluster } = await first(`
module "eks" {
  source  = "cloudposse/eks-cluster/aws"
  version = "4.2.0"
  stage   = "dev"
  name    = "eks"
}`);
  expect(cluster && printed(cluster.name)).toBe(
    '"dev-eks-(made up by module.eks)"',
  );
});
