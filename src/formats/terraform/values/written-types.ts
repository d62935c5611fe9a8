import type { Value } from "../../../core/value";
import { plainText } from "../syntax/plain-text";
import type { Call, Expression } from "../syntax/syntax";
import { type AttributeType, type Type, anyType, sortedMap } from "./types";

/** How deep types may nest, and with them the values that are made to fit them. */
const deepest = 64;

/** What a type is written for. */
export interface TypeOwner {
  /** What is of the type: "var.cluster". */
  readonly name: string;
  /** The defaults of optional attributes, which refer to nothing. */
  evaluate(expression: Expression): Value;
}

/** The type that a `type` argument writes, "list" in the style of Terraform 0.11 included; undefined when it is none. */
export function parseType(
  expression: Expression,
  owner: TypeOwner,
  depth = 0,
): Type | undefined {
  const parse = (inner: Expression | undefined) =>
    inner && depth < deepest ? parseType(inner, owner, depth + 1) : undefined;
  switch (expression.kind) {
    case "parenthesised":
      return parse(expression.inner);
    case "reference":
      return named(expression.name);
    case "template":
      return named(plainText(expression));
    case "call":
      return constructed(expression, parse, owner);
    default:
      return undefined;
  }
}

function named(name: string | undefined): Type | undefined {
  switch (name) {
    case "any":
    case "string":
    case "number":
    case "bool":
      return { kind: name };
    case "list":
    case "set":
    case "map":
      return { kind: name, element: anyType };
    default:
      return undefined;
  }
}

function constructed(
  { name, arguments: [argument] }: Call,
  parse: (inner: Expression | undefined) => Type | undefined,
  owner: TypeOwner,
): Type | undefined {
  if (name === "list" || name === "set" || name === "map") {
    const element = parse(argument);
    return element && { kind: name, element };
  }
  if (name === "tuple" && argument?.kind === "tuple") {
    const elements = argument.elements.map(parse);
    return elements.every((element) => element !== undefined)
      ? { kind: "tuple", elements }
      : undefined;
  }
  if (name !== "object" || argument?.kind !== "object") return undefined;
  const attributes: [string, AttributeType][] = [];
  for (const { key, value } of argument.items) {
    const attribute = attributeName(key);
    const optional =
      value.kind === "call" && value.name === "optional" ? value : undefined;
    const type = parse(optional ? optional.arguments[0] : value);
    if (attribute === undefined || !type) return undefined;
    const written = optional?.arguments[1];
    attributes.push([
      attribute,
      {
        type,
        optional: optional !== undefined,
        ...(written ? { default: owner.evaluate(written) } : {}),
        ...(optional && !written
          ? {
              place: {
                range: optional.range,
                label: `optional ${attribute} in the type of ${owner.name}`,
              },
            }
          : {}),
      },
    ]);
  }
  return { kind: "object", attributes: sortedMap(attributes) };
}

function attributeName(key: Expression): string | undefined {
  return key.kind === "reference" ? key.name : plainText(key);
}
