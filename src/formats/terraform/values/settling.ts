/*
 * The types that values have once they are converted to a type in which any may stand.
 */
import {
  type Type,
  anyType,
  hasAny,
  hasOpen,
  isCollection,
  isOpen,
  openType,
  partsOf,
  sameType,
} from "./types";
import { unify } from "./unification";

/** A type as it is for a null or an unknown of another type that is converted to it: where it is any, that of the given stays. */
export function settled(given: Type, wanted: Type): Type {
  if (!hasAny(wanted)) return wanted;
  if (wanted.kind === "any") return given;
  const part = (name: string | number): Type => {
    if (given.kind === "any") return given;
    if (isCollection(given)) return given.element;
    if (given.kind === "object")
      return given.attributes.get(String(name))?.type ?? anyType;
    return partsOf(given)[Number(name)] ?? anyType;
  };
  if (isCollection(wanted)) {
    const element =
      given.kind === "tuple" || given.kind === "object"
        ? (unify(partsOf(given)) ?? anyType)
        : part(0);
    return { kind: wanted.kind, element: settled(element, wanted.element) };
  }
  if (wanted.kind === "tuple")
    return {
      kind: "tuple",
      elements: wanted.elements.map((type, at) => settled(part(at), type)),
    };
  if (wanted.kind !== "object") return wanted;
  return {
    kind: "object",
    attributes: new Map(
      [...wanted.attributes].map(([name, attribute]) => [
        name,
        { ...attribute, type: settled(part(name), attribute.type) },
      ]),
    ),
  };
}

/** The one type that all are of but for a null without any; undefined when they differ. */
export function oneType(types: readonly Type[]): Type | undefined {
  const [first, ...rest] = types.filter(({ kind }) => kind !== "any");
  if (!first) return types.find(isOpen) ?? anyType;
  if (rest.every((type) => sameType(type, first))) return first;
  return types.some(hasOpen) ? openType : undefined;
}
