import { equal } from "../../../core/conditions";
import { lift, oneOf } from "../../../core/outcomes";
import {
  type Known,
  type Option,
  type Origin,
  type Value,
  keyOf,
  known,
  unknown,
} from "../../../core/value";
import { convert } from "../values/conversion";
import { broken } from "./equality";
import { assembled } from "../values/size";
import {
  type Type,
  anyType,
  collection,
  isCollection,
  listOf,
  numberType,
  stringType,
  typeOf,
  typed,
  typedLater,
} from "../values/types";
import { unify } from "../values/unification";

/** The element of a list, set, tuple, map or object: `of[key]`, `of.key`. The very element, with its own origin, where it is known which. */
export function index(
  of: Value,
  key: Value,
  origin: Origin,
  tried?: true,
): Value {
  const error = broken([of, key]);
  if (error) return missing(error.reason, origin);
  const shown = attributeOf(of, key, origin);
  if (shown) return shown;
  if (of.kind === "unknown" && hasNoIndex(typeOf(of)))
    return missing("an element is asked for of what has none", origin);
  if (of.kind === "known" && key.kind === "unknown" && key.options.length === 0)
    return whichever(of, key, origin, tried);
  const element = lift("[]", [of, key], origin, ([collection, name]) =>
    collection && name ? elementAt(collection, name, origin) : null,
  );
  const type = typeOf(of);
  return element.kind === "unknown" && !element.fails && isCollection(type)
    ? typed(element, type.element)
    : element;
}

const hasNoIndex = ({ kind }: Type): boolean =>
  ["string", "number", "bool", "set"].includes(kind);

const missing = (reason: string, origin: Origin) =>
  unknown(reason, origin, { fails: true });

/** The attribute of an object that is not known but for this attribute. */
function attributeOf(of: Value, key: Value, origin: Origin): Value | undefined {
  if (of.kind === "known" || key.kind === "unknown") return undefined;
  if (of.options.some(({ value }) => "attributes" in value))
    return oneOf(
      of.options.map((option) => ({
        ...option,
        value: index(option.value, key, origin),
      })),
      of.reason,
      origin,
    );
  return of.attributes?.get(String(key.data));
}

function elementAt(of: Known, key: Known, origin: Origin): Value {
  const { data } = of;
  if (data === null) return missing("an element of null is asked for", origin);
  if (typeof data !== "object" || of.collection === "set" || key.data === null)
    return missing("an element is asked for of what has none", origin);
  if (data instanceof Map) {
    const name = convert(key, stringType);
    const element: Value | undefined =
      name.kind === "known" ? data.get(String(name.data)) : undefined;
    return (
      element ??
      missing(`there is no ${JSON.stringify(key.data)} in it`, origin)
    );
  }
  const at = convert(key, numberType);
  const element =
    at.kind === "known" && typeof at.data === "number"
      ? [...data.values()][at.data]
      : undefined;
  return element ?? missing("there is no element of this index in it", origin);
}

/** Some element of a collection: each one if the key is its key. That it is the key of none is an error, which only `try` has to reckon with. */
function whichever(of: Known, key: Value, origin: Origin, tried?: true): Value {
  const { data } = of;
  const reason = key.kind === "unknown" ? key.reason : "its key is not known";
  if (data === null || typeof data !== "object" || of.collection === "set")
    return elementAt(of, known("", origin), origin);
  const options = [...data.entries()].flatMap(([name, value]): Option[] => {
    const condition = equal(key, known(name, key.origin), key.origin);
    return condition.kind === "unknown"
      ? [{ value, given: [{ condition, holds: true }] }]
      : [];
  });
  if (tried)
    options.push({
      value: missing("its key is that of no element", origin),
      given: options.flatMap(({ given }) =>
        given.map(({ condition }) => ({ condition, holds: false })),
      ),
    });
  return someElement(
    of,
    oneOf(options, reason, origin, `[](${keyOf(of)},${keyOf(key)})`),
  );
}

/** Some element of a value: of what is no list or map, each may be of another type. */
export const someElement = (of: Known, element: Value): Value =>
  of.collection || element.kind === "known" ? element : typedLater(element);

/** The value of `of[*]…`: `each` applies the steps after the star to one element. A null has no element, what is no list is the only element. */
export function splat(
  of: Value,
  each: (element: Value) => Value,
  origin: Origin,
): Value {
  const result = lift("[*]", [of], origin, ([value]) => {
    if (!value) return null;
    const { data, collection: kind } = value;
    const type = typeOf(value);
    if (data === null)
      return type.kind === "tuple" ||
        type.kind === "list" ||
        type.kind === "set"
        ? missing("the elements of null are asked for", origin)
        : [];
    if (typeof data !== "object" || data instanceof Map) {
      return assembled(known([each(value)], origin));
    }
    const elements = [...data.values()].map(each);
    const tuple = assembled(known(elements, origin));
    if (!kind || tuple.kind === "unknown") return tuple;
    if (elements.length > 0 || !isCollection(type))
      return collection(
        "list",
        elements,
        unify(elements.map(typeOf)) ?? anyType,
        { origin },
      );
    const none = each(sample(type.element, origin));
    return broken([none]) ?? collection("list", [], typeOf(none), { origin });
  });
  const type = typeOf(of);
  const sequence = type.kind === "list" || type.kind === "set";
  if (!sequence || result.kind === "known" || result.fails) return result;
  const any = each(sample(type.element, origin));
  return broken([any]) ?? typed(result, listOf(typeOf(any)));
}

/** Some value of a type: what is done to it shows which type that gives. */
function sample(type: Type, origin: Origin): Value {
  if (type.kind === "tuple")
    return known(
      type.elements.map((each) => sample(each, origin)),
      origin,
    );
  return type.kind === "object"
    ? known(
        new Map(
          [...type.attributes].map(([name, attribute]) => [
            name,
            sample(attribute.type, origin),
          ]),
        ),
        origin,
      )
    : typed(unknown("there is no element", origin), type);
}
