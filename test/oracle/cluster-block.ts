import { Expressions, type Name } from "./expressions";
import type { Random } from "./random";

/** `terraform_data` in the place of a cluster, what can be said of it and what is asked of it. */
export interface ClusterBlock {
  readonly block: string;
  readonly override: string;
  readonly names: readonly Name[];
  readonly results: readonly string[];
}

/** A cluster of any number of instances; `certain` names are those that may decide how many. */
export function clusterBlock(
  random: Random,
  certain: readonly Name[],
  names: readonly Name[],
  name?: string,
): ClusterBlock {
  const sure = new Expressions(random, certain);
  const make = new Expressions(random, names);
  const kind = random.pick(["single", "count", "each"] as const);
  const input = (key: string) => `input = {
    name  = ${name ?? `try(${make.make("string", 2)}, "none")`}
    types = try(${make.make("list", 2)}, [])
    days  = try(${make.make("number", 2)}, null)
    key   = ${key}
  }`;
  const key = {
    single: '"-"',
    count: "count.index",
    each: 'try("${each.key}/${each.value}", each.key)',
  }[kind];
  const repeated = {
    single: "",
    count: `count = try(coalesce(${sure.make("bool", 1)}, false), false) ? 1 : ${random.whole(0, 2)}`,
    each: `for_each = ${random.pick([
      'toset(["a", "b"])',
      '{ prod = "x" }',
      "toset(try([for x in local.l1 : tostring(x) if x != null], []))",
      '{ for k in ["a", "b", "c"] : k => upper(k) if k != "b" }',
      `{ for k, v in ${sure.literal("fleet")} : k => v }`,
    ])}`,
  }[kind];
  const resource = (lines: string) =>
    `resource "terraform_data" "cluster" {\n  ${lines}\n}\n`;
  return {
    block: resource(`${repeated}\n  ${input(key)}`),
    override: random.chance(0.08) ? resource(input('"overridden"')) : "",
    names: reached[kind],
    results: results[kind],
  };
}

type Kind = "single" | "count" | "each";

const reached: Readonly<Record<Kind, readonly Name[]>> = {
  single: [
    { text: "terraform_data.cluster.input.types", shape: "list" },
    { text: "terraform_data.cluster.input.name", shape: "string" },
    { text: "terraform_data.cluster.input", shape: "settings" },
  ],
  count: [
    { text: "terraform_data.cluster[*].input.name", shape: "list" },
    { text: "terraform_data.cluster[0].input.types", shape: "list" },
    { text: "length(terraform_data.cluster)", shape: "number" },
    { text: "one(terraform_data.cluster[*].input.name)", shape: "string" },
  ],
  each: [
    {
      text: "{ for k, c in terraform_data.cluster : k => c.input.name }",
      shape: "map",
    },
    { text: 'terraform_data.cluster["a"].input.types', shape: "list" },
    {
      text: "{ for k, c in terraform_data.cluster : k => c.input }",
      shape: "fleet",
    },
  ],
};

const results: Readonly<Record<Kind, readonly string[]>> = {
  single: [
    "terraform_data.cluster.input.types",
    "terraform_data.cluster.input.days",
    "terraform_data.cluster.input",
  ],
  count: [
    "terraform_data.cluster[*].input.types",
    "terraform_data.cluster[0].input.days",
    "[for c in terraform_data.cluster : c.input]",
  ],
  each: [
    "[for k, c in terraform_data.cluster : c.input.types]",
    "values(terraform_data.cluster)[*].input.days",
    'terraform_data.cluster["a"].input',
  ],
};
