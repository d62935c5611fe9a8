import fc from "fast-check";
import type { Change } from "./loopback/fast-import";
import type { PullRequestStart } from "./loopback/pull-request";

/*
 * Pull requests as they come: a few roots in three formats, whose log types and retention are written in different
 * places, before and after a change that is right, wrong, partly wrong, or about something else.
 */

/** How a root writes its log types. */
const WAYS = [
  "literal",
  "absent",
  "default",
  "local",
  "tfvars",
  "module",
  "cloudformation",
  "eksctl",
] as const;

/** A root as it is in one commit. */
interface Root {
  readonly way: (typeof WAYS)[number];
  readonly types: readonly string[];
  /** Days; undefined: nobody declares a log group. */
  readonly days: number | undefined;
  /** Lines of comment above everything, which shift it. */
  readonly above: number;
  readonly crlf: boolean;
}

const types = fc.constantFrom(
  ["api"],
  ["api", "audit"],
  ["audit"],
  [],
  ["api", "scheduler"],
  ["authenticator", "audit", "api"],
);
const state = fc.record({
  types,
  days: fc.constantFrom(undefined, 1, 7, 90, 365),
  above: fc.constantFrom(0, 0, 1, 12),
});

/** A root before and after; undefined: it is not there. */
const root = fc.record({
  way: fc.constantFrom(...WAYS),
  crlf: fc.constantFrom(false, false, false, true),
  base: fc.option(state, { nil: undefined }),
  head: fc.option(state, { nil: undefined, freq: 10 }),
});

/** Pull requests of one to three roots. */
export const pullRequests: fc.Arbitrary<PullRequestStart> = fc
  .array(root, { minLength: 1, maxLength: 3 })
  .map((roots) => {
    const base: Record<string, Change> = { "README.md": "# Infrastructure\n" };
    const head: Record<string, Change> = {
      "README.md": "# Our infrastructure\n",
    };
    for (const [
      index,
      { way, crlf, base: before, head: after },
    ] of roots.entries()) {
      const folder = `root${index}`;
      const old = before ? filesOf(folder, { way, crlf, ...before }) : {};
      const now = after ? filesOf(folder, { way, crlf, ...after }) : {};
      Object.assign(base, old);
      for (const path of Object.keys(old))
        if (!(path in now)) head[path] = null;
      for (const [path, text] of Object.entries(now))
        if (old[path] !== text) head[path] = text;
    }
    return { base, head };
  });

function filesOf(folder: string, root: Root): Record<string, string> {
  const { way, above, crlf } = root;
  const files =
    way === "cloudformation"
      ? { "eks.yaml": template(root) }
      : way === "eksctl"
        ? { "cluster.yaml": clusterConfig(root) }
        : terraform(root);
  const comment = Array.from(
    { length: above },
    (_, index) => `# ${index}\n`,
  ).join("");
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      const whole = comment + text;
      return [
        `${folder}/${name}`,
        crlf ? whole.replaceAll("\n", "\r\n") : whole,
      ];
    }),
  );
}

function terraform({ way, types, days }: Root): Record<string, string> {
  const list = JSON.stringify(types).replaceAll(",", ", ");
  const variable = (value: string) =>
    `variable "log_types" {\n  type    = list(string)\n  default = ${value}\n}\n`;
  const expression = {
    literal: list,
    absent: "",
    default: "var.log_types",
    local: "local.log_types",
    tfvars: "var.log_types",
    module: "var.log_types",
  }[way === "cloudformation" || way === "eksctl" ? "literal" : way];
  const attribute =
    expression === "" ? "" : `  enabled_cluster_log_types = ${expression}\n`;
  const group =
    days === undefined
      ? ""
      : `\nresource "aws_cloudwatch_log_group" "this" {\n  name              = "/aws/eks/main/cluster"\n  retention_in_days = ${days}\n}\n`;
  const main = `resource "aws_eks_cluster" "this" {\n  name = "main"\n${attribute}}\n${group}`;
  switch (way) {
    case "default":
      return { "main.tf": main, "variables.tf": variable(list) };
    case "local":
      return { "main.tf": `locals {\n  log_types = ${list}\n}\n\n${main}` };
    case "tfvars":
      return {
        "main.tf": main,
        "variables.tf": variable('["api", "audit"]'),
        "terraform.tfvars": `region    = "eu-west-1"\nlog_types = ${list}\n`,
      };
    case "module":
      return {
        "eks/main.tf": main,
        "eks/variables.tf": variable('["api", "audit"]'),
        "main.tf": `module "eks" {\n  source    = "./eks"\n  log_types = ${list}\n}\n`,
      };
    default:
      return { "main.tf": main };
  }
}

function template({ types, days }: Root): string {
  const list = types.map((type) => `            - Type: ${type}\n`).join("");
  const logging =
    types.length === 0
      ? ""
      : `      Logging:\n        ClusterLogging:\n          EnabledTypes:\n${list}`;
  const group =
    days === undefined
      ? ""
      : `  Logs:\n    Type: AWS::Logs::LogGroup\n    Properties:\n      LogGroupName: /aws/eks/main/cluster\n      RetentionInDays: ${days}\n`;
  return `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: main\n${logging}${group}`;
}

function clusterConfig({ types, days }: Root): string {
  const retention =
    days === undefined || types.length === 0
      ? ""
      : `    logRetentionInDays: ${days}\n`;
  const logging =
    types.length === 0
      ? ""
      : `cloudWatch:\n  clusterLogging:\n    enableTypes: ${JSON.stringify(types)}\n${retention}`;
  return `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: main\n  region: eu-west-1\n${logging}`;
}
