import {
  type Origin,
  type Value,
  concealed,
  known,
  unknown,
} from "../../../core/value";
import { convert } from "../values/conversion";
import { type Entry, type Table, nullable } from "./entry";
import {
  type Type,
  anyType,
  boolType,
  listOf,
  mapOf,
  numberType,
  setOf,
  stringType,
} from "../values/types";

/** Functions that change a value's type or what may be shown of it. */
export const conversionFunctions: Table = {
  tobool: to(boolType),
  tolist: to(listOf(anyType)),
  tomap: to(mapOf(anyType)),
  tonumber: to(numberType),
  toset: to(setOf(anyType)),
  tostring: to(stringType),
  // No value that is read here is ephemeral.
  ephemeralasnull: {
    takes: [nullable],
    handles: ([value], call) => value ?? call.unsure("it has no argument"),
  },
  sensitive: {
    takes: [nullable],
    handles: ([value], call) =>
      value ? concealed(value) : call.fail("sensitive has no argument"),
  },
  nonsensitive: {
    takes: [nullable],
    handles: ([value], call) =>
      value ? shown(value) : call.fail("nonsensitive has no argument"),
  },
  issensitive: {
    takes: [nullable],
    handles: ([value], { origin }) => isSensitive(value, origin),
  },
};

function to(type: Type): Entry {
  return {
    takes: [nullable],
    handles: ([value], call) =>
      value ? convert(value, type) : call.fail("it has no argument"),
  };
}

function shown(value: Value): Value {
  const { sensitive: _, ...rest } = value;
  return rest;
}

/** Terraform also remembers what a value was decided by, which is not followed here. */
function isSensitive(value: Value | undefined, origin: Origin): Value {
  return value?.sensitive
    ? known(true, origin)
    : unknown("it is not known whether a value is sensitive", origin);
}
