/*
 * Terraform's types. A value does not always show its own type: a null, an empty list and a value
 * that nobody knows look the same whatever their type is. Such values carry it (`Typed`), since
 * conditionals and `==` depend on it; for all others it is read off the data.
 */
import { type Value, unknown } from "../../core/value";
import type { Expression } from "./syntax";

export type Type =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly element: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | {
      readonly kind: "object";
      readonly attributes: ReadonlyMap<string, AttributeType>;
    };

/** What an object type says about one attribute. */
export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  /** The second argument of `optional(…)`. */
  readonly default?: Value;
}

/**
 * The type that a `type` argument writes, "list" in the style of Terraform 0.11 included; undefined
 * when it is none. `evaluate` gives the defaults of optional attributes, which refer to nothing.
 */
export function parseType(
  _expression: Expression,
  _evaluate: (expression: Expression) => Value,
): Type | undefined {
  return undefined;
}

/**
 * The value as Terraform converts it to a type, defaults of optional attributes filled in. Elements
 * keep their origins; what cannot be converted is an unknown that fails.
 */
export function convert(value: Value, _type: Type): Value {
  return value;
}

/** The type of a value; "any" where nobody knows it. */
export function typeOf(_value: Value): Type {
  return { kind: "any" };
}

/** The type that values of these types have in common, as for the two results of a conditional; undefined when there is none. */
export function unify(_types: readonly Type[]): Type | undefined {
  return undefined;
}

export const notYet = (value: Value): Value =>
  unknown("this is not evaluated yet", value.origin);
