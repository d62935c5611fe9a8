import {
  type Known,
  type Unknown,
  type Value,
  unknown,
} from "../../../core/value";
import { numberText, parseNumber } from "./numbers";
import { type Type, isCollection, typeOf } from "./types";

/** A value that is no null as a text, a number or a truth value. */
export function convertScalar(
  value: Known,
  kind: "string" | "number" | "bool",
): Value {
  const { data } = value;
  if (kind === "string") return convertToText(value);
  if (kind === "number") return convertToNumber(value);
  if (data === "true" || data === "1") return { ...value, data: true };
  if (data === "false" || data === "0") return { ...value, data: false };
  return typeof data === "boolean" ? value : failure(value, { kind });
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

/** What becomes of a value that is of no use as another type. */
export function failure(value: Value, type: Type): Unknown {
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
