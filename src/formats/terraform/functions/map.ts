import { equal } from "../../../core/conditions";
import { lift, oneOf } from "../../../core/outcomes";
import {
  type Data,
  type Known,
  type Option,
  type Value,
  keyOf,
  known,
} from "../../../core/value";
import { convert } from "../values/conversion";
import {
  type Call,
  type Table,
  listOrTuple,
  mapOrObject,
  elementsOf,
  nullable,
  string,
  strings,
} from "./entry";
import { index, someElement } from "../evaluation/indexing";
import { isSequence } from "../values/sequences";
import {
  anyType,
  collection,
  compareBytes,
  isBareNull,
  isCollection,
  listOf,
  mapOf,
  sameType,
  sortedMap,
  stringType,
  typeOf,
} from "../values/types";

/** Functions on maps and objects. */
export const mapFunctions: Table = {
  keys: { takes: [mapOrObject], needs: "outer", gives: keys },
  lookup: { takes: [mapOrObject, string], rest: nullable, handles: lookup },
  merge: { takes: [], rest: nullable, needs: "outer", gives: merge },
  transpose: {
    takes: [{ type: mapOf(listOf(stringType)) }],
    gives: transpose,
  },
  values: { takes: [mapOrObject], needs: "outer", gives: valuesOf },
  zipmap: { takes: [strings, listOrTuple], needs: "outer", gives: zipMap },
};

function entries(value: Value): ReadonlyMap<string, Value> | undefined {
  return value.kind === "known" && value.data instanceof Map
    ? value.data
    : undefined;
}

function keys(call: Call): Data | Value {
  const of = call.argument(0);
  const names = entries(of)?.keys();
  if (!names) return call.fail("keys is given no map");
  const list = call.texts([...names]);
  return of.collection ? list : list.data;
}

function valuesOf(call: Call): Data | Value {
  const of = call.argument(0);
  const type = typeOf(of);
  if (!entries(of)) return call.fail("values is given no map");
  return isCollection(type)
    ? collection("list", elementsOf(of), type.element, call)
    : known(elementsOf(of), call.origin);
}

/** The element of a key, or the default. An unknown key may be any of the map's, or none. */
function lookup(values: readonly Value[], call: Call): Value {
  const [of, key, fallback, ...more] = values;
  if (!of || !key || more.length > 0)
    return call.fail("lookup is given the wrong number of arguments");
  if (of.kind === "known" && key.kind === "unknown" && key.options.length === 0)
    return lookupUnknown(of, key, fallback, call);
  return lift("lookup", [of, key], call.origin, ([map, name]) =>
    map && name ? found(map, name, fallback, call) : null,
  );
}

function found(
  of: Known,
  key: Known,
  fallback: Value | undefined,
  call: Call,
): Value {
  const map = entries(of);
  if (!map) return call.fail("lookup is given no map");
  const type = typeOf(of);
  const otherwise =
    fallback &&
    (isCollection(type) ? convert(fallback, type.element) : fallback);
  if (otherwise?.kind === "unknown" && otherwise.fails) return otherwise;
  return (
    map.get(String(key.data)) ??
    otherwise ??
    call.fail(`lookup finds no ${JSON.stringify(key.data)}`)
  );
}

function lookupUnknown(
  of: Known,
  key: Value,
  fallback: Value | undefined,
  call: Call,
): Value {
  const map = entries(of);
  if (!map) return call.fail("lookup is given no map");
  if (!fallback) return index(of, key, call.origin);
  const reason = key.kind === "unknown" ? key.reason : "";
  const options: Option[] = [];
  const conditions: Value[] = [];
  for (const [name, value] of map) {
    const condition = equal(key, known(name, key.origin), key.origin);
    conditions.push(condition);
    if (condition.kind === "unknown")
      options.push({ value, given: [{ condition, holds: true }] });
  }
  const missing = conditions.flatMap((condition) =>
    condition.kind === "unknown" ? [{ condition, holds: false }] : [],
  );
  options.push({
    value: found(
      known(new Map(), of.origin),
      known("", key.origin),
      fallback,
      call,
    ),
    given: missing,
  });
  return someElement(
    of,
    oneOf(options, reason, call.origin, `lookup(${values(of, key, fallback)})`),
  );
}

const values = (...all: readonly Value[]): string => all.map(keyOf).join();

function merge(call: Call): Data | Value {
  const merged: [string, Value][] = [];
  let unchecked = false;
  for (const each of call.arguments) {
    const map = entries(each);
    const { kind } = typeOf(each);
    unchecked ||= isBareNull(each);
    if (each.data === null && ["any", "map", "object"].includes(kind)) continue;
    // Behind a null without a type, no type is looked at, and what is empty adds nothing.
    if (unchecked && isSequence(each) && elementsOf(each).length === 0)
      continue;
    if (!map) return call.fail("merge is given something that is no map");
    merged.push(...map);
  }
  const data = sortedMap(merged);
  const [first = anyType, ...rest] = call.arguments.map(typeOf);
  return first.kind === "map" && rest.every((type) => sameType(type, first))
    ? collection("map", data, first.element, call)
    : data;
}

function transpose(call: Call): Data | Value {
  const transposed = new Map<string, string[]>();
  for (const [key, each] of entries(call.argument(0)) ?? []) {
    if (each.kind === "known" && each.data === null)
      return call.fail("transpose is given a null");
    for (const value of elementsOf(each)) {
      if (value.kind === "unknown" || typeof value.data !== "string")
        return call.fail("transpose is given a null");
      transposed.set(value.data, [...(transposed.get(value.data) ?? []), key]);
    }
  }
  return collection(
    "map",
    sortedMap(
      [...transposed].map(([value, names]): [string, Value] => [
        value,
        call.texts(names.toSorted(compareBytes)),
      ]),
    ),
    listOf(stringType),
    call,
  );
}

function zipMap(call: Call): Data | Value {
  const [names, of] = [call.argument(0), call.argument(1)];
  const type = typeOf(of);
  if (type.kind !== "list" && type.kind !== "tuple")
    return call.fail("zipmap is given no list of values");
  if (call.elements(0).length !== call.elements(1).length)
    return call.fail("zipmap is given lists of different length");
  return lift("zipmap", [...call.elements(0), of], call.origin, (all) => {
    const pairs: [string, Value][] = [];
    for (const [at, value] of elementsOf(of).entries()) {
      const name = all[at]?.data;
      if (typeof name !== "string") return call.fail("a key of zipmap is null");
      pairs.push([name, value]);
    }
    const data = sortedMap(pairs);
    return type.kind === "list"
      ? collection("map", data, type.element, { ...names, origin: call.origin })
      : data;
  });
}
