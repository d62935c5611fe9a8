/*
 * Log types that a map turns on and off: `[for type, on in var.log_types : type if on]`. A type is
 * turned on by its flag, where the flag stands in the map itself: one that is written elsewhere may
 * turn on more.
 */
import type { SourceRange } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { type Known, type Value, written } from "../../../core/value";
import { expressionAt } from "../syntax/expression-at";
import type { Expression, For } from "../syntax/syntax";
import { addItem, replaced } from "./index";

/** Whether a loop takes the keys of a map whose values are true. */
export function takesKeysThatAreOn(loop: For): boolean {
  const { keyName, valueName, key, value, condition } = loop;
  const isNamed = (expression: Expression | undefined, name?: string) =>
    expression?.kind === "reference" && expression.name === name;
  return !key && isNamed(value, keyName) && isNamed(condition, valueName);
}

/** The edits of a map of flags that turn types on; undefined where a flag of theirs is not written in it. */
export function turnedOnIn(
  map: Expression,
  flags: Known,
  types: readonly string[],
): readonly TextEdit[] | undefined {
  const { data, collection } = flags;
  if (map.kind !== "object" || !(data instanceof Map)) return undefined;
  const edits = types.map((type) => {
    const flag = data.get(type);
    if (flag) return turnedOn(flag, map.range);
    // An object of a certain type would lose an attribute that is not of it.
    return collection === "map" ? addItem(map, type, true) : undefined;
  });
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function turnedOn(flag: Value, map: SourceRange): TextEdit | undefined {
  const { range } = written(flag).origin;
  const expression = expressionAt(range);
  const isInMap =
    range.document === map.document &&
    range.start >= map.start &&
    range.end <= map.end;
  return isInMap &&
    (expression?.kind === "literal" || expression?.kind === "template")
    ? replaced(expression, true)
    : undefined;
}
