import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import { plain, readingOf } from "./reading";

const eks = `
variable "name" {}
variable "types" {
  type    = list(string)
  default = []
}
variable "region" { default = "" }
resource "aws_eks_cluster" "this" {
  name                      = "\${var.name}\${var.region}"
  enabled_cluster_log_types = var.types
}
`;

async function found(files: Readonly<Record<string, string>>) {
  const { clusters, problems } = await readingOf(files);
  return {
    clusters: clusters.map((cluster) => [
      cluster.root,
      cluster.address,
      plain(cluster.name),
      plain(cluster.logTypes.value),
    ]),
    problems: problems.map(({ message }) => message),
  };
}

test("A unit runs a module of the repository with its inputs, and the module is no root of its own.", async () => {
  expect(
    await found({
      "modules/eks/main.tf": eks,
      "live/prod/eks/terragrunt.hcl": `
        terraform {
          source = "../../..//modules/eks"
        }
        locals {
          name = basename(dirname(get_terragrunt_dir()))
        }
        inputs = {
          name  = local.name
          types = ["audit"]
        }
      `,
    }),
  ).toEqual({
    clusters: [["live/prod/eks", "aws_eks_cluster.this", "prod", ["audit"]]],
    problems: [],
  });
});

test("What is included is merged below, as seen from the unit.", async () => {
  expect(
    await found({
      "modules/eks/main.tf": eks,
      "live/root.hcl": `
        locals {
          region = read_terragrunt_config(find_in_parent_folders("region.hcl"))
        }
        inputs = merge(local.region.locals, {
          name  = replace(path_relative_to_include(), "/", "-")
          types = ["api"]
        })
      `,
      "live/_envcommon/eks.hcl": `
        terraform {
          source = "\${get_repo_root()}/modules/eks"
        }
        inputs = {
          types = ["audit"]
        }
      `,
      "live/eu/region.hcl": `locals {\n  region = "-eu"\n}`,
      "live/eu/eks/terragrunt.hcl": `
        include "root" {
          path = find_in_parent_folders("root.hcl")
        }
        include "env" {
          path   = "\${dirname(find_in_parent_folders("root.hcl"))}/_envcommon/eks.hcl"
          expose = true
        }
      `,
    }),
  ).toEqual({
    clusters: [["live/eu/eks", "aws_eks_cluster.this", "eu-eks-eu", ["audit"]]],
    problems: [],
  });
});

test("Lists of a deeply merged include are joined.", async () => {
  const { clusters } = await found({
    "eks/main.tf": eks,
    "common.hcl": `inputs = { types = ["audit"] }`,
    "eks/terragrunt.hcl": `
      include {
        path           = "../common.hcl"
        merge_strategy = "deep"
      }
      inputs = { types = ["api"], name = "x" }
    `,
  });
  expect(clusters).toEqual([
    ["eks", "aws_eks_cluster.this", "x", ["audit", "api"]],
  ]);
});

test("The outside world, and what a missing include may set, is not known.", async () => {
  const { clusters } = await found({
    "eks/main.tf": eks,
    "eks/terragrunt.hcl": `
      include "root" { path = find_in_parent_folders("gone.hcl") }
      dependency "vpc" { config_path = "../vpc" }
      inputs = {
        name = "x-\${dependency.vpc.outputs.id}"
      }
    `,
  });
  expect(clusters).toEqual([
    [
      "eks",
      "aws_eks_cluster.this",
      {
        unknown: "dependency.vpc.outputs.id is known only when Terragrunt runs",
      },
      {
        unknown: "a file that eks/terragrunt.hcl includes is not known",
      },
    ],
  ]);
});

test("Inputs about logs that the module does not declare are named.", async () => {
  expect(
    (
      await found({
        "eks/main.tf": eks,
        "eks/terragrunt.hcl": `inputs = {\n  name = "x"\n  log_types = ["audit"]\n  cidr = ""\n  catalog = ""\n}`,
      })
    ).problems,
  ).toEqual([
    "log_types in the inputs of eks has no effect: eks declares no such variable.",
  ]);
});

