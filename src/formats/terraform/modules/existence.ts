/*
 * Where things exist. Whether a module or a resource does is a truth value with an option for each
 * outcome of what decides it: a thing may exist in several that share no condition.
 */
import { allOf, anyOf } from "../../../core/conditions";
import { oneOf, optionsOf, together } from "../../../core/outcomes";
import {
  type Given,
  type Origin,
  type Value,
  known,
  truth,
} from "../../../core/value";

/** Whether something exists, as a truth value; undefined: in every case. */
export type Existence = Value | undefined;

/** An outcome of what decides whether something exists. */
export interface Way {
  readonly exists: boolean;
  readonly given: readonly Given[];
}

/** Whether something exists that does so in some of all these outcomes; as few conditions as say it. */
export function existenceIn(
  all: readonly Way[],
  reason: string,
  origin: Origin,
): Existence {
  const never = all.filter(({ exists }) => !exists);
  if (never.length === 0) return undefined;
  const needed = inAll(
    all.filter(({ exists }) => exists).map(({ given }) => given),
  );
  if (never.some(({ given }) => together(needed, given)))
    return oneOf(
      all.map(({ exists, given }) => ({ value: known(exists, origin), given })),
      reason,
      origin,
    );
  return allOf(
    needed.map((each) => holding(each, origin)),
    origin,
  );
}

/** Whether a condition turns out this way, as a truth value. */
function holding({ condition, holds }: Given, origin: Origin): Value {
  return oneOf(
    [true, false].map((same) => ({
      value: known(same, origin),
      given: [{ condition, holds: holds === same }],
    })),
    condition.reason,
    origin,
  );
}

/** Whether two things exist at once. */
export function both(left: Existence, right: Existence): Existence {
  return left && right ? allOf([left, right], right.origin) : (left ?? right);
}

/** Whether any of these exists; in every case when there is none. */
export function anyExists(all: readonly Existence[]): Existence {
  const [first, ...rest] = all;
  return rest.reduce(
    (left, right) => left && right && anyOf([left, right], right.origin),
    first,
  );
}

/** What a value is where something exists: outcomes that cannot happen there are left out. */
export function assuming(value: Value, existence: Existence): Value {
  const ways = optionsOf(existence ?? value)
    .filter((option) => truth(option.value) !== "no")
    .map(({ given }) => given);
  return existence && ways.length > 0 ? within(value, ways) : value;
}

function within(value: Value, ways: readonly (readonly Given[])[]): Value {
  if (value.kind === "known") {
    const { data } = value;
    if (data === null || typeof data !== "object") return value;
    if (!("get" in data)) {
      const elements = data.map((element) => within(element, ways));
      return elements.every((element, at) => element === data[at])
        ? value
        : { ...value, data: elements };
    }
    return {
      ...value,
      data: new Map(
        [...data].map(([key, element]) => [key, within(element, ways)]),
      ),
    };
  }
  const needed = inAll(ways);
  const decided = needed.find(({ condition }) => condition.key === value.key);
  if (decided) return known(decided.holds, value.origin);
  const options = value.options.filter(({ given }) =>
    ways.some((way) => together(way, given)),
  );
  if (options.length === value.options.length) return value;
  return oneOf(
    options.map((option) => ({
      value: option.value,
      given: option.given.filter((each) => !among(needed, each)),
    })),
    value.reason,
    value.origin,
  );
}

/** The conditions that are given in all of these. */
function inAll(ways: readonly (readonly Given[])[]): readonly Given[] {
  const [first = [], ...rest] = ways;
  return first.filter((each) => rest.every((way) => among(way, each)));
}

const among = (all: readonly Given[], { condition, holds }: Given): boolean =>
  all.some(
    (other) => other.condition.key === condition.key && other.holds === holds,
  );
