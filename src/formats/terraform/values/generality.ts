/*
 * Which of several types is tried first as the one that all can become: the more general before the
 * less. Source: `compareTypes` and `sortTypes` of go-cty 1.16, the type library of Terraform 1.11.
 */
import { type Type, isCollection, sameType } from "./types";

/** The types, each once, in an order in which each stands behind those that are more general. */
export function generalFirst(types: readonly Type[]): readonly Type[] {
  const distinct = types.filter(
    (type, at) => types.findIndex((other) => sameType(type, other)) === at,
  );
  const waiting = distinct.map((type) => ({
    type,
    above: distinct.filter((other) => generality(other, type) > 0).length,
  }));
  const ordered = waiting.filter(({ above }) => above === 0);
  for (const { type } of ordered)
    for (const other of waiting)
      if (generality(type, other.type) > 0) {
        other.above -= 1;
        if (other.above === 0) ordered.push(other);
      }
  return ordered.map(({ type }) => type);
}

/** Positive where the first type is more general, negative where the second is, 0 where neither is. */
function generality(left: Type, right: Type): number {
  // That of what has no type is the last that is wanted.
  if (left.kind === "any" || right.kind === "any")
    return Number(right.kind === "any") - Number(left.kind === "any");
  if (left.kind !== right.kind) {
    const above = (type: Type, other: Type) =>
      lessGeneral[type.kind]?.includes(other.kind) ?? false;
    return Number(above(left, right)) - Number(above(right, left));
  }
  if (isCollection(left) && isCollection(right))
    return generality(left.element, right.element);
  return partwise(pairs(left, right));
}

/** What each kind of type is more general than. */
const lessGeneral: Partial<Record<Type["kind"], readonly Type["kind"][]>> = {
  string: ["number", "bool"],
  list: ["tuple", "set"],
  tuple: ["set"],
  map: ["object"],
};

/** The types of the same elements or attributes of two tuples or objects; none where those differ. */
function pairs(left: Type, right: Type): readonly (readonly [Type, Type])[] {
  if (left.kind === "tuple" && right.kind === "tuple")
    return left.elements.length === right.elements.length
      ? left.elements.flatMap((type, at) => {
          const other = right.elements[at];
          return other ? [[type, other] as const] : [];
        })
      : [];
  if (left.kind !== "object" || right.kind !== "object") return [];
  const both = [...left.attributes].flatMap(([name, { type }]) => {
    const other = right.attributes.get(name);
    return other ? [[type, other.type] as const] : [];
  });
  return both.length === Math.max(left.attributes.size, right.attributes.size)
    ? both
    : [];
}

/** More general is what is so in a part and in no part less. */
function partwise(parts: readonly (readonly [Type, Type])[]): number {
  const signs = new Set(
    parts.map(([left, right]) => Math.sign(generality(left, right))),
  );
  return (
    Number(signs.has(1) && !signs.has(-1)) -
    Number(signs.has(-1) && !signs.has(1))
  );
}
