/*
 * Terraform's sets: every element once, in an order of its own. Texts are sorted by their bytes,
 * numbers by size, false before true, null last; anything else by a written form of the element.
 */
import {
  type Known,
  type Value,
  keyOf,
  whollyKnown,
} from "../../../core/value";
import { liftDeep } from "./holes";
import { numberText } from "./numbers";
import { type Type, collection, compareBytes, setOf, typed } from "./types";

/** The set of these elements, which have the given type already; unknown while it cannot be told which of them are equal. */
export function setFrom(
  elements: readonly Value[],
  element: Type,
  like: Pick<Value, "origin" | "sensitive">,
): Value {
  if (elements.length < 2 || elements.every(whollyKnown))
    return collection("set", sorted(elements), element, like);
  const all = { kind: "known", data: elements, origin: like.origin } as const;
  const set = liftDeep(
    "set",
    [all],
    like.origin,
    ([filled]) => setFrom(elementsOf(filled), element, like),
    () => elements,
  );
  return set.kind === "known" || set.fails ? set : typed(set, setOf(element));
}

function elementsOf(value: Known | undefined): readonly Value[] {
  return value && value.data !== null && typeof value.data === "object"
    ? [...value.data.values()]
    : [];
}

function sorted(elements: readonly Value[]): readonly Value[] {
  const distinct = new Map<string, Value>();
  for (const element of elements) {
    const key = keyOf(element);
    if (!distinct.has(key)) distinct.set(key, element);
  }
  return [...distinct.values()].sort(compare);
}

function compare(left: Value, right: Value): number {
  if (left.kind === "unknown" || right.kind === "unknown") return 0;
  const [a, b] = [left.data, right.data];
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "string" && typeof b === "string") return compareBytes(a, b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "boolean" && typeof b === "boolean")
    return Number(a) - Number(b);
  return compareBytes(writtenForm(left), writtenForm(right));
}

/** The form by which go-cty sorts elements that have no order of their own. */
function writtenForm(value: Value): string {
  if (value.kind === "unknown") return "?";
  const { data, collection: kind } = value;
  if (data === null) return "~";
  switch (typeof data) {
    case "string":
      return JSON.stringify(data);
    case "number":
      return numberText(data);
    case "boolean":
      return data ? "T" : "F";
  }
  const forms = [...data].map((entry) =>
    "kind" in entry
      ? `${writtenForm(entry)};`
      : kind === "map"
        ? `${JSON.stringify(entry[0])}:${writtenForm(entry[1])};`
        : `${writtenForm(entry[1])};`,
  );
  const [open, close] =
    kind === "map" ? "{}" : kind === undefined ? "<>" : "[]";
  return `${open}${forms.join("")}${close}`;
}
