import type { Value } from "../../../core/value";
import { type Type, anyType, isCollection, typeOf } from "./types";

/** Whether a value is null. */
export const isNull = (value: Value): boolean =>
  value.kind === "known" && value.data === null;

/** Whether a value is a list, tuple or set. */
export const isSequence = (value: Value): boolean =>
  value.kind === "known" &&
  value.data !== null &&
  typeof value.data === "object" &&
  !(value.data instanceof Map);

/** Whether a value is surely true. */
export const isTrue = (value: Value): boolean =>
  value.kind === "known" && value.data === true;

/** The type of a collection's elements; "any" for what is none. */
export function elementType(value: Value): Type {
  const type = typeOf(value);
  return isCollection(type) ? type.element : anyType;
}
