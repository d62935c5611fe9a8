/*
 * Collections that are known but for an element. What one undecided condition makes of an element
 * must not be lost when the collection as a whole goes through a function: the holes are filled
 * outcome by outcome, so `join("-", [var.prod ? "p" : "d", "x"])` is "p-x" or "d-x".
 */
import { lift } from "../../../core/outcomes";
import {
  type Data,
  type Known,
  type Origin,
  type Unknown,
  type Value,
  whollyKnown,
} from "../../../core/value";

/** `lift` for functions that need every element of their arguments, at any depth. */
export function liftDeep(
  operation: string,
  values: readonly Value[],
  origin: Origin,
  apply: (known: readonly Known[]) => Data | Value,
  has: (values: readonly Value[]) => readonly Value[] = () => [],
): Value {
  const holes = holesIn(values);
  return lift(
    operation,
    [...values, ...holes],
    origin,
    (all) => {
      const given = all.slice(0, values.length);
      const filling = new Map(
        holes.flatMap((hole, at) => {
          const value = all[values.length + at];
          return value ? [[hole.key, value]] : [];
        }),
      );
      const filled =
        holes.length > 0 ? given.map((value) => fill(value, filling)) : given;
      return filled.every(whollyKnown)
        ? apply(filled)
        : liftDeep(operation, filled, origin, apply, has);
    },
    (all) => has(all.slice(0, values.length)),
  );
}

/** The unknown values inside known ones, each once. */
export function holesIn(values: readonly Value[]): readonly Unknown[] {
  const holes = new Map<string, Unknown>();
  const collect = (value: Value): void => {
    if (value.kind === "unknown") holes.set(value.key, value);
    else if (value.data !== null && typeof value.data === "object")
      value.data.forEach(collect);
  };
  for (const value of values) if (value.kind === "known") collect(value);
  return [...holes.values()];
}

function fill(value: Known, filling: ReadonlyMap<string, Known>): Known {
  const { data } = value;
  if (data === null || typeof data !== "object" || whollyKnown(value))
    return value;
  const filled = (element: Value): Value =>
    element.kind === "known"
      ? fill(element, filling)
      : (filling.get(element.key) ?? element);
  return {
    ...value,
    data:
      data instanceof Map
        ? new Map([...data].map(([key, each]) => [key, filled(each)]))
        : [...data.values()].map(filled),
  };
}
