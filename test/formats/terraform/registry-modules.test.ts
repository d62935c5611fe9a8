import { describe, expect, test } from "vitest";
import {
  type Decision,
  knownModule,
  rowsFor,
  unknownArguments,
} from "../../../src/formats/terraform/registry-modules";

const tag = (repository: string, ref: string, folder = "") =>
  `git::https://github.com/${repository}.git${folder && `//${folder}`}?ref=${ref}`;

function decide(source: string, constraint?: string): Decision {
  const found = knownModule(source);
  if (!found) throw new Error(`${source} is not known.`);
  return rowsFor(found, constraint);
}

const eks = "terraform-aws-modules/eks/aws";

describe("a module is known", () => {
  test.each([
    "terraform-aws-modules/eks/aws",
    "registry.terraform.io/terraform-aws-modules/eks/aws",
    "registry.opentofu.org/terraform-aws-modules/eks/aws",
    "Terraform-AWS-Modules/eks/aws",
    "tfr:///terraform-aws-modules/eks/aws?version=20.0.0",
    "tfr://registry.terraform.io/terraform-aws-modules/eks/aws?version=20.0.0",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks?ref=v20.0.0",
    "git::https://user:secret@github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0&depth=1",
    "git::git@github.com:terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "git::git://github.com/terraform-aws-modules/terraform-aws-eks.git?depth=1&ref=v20.0.0",
    "git@github.com:terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "github.com/terraform-aws-modules/terraform-aws-eks?ref=v20.0.0",
    "github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "git::ssh://git@github.com:22/terraform-aws-modules/terraform-aws-eks.git?ref=v20.0.0",
    "git::git@github.com:terraform-aws-modules/terraform-aws-eks.git//.?ref=v20.0.0",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=refs/tags/v20.0.0",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git?ref=tags%2Fv20.0.0",
  ])("%s", (source) => {
    const found = knownModule(source);
    expect(found?.module.address).toBe("terraform-aws-modules/eks/aws");
    expect(found?.clusterless).toBe(false);
    const decision = found && rowsFor(found, "20.0.0");
    expect(decision && "row" in decision && decision.row.from).toBe("19.0.0");
  });

  test.each([
    "",
    "./modules/eks",
    "../terraform-aws-modules/eks/aws",
    "/terraform-aws-modules/eks/aws",
    "terraform-aws-modules/vpc/aws",
    "example.com/terraform-aws-modules/eks/aws",
    "git::https://gitlab.com/terraform-aws-modules/terraform-aws-eks.git",
    "git::https://github.com.evil.example/terraform-aws-modules/terraform-aws-eks.git",
    "tfr://example.com/terraform-aws-modules/eks/aws?version=1.0.0",
    "terraform-aws-modules/eks/aws//examples/complete",
    "dasmeta/eks/aws//modules/eks",
    "git::https://github.com/cookpad/terraform-aws-eks.git//modules/cluster?ref=1.25.0",
  ])("not %s", (source) => {
    expect(knownModule(source)).toBeUndefined();
  });

  test.each([
    "terraform-aws-modules/eks/aws//modules/karpenter",
    "git::https://github.com/terraform-aws-modules/terraform-aws-eks.git//modules/eks-managed-node-group?ref=v20.0.0",
    "tfr:///terraform-aws-modules/eks/aws//modules/fargate-profile?version=20.0.0",
  ])("to make no cluster: %s", (source) => {
    expect(knownModule(source)?.clusterless).toBe(true);
  });
});

