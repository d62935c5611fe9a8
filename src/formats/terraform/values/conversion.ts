/*
 * Terraform's type conversion. What is unknown is converted too: it stays unknown, but its options
 * and the elements it surely has become those of the new type, and it carries that type from now on.
 */
import {
  type Known,
  type Unknown,
  type Value,
  unknown,
  whollyKnown,
} from "../../../core/value";
import { numberText, parseNumber } from "./numbers";
import { setFrom } from "./sets";
import {
  type AttributeType,
  type Type,
  anyType,
  collection,
  hasAny,
  isCollection,
  sameType,
  sortedMap,
  typeOf,
  typed,
} from "./types";
import { mayBecome } from "./texts";
import { convertible, unify, unifyInMap } from "./unification";

/**
 * The value as Terraform converts it to a type, defaults of optional attributes filled in. Elements
 * keep their origins; what cannot be converted is an unknown that fails.
 */
export function convert(value: Value, type: Type): Value {
  if (type.kind === "any") return value;
  if (value.kind === "unknown") return convertUnknown(value, type);
  if (whollyKnown(value) && !convertible(typeOf(value), type))
    return failure(value, type);
  return convertKnown(value, type);
}

function failure(value: Value, type: Type): Unknown {
  return unknown(
    `${describe(typeOf(value))} cannot be converted to ${describe(type)}`,
    value.origin,
    { fails: true, ...(value.sensitive ? { sensitive: true } : {}) },
  );
}

function describe(type: Type): string {
  if (isCollection(type)) return `${type.kind} of ${describe(type.element)}`;
  return type.kind;
}

function convertUnknown(value: Unknown, type: Type): Value {
  if (value.fails) return value;
  if (!convertible(typeOf(value), type) || !mayBecome(value, type))
    return failure(value, type);
  const { parts, attributes, among, each, ...rest } = value;
  const elements = isCollection(type) ? type.element : undefined;
  const converted: Unknown = {
    ...rest,
    ...(parts && type.kind === "string" ? { parts } : {}),
    ...(among && type.kind === "string" ? { among } : {}),
    ...(each && elements ? { each: convert(each, elements) } : {}),
    ...(attributes ? { attributes: convertAttributes(attributes, type) } : {}),
    has: elements ? value.has.map((each) => convert(each, elements)) : [],
    options: value.options.map((option) => ({
      ...option,
      value: convert(option.value, type),
    })),
  };
  const stays = typeThatStays(typeOf(value), type);
  return hasAny(stays) ? converted : typed(converted, stays);
}

function convertAttributes(
  attributes: ReadonlyMap<string, Value>,
  type: Type,
): ReadonlyMap<string, Value> {
  const typeFor = (name: string): Type | undefined =>
    type.kind === "object"
      ? type.attributes.get(name)?.type
      : type.kind === "map"
        ? type.element
        : undefined;
  return new Map(
    [...attributes].flatMap(([name, value]): [string, Value][] => {
      const wanted = typeFor(name);
      return wanted ? [[name, convert(value, wanted)]] : [];
    }),
  );
}

function convertKnown(value: Known, type: Type): Value {
  const { data } = value;
  if (type.kind === "any" || sameType(typeOf(value), type)) return value;
  if (data === null) return typed(value, typeThatStays(typeOf(value), type));
  switch (type.kind) {
    case "string":
      return convertToText(value);
    case "number":
      return convertToNumber(value);
    case "bool":
      if (data === "true" || data === "1") return { ...value, data: true };
      if (data === "false" || data === "0") return { ...value, data: false };
      return typeof data === "boolean" ? value : failure(value, type);
    case "list":
    case "set":
    case "map":
      return convertToCollection(value, type.kind, type.element);
    case "tuple":
      return convertToTuple(value, type);
    case "object":
      return convertToObject(value, type);
  }
}

/** The type of what is converted without a look at it, a null or an unknown: of its own type stays what may be any. */
function typeThatStays(given: Type, wanted: Type): Type {
  if (!isCollection(wanted) || wanted.element.kind !== "any") return wanted;
  if (isCollection(given)) return { kind: wanted.kind, element: given.element };
  const elements =
    given.kind === "tuple"
      ? given.elements
      : given.kind === "object"
        ? [...given.attributes.values()].map((attribute) => attribute.type)
        : [];
  return { kind: wanted.kind, element: unify(elements) ?? anyType };
}

function convertToText(value: Known): Value {
  const { data } = value;
  if (typeof data === "number") return { ...value, data: numberText(data) };
  if (typeof data === "boolean") return { ...value, data: String(data) };
  return typeof data === "string" ? value : failure(value, { kind: "string" });
}

