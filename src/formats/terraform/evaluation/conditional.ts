import { choose } from "../../../core/conditions";
import { surelyIn } from "../../../core/outcomes";
import {
  type Known,
  type Origin,
  type Value,
  concealed,
  keyOf,
  unknown,
} from "../../../core/value";
import { collected, convert } from "../values/conversion";
import {
  type Type,
  boolType,
  isBareNull,
  isCollection,
  openType,
  partsOf,
  stringType,
  sameType,
  typeLaterOf,
  typeOf,
  typed,
} from "../values/types";
import { unify } from "../values/unification";
import { broken, elementsByKey } from "./equality";
import { operand } from "./operators";

/** The value of `condition ? whenTrue : whenFalse`: both results are converted to the type they have in common. */
export function conditional(
  condition: Value,
  whenTrue: Value,
  whenFalse: Value,
  origin: Origin,
): Value {
  const type = resultType(whenTrue, whenFalse, appliedType);
  const later = [whenTrue, whenFalse].some(typeLaterOf);
  const planned = later ? resultType(whenTrue, whenFalse, plannedType) : type;
  if (!type || !planned)
    return unknown("its two results have no type in common", origin, {
      ...(type || planned ? {} : { fails: true }),
    });
  const decided = operand(condition, boolType, origin);
  const error = broken([decided]);
  if (error) return typed(error, type);
  const side = (value: Value, other: Value) => {
    const result = converted(value, other, type);
    return later ? agreed(result, converted(value, other, planned)) : result;
  };
  const chosen = choose(
    decided,
    () => side(whenTrue, whenFalse),
    () => side(whenFalse, whenTrue),
    origin,
  );
  return decided.sensitive ? concealed(chosen) : chosen;
}

function resultType(
  whenTrue: Value,
  whenFalse: Value,
  typeOfOne: (value: Value) => Type,
): Type | undefined {
  if (isBareNull(whenTrue)) return typeOfOne(whenFalse);
  if (isBareNull(whenFalse)) return typeOfOne(whenTrue);
  return unify([typeOfOne(whenTrue), typeOfOne(whenFalse)]);
}

const appliedType = (value: Value): Type => typeLaterOf(value) ?? typeOf(value);

/** The type as far as Terraform's plan knows it. */
const plannedType = (value: Value): Type =>
  typeLaterOf(value) ? openType : typeOf(value);

/** What a result is to Terraform's plan and after apply: which of them counts depends on all that stands around it. */
function agreed(value: Value, planned: Value): Value {
  if (sameData(value, planned)) return value;
  const kept = new Set(surelyIn(planned).map(keyOf));
  return unknown(
    "the type of its other result is known only after apply",
    value.origin,
    { has: surelyIn(value).filter((each) => kept.has(keyOf(each))) },
  );
}

const isScalar = ({ data }: Known): boolean =>
  data === null || typeof data !== "object";

/** Whether two values are the same but for their types: a number is the same as its text. */
function sameData(left: Value, right: Value): boolean {
  if (left.kind === "unknown" || right.kind === "unknown")
    return keyOf(left) === keyOf(right);
  if (isScalar(left) || isScalar(right))
    return (
      keyOf(convert(left, stringType)) === keyOf(convert(right, stringType))
    );
  const [mine, other] = [elementsByKey(left), elementsByKey(right)];
  return (
    mine.size === other.size &&
    [...mine].every(([key, each]) => {
      const counterpart = other.get(key);
      return counterpart !== undefined && sameData(each, counterpart);
    })
  );
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
