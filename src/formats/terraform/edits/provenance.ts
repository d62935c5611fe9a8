/*
 * From a value back to the places where it was written: through references, arguments, defaults and
 * the functions that hand on what they are given. A fix edits these places.
 */
import {
  type Answer,
  type Known,
  type Value,
  answer,
  keyOf,
} from "../../../core/value";
import { isOfNode } from "../../yaml/whole-text";
import { described } from "../evaluation/evaluate";
import { type Document, isWhole } from "../../../core/document";
import { directoryOf } from "../modules/paths";
import { expressionAt } from "../syntax/expression-at";
import { takesKeysThatAreOn } from "./flags";
import type { Call, Expression, For } from "../syntax/syntax";

/** An expression that writes a value which is not as it should be. */
export interface Place {
  readonly expression: Expression;
  /** The value as it is where it is used, for one outcome of undecided conditions. */
  readonly used: Known;
  /** What the expression is, in words. */
  readonly label: string;
  /** The expression is a text of which a list is made by splitting it at this. */
  readonly separator?: string;
  /** The expression is a map of this value, whose keys that are true make the list. */
  readonly flags?: Known;
}

/** Functions whose result has the elements of their first argument. */
const keepsElements = new Set([
  "compact",
  "distinct",
  "flatten",
  "nonsensitive",
  "reverse",
  "sensitive",
  "sort",
  "tolist",
  "toset",
]);

/** Functions whose result has the elements of all their arguments. */
const joinsElements = new Set(["concat", "setunion"]);

/**
 * The places to edit so that every outcome is as it should be: one for each outcome that is not.
 * Undefined when there is an outcome that no edit of one place can mend.
 */
export function placesOf(
  value: Value,
  isRight: (value: Known) => Answer,
): readonly Place[] | undefined {
  if (answer(value, isRight) === "yes") return [];
  if (value.kind === "known") {
    const place = placeOf(value, value);
    return place && [place];
  }
  if (value.options.length === 0) return undefined;
  const places = value.options.map((option) => placesOf(option.value, isRight));
  return places.every((each) => each !== undefined)
    ? distinct(places.flat())
    : undefined;
}

/** What a place is, in a title: "the default of var.days", "the list in main.tf". */
export function titled({ expression, label }: Place): string {
  const { kind, range } = expression;
  const { path } = range.document;
  if (label === described(expression))
    return `the ${words[kind] ?? "value"} in ${path}`;
  return label
    .replace(/(^| in )(default of|default in the type|argument) /, "$1the $2 ")
    .replace(/ in (?:map of |\{).*$/, ` in the map in ${path}`)
    .replace(/ in \[.*$/, ` in the list in ${path}`);
}

const words: Partial<Record<Expression["kind"], string>> = {
  tuple: "list",
  object: "map",
};

function placeOf(value: Value, used: Known): Place | undefined {
  const { range, from, label } = value.origin;
  if (isWhole(range) || isOfNode(range)) return undefined;
  const expression = expressionAt(range);
  if (!expression) return follow(from, value, used);
  switch (expression.kind) {
    case "literal":
    case "tuple":
    case "object":
      return { expression, used, label };
    case "template":
      return from.length === 0 ? { expression, used, label } : undefined;
    case "call":
      return inCall(expression, value, used);
    case "for":
      return from[0] && inFor(expression, from[0], used);
    default:
      return follow(from, value, used);
  }
}

function inFor(loop: For, collection: Value, used: Known): Place | undefined {
  const place = placeOf(collection, used);
  return place && takesKeysThatAreOn(loop) && collection.kind === "known"
    ? { ...place, flags: collection }
    : place;
}

/** The place of what was handed on: the only value it came from, or the one that is equal. */
function follow(
  from: readonly Value[],
  value: Value,
  used: Known,
): Place | undefined {
  const equal = from.filter((each) => keyOf(each) === keyOf(value));
  const [next] = from.length === 1 ? from : equal;
  return next && placeOf(next, used);
}

function inCall(
  expression: Call,
  value: Value,
  used: Known,
): Place | undefined {
  const { name } = expression;
  const { from } = value.origin;
  if (joinsElements.has(name)) {
    const places = from.flatMap((each) => placeOf(each, used) ?? []);
    const lists = places.filter(
      ({ expression }) => expression.kind === "tuple",
    );
    // A list of the module's caller is changed for that caller alone, one beside it for all.
    const here = directoryOf(value.origin.range.document.path);
    const callers = ({ path }: Document) => directoryOf(path) !== here;
    return (
      lists.find(
        ({ expression: { range } }) =>
          callers(range.document) && isOurs(range.document.path),
      ) ??
      lists.find(({ expression }) =>
        from.some(({ origin }) => origin.range === expression.range),
      ) ??
      lists[0]
    );
  }
  if (isOptional(expression)) {
    const label = value.origin.label.replace(/^optional /, "default of ");
    return { expression, used, label };
  }
  if (keepsElements.has(name)) return from[0] && placeOf(from[0], used);
  if (name === "split") return inSplit(expression, value, used);
  return follow(from, value, used);
}

/** Whether an expression is the type of an attribute that has no default. */
export function isOptional(expression: Expression): expression is Call {
  return (
    expression.kind === "call" &&
    expression.name === "optional" &&
    expression.arguments.length === 1
  );
}

/** The text that is split, where a plain one is. */
function inSplit(
  { arguments: [separator, text] }: Call,
  { origin: { from } }: Value,
  used: Known,
): Place | undefined {
  const [only, ...others] =
    separator?.kind === "template" ? separator.pieces : [];
  if (only?.kind !== "text" || others.length > 0) return undefined;
  const place =
    from.length === 0 && text?.kind === "template"
      ? { expression: text, used, label: described(text) }
      : from[0] && placeOf(from[0], used);
  return place?.expression.kind === "template"
    ? { ...place, separator: only.text }
    : undefined;
}

function distinct(places: readonly Place[]): readonly Place[] {
  return places.filter(
    (place, at) =>
      places.findIndex(({ expression }) => expression === place.expression) ===
      at,
  );
}

/** Whether a person edits this file: what Terraform has downloaded is not edited. */
export function isOurs(path: string): boolean {
  return !/(?:^|\/)\.(?:terraform|terragrunt-cache)\//.test(path);
}
