import { optionsOf } from "../../../core/outcomes";
import { text } from "../../../core/text";
import type { Origin, Value } from "../../../core/value";
import { convert } from "../values/conversion";
import { stringType } from "../values/types";

const isNoText = (value: Value): boolean =>
  value.kind === "unknown" ? value.fails === true : value.data === null;

/**
 * What `format` makes of values that are not all known, as a text with holes; undefined where a verb
 * does more than to put a value in its place.
 */
export function formattedWithHoles(
  [format, ...values]: readonly Value[],
  origin: Origin,
): Value | undefined {
  if (format?.kind !== "known" || typeof format.data !== "string")
    return undefined;
  const parts = format.data.split(/(%.)/s);
  const left = [...values];
  const pieces: (string | Value)[] = [];
  for (const part of parts) {
    if (!part.startsWith("%")) pieces.push(part);
    else if (part === "%%") pieces.push("%");
    else {
      const value = left.shift();
      if ((part !== "%s" && part !== "%v") || !value) return undefined;
      const piece = convert(value, stringType);
      // What is no scalar, or may be none, is written as JSON.
      if (optionsOf(piece).some((option) => isNoText(option.value)))
        return undefined;
      pieces.push(piece);
    }
  }
  return left.length === 0 ? text(pieces, origin) : undefined;
}
