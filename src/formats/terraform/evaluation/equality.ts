import { equal, not } from "../../../core/conditions";
import {
  type Known,
  type Origin,
  type Unknown,
  type Value,
  keyOf,
  known,
  whollyKnown,
} from "../../../core/value";
import { liftDeep } from "../values/holes";
import {
  type Type,
  anyType,
  isCollection,
  sameType,
  typeOf,
} from "../values/types";

/** Whether two values are the same in type and data, as `==` and the functions that search mean it. */
export function same(left: Value, right: Value, origin: Origin): Value {
  const error = broken([left, right]);
  if (error) return error;
  const certain = whollyKnown(left) && whollyKnown(right);
  if (!certain && differ(left, right)) return known(false, origin);
  if (left.kind === "unknown") return undecided(left, right, origin);
  if (right.kind === "unknown") return undecided(right, left, origin);
  if (certain) return known(identical(left, right), origin);
  if (keyOf(left) === keyOf(right)) return known(true, origin);
  return liftDeep("==", [left, right], origin, ([a, b]) =>
    a && b ? identical(a, b) : null,
  );
}

function undecided(left: Unknown, right: Value, origin: Origin): Value {
  if (right.kind === "unknown" || right.data === null)
    return equal(left, right, origin);
  const type = typeOf(left);
  if (type.kind === "bool" && typeof right.data === "boolean")
    return right.data ? left : not(left, origin);
  return equal(left, right, origin);
}

/** Whether values that are not known for sure are certainly not the same: a part of them differs, or a type. */
function differ(left: Value, right: Value): boolean {
  const [a, b] = [left, right].map((side) =>
    side.kind === "known" ? side.data : undefined,
  );
  if (a === null || b === null) return false;
  if (typesDiffer(typeOf(left), typeOf(right))) return true;
  if (left.kind === "unknown" || right.kind === "unknown") return false;
  if (whollyKnown(left) && whollyKnown(right)) return !identical(left, right);
  // Which elements of a set are one is not known yet.
  if (left.collection === "set" || right.collection === "set") return false;
  const [mine, other] = [elementsByKey(left), elementsByKey(right)];
  return (
    mine.size !== other.size ||
    [...mine].some(([key, each]) => {
      const counterpart = other.get(key);
      return !counterpart || differ(each, counterpart);
    })
  );
}

/** The elements of a list or a map by their index or key; none of anything else. */
export function elementsByKey({
  data,
}: Known): ReadonlyMap<string | number, Value> {
  if (data === null || typeof data !== "object") return new Map();
  return data instanceof Map ? data : new Map([...data.values()].entries());
}

/** Whether types are certainly not the same, whatever stands where any type may. */
function typesDiffer(left: Type, right: Type): boolean {
  if (left.kind === "any" || right.kind === "any") return false;
  if (left.kind !== right.kind) return true;
  if (isCollection(left) && isCollection(right))
    return typesDiffer(left.element, right.element);
  if (left.kind === "tuple" && right.kind === "tuple")
    return (
      left.elements.length !== right.elements.length ||
      left.elements.some((each, at) =>
        typesDiffer(each, right.elements[at] ?? anyType),
      )
    );
  if (left.kind !== "object" || right.kind !== "object") return false;
  return (
    left.attributes.size !== right.attributes.size ||
    [...left.attributes].some(([name, { type }]) => {
      const other = right.attributes.get(name);
      return !other || typesDiffer(type, other.type);
    })
  );
}

function identical(left: Known, right: Known): boolean {
  if (left.data === null || right.data === null)
    return left.data === right.data;
  return sameType(typeOf(left), typeOf(right)) && keyOf(left) === keyOf(right);
}

/** The first that is an error whatever happens, and so the result of every operation on it. */
export function broken(values: readonly Value[]): Unknown | undefined {
  return values
    .filter((value) => value.kind === "unknown")
    .find((value) => value.fails);
}
