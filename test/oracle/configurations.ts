/*
 * Random configurations: a module with variables, locals, `terraform_data` in the place of a
 * cluster, a module of its own in several instances, and a caller that sets some of it through
 * arguments and var-files. Many of them fit under one root.
 */
import { Expressions, type Name, type Shape } from "./expressions";
import { Random } from "./random";

/** The files of a module and what the root says about it. */
export interface Generated {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Blocks of the root: the call, its variables, and an output of its name that holds what is compared. */
  readonly root: string;
  /** What the root's var-files set, by file. */
  readonly settings: readonly {
    readonly file:
      "terraform.tfvars" | "terraform.tfvars.json" | "b.auto.tfvars";
    readonly name: string;
    readonly value: string;
  }[];
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
  readonly nullable: boolean;
}

const typesOf: Readonly<Record<Shape, readonly string[]>> = {
  string: ["string", "string", "any"],
  number: ["number", "string", "any"],
  bool: ["bool", "string", "any"],
  list: ["list(string)", "set(string)", "list(any)", "any", "tuple([string])"],
  map: ["map(string)", "map(any)", "any"],
  settings: [
    "object({ name = string, types = list(string), days = number })",
    'object({ name = optional(string, "none"), types = optional(set(string), ["audit"]), days = optional(number) })',
    "object({ name = string, types = optional(list(string)), days = optional(string, 90) })",
    "any",
  ],
};

const shapes: readonly Shape[] = [
  "string",
  "number",
  "bool",
  "list",
  "list",
  "map",
  "settings",
];

/** The configuration of a seed. */
export function generate(seed: number): Generated {
  const random = new Random(seed);
  const name = `c${seed}`;
  const settings: Generated["settings"][number][] = [];
  const root: string[] = [];
  const module: string[] = [];
  const arguments_: string[] = [];
  const names: Name[] = [];
  const results: string[] = [];
  const jsonVariables: string[] = [];
  const overrides: string[] = [];
  const literal = (shape: Shape) => new Expressions(random, []).literal(shape);

  for (const variable of random.times(2, 5, (at): Variable => {
    const shape = random.pick(shapes);
    return {
      name: `v${at}`,
      type: random.pick(typesOf[shape]),
      shape,
      nullable: random.chance(0.8),
    };
  })) {
    const given = random.chance(0.6);
    const fallback =
      given && variable.nullable && random.chance(0.3)
        ? undefined
        : fitting(variable, literal);
    if (random.chance(0.15)) jsonVariables.push(inJson(variable, fallback));
    else
      module.push(
        block("variable", variable.name, [
          random.chance(0.85) ? `type = ${variable.type}` : "",
          fallback === undefined ? "" : `default = ${fallback}`,
          variable.nullable ? "" : "nullable = false",
        ]),
      );
    if (random.chance(0.1))
      overrides.push(
        block("variable", variable.name, [
          `default = ${fitting(variable, literal)}`,
        ]),
      );
    names.push({ text: `var.${variable.name}`, shape: variable.shape });
    if (given) arguments_.push(argument(variable));
  }

  function argument(variable: Variable): string {
    if (variable.nullable && random.chance(0.15))
      return `${variable.name} = null`;
    if (random.chance(0.5))
      return `${variable.name} = ${fitting(variable, literal)}`;
    const outer = `${name}_${variable.name}`;
    root.push(
      block("variable", outer, [
        random.chance(0.5) ? `type = ${variable.type}` : "",
        `default = ${fitting(variable, literal)}`,
      ]),
    );
    for (const file of [
      "terraform.tfvars",
      "b.auto.tfvars",
      "terraform.tfvars.json",
    ] as const)
      if (random.chance(0.3))
        settings.push({ file, name: outer, value: fitting(variable, literal) });
    return `${variable.name} = var.${outer}`;
  }

  const locals: string[] = ['  template = "<$${name}>"'];
  for (const at of Array.from({ length: random.whole(2, 5) }, (_, i) => i)) {
    const shape = random.pick(shapes);
    const made = new Expressions(random, names).make(shape, random.whole(1, 3));
    locals.push(`  l${at} = ${guarded(made, shape, random)}`);
    names.push({ text: `local.l${at}`, shape });
    if (random.chance(0.05))
      overrides.push(`locals {\n  l${at} = ${literal(shape)}\n}\n`);
  }
  module.push(`locals {\n${locals.join("\n")}\n}\n`);

  const inner = innerModule(random, names);
  module.push(inner.call);
  names.push(...inner.names);

  const cluster = clusterBlock(random, names);
  module.push(cluster.block);
  names.push(...cluster.names);

  for (const shape of [
    "list",
    "number",
    "string",
    random.pick(shapes),
  ] as const) {
    results.push(
      new Expressions(random, names).make(shape, random.whole(1, 3)),
    );
  }
  results.push(...cluster.results);
  module.push(
    block("output", "results", [
      "value = {",
      ...results.map((result, at) => `  o${at} = try([${result}], "failed")`),
      "}",
    ]),
  );

  root.push(
    block("module", name, [`source = "./${name}"`, ...arguments_]),
    block("output", name, [`value = module.${name}.results`]),
  );
  return {
    name,
    settings,
    files: {
      [`${name}/main.tf`]: module.join("\n"),
      [`${name}/data.txt`]: "some\ntext é\n",
      [`${name}/data.json`]: '{ "types": ["api", "audit", 3], "days": 30 }',
      [`${name}/text.tftpl`]:
        "Hello ${name}!\n%{ for each in list ~}\n- ${upper(each)}\n%{ endfor ~}\n",
      ...(jsonVariables.length > 0
        ? {
            [`${name}/variables.tf.json`]: `{ "variable": { ${jsonVariables.join(", ")} } }`,
          }
        : {}),
      ...(overrides.length > 0
        ? { [`${name}/main_override.tf`]: overrides.join("\n") }
        : {}),
      ...(inner.file ? { [`${name}/inner/main.tf`]: inner.file } : {}),
    },
    root: root.join("\n"),
  };
}

