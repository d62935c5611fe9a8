/*
 * Terraform's type conversion. What is unknown is converted too: it stays unknown, but its options
 * and the elements it surely has become those of the new type, and it carries that type from now on.
 */
import {
  type Known,
  type Unknown,
  type Value,
  unknown,
} from "../../../core/value";
import { convertScalar, failure } from "./scalars";
import { setFrom } from "./sets";
import {
  type AttributeType,
  type Type,
  anyType,
  collection,
  isBareNull,
  isCollection,
  isOpen,
  openType,
  sameType,
  sortedMap,
  typeLaterOf,
  typeOf,
  typed,
  within,
} from "./types";
import { mayBecome } from "./texts";
import { oneType, settled } from "./settling";
import { convertible, elementTarget, unify } from "./unification";

type CollectionType = Extract<Type, { element: Type }>;

/**
 * The value as Terraform converts it to a type, defaults of optional attributes filled in. Elements
 * keep their origins; what cannot be converted is an unknown that fails.
 */
export function convert(value: Value, type: Type): Value {
  if (type.kind === "any") return value;
  if (value.kind === "unknown") return convertUnknown(value, type);
  const given = typeOf(value);
  if (sameType(given, type) && !within(type, hasDefault)) return value;
  if (!convertible(given, type)) return failure(value, type);
  return value.data === null
    ? typed(value, settled(given, type))
    : convertKnown(value, type);
}

const hasDefault = (type: Type): boolean =>
  type.kind === "object" &&
  [...type.attributes.values()].some((attribute) => attribute.default);

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
  return typed(converted, settled(typeOf(value), type));
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
  switch (type.kind) {
    case "any":
      return value;
    case "string":
    case "number":
    case "bool":
      return convertScalar(value, type.kind);
    case "list":
    case "set":
    case "map":
      return convertToCollection(value, type);
    case "tuple":
      return convertToTuple(value, type);
    case "object":
      return convertToObject(value, type);
  }
}

function convertToCollection(value: Known, type: CollectionType): Value {
  const { data } = value;
  const target = elementTarget(typeOf(value), type);
  if (!target || data === null || typeof data !== "object")
    return failure(value, type);
  const elements = [...data.values()];
  if (!value.collection && type.kind !== "map" && mayBeMixed(elements, type))
    return unknown("the type of an element is not known", value.origin, {
      has: elements.filter(
        (each) => each.kind === "known" && !isNumberOrBool(each),
      ),
    });
  const converted = allConverted(elements, target);
  if ("kind" in converted) return converted;
  const alike = value.collection
    ? converted
    : madeAlike(converted, type, target);
  if (!alike) return failure(value, type);
  if ("kind" in alike) return alike;
  const doubtful =
    !value.collection &&
    type.element.kind === "any" &&
    target.kind !== "string";
  const final = doubtful ? besideUnknown(alike, elements) : alike;
  const element =
    elements.length === 0
      ? target
      : doubtful && elements.some(isOpenValue)
        ? openType
        : oneType(final.map(typeOf));
  if (!element) return failure(value, type);
  return gathered(value, type.kind, final, element);
}

/** A tuple or an object as a collection of its elements as they are; a failure unless they are of one type. */
export function collected(value: Known, type: CollectionType): Value {
  const { data } = value;
  if (data === null || typeof data !== "object") return failure(value, type);
  const elements = [...data.values()];
  const element = oneType(elements.map(typeOf));
  return element
    ? gathered(value, type.kind, elements, element)
    : failure(value, type);
}

/** The collection that a value becomes with these elements of a type. */
function gathered(
  value: Known,
  kind: CollectionType["kind"],
  elements: readonly Value[],
  element: Type,
): Value {
  const all = elements.map((each) =>
    isBareNull(each) ? typed(each, element) : each,
  );
  if (kind === "set") return setFrom(all, element, value);
  return collection(
    kind,
    value.data instanceof Map
      ? sortedMap(
          [...value.data.keys()].map((key, at) => [key, all[at] ?? value]),
        )
      : all,
    element,
    value,
  );
}

/** Whether elements of which one may be of any type, if only to Terraform's plan, have none in common as far as it is known. */
function mayBeMixed(elements: readonly Value[], { element }: CollectionType) {
  const types = elements.map((each) =>
    isOpenValue(each) || typeLaterOf(each) ? openType : typeOf(each),
  );
  const known = types.filter((type) => !isOpen(type));
  return (
    element.kind === "any" &&
    known.length < types.length &&
    new Set(known.map(({ kind }) => kind)).size > 1 &&
    unify(types)?.kind === "any"
  );
}

/** The values, each converted to a type, or the first that cannot be. */
function allConverted(
  values: readonly Value[],
  type: Type,
): readonly Value[] | Unknown {
  const converted = values.map((each) => convert(each, type));
  return failing(converted) ?? converted;
}

/** The elements of a new list or map, of one type though what they were to be converted to leaves something open; undefined where they have none in common. */
function madeAlike(
  elements: readonly Value[],
  { kind }: CollectionType,
  target: Type,
): readonly Value[] | Unknown | undefined {
  const unified =
    kind === "list" ||
    (kind === "map" && (isCollection(target) || target.kind === "object"));
  if (!unified || elements.length === 0) return elements;
  const common = unify(elements.map(typeOf));
  return common && allConverted(elements, common);
}

/** The values, of one type that must fit the others too: a number beside what may be a text becomes a text or stays a number. */
export function besideUnknown(
  values: readonly Value[],
  others: readonly Value[],
): readonly Value[] {
  return others.some(isOpenValue)
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
const isOpenValue = (value: Value): boolean =>
  value.kind === "unknown" && typeOf(value).kind === "any";

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
    convert(each, type.elements[at] ?? anyType),
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
  { type, default: fallback, place }: AttributeType,
  object: Known,
): Value {
  const absent = !given || (given.kind === "known" && given.data === null);
  if (absent && fallback) return convert(fallback, type);
  if (given) return convert(given, type);
  const origin = place ? { ...place, from: [object] } : object.origin;
  return typed({ kind: "known", data: null, origin }, type);
}

function untyped(value: Known): Known {
  const { kind, data, origin, sensitive } = value;
  return { kind, data, origin, ...(sensitive ? { sensitive } : {}) };
}
