import { SemVer } from "semver";
import { describe, expect, test } from "vitest";
import {
  type Decision,
  type Row,
  knownModule,
  knownModules,
  rowsFor,
} from "../../../src/formats/terraform/registry-modules";
import { plain, readingOf } from "./reading";

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

/** A call of the module at that version; Blueprints wanted to be told to make a cluster. */
const called = (source: string, version: string, rest = ""): string => `
module "m" {
  source = "${source.replace("VERSION", version)}"
  ${source.includes("VERSION") ? "" : `version = "${version}"`}
  ${source.includes(blueprints) && /^v[1-3]/.test(version) ? "create_eks = true" : ""}
  ${rest}
}`;

/** What a call makes: the log types in order, and the days of the log group. */
async function made(text: string) {
  const { clusters, problems } = await readingOf({ "main.tf": text });
  const [cluster] = clusters;
  const types = plain(cluster?.logTypes.value);
  return {
    types: Array.isArray(types) ? types.join() : types,
    days: plain(cluster?.logGroup.retention.value),
    problems,
  };
}

describe("a call of the module", () => {
  const calls = rows
    .filter(([, , expected]) => expected !== "no cluster")
    .flatMap(([source, versions, expected]) =>
      versions.map((version) => [source, version, expected] as const),
    );
  const parts = (expected: string) => {
    const [types = "", group = "", retention = ""] = expected.split(" | ");
    const [argument = "", list = ""] = types.split("=");
    return {
      argument,
      list: list === "none" ? "" : list,
      group,
      days: Number(retention.split("=")[1]),
    };
  };
  const kept = (group: string, types: string, days: number) =>
    group === "always" ||
    group.endsWith("=true") ||
    (group === "with types" && types !== "")
      ? days
      : null;

  test.each(calls)("does so: %s at %s", async (source, version, expected) => {
    const { list, group, days } = parts(expected);
    expect(await made(called(source, version))).toEqual({
      types: list,
      days: kept(group, list, days),
      problems: [],
    });
  });

  test.each(calls.filter(([, , expected]) => !expected.startsWith("fixed")))(
    "does as it is told: %s at %s",
    async (source, version, expected) => {
      const { argument, group, days } = parts(expected);
      const told = `${argument} = ["audit"]`;
      expect(await made(called(source, version, told))).toEqual({
        types: "audit",
        days: kept(group, "audit", days),
        problems: [],
      });
    },
  );
});

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
