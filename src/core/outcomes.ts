/*
 * Undecided conditions, kept honest. A condition that nobody can decide splits a value into
 * outcomes (`Option`), each with what is given in it. Values that are combined are combined
 * outcome by outcome, and only where what is given agrees: what `var.prod ? a : b` is in
 * production never meets what another value is elsewhere.
 */
import {
  type Answer,
  type Data,
  type Given,
  type Known,
  type Option,
  type Origin,
  type Unknown,
  type Value,
  answer,
  combined,
  isSensitive,
  keyOf,
  known,
  maxOptions,
  unknown,
} from "./value";

/** Keys of operations longer than this are not built: such a value equals nothing but itself. */
const longestKey = 2_000;

/** One way the undecided conditions of several values may turn out: a value for each. */
export interface Outcome {
  readonly values: readonly Value[];
  readonly given: readonly Given[];
}

/** What is given in both; undefined when the two cannot hold together. */
export function together(
  left: readonly Given[],
  right: readonly Given[],
): readonly Given[] | undefined {
  const all = [...left];
  for (const given of right) {
    const same = all.find(
      (other) => other.condition.key === given.condition.key,
    );
    if (same) {
      if (same.holds !== given.holds) return undefined;
      continue;
    }
    if (
      given.holds &&
      all.some(
        (other) => other.holds && excludes(other.condition, given.condition),
      )
    )
      return undefined;
    all.push(given);
  }
  return all.some((given) => isLastDenied(given, all)) ? undefined : all;
}

/** Whether a subject is none of all that it may be. */
function isLastDenied(
  { condition: { equates }, holds }: Given,
  all: readonly Given[],
): boolean {
  if (holds || !equates?.among) return false;
  const denied = all.flatMap((other) =>
    !other.holds && subjectOf(other.condition) === keyOf(equates.subject)
      ? [other.condition.equates?.to]
      : [],
  );
  return equates.among.every((value) => denied.includes(value));
}

/** Two questions whether one subject equals this or that: not both can be true. */
function excludes(left: Unknown, right: Unknown): boolean {
  return (
    left.equates !== undefined &&
    subjectOf(left) === subjectOf(right) &&
    left.equates.to !== right.equates?.to
  );
}

const subjectOf = ({ equates }: Unknown): string | undefined =>
  equates && keyOf(equates.subject);

/** The outcomes of one value: its options as far as they are told apart, else the value itself. */
export function optionsOf(value: Value): readonly Option[] {
  if (value.kind === "known" || value.options.length === 0)
    return [{ value, given: [] }];
  return value.options.flatMap((option) =>
    optionsOf(option.value).flatMap((inner) => {
      const given = together(option.given, inner.given);
      return given ? [{ value: inner.value, given }] : [];
    }),
  );
}

/** A value as far as it can be in some of the ways in which conditions may turn out. */
export function narrowed(
  value: Value,
  where: readonly (readonly Given[])[] | undefined,
): Value {
  if (value.kind === "known" || !where) return value;
  const options = optionsOf(value).filter(({ given }) =>
    where.some((each) => together(each, given)),
  );
  return value.options.length === 0 ? value : { ...value, options };
}

/** All outcomes that can happen of several values taken together; undefined when they are too many to tell apart. */
export function outcomes(
  values: readonly Value[],
): readonly Outcome[] | undefined {
  let all: readonly Outcome[] = [{ values: [], given: [] }];
  for (const value of values) {
    const options = optionsOf(value);
    const next: Outcome[] = [];
    for (const outcome of all) {
      for (const option of options) {
        const given = together(outcome.given, option.given);
        if (given)
          next.push({ values: [...outcome.values, option.value], given });
        if (next.length > maxOptions) return undefined;
      }
    }
    all = next;
  }
  return all;
}

/** A value that is one of these; the first alone when nothing else can happen. */
export function oneOf(
  options: readonly Option[],
  reason: string,
  origin: Origin,
  key?: string,
): Value {
  const flat = options.flatMap((option) =>
    optionsOf(option.value).flatMap((inner) => {
      const given = together(option.given, inner.given);
      return given ? [{ value: inner.value, given }] : [];
    }),
  );
  const [first] = flat;
  if (first && flat.length === 1 && first.given.length === 0)
    return first.value;
  const has = common(flat.map((option) => option.value));
  const sensitive = flat.some((option) => isSensitive(option.value));
  return unknown(reason, origin, {
    options: flat.length > maxOptions ? [] : flat,
    has,
    ...(key === undefined ? {} : { key }),
    ...(sensitive ? { sensitive } : {}),
  });
}

