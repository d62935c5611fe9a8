/*
 * Unknown texts that are surely one word: a region, an account, the name of a cluster. A text made
 * with them can be split at what no word holds, though nobody knows the words.
 */
import { text } from "../../core/text";
import type { Origin, Value } from "../../core/value";

const words = new WeakSet<Value>();

/** The same value, all unknown pieces of which are known to be words from now on. */
export function word(value: Value): Value {
  if (value.kind === "known") return value;
  words.add(value);
  for (const { value: each } of value.options) word(each);
  for (const part of value.parts ?? [])
    if (typeof part !== "string") word(part);
  return value;
}

/** The pieces of a text that is known but for words, between separators that no word holds; undefined for any other text. */
export function wordsBetween(
  separator: string,
  whole: Value,
  origin: Origin,
): readonly Value[] | undefined {
  if (whole.kind === "known" || !whole.parts || !/[^\w-]/.test(separator))
    return undefined;
  const pieces: (string | Value)[][] = [[]];
  for (const part of whole.parts) {
    if (typeof part !== "string" && !words.has(part)) return undefined;
    const [first = part, ...rest] =
      typeof part === "string" ? part.split(separator) : [];
    pieces.at(-1)?.push(first);
    pieces.push(...rest.map((each) => [each]));
  }
  return pieces.map((each) => text(each, origin));
}
