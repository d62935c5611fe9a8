/*
 * Terraform's types. A value does not always show its own type: a null, an empty list and a value
 * that nobody knows look the same whatever their type is. Such values carry it (`Typed`), since
 * conditionals and `==` depend on it; for all others it is read off the data.
 */
import { type Known, type Origin, type Value } from "../../../core/value";

export type Type =
  | { readonly kind: "string" | "number" | "bool" }
  | {
      readonly kind: "any";
      /** It is a type that nobody knows; else it stands for none at all, as that of a mere null. */
      readonly open?: true;
    }
  | { readonly kind: "list" | "set" | "map"; readonly element: Type }
  | { readonly kind: "tuple"; readonly elements: readonly Type[] }
  | {
      readonly kind: "object";
      readonly attributes: ReadonlyMap<string, AttributeType>;
    };

/** What an object type says about one attribute. */
export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  /** The second argument of `optional(…)`. */
  readonly default?: Value;
  /** Where `optional(…)` stands, which gives no default. */
  readonly place?: Pick<Origin, "range" | "label">;
}

export const anyType: Type = { kind: "any" };
/** The type of a value that may be of any. */
export const openType: Type = { kind: "any", open: true };
export const stringType: Type = { kind: "string" };
export const numberType: Type = { kind: "number" };
export const boolType: Type = { kind: "bool" };

/** `list(element)`. */
export const listOf = (element: Type): Type => ({ kind: "list", element });
/** `set(element)`. */
export const setOf = (element: Type): Type => ({ kind: "set", element });
/** `map(element)`. */
export const mapOf = (element: Type): Type => ({ kind: "map", element });

/** Order of texts by their UTF-8 bytes, in which Terraform sorts; JavaScript's own order differs beyond U+FFFF. */
export function compareBytes(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a === b) continue;
    const surrogates = [a, b].map((unit) => unit >= 0xd800 && unit <= 0xdfff);
    return surrogates[0] === surrogates[1] ? a - b : surrogates[0] ? 1 : -1;
  }
  return left.length - right.length;
}

/** The entries in the order in which Terraform goes through maps and objects; of equal keys the last counts. */
export function sortedMap<T>(
  entries: Iterable<readonly [string, T]>,
): ReadonlyMap<string, T> {
  const last = new Map(entries);
  return new Map([...last].sort(([a], [b]) => compareBytes(a, b)));
}

/** A value that carries its type. */
interface Typed {
  readonly type: Type;
}

/** The value, carrying a type that its data does not show. */
export function typed<V extends Value>(value: V, type: Type): V & Typed {
  return { ...value, type: ofValues(type) };
}

const settled = new WeakMap<Type, Type>();

/** The type of the values that a type allows: what may be left out of an object is filled in once it is one. */
function ofValues(type: Type): Type {
  const before = settled.get(type);
  if (before) return before;
  const result = withoutOptional(type);
  settled.set(type, result);
  return result;
}

function withoutOptional(type: Type): Type {
  if (isCollection(type))
    return { kind: type.kind, element: ofValues(type.element) };
  if (type.kind === "tuple")
    return { kind: "tuple", elements: type.elements.map(ofValues) };
  if (type.kind !== "object") return type;
  return {
    kind: "object",
    attributes: new Map(
      [...type.attributes].map(([name, attribute]) => [
        name,
        { type: ofValues(attribute.type), optional: false },
      ]),
    ),
  };
}

/** A value whose type Terraform's plan does not know, and the one that it probably has after apply. */
interface TypedLater {
  readonly typeLater: Type;
}

/** The value as one of which Terraform's plan does not know the type yet: that decides what becomes of what stands beside it. */
export const typedLater = <V extends Value>(
  value: V,
  typeLater = typeOf(value),
): V & TypedLater => ({ ...value, typeLater });

/** The type that a value probably has after apply, where Terraform's plan knows none. */
export const typeLaterOf = (value: Value): Type | undefined =>
  isTypedLater(value) ? value.typeLater : undefined;

const isTypedLater = (value: Value): value is Value & TypedLater =>
  "typeLater" in value;

function isTyped(value: Value): value is Value & Typed {
  return "type" in value;
}

/** A collection with its kind and the type of its elements. */
export function collection(
  kind: "list" | "set" | "map",
  data: readonly Value[] | ReadonlyMap<string, Value>,
  element: Type,
  { origin, sensitive }: Pick<Value, "origin" | "sensitive">,
): Known {
  return typed(
    {
      kind: "known",
      data,
      origin,
      collection: kind,
      ...(sensitive ? { sensitive } : {}),
    },
    { kind, element },
  );
}

/** The type of a value; an open one where nobody knows it, none for an error as for a mere null. */
export function typeOf(value: Value): Type {
  if (isTyped(value)) return value.type;
  if (value.kind === "unknown") {
    if (value.parts && value.parts.length > 1) return stringType;
    if (value.fails) return anyType;
    const [first, ...rest] = value.options.map((option) =>
      typeOf(option.value),
    );
    return first && rest.every((type) => sameType(type, first))
      ? first
      : openType;
  }
  const { data, collection: kind } = value;
  switch (typeof data) {
    case "string":
      return stringType;
    case "number":
      return numberType;
    case "boolean":
      return boolType;
  }
  if (data === null) return anyType;
  const elements = [...data.values()].map(typeOf);
  if (kind) return { kind, element: elements[0] ?? anyType };
  if (!(data instanceof Map)) return { kind: "tuple", elements };
  return {
    kind: "object",
    attributes: new Map(
      [...data.keys()].map((name, at) => [
        name,
        { type: elements[at] ?? anyType, optional: false },
      ]),
    ),
  };
}

/** Whether a value is a null without a type: Terraform itself does not know what functions make of it. */
export function isBareNull(value: Value): boolean {
  return (
    value.kind === "known" &&
    value.data === null &&
    typeOf(value).kind === "any"
  );
}

/** Whether two types are the same. */
export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  if (left.kind === "tuple" && right.kind === "tuple")
    return (
      left.elements.length === right.elements.length &&
      left.elements.every((type, at) => {
        const other = right.elements[at];
        return other !== undefined && sameType(type, other);
      })
    );
  if (left.kind === "object" && right.kind === "object")
    return (
      left.attributes.size === right.attributes.size &&
      [...left.attributes].every(([name, { type }]) => {
        const other = right.attributes.get(name);
        return other !== undefined && sameType(type, other.type);
      })
    );
  if (isCollection(left) && isCollection(right))
    return left.kind === right.kind && sameType(left.element, right.element);
  return left.kind === right.kind;
}

/** Whether a type is `list(…)`, `set(…)` or `map(…)`. */
export function isCollection(
  type: Type,
): type is Extract<Type, { readonly element: Type }> {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}

/** Whether a type is, or has somewhere in it, one of which this is true. */
export function within(type: Type, test: (type: Type) => boolean): boolean {
  return test(type) || partsOf(type).some((part) => within(part, test));
}

/** The types of the elements or attributes of what a type describes. */
export function partsOf(type: Type): readonly Type[] {
  if (isCollection(type)) return [type.element];
  if (type.kind === "tuple") return type.elements;
  return type.kind === "object"
    ? [...type.attributes.values()].map((attribute) => attribute.type)
    : [];
}

/** Whether `any` stands somewhere in a type. */
export const hasAny = (type: Type): boolean =>
  within(type, ({ kind }) => kind === "any");

/** Whether a type is one that nobody knows. */
export const isOpen = (type: Type): boolean =>
  type.kind === "any" && type.open === true;

/** Whether something in a type is not known. */
export const hasOpen = (type: Type): boolean => within(type, isOpen);