/** Elements that every one of the values surely contains. */
function common(values: readonly Value[]): readonly Value[] {
  const [first, ...rest] = values.map(surelyIn);
  return (first ?? []).filter((element) =>
    rest.every((others) =>
      others.some((other) => keyOf(other) === keyOf(element)),
    ),
  );
}

/** Elements that a collection surely contains. */
export function surelyIn(value: Value): readonly Value[] {
  if (value.kind === "unknown") return value.has;
  return value.data !== null && typeof value.data === "object"
    ? [...value.data.values()]
    : [];
}

/** The key of an operation on values, equal for the same operation on equal values. */
export function operationKey(
  operation: string,
  values: readonly Value[],
): string | undefined {
  const key = `${operation}(${values.map(keyOf).join()})`;
  return key.length > longestKey ? undefined : key;
}

/** No more elements than this are kept of what a collection surely contains. */
const mostSurely = 200;

/**
 * Applies a function on known values to values that may be unknown. Options are carried through
 * outcome by outcome; an unknown without options makes the outcome unknown, for its reason.
 * `has` says which elements the result surely contains when it cannot be known.
 */
export function lift(
  operation: string,
  values: readonly Value[],
  origin: Origin,
  apply: (known: readonly Known[]) => Data | Value,
  has: (values: readonly Value[]) => readonly Value[] = () => [],
): Value {
  const sensitive = values.some((value) => value.sensitive)
    ? ({ sensitive: true } as const)
    : {};
  const result = (all: readonly Value[]): Value => {
    const missing = all.filter((value) => value.kind === "unknown");
    const first = missing.find((value) => value.fails) ?? missing[0];
    if (first) return unresolved(first, all);
    const applied = apply(all.filter((value) => value.kind === "known"));
    return isValue(applied)
      ? { ...applied, ...sensitive }
      : known(applied, origin, sensitive);
  };
  const unresolved = (
    { reason, fails }: Pick<Unknown, "reason" | "fails">,
    all: readonly Value[],
  ): Unknown => {
    const key = operationKey(operation, all);
    return unknown(reason, origin, {
      has: has(all).slice(0, mostSurely),
      ...(key === undefined ? {} : { key }),
      ...(fails ? { fails } : {}),
      ...sensitive,
    });
  };
  const first = values.find((value) => value.kind === "unknown");
  if (
    first?.kind !== "unknown" ||
    !values.some(
      (value) => value.kind === "unknown" && value.options.length > 0,
    )
  )
    return result(values);
  const all = outcomes(values);
  if (!all)
    return unresolved(
      { reason: "too many undecided conditions meet in it" },
      values,
    );
  const options = all.map((outcome) => ({
    value: result(outcome.values),
    given: outcome.given,
  }));
  return oneOf(options, first.reason, origin, operationKey(operation, values));
}

function isValue(result: Data | Value): result is Value {
  return result !== null && typeof result === "object" && "kind" in result;
}

/**
 * Whether a collection contains a text. A null or absent collection contains nothing; elements
 * behind the same condition are judged together.
 */
export function contains(value: Value, text: string): Answer {
  if (value.kind === "unknown") {
    if (value.has.some((element) => answer(element, is(text)) === "yes"))
      return "yes";
    return combined(
      value.options.map((option) => contains(option.value, text)),
    );
  }
  const { data } = value;
  if (data === null || typeof data !== "object") return is(text)(value);
  const elements = [...data.values()];
  const all = outcomes(elements);
  if (!all)
    return elements.some((element) => answer(element, is(text)) === "yes")
      ? "yes"
      : "unknown";
  return combined(
    all.map((outcome) => {
      const answers = outcome.values.map((element) =>
        answer(element, is(text)),
      );
      return answers.includes("yes")
        ? "yes"
        : answers.includes("unknown")
          ? "unknown"
          : "no";
    }),
  );
}

const is =
  (text: string) =>
  (value: Known): Answer =>
    value.data === text ? "yes" : "no";
