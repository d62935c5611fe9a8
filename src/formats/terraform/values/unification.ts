/*
 * Which types convert to which, and which type several have in common. Both follow the rules of
 * Terraform's type library for conversions that may fail once the values are seen: a text may turn
 * out to be no number.
 */
import {
  type AttributeType,
  type Type,
  anyType,
  isCollection,
  listOf,
  mapOf,
  sameType,
  sortedMap,
} from "./types";

/** Whether values of a type can be converted to another, as far as types alone tell. */
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
      if (from.kind === "tuple")
        return elementsConvertible(from.elements, to.element, unify);
      return (
        (from.kind === "list" || from.kind === "set") &&
        convertible(from.element, to.element)
      );
    case "map":
      if (from.kind === "object")
        return elementsConvertible(
          attributeTypes(from.attributes),
          to.element,
          unifyInMap,
        );
      return from.kind === "map" && convertible(from.element, to.element);
    case "tuple":
      return (
        from.kind === "tuple" &&
        from.elements.length === to.elements.length &&
        to.elements.every((type, at) =>
          convertible(from.elements[at] ?? anyType, type),
        )
      );
    case "object":
      return [...to.attributes].every(([name, { type, optional }]) => {
        if (from.kind === "map")
          return optional || convertible(from.element, type);
        if (from.kind !== "object") return false;
        const given = from.attributes.get(name);
        return given ? convertible(given.type, type) : optional;
      });
  }
}

/** Elements of different types need one in common to become a collection of "any". */
function elementsConvertible(
  from: readonly Type[],
  to: Type,
  unified: (types: readonly Type[]) => Type | undefined,
): boolean {
  if (to.kind !== "any" || from.length === 0)
    return from.every((type) => convertible(type, to));
  const common = unified(from);
  return (
    common !== undefined &&
    (common.kind !== "any" || from.every((type) => type.kind === "any")) &&
    from.every((type) => convertible(type, common))
  );
}

/** The type that values of these types have in common in a map, where a null without a type takes that of the others if they are of one. */
export function unifyInMap(types: readonly Type[]): Type | undefined {
  const common = unify(types);
  if (common?.kind !== "any") return common;
  const [first, ...rest] = types.filter(({ kind }) => kind !== "any");
  if (!first) return anyType;
  return rest.every((type) => sameType(first, type)) ? first : undefined;
}

const attributeTypes = (attributes: ReadonlyMap<string, AttributeType>) =>
  [...attributes.values()].map((attribute) => attribute.type);

/** The type that values of these types have in common, as for the two results of a conditional; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first, ...rest] = types;
  if (!first) return undefined;
  if (rest.every((type) => sameType(first, type))) return first;
  const kinds = new Set(types.map((type) => type.kind));
  const dynamic = kinds.delete("any");
  const only = (...wanted: readonly Type["kind"][]) =>
    kinds.has(wanted[0] ?? "any") &&
    [...kinds].every((kind) => wanted.includes(kind));
  for (const kind of ["map", "list", "set"] as const)
    if (only(kind)) return dynamic ? anyType : unifyCollections(kind, types);
  if (only("map", "object")) {
    const common = together(types, "object", unifyToMap);
    if (common) return common;
  }
  if (only("list", "tuple")) {
    const common = together(types, "tuple", unifyToList);
    if (common) return common;
  }
  if (only("object")) return dynamic ? anyType : unifyObjects(types);
  if (only("tuple")) return dynamic ? anyType : unifyTuples(types);
  if (kinds.has("object") && kinds.has("tuple")) return undefined;
  return [...types]
    .sort((a, b) => preference(a) - preference(b))
    .find((wanted) => types.every((type) => convertible(type, wanted)));
}

/** The most general types come first. */
function preference({ kind }: Type): number {
  if (kind === "any") return 3;
  if (kind === "set") return 2;
  return kind === "string" || kind === "list" || kind === "map" ? 0 : 1;
}

function unifyCollections(
  kind: "map" | "list" | "set",
  types: readonly Type[],
): Type | undefined {
  const element = unify(
    types.flatMap((type) => (isCollection(type) ? [type.element] : [])),
  );
  return element && { kind, element };
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
  const all = types.flatMap((type) =>
    type.kind === "object" ? attributeTypes(type.attributes) : [],
  );
  return convertibleFrom(types, unify(all), mapOf);
}

/** The collection of an element type, where all types can become one. */
function convertibleFrom(
  types: readonly Type[],
  element: Type | undefined,
  of: (element: Type) => Type,
): Type | undefined {
  const common = element && of(element);
  return common && types.every((type) => convertible(type, common))
    ? common
    : undefined;
}

function unifyToList(types: readonly Type[]): Type | undefined {
  const all = types.flatMap((type) =>
    type.kind === "tuple" ? type.elements : [],
  );
  return convertibleFrom(types, unify(all), listOf);
}

function unifyObjects(types: readonly Type[]): Type | undefined {
  const all = types.flatMap((type) =>
    type.kind === "object" ? [type.attributes] : [],
  );
  const names = [...(all[0]?.keys() ?? [])];
  if (
    !all.every(
      (attributes) =>
        attributes.size === names.length &&
        names.every((name) => attributes.has(name)),
    )
  )
    return unifyToMap(types);
  const attributes: [string, AttributeType][] = [];
  for (const name of names) {
    const type = unify(all.map((each) => each.get(name)?.type ?? anyType));
    if (!type) return undefined;
    attributes.push([name, { type, optional: false }]);
  }
  return { kind: "object", attributes: sortedMap(attributes) };
}

function unifyTuples(types: readonly Type[]): Type | undefined {
  const all = types.flatMap((type) =>
    type.kind === "tuple" ? [type.elements] : [],
  );
  const length = all[0]?.length ?? 0;
  if (all.some((elements) => elements.length !== length))
    return unifyToList(types);
  const elements = Array.from({ length }, (_, at) =>
    unify(all.map((each) => each[at] ?? anyType)),
  );
  return elements.every((type) => type !== undefined)
    ? { kind: "tuple", elements }
    : undefined;
}
