/*
 * Random configurations: a module with variables, locals, `terraform_data` in the place of a
 * cluster, modules inside of it in several instances, and a caller that sets some of it through
 * arguments and var-files. Many of them fit under one root.
 */
import { clusterBlock } from "./cluster-block";
import { Expressions, type Name } from "./expressions";
import { nestedModule } from "./nested-modules";
import { Random } from "./random";
import {
  type Variable,
  anyShape,
  block,
  fitting,
  someVariable,
  variableBlock,
  variableInJson,
} from "./variables";

/** The files that Terraform reads variables from by itself, the first ones losing against the last. */
export const varFiles = [
  "terraform.tfvars",
  "terraform.tfvars.json",
  "a.auto.tfvars",
  "b.auto.tfvars.json",
  "c.auto.tfvars",
] as const;

/** The files of a module and what the root says about it. */
export interface Generated {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Blocks of the root: the call, its variables, and an output of its name that holds what is compared. */
  readonly root: string;
  /** Whether something is known only after apply: types change then, such as those of what a conditional did not decide on. */
  readonly open: boolean;
  /** What the root's var-files set, by file. */
  readonly settings: readonly {
    readonly file: (typeof varFiles)[number];
    readonly name: string;
    readonly value: string;
  }[];
}

/** What is known only after apply, and to us never. */
const later = {
  block: 'resource "terraform_data" "later" {}\n',
  local: "  later = terraform_data.later.id",
  names: [
    { text: "local.later", shape: "string" },
    { text: '"x-${local.later}"', shape: "string" },
    { text: '["audit", local.later]', shape: "list" },
    { text: 'split("-", local.later)', shape: "list" },
    { text: 'toset(["api", local.later])', shape: "list" },
    { text: '{ a = local.later, prod = "x" }', shape: "map" },
    { text: "length(local.later)", shape: "number" },
    { text: '(local.later == "x")', shape: "bool" },
    {
      text: '{ name = local.later, types = ["audit"], days = length(local.later) }',
      shape: "settings",
    },
  ],
} as const satisfies { names: readonly Name[] } & Record<string, unknown>;

/** The configuration of a seed. */
export function generate(seed: number): Generated {
  const random = new Random(seed);
  const name = `c${seed}`;
  const settings: Generated["settings"][number][] = [];
  const root: string[] = [];
  const module: string[] = [];
  const callArguments: string[] = [];
  /** Names that may decide how many instances there are, and all names. */
  const certain: Name[] = [];
  const names: Name[] = [];
  const jsonVariables: string[] = [];
  const jsonLocals: string[] = [];
  const overrides: string[] = [];
  const literals = new Expressions(random, []);
  const literalOf = (variable: Variable) => fitting(variable, literals, random);

  const variables = random.times(2, 5, (at) => someVariable(`v${at}`, random));
  for (const variable of variables) {
    const given = random.chance(0.6);
    const fallback =
      given && variable.nullable && random.chance(0.3)
        ? undefined
        : literalOf(variable);
    if (random.chance(0.15))
      jsonVariables.push(variableInJson(variable, fallback));
    else module.push(variableBlock(variable, fallback, random));
    if (random.chance(0.1))
      overrides.push(
        block("variable", variable.name, [`default = ${literalOf(variable)}`]),
      );
    names.push({ text: `var.${variable.name}`, shape: variable.shape });
    if (given) callArguments.push(argument(variable));
  }
  certain.push(...names.filter((_, at) => !variables[at]?.sensitive));

  function argument(variable: Variable): string {
    if (variable.nullable && random.chance(0.15))
      return `${variable.name} = null`;
    if (random.chance(0.5)) return `${variable.name} = ${literalOf(variable)}`;
    const outer = `${name}_${variable.name}`;
    root.push(
      block("variable", outer, [
        random.chance(0.5) ? `type = ${variable.type}` : "",
        `default = ${literalOf(variable)}`,
      ]),
    );
    for (const file of varFiles)
      if (random.chance(0.2))
        settings.push({ file, name: outer, value: literalOf(variable) });
    return `${variable.name} = var.${outer}`;
  }

  const locals: string[] = ['  template = "<$${name}>"', later.local];
  const declare = (local: string, from: readonly Name[]): Name => {
    const shape = anyShape(random);
    const made = guarded(
      new Expressions(random, from).make(shape, random.whole(1, 3)),
      shape,
      random,
    );
    if (random.chance(0.12) && !made.includes("<<"))
      jsonLocals.push(`"${local}": ${JSON.stringify(`\${${made}}`)}`);
    else locals.push(`  ${local} = ${made}`);
    if (random.chance(0.05))
      overrides.push(`locals {\n  ${local} = ${literals.literal(shape)}\n}\n`);
    return { text: `local.${local}`, shape };
  };
  for (let at = 0, count = random.whole(2, 4); at < count; at += 1)
    certain.push(declare(`l${at}`, certain));
  names.push(...certain);
  const open = random.chance(0.4);
  const settledNames = [...names];
  if (open) names.push(...random.some(later.names));
  for (let at = 0, count = random.whole(0, 2); at < count; at += 1)
    names.push(declare(`m${at}`, names));
  module.push(later.block, `locals {\n${locals.join("\n")}\n}\n`);

  const nested = nestedModule(random, certain, names);
  module.push(nested.call);
  names.push(...nested.names);
  // What it is given must not change its type when it becomes known.
  const cluster = clusterBlock(
    random,
    certain,
    open ? settledNames : names,
    open && random.chance(0.3) ? "local.later" : undefined,
  );
  module.push(cluster.block);
  overrides.push(cluster.override);
  names.push(...cluster.names);

  const make = new Expressions(random, names);
  const results = [
    ...(["list", "number", "string", anyShape(random)] as const).map((shape) =>
      make.make(shape, random.whole(1, 3)),
    ),
    ...cluster.results,
  ];
  module.push(
    block("output", "results", [
      "sensitive = true",
      "value = {",
      ...results.map((result, at) => `  o${at} = try([${result}], "failed")`),
      "}",
    ]),
  );
  root.push(
    block("module", name, [`source = "./${name}"`, ...callArguments]),
    block("output", name, [
      "sensitive = true",
      `value = module.${name}.results`,
    ]),
  );

  const json = [
    jsonVariables.length > 0
      ? `"variable": { ${jsonVariables.join(", ")} }`
      : "",
    jsonLocals.length > 0 ? `"locals": { ${jsonLocals.join(", ")} }` : "",
  ].filter((part) => part !== "");
  const files = {
    "main.tf": module.join("\n"),
    "data.txt": "some\ntext é\n",
    "data.json": '{ "types": ["api", "audit", 3], "days": 30 }',
    "text.tftpl":
      "Hello ${name}!\n%{ for each in list ~}\n- ${upper(each)}\n%{ endfor ~}\n",
    ...(json.length > 0 ? { "more.tf.json": `{ ${json.join(", ")} }` } : {}),
    [random.chance(0.5) ? "override.tf" : "main_override.tf"]:
      overrides.join("\n"),
    ...nested.files,
  };
  return {
    name,
    settings,
    open,
    files: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]),
    ),
    root: root.join("\n"),
  };
}

/** An expression that may fail, caught where nothing else catches it. */
function guarded(expression: string, shape: Name["shape"], random: Random) {
  const fallback = new Expressions(random, []).literal(shape);
  return `try(${expression}, ${fallback})`;
}
