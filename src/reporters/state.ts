/*
 * What is known about a cluster, in a form that can be printed: each outcome of an undecided
 * condition apart, and nothing that is sensitive.
 */
import { outcomes, together } from "../core/outcomes";
import { printedGiven } from "../core/print";
import { daysIn } from "../core/retention";
import { type Given, type Value, isSensitive } from "../core/value";

/** One way an undecided condition may turn out. */
export interface When<T> {
  /** "var.prod is false" */
  readonly when: string;
  /** Null: cannot be known even then. */
  readonly what: T | null;
}

/** Something known, or one of several things, or not known for a reason. */
export type State<T> =
  | { readonly answer: "known"; readonly what: T }
  | {
      readonly answer: "mixed" | "unknown";
      readonly reason: string;
      readonly options: readonly When<T>[];
    };

/** Which log types are on; none for an absent value. */
export function logTypesState(value: Value): State<readonly string[]> {
  return stateOf(value, (outcome) => {
    if (isSensitive(outcome)) return ["(sensitive)"];
    if (outcome.kind === "unknown") return undefined;
    const { data } = outcome;
    if (data === null) return [];
    const elements = typeof data === "object" ? [...data.values()] : [outcome];
    const texts = elements.flatMap((element) =>
      element.kind === "known" && typeof element.data === "string"
        ? [element.data]
        : [],
    );
    return texts.length === elements.length ? texts : undefined;
  });
}

/** For how many days events are kept; null: for ever. */
export function retentionState(value: Value): State<{ days: number | null }> {
  return stateOf(value, (outcome) => {
    if (outcome.kind === "unknown" || isSensitive(outcome)) return undefined;
    const days = daysIn(outcome);
    return days === undefined ? undefined : { days };
  });
}

/** Log types that are on whatever else is. */
export function surelyOn(value: Value): readonly string[] {
  if (isSensitive(value)) return [];
  if (value.kind === "unknown" && value.options.length > 0) {
    const [first = [], ...rest] = value.options.map((option) =>
      surelyOn(option.value),
    );
    return first.filter((type) => rest.every((types) => types.includes(type)));
  }
  const elements =
    value.kind === "unknown"
      ? value.has
      : typeof value.data === "object" && value.data !== null
        ? [...value.data.values()]
        : [];
  return elements.flatMap((element) =>
    element.kind === "known" && typeof element.data === "string"
      ? [element.data]
      : [],
  );
}

/** Why a value cannot be known, as far down as there is a reason. */
function reasonOf(value: Value): string {
  if (value.kind === "unknown") return value.reason;
  if (isSensitive(value)) return "it is sensitive";
  const elements =
    typeof value.data === "object" && value.data !== null
      ? [...value.data.values()]
      : [];
  const open = elements.find((element) => element.kind === "unknown");
  return open ? reasonOf(open) : "it is of a kind that EKS does not take";
}

function stateOf<T>(
  value: Value,
  read: (outcome: Value) => T | undefined,
): State<T> {
  const options = outcomesOf(value).map(({ value: outcome, given }) => ({
    given,
    what: read(outcome),
  }));
  const [only] = options;
  const differ = new Set(options.map(({ what }) => JSON.stringify(what)));
  if (only?.what !== undefined && differ.size === 1)
    return { answer: "known", what: only.what };
  return {
    answer:
      options.length > 1 && options.every(({ what }) => what !== undefined)
        ? "mixed"
        : "unknown",
    reason: reasonOf(value),
    options:
      options.length > 1
        ? options.map(({ given, what }) => ({
            when: printedGiven(given),
            what: what ?? null,
          }))
        : [],
  };
}

/** The outcomes of a value and of the elements in it. */
function outcomesOf(
  value: Value,
): readonly { readonly value: Value; readonly given: readonly Given[] }[] {
  const own = outcomes([value]) ?? [{ values: [value], given: [] }];
  return own.flatMap(({ values: [outcome = value], given }) => {
    if (outcome.kind === "unknown" || !Array.isArray(outcome.data))
      return [{ value: outcome, given }];
    const inner = outcomes([...elementsOf(outcome)]);
    if (!inner || inner.length < 2) return [{ value: outcome, given }];
    return inner.flatMap((each) => {
      const all = together(given, each.given);
      return all
        ? [{ value: { ...outcome, data: each.values }, given: all }]
        : [];
    });
  });
}

const elementsOf = (value: Value): readonly Value[] =>
  value.kind === "known" && typeof value.data === "object" && value.data
    ? [...value.data.values()]
    : [];
