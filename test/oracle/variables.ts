import type { Expressions, Shape } from "./expressions";
import type { Random } from "./random";

/** A variable of a configuration. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
  readonly nullable: boolean;
  readonly sensitive: boolean;
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
  fleet: [
    'map(object({ types = optional(list(string), ["api"]), days = optional(number, 30) }))',
    "map(object({ types = optional(set(string)), days = optional(string), logs = optional(object({ days = optional(number, 7), types = optional(list(string), []) }), {}) }))",
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
  "fleet",
];

/** Some shape that variables and locals may have. */
export function anyShape(random: Random): Shape {
  return random.pick(shapes);
}

/** A variable of some type. */
export function someVariable(name: string, random: Random): Variable {
  const shape = anyShape(random);
  return {
    name,
    type: random.pick(typesOf[shape]),
    shape,
    nullable: random.chance(0.8),
    sensitive: random.chance(0.08),
  };
}

/** A literal that the variable's type accepts. */
export function fitting(
  { type, shape }: Variable,
  make: Expressions,
  random: Random,
): string {
  if (type === "tuple([string])") return `[${make.literal("string")}]`;
  const written = make.literal(shape);
  // Every attribute of this one is optional.
  return type.startsWith("object({ name = optional") && random.chance(0.5)
    ? written.replace(/name = "[^"]*", |, days = .*(?= })/, "")
    : written;
}

/** A variable's block; what it demands of its value always holds. */
export function variableBlock(
  variable: Variable,
  fallback: string | undefined,
  random: Random,
): string {
  const { name, type, nullable, sensitive } = variable;
  const lines = [
    random.chance(0.85) ? `type = ${type}` : "",
    fallback === undefined ? "" : `default = ${fallback}`,
    nullable ? "" : "nullable = false",
    sensitive ? "sensitive = true" : "",
    random.chance(0.15)
      ? `validation {\n    condition = ${random.pick([
          `can(jsonencode(var.${name}))`,
          `length(jsonencode(var.${name})) > 0`,
          `var.${name} == null || var.${name} != null`,
        ])}\n    error_message = "It is no value."\n  }`
      : "",
  ];
  return block("variable", name, lines);
}

/** A variable as it is written in a `.tf.json` file. */
export function variableInJson(
  { name, type, nullable, sensitive }: Variable,
  fallback: string | undefined,
): string {
  const entries = [
    type.includes('"') ? "" : `"type": ${JSON.stringify(type)}`,
    fallback === undefined ? "" : `"default": ${asJson(fallback)}`,
    nullable ? "" : '"nullable": false',
    sensitive ? '"sensitive": true' : "",
  ];
  return `"${name}": { ${entries.filter((entry) => entry !== "").join(", ")} }`;
}

/** A literal in JSON: only keys are written in another way. */
export function asJson(literal: string): string {
  return literal.replace(/([{,] )"?([\w-]+)"? = /g, '$1"$2": ');
}

/** A block with one label. */
export function block(
  type: string,
  label: string,
  lines: readonly string[],
): string {
  return `${type} "${label}" {\n${lines
    .filter((line) => line !== "")
    .map((line) => `  ${line}\n`)
    .join("")}}\n`;
}