function block(type: string, label: string, lines: readonly string[]): string {
  return `${type} "${label}" {\n${lines
    .filter((line) => line !== "")
    .map((line) => `  ${line}\n`)
    .join("")}}\n`;
}

/** A variable as it is written in a `.tf.json` file. */
function inJson(
  { name, type, nullable }: Variable,
  fallback: string | undefined,
): string {
  const entries = [
    type.includes('"') ? "" : `"type": ${JSON.stringify(type)}`,
    fallback === undefined ? "" : `"default": ${asJson(fallback)}`,
    nullable ? "" : '"nullable": false',
  ];
  return `"${name}": { ${entries.filter((entry) => entry !== "").join(", ")} }`;
}

/** A literal in JSON: only keys are written in another way. */
export function asJson(literal: string): string {
  return literal.replace(/([{,] )"?([\w-]+)"? = /g, '$1"$2": ');
}

/** A literal that the variable's type accepts. */
function fitting(
  { type, shape }: Variable,
  literal: (shape: Shape) => string,
): string {
  if (type === "tuple([string])") return `[${literal("string")}]`;
  const written = literal(shape);
  // Every attribute of this one is optional.
  return type.startsWith("object({ name = optional")
    ? written.replace(/name = "[^"]*", |, days = .*(?= })/, "")
    : written;
}

/** An expression that may fail, caught where nothing else catches it. */
function guarded(expression: string, shape: Shape, random: Random): string {
  const fallback = new Expressions(random, []).literal(shape);
  return `try(${expression}, ${fallback})`;
}

/** A module that is called in some instances, and what its caller can say of it. */
function innerModule(random: Random, names: readonly Name[]) {
  if (random.chance(0.3)) return { call: "", names: [], file: undefined };
  const make = new Expressions(random, names);
  const file = [
    block("variable", "types", [
      `type = ${random.pick(["list(string)", "set(string)", "any"])}`,
      'default = ["api"]',
    ]),
    block("variable", "name", ["type = string", 'default = "inner"']),
    block("output", "types", [
      `value = ${random.pick(["var.types", 'concat(tolist(var.types), ["audit"])', "sort(compact(var.types))", '[for t in var.types : "${var.name}-${t}" if t != null]'])}`,
    ]),
    block("output", "name", ['value = "${var.name}!"']),
  ].join("\n");
  const types = `types = try(coalesce(tolist(toset(${make.make("list", 1)})), ["none"]), ["none"])`;
  const kind = random.pick(["single", "count", "set", "map"] as const);
  const repeated = {
    single: "",
    count: `count = ${random.whole(0, 2)}`,
    set: `for_each = toset(${random.pick(['["a", "b"]', '["prod"]', "[]", "try([for x in local.l0 : tostring(x)], [])"])})`,
    map: `for_each = ${random.pick(['{ a = "x", b = "y" }', "{}", '{ prod = "p" }'])}`,
  }[kind];
  const each = {
    single: '"one"',
    count: '"n${count.index}"',
    set: "each.key",
    map: '"${each.key}-${each.value}"',
  }[kind];
  const call = block("module", "inner", [
    'source = "./inner"',
    repeated,
    types,
    random.chance(0.6) ? `name = ${each}` : "",
  ]);
  const reached: Readonly<Record<typeof kind, readonly Name[]>> = {
    single: [
      { text: "module.inner.types", shape: "list" },
      { text: "module.inner.name", shape: "string" },
    ],
    count: [
      { text: "module.inner[*].name", shape: "list" },
      { text: "flatten(module.inner[*].types)", shape: "list" },
      { text: "module.inner[0].name", shape: "string" },
      { text: "length(module.inner)", shape: "number" },
    ],
    set: [
      { text: "[for k, m in module.inner : m.name]", shape: "list" },
      { text: 'module.inner["a"].types', shape: "list" },
      { text: "keys(module.inner)", shape: "list" },
    ],
    map: [
      { text: "{ for k, m in module.inner : k => m.name }", shape: "map" },
      { text: "values(module.inner)[*].name", shape: "list" },
      { text: 'module.inner["b"].name', shape: "string" },
    ],
  };
  return { call, names: reached[kind], file };
}

/** `terraform_data` in the place of a cluster, and what is asked of it. */
function clusterBlock(random: Random, names: readonly Name[]) {
  const make = new Expressions(random, names);
  const kind = random.pick(["single", "count", "each"] as const);
  const input = `input = {
    name  = try(${make.make("string", 2)}, "none")
    types = try(${make.make("list", 2)}, [])
    days  = try(${make.make("number", 2)}, null)
    key   = ${{ single: '"-"', count: "count.index", each: '"${each.key}/${each.value}"' }[kind]}
  }`;
  const repeated = {
    single: "",
    count: `count = try(coalesce(${make.make("bool", 1)}, false), false) ? 1 : ${random.whole(0, 2)}`,
    each: `for_each = ${random.pick(['toset(["a", "b"])', '{ prod = "x" }', "toset(try([for x in local.l1 : tostring(x)], []))", '{ for k in ["a", "b", "c"] : k => upper(k) if k != "b" }'])}`,
  }[kind];
  const reached: Readonly<Record<typeof kind, readonly Name[]>> = {
    single: [
      { text: "terraform_data.cluster.input.types", shape: "list" },
      { text: "terraform_data.cluster.input.name", shape: "string" },
      { text: "terraform_data.cluster.input", shape: "settings" },
    ],
    count: [
      { text: "terraform_data.cluster[*].input.name", shape: "list" },
      { text: "terraform_data.cluster[0].input.types", shape: "list" },
      { text: "length(terraform_data.cluster)", shape: "number" },
    ],
    each: [
      {
        text: "{ for k, c in terraform_data.cluster : k => c.input.name }",
        shape: "map",
      },
      { text: 'terraform_data.cluster["a"].input.types', shape: "list" },
    ],
  };
  const results: Readonly<Record<typeof kind, readonly string[]>> = {
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
  return {
    block: `resource "terraform_data" "cluster" {\n  ${repeated}\n  ${input}\n}\n`,
    names: reached[kind],
    results: results[kind],
  };
}
