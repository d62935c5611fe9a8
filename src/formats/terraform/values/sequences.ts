import { surelyIn } from "../../../core/outcomes";
import type { Value } from "../../../core/value";
import { convert } from "./conversion";
import {
  type Type,
  anyType,
  hasOpen,
  isCollection,
  openType,
  typeOf,
} from "./types";
import { unify } from "./unification";

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

/** What collections that are made one surely contain: elements of the type all have in common, which may make texts of numbers. */
export function surelyInAll(values: readonly Value[]): readonly Value[] {
  const all = values.flatMap(surelyIn);
  const types = values.map((value) => {
    const type = typeOf(value);
    return isCollection(type) ? type.element : openType;
  });
  const type = types.some(hasOpen) ? undefined : unify(types);
  return type
    ? all.map((each) => convert(each, type))
    : all.filter(
        (each) => each.kind === "known" && typeof each.data === "string",
      );
}