test("A path that would tell where the repository is checked out is not known.", async () => {
  const { clusters } = await found({
    "eks/main.tf": eks,
    "eks/terragrunt.hcl": `inputs = {\n  name = get_terragrunt_dir()\n}`,
  });
  expect(clusters[0]?.[2]).toEqual({
    unknown: "it depends on where the repository is checked out",
  });
});

test("A unit at the top of the repository is named by its file.", async () => {
  const { problems } = await found({
    "terragrunt.hcl": `terraform {\n  source = "git::https://example.com/our/eks.git?ref=v1"\n}`,
  });
  expect(problems).toEqual([
    "terragrunt.hcl is not read: git::https://example.com/our/eks.git?ref=v1 is not in this repository and is no module that is known here.",
  ]);
});

test("A unit whose module is elsewhere is a problem if it concerns EKS.", async () => {
  expect(
    await found({
      "a/eks/terragrunt.hcl": `terraform {\n  source = "git::https://example.com/our/eks.git?ref=v1"\n}`,
      "a/vpc/terragrunt.hcl": `terraform {\n  source = "git::https://example.com/our/vpc.git?ref=v1"\n}`,
    }),
  ).toEqual({
    clusters: [],
    problems: [
      "a/eks is not read: git::https://example.com/our/eks.git?ref=v1 is not in this repository and is no module that is known here.",
    ],
  });
});

test("The fix of an input edits the unit's file.", async () => {
  const { clusters } = await readingOf({
    "modules/eks/main.tf": eks,
    "live/terragrunt.hcl": `terraform {\n  source = "..//modules/eks"\n}\ninputs = {\n  name  = "x"\n  types = ["api"] # few\n}\n`,
  });
  const fix = clusters[0]?.logTypes.propose({
    required: ["audit"],
    recommended: [],
  });
  expect(
    edited(fix?.edits ?? []).map(({ path, text }) => [path, text]),
  ).toEqual([
    [
      "live/terragrunt.hcl",
      `terraform {\n  source = "..//modules/eks"\n}\ninputs = {\n  name  = "x"\n  types = ["api", "audit"] # few\n}\n`,
    ],
  ]);
});

test("A unit that runs a published module is a cluster by its directory, and a fix writes an input.", async () => {
  const unit = `terraform {
  source = "tfr:///terraform-aws-modules/eks/aws?version=17.24.0"
}
inputs = {
  cluster_name = "x"
}
`;
  const { clusters } = await readingOf({ "live/my-eks/terragrunt.hcl": unit });
  const [cluster] = clusters;
  expect(cluster?.address).toBe("module.my-eks");
  expect(plain(cluster?.name)).toBe("x");
  expect(plain(cluster?.logTypes.value)).toEqual([]);
  const fix = cluster?.logTypes.propose({
    required: ["audit"],
    recommended: [],
  });
  expect(edited(fix?.edits ?? [])[0]?.text).toBe(
    unit.replace(`"x"\n`, `"x"\n\n  cluster_enabled_log_types = ["audit"]\n`),
  );
});

const named = (names: string) => ({
  "modules/eks/main.tf": eks,
  "live/types.tfvars": `types = ["audit"]`,
  "live/dev/first.tfvars": `types = ["api"]\nname = "first"`,
  "live/dev/terragrunt.hcl": `
    terraform {
      source = "../../modules/eks"
      extra_arguments "files" {
        commands = get_terraform_commands_that_need_vars()
        ${names}
      }
    }
    inputs = { name = "input" }
  `,
});

test("The var-files that a unit names beat its inputs, later ones the earlier ones; those that are not there do not count.", async () => {
  const files = named(`
    arguments          = ["-lock-timeout=1m", "-var-file=first.tfvars"]
    required_var_files = [find_in_parent_folders("types.tfvars")]
    optional_var_files = ["\${get_terragrunt_dir()}/none.tfvars"]
  `);
  expect((await found(files)).clusters).toEqual([
    ["live/dev", "aws_eks_cluster.this", "first", ["audit"]],
  ]);
});

test("A var-file that nobody knows may set anything.", async () => {
  const files = named(`required_var_files = [get_env("FILE")]`);
  expect((await found(files)).clusters).toEqual([
    [
      "live/dev",
      "aws_eks_cluster.this",
      { unknown: expect.stringContaining("a var-file that") },
      { unknown: expect.stringContaining("a var-file that") },
    ],
  ]);
});

