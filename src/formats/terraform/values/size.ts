/*
 * A bound on what values may grow to. `[local.a, local.a]` thirty times over is a few bytes of code
 * and a billion elements: every function that walks a value would hang on it. So a value that is
 * made from others is measured when it is made, each part once.
 */
import { type Known, type Value, unknown } from "../../../core/value";
import { typeOf, typed } from "./types";

/** How many elements, or dozens of characters, a value may have at all depths together. */
const largest = 100_000;

const sizes = new WeakMap<object, number>();

/** The value itself, or an unknown when it is too large to go on with. Whoever makes a tuple, an object or a text passes it through here. */
export function bounded(value: Value): Value {
  return value.kind === "known" && sizeOf(value) > largest
    ? unknown("it is too large to evaluate", value.origin)
    : value;
}

/** What it costs to look at all of a value, in expressions of average size. */
export function costOf(value: Value): number {
  return value.kind === "known" ? Math.floor(sizeOf(value) / 16) : 0;
}

function sizeOf({ data }: Known): number {
  if (typeof data === "string") return 1 + data.length / 12;
  if (data === null || typeof data !== "object") return 1;
  const measured = sizes.get(data);
  if (measured !== undefined) return measured;
  let size = 1;
  for (const element of data.values())
    size += element.kind === "known" ? sizeOf(element) : 1;
  sizes.set(data, size);
  return size;
}

/** A collection, a tuple or an object made of these elements: as in Terraform, it is an error when one of them is, but one of the type that shows. */
export function assembled(value: Known): Value {
  const { data } = value;
  if (data !== null && typeof data === "object")
    for (const element of data.values())
      if (element.kind === "unknown" && element.fails)
        return typed(
          { ...element, options: [], has: [], origin: value.origin },
          typeOf(value),
        );
  return bounded(value);
}
