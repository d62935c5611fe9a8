import { SemVer } from "semver";
import { describe, expect, test } from "vitest";
import {
  type Decision,
  type Row,
  knownModule,
  knownModules,
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

/** What a row says, in the order types, group, retention. */
function said(row: Row): string {
  if (row.clusterless) return "no cluster";
  const { logTypes, logGroup, retention } = row;
  const types = `${logTypes.name ?? "fixed"}=${logTypes.value.join() || "none"}`;
  const group =
    typeof logGroup === "string"
      ? logGroup
      : `${logGroup.name ?? ""}=${logGroup.value}`;
  return `${types} | ${group} | ${retention.name ?? "fixed"}=${retention.value ?? "never"}`;
}

const all = "api,audit,authenticator,controllerManager,scheduler";
const three = "audit,api,authenticator";
const eks = "terraform-aws-modules/eks/aws";
const blueprints = "aws-ia/terraform-aws-eks-blueprints";

/** Source, versions at both ends of a row, what it says. */
const rows: readonly (readonly [string, readonly string[], string])[] = [
  [eks, ["0.1.0", "2.3.1"], "fixed=none | never | fixed=never"],
  [
    eks,
    ["3.0.0", "4.0.2"],
    "cluster_enabled_log_types=none | never | fixed=never",
  ],
  [
    eks,
    ["5.0.0", "7.0.1"],
    "cluster_enabled_log_types=none | with types | cluster_log_retention_in_days=90",
  ],
  [
    eks,
    ["8.0.0", "17.24.0"],
    "cluster_enabled_log_types=none | with types | cluster_log_retention_in_days=90",
  ],
  [
    eks,
    ["18.0.0", "18.31.2", "19.0.0", "20.37.2"],
    `cluster_enabled_log_types=${three} | create_cloudwatch_log_group=true | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    eks,
    ["21.0.0", "21.19.0", "21.99.0"],
    `enabled_log_types=${three} | create_cloudwatch_log_group=true | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    tag(blueprints, "VERSION", "source"),
    ["v1.0.0", "v2.0.0"],
    `enabled_cluster_log_types=${all} | with types | fixed=90`,
  ],
  [
    tag(blueprints, "VERSION"),
    ["v3.0.0", "v3.1.2"],
    `cluster_enabled_log_types=${all} | with types | fixed=90`,
  ],
  [
    tag(blueprints, "VERSION"),
    ["v3.2.0", "v3.4.0", "v3.5.2"],
    `cluster_enabled_log_types=${all} | with types | cluster_log_retention_in_days=90`,
  ],
  [
    tag(blueprints, "VERSION"),
    ["v4.0.0", "v4.0.1"],
    `cluster_enabled_log_types=${all} | always | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    tag(blueprints, "VERSION"),
    ["v4.0.2", "v4.32.1"],
    `cluster_enabled_log_types=${all} | create_cloudwatch_log_group=false | cloudwatch_log_group_retention_in_days=90`,
  ],
  [tag(blueprints, "VERSION"), ["v5.0.0"], "no cluster"],
  [
    "cloudposse/eks-cluster/aws",
    ["0.1.0", "0.3.2"],
    "fixed=none | never | fixed=never",
  ],
  [
    "cloudposse/eks-cluster/aws",
    ["0.4.0", "0.16.0"],
    "enabled_cluster_log_types=none | never | fixed=never",
  ],
  [
    "cloudposse/eks-cluster/aws",
    ["0.17.0", "2.0.0", "4.11.0"],
    "enabled_cluster_log_types=none | with types | cluster_log_retention_period=0",
  ],
  [
    tag("cloudposse-terraform-components/aws-eks-cluster", "VERSION", "src"),
    ["v1.540.0"],
    "enabled_cluster_log_types=none | with types | cluster_log_retention_period=0",
  ],
  [
    "Young-ook/eks/aws",
    ["1.0.0", "2.1.0"],
    "enabled_cluster_log_types=none | never | fixed=never",
  ],
  [
    tag("DNXLabs/terraform-aws-eks", "VERSION"),
    ["v0.1.0", "v2.9.0"],
    "fixed=none | never | fixed=never",
  ],
  [
    tag("DNXLabs/terraform-aws-eks", "VERSION"),
    ["v3.0.0", "v4.1.0"],
    "cluster_enabled_log_types=none | never | fixed=never",
  ],
  [
    tag("DNXLabs/terraform-aws-eks", "VERSION"),
    ["v5.0.0", "v13.2.1"],
    "cluster_enabled_log_types=none | with types | cluster_log_retention_in_days=90",
  ],
  [
    tag("howdio/terraform-aws-eks", "VERSION"),
    ["v0.1.0", "v2.0.2"],
    "fixed=none | never | fixed=never",
  ],
  [
    "clouddrove/eks/aws",
    ["1.0.0", "1.3.9"],
    "enabled_cluster_log_types=none | with types | cluster_log_retention_period=30",
  ],
  [
    "clouddrove/eks/aws",
    ["1.4.0", "1.4.7"],
    `enabled_cluster_log_types=${all} | with types | cluster_log_retention_period=30`,
  ],
  [
    "dasmeta/eks/aws",
    ["0.1.0", "2.9.1"],
    "cluster_enabled_log_types=audit | always | fixed=90",
  ],
  [
    "dasmeta/eks/aws",
    ["2.9.2", "2.25.4"],
    "cluster_enabled_log_types=none | always | fixed=90",
  ],
  [
    "SPHTech-Platform/eks/aws",
    ["0.1.0", "0.21.5"],
    `cluster_enabled_log_types=${three} | always | fixed=90`,
  ],
  [
    "SPHTech-Platform/eks/aws",
    ["0.22.0", "0.22.4"],
    `enabled_log_types=${three} | always | fixed=90`,
  ],
  [
    "SPHTech-Platform/eks/aws",
    ["0.22.5"],
    `enabled_log_types=${three} | always | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    "SPHTech-Platform/eks/aws",
    ["0.22.6", "0.22.18"],
    `enabled_log_types=${three} | always | cloudwatch_log_group_retention_in_days=30`,
  ],
  ["truemark/eks/aws", ["0.0.1", "1.0.0"], `fixed=${all} | always | fixed=90`],
  [
    "truemark/eks/aws",
    ["1.0.1", "4.0.11"],
    `fixed=${all} | create_cloudwatch_log_group=true | fixed=90`,
  ],
  [
    tag("defenseunicorns/terraform-aws-eks", "VERSION"),
    ["v0.0.1", "v0.0.18"],
    `fixed=${three} | always | fixed=90`,
  ],
  [
    tag("defenseunicorns/terraform-aws-eks", "VERSION"),
    ["v0.0.19", "v0.0.26"],
    `cluster_enabled_log_types=${three} | create_cloudwatch_log_group=true | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    "boldlink/eks/aws",
    ["1.0.0", "1.5.0"],
    "enabled_cluster_log_types=none | never | fixed=never",
  ],
  [
    "boldlink/eks/aws",
    ["2.0.0", "3.3.6"],
    "enabled_cluster_log_types=none | enable_cp_logging=true | log_group_retention_days=7",
  ],
  [
    tag("cookpad/terraform-aws-eks", "VERSION"),
    ["1.25.0", "1.27.1"],
    `cluster_log_types=${all} | always | fixed=7`,
  ],
  [
    "vistaprint/simple-eks/aws",
    ["0.1.0", "0.3.3"],
    "fixed=api,authenticator | always | fixed=30",
  ],
  [
    "vistaprint/simple-eks/aws",
    ["0.3.4", "0.4.2"],
    "cluster_log_types=api,authenticator | always | fixed=30",
  ],
  [
    "vistaprint/simple-eks/aws",
    ["0.5.0-rc1"],
    "enabled_cluster_log_types=api,authenticator | always | fixed=30",
  ],
  [
    tag("worldcoin/terraform-aws-eks", "VERSION"),
    ["v0.1.0", "v10.13.4"],
    `fixed=${all} | always | fixed=30`,
  ],
  [
    tag("worldcoin/terraform-aws-eks", "VERSION"),
    ["v10.13.5", "v11.3.7"],
    `fixed=${all} | always | fixed=1`,
  ],
  [
    tag("dominodatalab/terraform-aws-eks", "VERSION", "modules/eks"),
    ["v3.0.1", "v3.49.0"],
    `fixed=${all} | always | fixed=365`,
  ],
  [
    tag("ManagedKube/kubernetes-ops", "VERSION", "terraform-modules/aws/eks"),
    ["v1.0.25", "v1.0.30"],
    `cluster_enabled_log_types=${all} | with types | cluster_log_retention_in_days=90`,
  ],
  [
    tag("ManagedKube/kubernetes-ops", "VERSION", "terraform-modules/aws/eks"),
    ["v2.0.29"],
    `cluster_enabled_log_types=${all} | always | cloudwatch_log_group_retention_in_days=90`,
  ],
  [
    tag("ManagedKube/kubernetes-ops", "VERSION", "terraform-modules/aws/eks"),
    ["v2.0.30"],
    `cluster_enabled_log_types=${all} | always | cloudwatch_log_group_retention_in_days=365`,
  ],
];

describe("every row of the table", () => {
  test.each(
    rows.flatMap(([source, versions, expected]) =>
      versions.map((version) => [source, version, expected] as const),
    ),
  )("%s at %s", (source, version, expected) => {
    const decision = source.includes("VERSION")
      ? decide(source.replace("VERSION", version))
      : decide(source, version);
    expect("row" in decision && said(decision.row)).toBe(expected);
  });

  test("is tested", () => {
    const tested = new Set(
      rows.flatMap(([source, versions]) =>
        versions.map((version) => {
          const decision = source.includes("VERSION")
            ? decide(source.replace("VERSION", version))
            : decide(source, version);
          return "row" in decision ? decision.row : undefined;
        }),
      ),
    );
    const untested = knownModules
      .flatMap((module) => module.rows)
      .filter((row) => !tested.has(row));
    expect(untested.map(({ from, citation }) => `${from} ${citation}`)).toEqual(
      [],
    );
  });

  test("stands in order, without overlapping its neighbours", () => {
    for (const { rows, repository } of knownModules) {
      const bounds = rows.flatMap(({ from, to }) => [from, to]);
      const sorted = [...bounds].sort((a, b) => new SemVer(a).compare(b));
      expect(bounds, repository).toEqual(sorted);
      expect(new Set(rows.map(({ from }) => from)).size).toBe(rows.length);
    }
  });

  test("cites its module with a version", () => {
    for (const { rows, repository } of knownModules)
      for (const { citation } of rows)
        expect(citation.toLowerCase()).toContain(repository);
  });
});

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
