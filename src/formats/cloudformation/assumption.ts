/*
 * A resource's own condition holds wherever something is asked about that resource: what its
 * properties are when it does not exist is nobody's question.
 */
import { split } from "../../core/conditions";
import { oneOf, together } from "../../core/outcomes";
import { type Given, type Option, type Value, truth } from "../../core/value";

/** The value as far as it can be while the condition holds, elements included. */
export function assuming(condition: Value | undefined, value: Value): Value {
  if (!condition || condition.kind === "known") return value;
  const facts = split(condition)
    .filter((option) => truth(option.value) === "yes")
    .map((option) => option.given);
  return facts.length === 0 ? value : restricted(value, facts);
}

function restricted(value: Value, facts: readonly (readonly Given[])[]): Value {
  if (value.kind === "known") {
    const { data } = value;
    if (data === null || typeof data !== "object") return value;
    if (data instanceof Map)
      return {
        ...value,
        data: new Map(
          [...data].map(([key, each]) => [key, restricted(each, facts)]),
        ),
      };
    return {
      ...value,
      data: [...data.values()].map((each) => restricted(each, facts)),
    };
  }
  if (value.options.length === 0) return value;
  const options = value.options.flatMap((option): Option[] => {
    const left = facts.flatMap((fact) => {
      const both = together(option.given, fact);
      return both ? [both] : [];
    });
    if (left.length === 0) return [];
    const [only] = facts;
    const given =
      only && facts.length === 1 ? without(option.given, only) : option.given;
    return [{ value: restricted(option.value, left), given }];
  });
  return oneOf(options, value.reason, value.origin, value.key);
}

/** What is given beyond the facts: what could be otherwise while they hold. */
function without(
  given: readonly Given[],
  facts: readonly Given[],
): readonly Given[] {
  return given.filter(({ condition, holds }) =>
    together([{ condition, holds: !holds }], facts),
  );
}
