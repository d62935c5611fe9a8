/*
 * Which types convert to which, and which type several have in common. Both follow the rules of
 * Terraform's type library for conversions that may fail once the values are seen: a text may turn
 * out to be no number. Source: go-cty 1.16 (`convert.UnifyUnsafe`), as Terraform 1.11 uses it.
 */
import { generalFirst } from "./generality";
import {
  type Type,
  anyType,
  hasOpen,
  isCollection,
  listOf,
  mapOf,
  openType,
  partsOf,
  sameType,
  sortedMap,
} from "./types";

/** Whether there is a conversion from a type to another; a value may still turn out not to convert. What is open may be any type. */
export function convertible(from: Type, to: Type): boolean {
  if (from.kind === "any" || to.kind === "any") return true;
  switch (to.kind) {
    case "string":
      return ["string", "number", "bool"].includes(from.kind);
    case "number":
    case "bool":
      return from.kind === to.kind || from.kind === "string";
    case "list":
    case "set":
    case "map":
      return elementTarget(from, to) !== undefined;
    case "tuple":
      return (
        from.kind === "tuple" &&
        from.elements.length === to.elements.length &&
        to.elements.every((type, at) =>
          convertible(from.elements[at] ?? anyType, type),
        )
      );
    case "object":
      if (from.kind !== "map" && from.kind !== "object") return false;
      return [...to.attributes].every(([name, { type, optional }]) => {
        if (!("attributes" in from))
          return optional || convertible(from.element, type);
        const given = from.attributes.get(name);
        return given ? convertible(given.type, type) : optional;
      });
  }
}

/** What each element of a value of one type is converted to when that becomes a collection; undefined where it cannot become one. */
export function elementTarget(
  from: Type,
  to: Extract<Type, { element: Type }>,
): Type | undefined {
  const isMap = to.kind === "map";
  if (isCollection(from)) {
    if ((from.kind === "map") !== isMap) return undefined;
    if (to.element.kind === "any") return from.element;
    return convertible(from.element, to.element) ? to.element : undefined;
  }
  if (from.kind !== (isMap ? "object" : "tuple")) return undefined;
  const elements = partsOf(from);
  if (elements.length === 0) return to.element;
  const target = to.element.kind === "any" ? unify(elements) : to.element;
  if (!target || !elements.every((type) => convertible(type, target)))
    return undefined;
  // Elements that have no type in common are no list, but may be a map.
  const mixed =
    target.kind === "any" && elements.some(({ kind }) => kind !== "any");
  return mixed && !isMap && !hasOpen(from) ? undefined : target;
}

/** The type that values of these types have in common, as for the two results of a conditional; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first, ...rest] = types;
  if (!first) return undefined;
  if (rest.every((type) => sameType(first, type)))
    return types.find(hasOpen) ?? first;
  const kinds = new Set(types.map((type) => type.kind));
  const dynamic = kinds.delete("any") ? dynamicOf(types) : undefined;
  const only = (...wanted: readonly Type["kind"][]) =>
    kinds.has(wanted[0] ?? "any") &&
    [...kinds].every((kind) => wanted.includes(kind));
  for (const kind of ["map", "list", "set"] as const)
    if (only(kind)) return dynamic ?? unifyCollections(kind, types);
  if (only("object")) return dynamic ?? unifyObjects(types);
  if (only("tuple")) return dynamic ?? unifyTuples(types);
  if (only("map", "object")) {
    const common = together(types, "object", unifyToMap);
    if (common) return common;
  } else if (only("list", "tuple")) {
    const common = together(types, "tuple", unifyToList);
    if (common) return common;
  } else if (kinds.has("object") && kinds.has("tuple")) return undefined;
  return generalFirst(types).find((wanted) =>
    types.every((type) => convertible(type, wanted)),
  );
}

/** What stands for any type among others: open if one of them is. */
const dynamicOf = (types: readonly Type[]): Type =>
  types.some((type) => type.kind === "any" && type.open) ? openType : anyType;

function unifyCollections(
  kind: "map" | "list" | "set",
  types: readonly Type[],
): Type | undefined {
  const element = unify(types.flatMap(partsOf));
  return allTo(types, element && { kind, element });
}

/** A type, if all can be converted to it. */
function allTo(
  types: readonly Type[],
  common: Type | undefined,
): Type | undefined {
  return common && types.every((type) => convertible(type, common))
    ? common
    : undefined;
}

/** Objects among maps are first made a map of their own, tuples among lists a list. */
function together(
  types: readonly Type[],
  structural: "object" | "tuple",
  merged: (types: readonly Type[]) => Type | undefined,
): Type | undefined {
  const one = merged(types.filter((type) => type.kind === structural));
  const common =
    one && unify(types.map((type) => (type.kind === structural ? one : type)));
  return common && isCollection(common) ? common : undefined;
}

function unifyToMap(types: readonly Type[]): Type | undefined {
  const element = unify(types.flatMap(partsOf));
  return allTo(types, element && mapOf(element));
}

function unifyToList(types: readonly Type[]): Type | undefined {
  const element = unify(types.flatMap(partsOf));
  return allTo(types, element && listOf(element));
}

function unifyObjects(types: readonly Type[]): Type | undefined {
  const all = types.flatMap((type) =>
    type.kind === "object" ? [type.attributes] : [],
  );
  const names = [...(all[0]?.keys() ?? [])];
  const alike = all.every(
    (attributes) =>
      attributes.size === names.length &&
      names.every((name) => attributes.has(name)),
  );
  if (!alike) return unifyToMap(types);
  const common = names.map((name) =>
    unify(all.flatMap((each) => each.get(name)?.type ?? [])),
  );
  if (!common.every((type) => type !== undefined)) return undefined;
  const attributes = names.map(
    (name, at) =>
      [name, { type: common[at] ?? anyType, optional: false }] as const,
  );
  return (
    allTo(types, { kind: "object", attributes: sortedMap(attributes) }) ??
    unifyToMap(types)
  );
}

function unifyTuples(types: readonly Type[]): Type | undefined {
  const all = types.map(partsOf);
  const length = all[0]?.length ?? 0;
  if (all.some((elements) => elements.length !== length))
    return unifyToList(types);
  const elements = Array.from({ length }, (_, at) =>
    unify(all.flatMap((each) => each[at] ?? [])),
  );
  if (!elements.every((type) => type !== undefined)) return undefined;
  return allTo(types, { kind: "tuple", elements }) ?? unifyToList(types);
}
