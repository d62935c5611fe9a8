import { type Origin, type Value, unknown } from "../../core/value";
import type { Binary, Unary } from "./syntax";

/** The value of `!x` or `-x`. */
export function unary(
  _operator: Unary["operator"],
  _value: Value,
  origin: Origin,
): Value {
  return unknown("this is not evaluated yet", origin);
}

/** The value of an operation on two values. Both are evaluated before, as Terraform does. */
export function binary(
  _operator: Binary["operator"],
  _left: Value,
  _right: Value,
  origin: Origin,
): Value {
  return unknown("this is not evaluated yet", origin);
}

/** The value of `condition ? whenTrue : whenFalse`: both results are converted to the type they have in common. */
export function conditional(
  _condition: Value,
  _whenTrue: Value,
  _whenFalse: Value,
  origin: Origin,
): Value {
  return unknown("this is not evaluated yet", origin);
}

/** The element of a list, set, tuple, map or object: `of[key]`, `of.key`. The very element, with its own origin, where it is known which. */
export function index(_of: Value, _key: Value, origin: Origin): Value {
  return unknown("this is not evaluated yet", origin);
}

/** The value of `of[*]…`: `each` applies the steps after the star to one element. A null has no element, what is no list is the only element. */
export function splat(
  _of: Value,
  _each: (element: Value) => Value,
  origin: Origin,
): Value {
  return unknown("this is not evaluated yet", origin);
}
