/*
 * One shape for all functions: an entry says what arguments it takes, and how its result follows
 * from known ones. Conversion, nulls, unknown arguments and the options of undecided conditions are
 * dealt with here, once.
 */
import type { Document, Tree } from "../../../core/document";
import { lift } from "../../../core/outcomes";
import {
  type Data,
  type Known,
  type Origin,
  type Unknown,
  type Value,
  concealed,
  isSensitive,
  keyOf,
  known,
  unknown,
} from "../../../core/value";
import type { Work } from "../evaluation/scope";
import { convert } from "../values/conversion";
import { liftDeep } from "../values/holes";
import { bounded } from "../values/size";
import { composed } from "../values/texts";
import {
  type Type,
  anyType,
  boolType,
  collection,
  listOf,
  numberType,
  stringType,
  typeOf,
} from "../values/types";

/** What functions that reach beyond their arguments are given. */
export interface CallContext {
  readonly tree: Tree;
  readonly work: Work;
  /** The root module's directory, from which Terraform resolves paths; "." at the top. */
  readonly directory: string;
  /** The text that a template makes of its variables (an object or a map); `file` is absent for `templatestring`. */
  template(
    text: string,
    variables: Known,
    origin: Origin,
    file?: Document,
  ): Value;
}

/** A function's table entry. */
export interface Entry {
  readonly takes: readonly Parameter[];
  /** Any number of further arguments. */
  readonly rest?: Parameter;
  /**
   * "all": its arguments are known at every depth; "outer": elements inside them may be unknown.
   * Entries with `handles` get arguments as they are.
   */
  readonly needs?: "all" | "outer";
  readonly gives?: (call: Call) => Data | Value;
  readonly handles?: (values: readonly Value[], call: Call) => Value;
  /** The type of the result, where the arguments say more about it than their types do. */
  readonly type?: (values: readonly Value[]) => Type | undefined;
  /** The elements that the result surely contains while it is not known. */
  readonly has?: (values: readonly Value[]) => readonly Value[];
}

export interface Parameter {
  readonly type: Type;
  readonly nullable?: true;
  /** The kinds of types that it may be of where `type` leaves that open. */
  readonly kinds?: readonly Type["kind"][];
}

/** A function name's entry. */
export type Table = Readonly<Record<string, Entry>>;

export const string: Parameter = { type: stringType };
export const number: Parameter = { type: numberType };
export const any: Parameter = { type: anyType };
export const nullable: Parameter = { type: anyType, nullable: true };
/** A list or a tuple, as it is. */
export const listOrTuple: Parameter = {
  type: anyType,
  kinds: ["list", "tuple"],
};
/** A list, a set or a tuple, as it is. */
export const listSetOrTuple: Parameter = {
  type: anyType,
  kinds: ["list", "set", "tuple"],
};
/** A map or an object, as it is. */
export const mapOrObject: Parameter = {
  type: anyType,
  kinds: ["map", "object"],
};
export const list: Parameter = { type: listOf(anyType) };
export const strings: Parameter = { type: listOf(stringType) };
export const bools: Parameter = { type: listOf(boolType) };

/** A call of a function with its arguments at hand. */
export interface Call {
  readonly arguments: readonly Known[];
  readonly origin: Origin;
  readonly context: CallContext;
  /** Arguments by position; their types are those that the entry takes. */
  text(at: number): string;
  number(at: number): number;
  argument(at: number): Known;
  /** What an argument that is a collection, tuple or object holds. */
  elements(at: number): readonly Value[];
  /** A list of texts. */
  texts(all: readonly string[]): Known;
  /** The function fails in Terraform. */
  fail(reason: string): Unknown;
  /** It cannot be told what the function gives. */
  unsure(reason: string): Unknown;
}

/** A value of the same origin as a call. */
function callOn(
  given: readonly Known[],
  origin: Origin,
  context: CallContext,
): Call {
  const argument = (at: number) => given[at] ?? known(null, origin);
  return {
    arguments: given,
    origin,
    context,
    argument,
    text: (at) => String(argument(at).data),
    number: (at) => Number(argument(at).data),
    elements: (at) => elementsOf(argument(at)),
    texts: (all) =>
      collection(
        "list",
        all.map((text) => known(text.normalize("NFC"), origin)),
        stringType,
        { origin },
      ),
    fail: (reason) => unknown(reason, origin, { fails: true }),
    unsure: (reason) => unknown(reason, origin),
  };
}

/** What a collection, tuple or object holds; nothing for anything else. */
export function elementsOf(value: Value): readonly Value[] {
  return value.kind === "known" &&
    value.data !== null &&
    typeof value.data === "object"
    ? [...value.data.values()]
    : [];
}

/** The value of a call. */
export function applied(
  name: string,
  entry: Entry,
  values: readonly Value[],
  origin: Origin,
  context: CallContext,
): Value {
  const { takes, rest, handles, gives } = entry;
  const has = (all: readonly Value[]) => firstOf(entry.has?.(all) ?? []);
  const call = callOn([], origin, context);
  if (values.length < takes.length || (!rest && values.length > takes.length))
    return call.fail(`${name} is given the wrong number of arguments`);
  const given = values.map((value, at) =>
    argumentFor(name, value, takes[at] ?? rest ?? any, call),
  );
  const broken = given.find((value) => value.kind === "unknown" && value.fails);
  if (broken?.kind === "unknown") return call.fail(broken.reason);
  if (handles) return bounded(handles(given, call));
  const apply = (all: readonly Known[]) =>
    finished(gives?.(callOn(all, origin, context)) ?? null, origin);
  if (entry.needs === "outer") return lift(name, given, origin, apply, has);
  const result = liftDeep(name, given, origin, apply, has);
  return given.some(isSensitive) ? concealed(result) : result;
}

/** How many elements that a collection surely has are kept in mind. */
const mostSure = 256;

/** The elements once each, and no more than are kept in mind. */
function firstOf(elements: readonly Value[]): readonly Value[] {
  const distinct = new Map(elements.map((each) => [keyOf(each), each]));
  return [...distinct.values()].slice(0, mostSure);
}

function argumentFor(
  name: string,
  value: Value,
  { type, nullable, kinds }: Parameter,
  call: Call,
): Value {
  const { kind } = typeOf(value);
  if (kinds && kind !== "any" && !kinds.includes(kind))
    return call.fail(`an argument of ${name} is a ${kind}`);
  const converted = convert(value, type);
  if (nullable) return converted;
  const refused = () => call.fail(`an argument of ${name} is null`);
  if (converted.kind === "known")
    return converted.data === null ? refused() : converted;
  if (converted.options.length === 0) return converted;
  return {
    ...converted,
    options: converted.options.map((option) =>
      option.value.kind === "known" && option.value.data === null
        ? { ...option, value: refused() }
        : option,
    ),
  };
}

function finished(result: Data | Value, origin: Origin): Value {
  const value =
    result !== null && typeof result === "object" && "kind" in result
      ? result
      : known(result, origin);
  return bounded(composed(value));
}
