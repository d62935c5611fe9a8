/*
 * Truth values, undecided or not. A condition that nobody can decide is taken apart into the two
 * ways it may turn out, so that everything made from it keeps to one of them at a time.
 */
import { lift, oneOf, optionsOf } from "./outcomes";
import {
  type Option,
  type Origin,
  type Value,
  keyOf,
  known,
  truth,
  unknown,
  whollyKnown,
} from "./value";

/** A truth value as its two outcomes, unless it is known or already told apart. */
export function split(condition: Value): readonly Option[] {
  if (condition.kind === "known" || condition.options.length > 0)
    return optionsOf(condition);
  return [true, false].map((holds) => ({
    value: known(holds, condition.origin),
    given: [{ condition, holds }],
  }));
}

/**
 * The value of `condition ? whenTrue : whenFalse`. An undecided condition gives options; branches
 * that cannot happen are never evaluated. A condition that is an error makes an error.
 */
export function choose(
  condition: Value,
  whenTrue: () => Value,
  whenFalse: () => Value,
  origin: Origin,
): Value {
  const decided = truth(condition);
  if (decided === "yes") return whenTrue();
  if (decided === "no") return whenFalse();
  if (condition.kind === "unknown" && condition.fails)
    return unknown(condition.reason, origin, { fails: true });
  const options = split(condition).map(({ value, given }): Option => {
    const holds = truth(value);
    if (holds === "yes" || holds === "no")
      return { value: holds === "yes" ? whenTrue() : whenFalse(), given };
    const reason =
      value.kind === "unknown"
        ? value.reason
        : "its condition is neither true nor false";
    return { value: unknown(reason, value.origin), given };
  });
  const reason =
    condition.kind === "unknown"
      ? condition.reason
      : "its condition is neither true nor false";
  return oneOf(options, reason, origin);
}

/** The opposite of a truth value. */
export function not(value: Value, origin: Origin): Value {
  return choose(
    value,
    () => known(false, origin),
    () => known(true, origin),
    origin,
  );
}

/** Whether all of several truth values are true. */
export function allOf(values: readonly Value[], origin: Origin): Value {
  if (values.some((value) => truth(value) === "no"))
    return known(false, origin);
  const [first, ...rest] = values;
  if (!first) return known(true, origin);
  return choose(
    first,
    () => allOf(rest, origin),
    () => known(false, origin),
    origin,
  );
}

/** Whether any of several truth values is true. */
export function anyOf(values: readonly Value[], origin: Origin): Value {
  if (values.some((value) => truth(value) === "yes"))
    return known(true, origin);
  const [first, ...rest] = values;
  if (!first) return known(false, origin);
  return choose(
    first,
    () => known(true, origin),
    () => anyOf(rest, origin),
    origin,
  );
}

/**
 * Whether two values are the same. An undecided answer remembers what it asks, so that two
 * questions about one subject exclude each other.
 */
export function equal(left: Value, right: Value, origin: Origin): Value {
  if (keyOf(left) === keyOf(right)) return known(true, origin);
  const plain = lift("==", [left, right], origin, (both) => {
    if (both.every(whollyKnown)) return new Set(both.map(keyOf)).size === 1;
    return unknown("a part of what is compared is not known", origin);
  });
  if (plain.kind === "known" || plain.options.length > 0) return plain;
  const [subject, to] = left.kind === "unknown" ? [left, right] : [right, left];
  const among = subject.kind === "unknown" ? subject.among : undefined;
  if (to.kind === "known" && among && !among.includes(keyOf(to)))
    return known(false, origin);
  const sides = [keyOf(left), keyOf(right)].sort().join();
  return {
    ...plain,
    key: `==(${sides})`,
    ...(to.kind === "known"
      ? {
          equates: {
            subject,
            to: keyOf(to),
            ...(among ? { among } : {}),
          },
        }
      : {}),
  };
}