function convertToNumber(value: Known): Value {
  const { data } = value;
  if (typeof data === "number") return value;
  const number = typeof data === "string" ? parseNumber(data) : undefined;
  if (number === undefined) return failure(value, { kind: "number" });
  return number === "inexact"
    ? unknown("it is a number of too many digits", value.origin)
    : { ...value, data: number };
}

function convertToCollection(
  value: Known,
  kind: "list" | "set" | "map",
  element: Type,
): Value {
  const { data, collection: given } = value;
  if (data === null || typeof data !== "object")
    return failure(value, { kind, element });
  const isMap = data instanceof Map;
  if (isMap !== (kind === "map")) return failure(value, { kind, element });
  const elements = [...data.values()];
  const target =
    given && element.kind === "any"
      ? elementTypeOf(value)
      : commonElement(elements, element, kind);
  const converted = elements.map((each) => convertElement(each, target));
  const failed = failing(converted);
  if (failed) return failed;
  const common = hasAny(target)
    ? commonElement(converted, anyType, kind)
    : target;
  const final = hasAny(target)
    ? besideUnknown(
        converted.map((each) => convertElement(each, common)),
        elements,
      )
    : converted;
  const shown = elements.length === 0 ? target : common;
  if (kind === "set") return setFrom(final, shown, value);
  return collection(
    kind,
    isMap
      ? sortedMap([...data.keys()].map((key, at) => [key, final[at] ?? value]))
      : final,
    shown,
    value,
  );
}

/** The values, of one type that must fit the others too: a number beside what may be a text becomes a text or stays a number. */
export function besideUnknown(
  values: readonly Value[],
  others: readonly Value[],
): readonly Value[] {
  return others.some(isOpen)
    ? values.map((each) =>
        each.kind === "known" && isNumberOrBool(each)
          ? unknown("the type of another element is not known", each.origin)
          : each,
      )
    : values;
}

const isNumberOrBool = ({ data }: Known): boolean =>
  typeof data === "number" || typeof data === "boolean";

/** Whether a value may be of any type. */
const isOpen = (value: Value): boolean =>
  value.kind === "unknown" && typeOf(value).kind === "any";

function elementTypeOf(value: Value): Type {
  const type = typeOf(value);
  return isCollection(type) ? type.element : anyType;
}

/** The element type of a new collection: "any" stands for the one that the elements have in common. */
function commonElement(
  elements: readonly Value[],
  wanted: Type,
  kind: "list" | "set" | "map",
): Type {
  if (wanted.kind !== "any") return wanted;
  const unified = kind === "map" ? unifyInMap : unify;
  const common = unified(elements.map(typeOf)) ?? anyType;
  return common.kind !== "string" && elements.some(isOpen) ? anyType : common;
}

function convertElement(value: Value, type: Type): Value {
  return value.kind === "unknown"
    ? convert(value, type)
    : convertKnown(value, type);
}

function failing(values: Iterable<Value>): Unknown | undefined {
  for (const value of values)
    if (value.kind === "unknown" && value.fails) return value;
  return undefined;
}

function convertToTuple(
  value: Known,
  type: Extract<Type, { kind: "tuple" }>,
): Value {
  const { data, collection: given } = value;
  if (
    given ||
    data === null ||
    typeof data !== "object" ||
    data instanceof Map ||
    [...data.values()].length !== type.elements.length
  )
    return failure(value, type);
  const elements = [...data.values()].map((each, at) =>
    convertElement(each, type.elements[at] ?? anyType),
  );
  return failing(elements) ?? { ...value, data: elements };
}

function convertToObject(
  value: Known,
  type: Extract<Type, { kind: "object" }>,
): Value {
  const { data } = value;
  if (!(data instanceof Map)) return failure(value, type);
  const attributes: [string, Value][] = [];
  for (const [name, attribute] of type.attributes) {
    const given: Value | undefined = data.get(name);
    if (!given && !attribute.optional) return failure(value, type);
    attributes.push([name, attributeValue(given, attribute, value)]);
  }
  const { collection: _, ...rest } = value;
  return (
    failing(attributes.map(([, each]) => each)) ?? {
      ...untyped(rest),
      data: sortedMap(attributes),
    }
  );
}

/** The default takes the place of an attribute that is absent or null. */
function attributeValue(
  given: Value | undefined,
  { type, default: fallback }: AttributeType,
  { origin }: Known,
): Value {
  const absent = !given || (given.kind === "known" && given.data === null);
  if (absent && fallback) return convert(fallback, type);
  return given
    ? convertElement(given, type)
    : typed({ kind: "known", data: null, origin }, type);
}

function untyped(value: Known): Known {
  const { kind, data, origin, sensitive } = value;
  return { kind, data, origin, ...(sensitive ? { sensitive } : {}) };
}