describe("the newest version that the constraint allows decides", () => {
  test.each([
    ["20.33.1", "19.0.0"],
    ["v20.33.1", "19.0.0"],
    ["= 17.0", "8.0.0"],
    ["~> 20.0", "19.0.0"],
    ["~>20.0", "19.0.0"],
    ["~> 17.1.0", "8.0.0"],
    ["~> 18.0, != 18.31.2", "18.0.0"],
    [">= 17.0, < 19.0", "18.0.0"],
    [">= 17.0.0, <= 18.0.0", "18.0.0"],
    [">= 17.0.0, < 18.0.0", "8.0.0"],
    ["< 21.0.0", "19.0.0"],
    ["<= 21.0.0", "21.0.0"],
    ["~> 21.0", "21.0.0"],
    ["~> 21.5, < 22", "21.0.0"],
    ["21.50.0", "21.0.0"],
    [" >= 5.0 , < 8.0.0 ", "5.0.0"],
  ])("%s", (constraint, from) => {
    const decision = decide(eks, constraint);
    expect("row" in decision && decision.row.from).toBe(from);
  });

  test("and one that is excluded does not", () => {
    const decision = decide(
      "SPHTech-Platform/eks/aws",
      ">= 0.22.0, <= 0.22.5, != 0.22.5",
    );
    expect("row" in decision && decision.row.from).toBe("0.22.0");
  });

  test("and a pre-release only when it is named exactly", () => {
    const decision = decide("vistaprint/simple-eks/aws", "~> 0.3");
    expect("row" in decision && decision.row.from).toBe("0.3.4");
  });
});

describe("it cannot be decided", () => {
  test.each([
    [undefined, "the module's version is not constrained", "21.0.0", 7],
    ["", "the module's version is not constrained", "21.0.0", 7],
    [
      ">= 20.0",
      'the version constraint ">= 20.0" has no upper bound',
      "21.0.0",
      2,
    ],
    ["> 17", 'the version constraint "> 17" has no upper bound', "21.0.0", 4],
    ["~> 20", 'the version constraint "~> 20" has no upper bound', "21.0.0", 2],
    [
      "!= 20.0.0",
      'the version constraint "!= 20.0.0" has no upper bound',
      "21.0.0",
      7,
    ],
    [
      "22.0.0",
      'the version constraint "22.0.0" allows versions newer than 21.19.0, the newest one known',
      "21.0.0",
      1,
    ],
    [
      ">= 20.0, < 23",
      'the version constraint ">= 20.0, < 23" allows versions newer than 21.19.0, the newest one known',
      "21.0.0",
      2,
    ],
    ["latest", 'the version constraint "latest" cannot be read', "21.0.0", 7],
    [
      "> 20.0, < 20.0",
      'no known version matches "> 20.0, < 20.0"',
      "21.0.0",
      7,
    ],
  ])("%j", (constraint, reason, newest, possible) => {
    const decision = decide(eks, constraint);
    if ("row" in decision) throw new Error(decision.row.from);
    expect(decision.undecided).toBe(reason);
    expect(decision.newest.from).toBe(newest);
    expect(decision.possible.length).toBe(possible);
  });

  test.each([
    ["", "the module's source names no tag, so it is the newest commit"],
    [
      "?ref=main",
      '"main" in the module\'s source is a branch or commit, not a version',
    ],
    [
      "?ref=1a2b3c4d",
      '"1a2b3c4d" in the module\'s source is a branch or commit, not a version',
    ],
  ])("git source %j", (query, reason) => {
    const decision = decide(
      `git::https://github.com/terraform-aws-modules/terraform-aws-eks.git${query}`,
      "20.0.0",
    );
    expect("undecided" in decision && decision.undecided).toBe(reason);
  });

  test("older than anything known", () => {
    expect(
      "undecided" in decide(tag("cookpad/terraform-aws-eks", "1.20.0")),
    ).toBe(true);
  });
});

describe("arguments that a version does not have", () => {
  const unknown = (version: string) => {
    const found = knownModule(eks);
    const decision = found && rowsFor(found, version);
    return found && decision && "row" in decision
      ? [...unknownArguments(found.module, decision.row)].sort()
      : undefined;
  };
  test("are those of others", () => {
    expect(unknown("17.24.0")).toEqual([
      "cloudwatch_log_group_retention_in_days",
      "create",
      "create_cloudwatch_log_group",
      "enabled_log_types",
      "name",
    ]);
    expect(unknown("21.0.0")).toEqual([
      "cluster_enabled_log_types",
      "cluster_log_retention_in_days",
      "cluster_name",
      "create_eks",
    ]);
  });
});
