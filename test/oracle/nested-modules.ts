import { Expressions, type Name } from "./expressions";
import type { Random } from "./random";
import { block } from "./variables";

/** The call of a module in some instances, what its caller can say of it, and the module's files. */
export interface Nested {
  readonly call: string;
  readonly names: readonly Name[];
  readonly files: Readonly<Record<string, string>>;
}

/** A module that calls another one; `certain` names are those that may decide how many instances there are. */
export function nestedModule(
  random: Random,
  certain: readonly Name[],
  names: readonly Name[],
): Nested {
  if (random.chance(0.3)) return { call: "", names: [], files: {} };
  const kind = random.pick([
    "single",
    "count",
    "set",
    "map",
    "objects",
  ] as const);
  const fleet = new Expressions(random, certain).literal("fleet");
  const repeated = {
    single: "",
    count: `count = ${random.whole(0, 2)}`,
    set: `for_each = toset(${random.pick(['["a", "b"]', '["prod"]', "[]", "try([for x in local.l0 : tostring(x) if x != null], [])"])})`,
    map: `for_each = ${random.pick(['{ a = "x", b = "y" }', "{}", '{ prod = "p" }'])}`,
    objects: `for_each = { for k, v in ${fleet} : k => v if ${random.pick(["true", 'k != "dev"', 'contains(try(v.types, []), "audit")'])} }`,
  }[kind];
  const each = {
    single: '"one"',
    count: '"n${count.index}"',
    set: "each.key",
    map: '"${each.key}-${each.value}"',
    objects: 'try("${each.key}-${each.value.days}", each.key)',
  }[kind];
  const make = new Expressions(random, names);
  const types =
    kind === "objects" && random.chance(0.5)
      ? 'types = try(each.value.types, ["none"])'
      : `types = try(coalesce(tolist(toset(${make.make("list", 1)})), ["none"]), ["none"])`;
  return {
    call: block("module", "inner", [
      'source = "./inner"',
      repeated,
      types,
      random.chance(0.6) ? `name = ${each}` : "",
    ]),
    names: reached[kind],
    files: {
      "inner/main.tf": innerFile(random),
      "inner/deeper/main.tf": deeperFile(random),
    },
  };
}

const reached: Readonly<
  Record<"single" | "count" | "set" | "map" | "objects", readonly Name[]>
> = {
  single: [
    { text: "module.inner.types", shape: "list" },
    { text: "module.inner.name", shape: "string" },
    { text: "module.inner.deeper", shape: "list" },
  ],
  count: [
    { text: "module.inner[*].name", shape: "list" },
    { text: "flatten(module.inner[*].types)", shape: "list" },
    { text: "module.inner[0].name", shape: "string" },
    { text: "length(module.inner)", shape: "number" },
    { text: "flatten(module.inner[*].deeper)", shape: "list" },
  ],
  set: [
    { text: "[for k, m in module.inner : m.name]", shape: "list" },
    { text: 'module.inner["a"].types', shape: "list" },
    { text: "keys(module.inner)", shape: "list" },
    { text: "values(module.inner)[*].settings.name", shape: "list" },
  ],
  map: [
    { text: "{ for k, m in module.inner : k => m.name }", shape: "map" },
    { text: "values(module.inner)[*].name", shape: "list" },
    { text: 'module.inner["b"].name', shape: "string" },
    { text: 'module.inner["a"].settings', shape: "settings" },
  ],
  objects: [
    { text: "{ for k, m in module.inner : k => m.name }", shape: "map" },
    { text: "flatten(values(module.inner)[*].types)", shape: "list" },
    { text: "{ for k, m in module.inner : k => m.settings }", shape: "fleet" },
    { text: 'try(module.inner["prod"].name, "absent")', shape: "string" },
  ],
};

function innerFile(random: Random): string {
  const instances = random.pick([
    ["", 'name = "only"', "[module.deeper.result]"],
    [
      "count = 2",
      'name = "${var.name}${count.index}"',
      "module.deeper[*].result",
    ],
    [
      "count = length(var.name) > 3 ? 1 : 0",
      "name = var.name",
      "concat(module.deeper[*].result, [try(one(module.deeper).result, null)])",
    ],
    [
      'for_each = toset(["x", "y"])',
      "name = each.value",
      "[for k, m in module.deeper : m.result]",
    ],
    [
      'for_each = { (var.name) = "z" }',
      "name = each.key",
      "values(module.deeper)[*].result",
    ],
  ]);
  const [repeated = "", name = "", result = ""] = instances;
  return [
    block("variable", "types", [
      `type = ${random.pick(["list(string)", "set(string)", "any"])}`,
      'default = ["api"]',
    ]),
    block("variable", "name", ["type = string", 'default = "inner"']),
    block("module", "deeper", [
      'source = "./deeper"',
      repeated,
      `settings = { ${name}, ${random.pick(["types = var.types", "days = 5", "types = null"])} }`,
    ]),
    block("output", "types", [
      `value = ${random.pick(["var.types", 'concat(tolist(var.types), ["audit"])', "sort(compact(var.types))", '[for t in var.types : "${var.name}-${t}" if t != null]'])}`,
    ]),
    block("output", "name", ['value = "${var.name}!"']),
    block("output", "deeper", [`value = ${result}`]),
    block("output", "settings", [
      "value = { name = var.name, types = var.types, days = length(var.name) }",
    ]),
  ].join("\n");
}

function deeperFile(random: Random): string {
  return [
    block("variable", "settings", [
      `type = ${random.pick([
        'object({ name = string, types = optional(list(string), ["audit"]), days = optional(number, 90) })',
        "object({ name = optional(string), types = optional(set(string)), days = optional(string, 7) })",
        "any",
      ])}`,
    ]),
    block("output", "result", [
      `value = ${random.pick([
        "var.settings.name",
        "try(var.settings.days, 0)",
        '"${var.settings.name}/${try(length(var.settings.types), "none")}"',
        'try(join(",", var.settings.types), upper(var.settings.name))',
      ])}`,
    ]),
  ].join("\n");
}
