import { oneOf, together } from "../../../core/outcomes";
import { type Given, type Value, known } from "../../../core/value";

/** What a value is where these conditions are given: outcomes that cannot happen there are left out. */
export function assuming(value: Value, given: readonly Given[]): Value {
  if (given.length === 0) return value;
  if (value.kind === "known") {
    const { data } = value;
    if (data === null || typeof data !== "object") return value;
    if (!("get" in data)) {
      const elements = data.map((element) => assuming(element, given));
      return elements.every((element, at) => element === data[at])
        ? value
        : { ...value, data: elements };
    }
    return {
      ...value,
      data: new Map(
        [...data].map(([key, element]) => [key, assuming(element, given)]),
      ),
    };
  }
  const decided = given.find(({ condition }) => condition.key === value.key);
  if (decided) return known(decided.holds, value.origin);
  if (value.options.length === 0) return value;
  const options = value.options.flatMap((option) => {
    const all = together(given, option.given);
    return all ? [{ value: option.value, given: all.slice(given.length) }] : [];
  });
  if (options.length === value.options.length) return value;
  return oneOf(options, value.reason, value.origin);
}

/** The conditions that are given in both. */
export function shared(
  left: readonly Given[],
  right: readonly Given[],
): readonly Given[] {
  return left.filter(({ condition, holds }) =>
    right.some(
      (other) => other.condition.key === condition.key && other.holds === holds,
    ),
  );
}
