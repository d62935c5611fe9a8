/*
 * What an expression evaluates to, and where that came from.
 *
 * Three ideas carry the whole tool. An unknown is a value with a reason, never an exception and
 * never a "no". An unknown between undecided conditions keeps what it is one of (`options`), so
 * that a rule can ask each outcome. And every value remembers the values it was made from, so that
 * a message can print the way and a fix can edit the place where the text was written.
 */
import type { SourceRange } from "./document";

/** What an expression evaluates to. */
export type Value = Known | Unknown;

/** Elements are values, so each keeps its own origin. */
export type Data =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ReadonlyMap<string, Value>;

export interface Known {
  readonly kind: "known";
  readonly data: Data;
  readonly origin: Origin;
  /**
   * Terraform tells a list and a set from a tuple, and a map from an object: `["a"]` is not
   * `tolist(["a"])`. Absent: a tuple, an object, a scalar, or a format that makes no difference.
   */
  readonly collection?: "list" | "set" | "map";
  /** The value must not be printed. */
  readonly sensitive?: true;
}

export interface Unknown {
  readonly kind: "unknown";
  /** Completes "cannot be known because …". */
  readonly reason: string;
  /** What it stands for: two unknowns with the same key are the same, whatever they turn out to be. */
  readonly key: string;
  /** Set when it is the answer to "is this the same as that text": such questions about one subject exclude each other. */
  readonly equates?: {
    readonly subject: Value;
    readonly to: string;
    /** All that the subject may be. */
    readonly among?: readonly string[];
  };
  /** The keys of all known values that it may turn out to be; absent: nobody says. */
  readonly among?: readonly string[];
  /** What it is one of, when only undecided conditions stand between; else empty. */
  readonly options: readonly Option[];
  /** Elements that the collection surely contains. */
  readonly has: readonly Value[];
  /** What is known of attributes of an object. */
  readonly attributes?: ReadonlyMap<string, Value>;
  /** What is known of every element of a collection. */
  readonly each?: Value;
  /** A text with unknown holes: its pieces in order. */
  readonly parts?: readonly (string | Value)[];
  /** It is an error whatever the unknown inputs turn out to be: what Terraform's `try` passes over. */
  readonly fails?: true;
  readonly origin: Origin;
  readonly sensitive?: true;
}

/** One outcome of undecided conditions. */
export interface Option {
  readonly value: Value;
  readonly given: readonly Given[];
}

/** That an undecided condition holds, or does not. */
export interface Given {
  readonly condition: Unknown;
  readonly holds: boolean;
}

/** Where a value came from. */
export interface Origin {
  readonly range: SourceRange;
  /** What stands there, in words: "default of var.log_types". */
  readonly label: string;
  /** None: a literal; one: a reference; several: an operation. */
  readonly from: readonly Value[];
}

/** The answer to a question about a value: mixed when some outcomes of a condition say yes and some no. */
export type Answer = "yes" | "no" | "mixed" | "unknown";

/** How good an answer is, higher being better: what cannot be told may be well. */
export const ranks: Readonly<Record<Answer, number>> = {
  yes: 3,
  unknown: 2,
  mixed: 1,
  no: 0,
};

/** How many outcomes of undecided conditions are told apart; beyond that a value is unknown. */
export const maxOptions = 64;

let unnamed = 0;

/** A value known for sure. */
export function known(
  data: Data,
  origin: Origin,
  extra: Pick<Known, "collection" | "sensitive"> = {},
): Known {
  return { kind: "known", data, origin, ...extra };
}

/** A value that cannot be known because of `reason`; without a key it equals nothing but itself. */
export function unknown(
  reason: string,
  origin: Origin,
  extra: Partial<
    Pick<
      Unknown,
      | "key"
      | "equates"
      | "among"
      | "options"
      | "has"
      | "parts"
      | "fails"
      | "sensitive"
    >
  > = {},
): Unknown {
  return {
    kind: "unknown",
    reason,
    key: `#${(unnamed += 1)}`,
    options: [],
    has: [],
    origin,
    ...extra,
  };
}

/** The same value, seen from another place that refers to it. */
export function passed(value: Value, range: SourceRange, label: string): Value {
  return { ...value, origin: { range, label, from: [value] } };
}

/** The same value, marked as one that must not be printed. */
export function concealed(value: Value): Value {
  return { ...value, sensitive: true };
}

/** The value that a chain of plain references ends at: the literal, or the operation that made it. */
export function written(value: Value): Value {
  const [only] = value.origin.from;
  return only && value.origin.from.length === 1 ? written(only) : value;
}

/** Whether nothing in the value, at any depth, is unknown. */
export function whollyKnown(value: Value): boolean {
  if (value.kind === "unknown") return false;
  const { data } = value;
  if (data === null || typeof data !== "object") return true;
  return [...data.values()].every(whollyKnown);
}

/** Whether the value, or anything in it, must not be printed. */
export function isSensitive(value: Value): boolean {
  if (value.sensitive) return true;
  if (
    value.kind === "unknown" ||
    value.data === null ||
    typeof value.data !== "object"
  )
    return false;
  return [...value.data.values()].some(isSensitive);
}

/** A name for what the value is, equal for equal values. */
export function keyOf(value: Value): string {
  if (value.kind === "unknown") return value.key;
  const { data, collection = "" } = value;
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  if (data instanceof Map) {
    return `${collection}{${[...data].map(([key, element]) => `${JSON.stringify(key)}:${keyOf(element)}`).join()}}`;
  }
  return `${collection}[${[...data.values()].map(keyOf).join()}]`;
}

/** The answer over all outcomes of undecided conditions; "unknown" without any. */
export function answer(value: Value, test: (value: Known) => Answer): Answer {
  if (value.kind === "known") return test(value);
  return combined(value.options.map((option) => answer(option.value, test)));
}

/** One answer for several outcomes: yes or no only when all agree, mixed when one says yes and another no. */
export function combined(answers: readonly Answer[]): Answer {
  const has = (wanted: Answer) => answers.includes(wanted);
  if (has("mixed") || (has("yes") && has("no"))) return "mixed";
  if (has("unknown") || answers.length === 0) return "unknown";
  return has("yes") ? "yes" : "no";
}

/** The answer to whether each of several things is so: no where one of them is not. */
export function allOf(answers: readonly Answer[]): Answer {
  return answers.includes("no") ? "no" : combined(answers);
}

/** The opposite answer. */
export function negated(answer: Answer): Answer {
  return answer === "yes" ? "no" : answer === "no" ? "yes" : answer;
}

/** Whether a truth value is true: Terraform's and CloudFormation's booleans, also as text. */
export function truth(value: Value): Answer {
  return answer(value, ({ data }) => {
    if (data === true || data === "true") return "yes";
    return data === false || data === "false" ? "no" : "unknown";
  });
}