test("Var-files for other commands do not count.", async () => {
  const files = named(`required_var_files = ["first.tfvars"]`);
  const unit = "live/dev/terragrunt.hcl";
  const other = files[unit].replace(/commands = .*/, `commands = ["import"]`);
  expect((await found({ ...files, [unit]: other })).clusters).toEqual([
    ["live/dev", "aws_eks_cluster.this", "input", []],
  ]);
});

const handed = (extra: string) => ({
  "modules/eks/main.tf": eks,
  "live/dev/terragrunt.hcl": `
    terraform {
      source = "../../modules/eks"
      extra_arguments "vars" {
        commands = ["plan", "apply"]
        ${extra}
      }
    }
    inputs = { name = "input", types = ["audit"] }
  `,
});

test.each([
  ["-var", `arguments = ["-var", "types=[\\"api\\"]", "-var=name=x"]`],
  [
    "-var, the last one",
    `arguments = ["-var=name=y", "-var=types=[]", "-var", "name=x", "-var=types=[\\"api\\"]"]`,
  ],
  [
    "TF_VAR_",
    `env_vars = { AWS_PROFILE = "a", TF_VAR_name = "x", TF_VAR_types = jsonencode(["api"]) }`,
  ],
])("What extra_arguments set beats the inputs: %s", async (_what, extra) => {
  const { clusters } = await found(handed(extra));
  expect(clusters[0]?.slice(2)).toEqual(["x", ["api"]]);
});

test("What a command line sets beats the environment.", async () => {
  const { clusters } = await found(
    handed(`
      env_vars  = { TF_VAR_name = "environment" }
      arguments = ["-lock-timeout=5m", "-var", "name=line"]
    `),
  );
  expect(clusters[0]?.slice(2)).toEqual(["line", ["audit"]]);
});

test("An argument of which nothing is known may set anything, one that begins as an option may not.", async () => {
  const reason = (extra: string) =>
    found(handed(extra)).then(({ clusters }) => clusters[0]?.slice(2));
  const unknown = { unknown: expect.stringContaining("extra_arguments") };
  expect(await reason(`arguments = [get_env("ARGS")]`)).toEqual([
    unknown,
    unknown,
  ]);
  expect(await reason(`arguments = ["-parallelism=\${get_env("N")}"]`)).toEqual(
    ["input", ["audit"]],
  );
  expect(
    await reason(`arguments = ["-var", "types=\${get_env("TYPES")}"]`),
  ).toEqual([
    "input",
    { unknown: "get_env() is known only when Terragrunt runs" },
  ]);
});

test("A text that no list is made of here is not known.", async () => {
  const { clusters } = await found(handed(`arguments = ["-var=types=[a.b]"]`));
  expect(clusters[0]?.[3]).toEqual({
    unknown: "the text that sets types is not read",
  });
});

test("No text of a command line is replaced by a number.", async () => {
  const { clusters } = await readingOf({
    "live/dev/terragrunt.hcl": `
      terraform {
        source = "tfr:///terraform-aws-modules/eks/aws?version=20.0.0"
        extra_arguments "vars" {
          commands  = ["apply"]
          arguments = ["-var=cloudwatch_log_group_retention_in_days=7"]
        }
      }
      inputs = { cluster_name = "dev" }
    `,
  });
  const retention = clusters[0]?.logGroup.retention;
  expect(retention && plain(retention.value)).toBe("7");
  expect(retention?.propose(90)).toBeUndefined();
});

test("Inputs that a published module does not know have no effect, and nothing rejects them.", async () => {
  const { problems } = await found({
    "live/dev/terragrunt.hcl": `
      terraform {
        source = "tfr:///terraform-aws-modules/eks/aws?version=20.0.0"
      }
      inputs = { cluster_name = "dev", enabled_log_types = ["audit"] }
    `,
  });
  expect(problems).toEqual([
    "enabled_log_types of module.dev is no argument of terraform-aws-modules/eks/aws 19.0.0 to 20.37.2: it has no effect, since Terragrunt passes inputs as environment variables.",
  ]);
});
