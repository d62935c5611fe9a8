import { oneOf, outcomes } from "../../core/outcomes";
import { type Value, known } from "../../core/value";
import { listIn } from "./member";

/**
 * A list whose elements are sure to be there: what a condition removes or changes makes several
 * outcomes of the whole list. Too many outcomes leave the list as it is.
 */
export function settled(list: Value): Value {
  if (list.kind === "unknown") {
    const options = list.options.map((option) => ({
      ...option,
      value: settled(option.value),
    }));
    return options.length === 0
      ? list
      : oneOf(options, list.reason, list.origin, list.key);
  }
  const elements = listIn(list.data) ?? [];
  if (!elements.some(isUndecided)) return list;
  const all = outcomes(elements);
  if (!all) return list;
  const options = all.map(({ values, given }) => ({
    value: known(values.filter(isThere), list.origin),
    given,
  }));
  return oneOf(options, "a condition decides about its elements", list.origin);
}

function isUndecided(element: Value): boolean {
  return element.kind === "unknown" && element.options.length > 0;
}

function isThere(element: Value): boolean {
  return element.kind === "unknown" || element.data !== null;
}
