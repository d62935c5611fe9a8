import { choose } from "../../../core/conditions";
import { type Origin, type Value, unknown } from "../../../core/value";
import { collected, convert } from "../values/conversion";
import {
  type Type,
  boolType,
  isBareNull,
  isCollection,
  partsOf,
  sameType,
  typeOf,
  typed,
} from "../values/types";
import { unify } from "../values/unification";
import { broken } from "./equality";
import { operand } from "./operators";

/** The value of `condition ? whenTrue : whenFalse`: both results are converted to the type they have in common. */
export function conditional(
  condition: Value,
  whenTrue: Value,
  whenFalse: Value,
  origin: Origin,
): Value {
  const type = resultType(whenTrue, whenFalse);
  if (!type)
    return unknown("its two results have no type in common", origin, {
      fails: true,
    });
  const decided = operand(condition, boolType, origin);
  const error = broken([decided]);
  if (error) return typed(error, type);
  return choose(
    decided,
    () => converted(whenTrue, whenFalse, type),
    () => converted(whenFalse, whenTrue, type),
    origin,
  );
}

function resultType(whenTrue: Value, whenFalse: Value): Type | undefined {
  if (isBareNull(whenTrue)) return typeOf(whenFalse);
  if (isBareNull(whenFalse)) return typeOf(whenTrue);
  return unify([typeOf(whenTrue), typeOf(whenFalse)]);
}

/**
 * A result of the type that both have in common. A tuple beside a list, or an object beside a map,
 * is not made a collection first: its elements are taken as if they were of one type already, which
 * fails where they are not. Source: `unifyTuplesAsList` of go-cty 1.16.
 */
function converted(value: Value, other: Value, type: Type): Value {
  // A null that is sensitive is not seen for the one that has no type, and keeps none.
  if (isBareNull(value) && value.sensitive) return value;
  const [own, beside] = [typeOf(value), typeOf(other)];
  const together =
    isCollection(type) &&
    type.kind !== "set" &&
    beside.kind === type.kind &&
    !isCollection(own);
  if (!together || value.kind === "unknown") return convert(value, type);
  const parts = partsOf(own);
  const common = unify(parts);
  if (!common || sameType(common, type.element)) return convert(value, type);
  if (parts.every((part) => sameType(part, common)))
    return convert(value, type);
  return type.element.kind === "any"
    ? collected(value, type)
    : unknown("its elements differ in type", value.origin);
}
