/*
 * Evaluates expressions as Terraform does, on values that may be unknown and remember where they
 * came from. What names mean is the scope's business, so that Terragrunt's files are evaluated by
 * the same code.
 */
import { textOf } from "../../core/document";
import { choose } from "../../core/conditions";
import { lift, oneOf, outcomes } from "../../core/outcomes";
import { text } from "../../core/text";
import {
  type Origin,
  type Value,
  keyOf,
  known,
  passed,
  unknown,
} from "../../core/value";
import { evaluateFor, looped } from "./for-expression";
import { binary, conditional, operand, unary } from "./operators";
import { index, splat } from "./indexing";
import { parseNumber } from "./numbers";
import { type Scope, deepest } from "./scope";
import { assembled, bounded } from "./size";
import type {
  Binary,
  Call,
  Conditional,
  Expression,
  Index,
  Literal,
  ObjectLiteral,
  Reference,
  Splat,
  Star,
  Template,
  TemplatePiece,
  Tuple,
} from "./syntax";
import { boolType, sortedMap, stringType } from "./types";

/**
 * The value of an expression. The label says what stands there, for traces; parts of the expression
 * are labelled by themselves.
 */
export function evaluate(
  expression: Expression,
  scope: Scope,
  label: string = described(expression),
): Value {
  const { work } = scope;
  const origin: Origin = { range: expression.range, label, from: [] };
  if (work.steps <= 0 || work.depth >= deepest)
    return unknown("it is too large to evaluate", origin);
  work.steps -= 1;
  work.depth += 1;
  const value = evaluated(expression, scope, origin);
  work.depth -= 1;
  return value;
}

function evaluated(
  expression: Expression,
  scope: Scope,
  origin: Origin,
): Value {
  switch (expression.kind) {
    case "literal":
      return literal(expression, origin);
    case "template":
      return template(expression, scope, origin);
    case "tuple":
      return tuple(expression, scope, origin);
    case "object":
      return object(expression, scope, origin);
    case "reference":
    case "index":
      return traversal(expression, scope, origin);
    case "splat":
      return splatted(expression, scope, origin);
    case "call":
      return called(expression, scope, origin);
    case "unary": {
      const operand = evaluate(expression.operand, scope);
      return unary(expression.operator, operand, {
        ...origin,
        from: [operand],
      });
    }
    case "binary":
      return operation(expression, scope, origin);
    case "conditional":
      return chosen(expression, scope, origin);
    case "for":
      return evaluateFor(expression, scope, origin);
    case "parenthesised":
      return evaluate(expression.inner, scope, origin.label);
    case "invalid":
      return unknown("it could not be read", origin);
  }
}

/** A number that JavaScript holds in fewer digits than are written is not known. */
function literal({ data, range }: Literal, origin: Origin): Value {
  return typeof data === "number" && parseNumber(textOf(range)) === "inexact"
    ? unknown("it is a number of too many digits", origin)
    : known(data, origin);
}

/** What an expression is, in a few words. */
export function described(expression: Expression): string {
  const { kind, range } = expression;
  if (kind === "call") return `${expression.name}(…)`;
  if (kind === "reference" || kind === "index" || kind === "splat") {
    const written = textOf(range);
    return written.length <= 60 && !written.includes("\n")
      ? written
      : "reference";
  }
  const words: Partial<Record<Expression["kind"], string>> = {
    template: "text",
    tuple: "list",
    object: "map",
    for: "for expression",
    parenthesised: "expression",
  };
  return words[kind] ?? kind;
}

/** A value that an operation only handed on, seen from where the operation stands. */
function handedOn(value: Value, origin: Origin): Value {
  return value.origin.range === origin.range
    ? value
    : passed(value, origin.range, origin.label);
}

function tuple(expression: Tuple, scope: Scope, origin: Origin): Value {
  const elements = expression.elements.map((element) =>
    evaluate(element, scope, origin.label),
  );
  return assembled(known(elements, origin));
}

function object(
  expression: ObjectLiteral,
  scope: Scope,
  origin: Origin,
): Value {
  const keys: Value[] = [];
  const values: Value[] = [];
  for (const { key, value } of expression.items) {
    const name = evaluate(key, scope);
    keys.push(operand(name, stringType, origin));
    values.push(
      evaluate(
        value,
        scope,
        name.kind === "known" && typeof name.data === "string"
          ? `${name.data} in ${origin.label}`
          : origin.label,
      ),
    );
  }
  const decided = keys.every(({ kind }) => kind === "known");
  return lift(
    decided ? "object" : `object ${values.map(keyOf).join()}`,
    keys,
    origin,
    (names) => {
      const entries = new Map<string, Value>();
      for (const [at, { data }] of names.entries()) {
        const value = values[at];
        if (data === null || typeof data === "object" || !value)
          return unknown("a key of it is no text", origin, { fails: true });
        entries.set(String(data), value);
      }
      return assembled(known(sortedMap(entries), origin));
    },
    () => values,
  );
}

function template({ pieces }: Template, scope: Scope, origin: Origin): Value {
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "interpolation")
    return evaluate(only.expression, scope, origin.label);
  return textFrom(pieces, scope, origin);
}

function textFrom(
  pieces: readonly TemplatePiece[],
  scope: Scope,
  origin: Origin,
): Value {
  const values = pieces.map((piece) => textPiece(piece, scope, origin));
  const from = values.filter((value) => typeof value !== "string");
  return bounded(text(values, { ...origin, from }));
}

function textPiece(
  piece: TemplatePiece,
  scope: Scope,
  origin: Origin,
): string | Value {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "interpolation":
      return operand(evaluate(piece.expression, scope), stringType, origin);
    case "if": {
      const part = { ...origin, range: piece.range };
      return choose(
        operand(evaluate(piece.condition, scope), boolType, part),
        () => textFrom(piece.whenTrue, scope, part),
        () => textFrom(piece.whenFalse, scope, part),
        part,
      );
    }
    case "for": {
      const part = { ...origin, range: piece.range };
      const texts = looped(
        {
          ...(piece.key === undefined ? {} : { keyName: piece.key }),
          valueName: piece.value,
          collection: piece.collection,
          grouped: false,
          result: (inner) => textFrom(piece.body, inner, part),
        },
        scope,
        part,
      );
      return lift(`text of ${keyOf(texts)}`, [texts], part, ([list]) =>
        list && list.data !== null && typeof list.data === "object"
          ? text([...list.data.values()], part)
          : unknown("it is no list", part, { fails: true }),
      );
    }
  }
}

/** A reference with the attributes and indices after it. */
function traversal(
  expression: Reference | Index,
  scope: Scope,
  origin: Origin,
): Value {
  const steps: Index[] = [];
  let base: Expression = expression;
  while (base.kind === "index") {
    steps.unshift(base);
    base = base.of;
  }
  if (base.kind !== "reference")
    return walked(evaluate(base, scope), steps, scope, origin);
  const bound = scope.names.get(base.name);
  if (bound) return walked(bound, steps, scope, origin);
  const attributes: string[] = [];
  for (const { key } of steps) {
    const name = plainKey(key);
    if (name === undefined) break;
    attributes.push(name);
  }
  const found = scope.resolve(base.name, attributes, origin);
  if (!found)
    return unknown(`nothing is called ${described(expression)} here`, origin, {
      fails: true,
    });
  return walked(found.value, steps.slice(found.taken), scope, origin);
}

function plainKey(key: Expression): string | undefined {
  if (key.kind === "literal" && key.data !== null) return String(key.data);
  if (key.kind !== "template") return undefined;
  const texts = key.pieces.map((piece) =>
    piece.kind === "text" ? piece.text : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join("");
}

function walked(
  start: Value,
  steps: readonly Pick<Index, "key">[],
  scope: Scope,
  origin: Origin,
): Value {
  let value = start;
  for (const { key } of steps)
    value = elementOf(value, evaluate(key, scope), scope, origin);
  return handedOn(value, origin);
}

/** `of[key]`, where `of` may also be a resource or a module call. */
function elementOf(of: Value, key: Value, scope: Scope, origin: Origin): Value {
  const { members } = scope.work;
  const from = { ...origin, from: [of, key] };
  if (of.kind === "known") return index(of, key, from);
  const all = [of, ...of.options.map(({ value }) => value)];
  if (!all.some((value) => value.kind === "unknown" && members.has(value.key)))
    return index(of, key, from);
  const found = outcomes([of, key])?.map(({ values: [one, name], given }) => {
    const member = one?.kind === "unknown" ? members.get(one.key) : undefined;
    const value =
      member && name?.kind === "known" && typeof name.data !== "object"
        ? member(String(name.data), from)
        : undefined;
    return { value: value ?? index(one ?? of, name ?? key, from), given };
  });
  return found
    ? oneOf(found, of.reason, from)
    : unknown("too many undecided conditions meet in it", from);
}

function splatted(expression: Splat, scope: Scope, origin: Origin): Value {
  const of = evaluate(expression.of, scope);
  const from = { ...origin, from: [of] };
  return starred(of, expression, scope, from);
}

function starred(of: Value, star: Star, scope: Scope, origin: Origin): Value {
  const { nested } = star;
  const each = (element: Value) => {
    const value = walked(element, star.steps, scope, origin);
    return nested ? starred(value, nested, scope, origin) : value;
  };
  return of.kind === "unknown" && scope.work.members.has(of.key)
    ? known([each(of)], origin)
    : splat(of, each, origin);
}

function operation(expression: Binary, scope: Scope, origin: Origin): Value {
  const left = evaluate(expression.left, scope);
  const right = evaluate(expression.right, scope);
  const from = { ...origin, from: [left, right] };
  return binary(expression.operator, left, right, from);
}

function chosen(expression: Conditional, scope: Scope, origin: Origin): Value {
  const condition = evaluate(expression.condition, scope);
  const whenTrue = evaluate(expression.whenTrue, scope, origin.label);
  const whenFalse = evaluate(expression.whenFalse, scope, origin.label);
  return handedOn(
    conditional(condition, whenTrue, whenFalse, {
      ...origin,
      from: [whenTrue, whenFalse],
    }),
    origin,
  );
}

function called(expression: Call, scope: Scope, origin: Origin): Value {
  const { name, spread } = expression;
  if (name === "try") return firstOf(expression.arguments, scope, origin);
  const values = expression.arguments.map((each) => evaluate(each, scope));
  const from = {
    ...origin,
    from: values.filter((_, at) => !isScalar(expression.arguments[at])),
  };
  const last = values.at(-1);
  if (name === "can" && last) return worked(last, from);
  const result =
    spread && last
      ? lift(`${name}… ${values.map(keyOf).join()}`, [last], from, ([list]) =>
          list && list.data !== null && typeof list.data === "object"
            ? scope.call(
                name,
                [...values.slice(0, -1), ...list.data.values()],
                from,
              )
            : unknown("what is spread there is no list", from, { fails: true }),
        )
      : scope.call(name, values, from);
  return handedOn(result, from);
}

/** Plain texts and numbers among the arguments tell how a value is made, not where it came from. */
function isScalar(argument: Expression | undefined): boolean {
  return (
    argument?.kind === "literal" ||
    (argument?.kind === "template" &&
      argument.pieces.every(({ kind }) => kind === "text"))
  );
}

/** `try`: the first argument that does not fail, for each outcome of undecided conditions. */
function firstOf(
  candidates: readonly Expression[],
  scope: Scope,
  origin: Origin,
): Value {
  const [first, ...rest] = candidates;
  if (!first)
    return unknown("every argument of try fails", origin, { fails: true });
  const value = evaluate(first, scope, origin.label);
  const all = outcomes([value]);
  if (!all || !all.some(({ values }) => values.some(fails)))
    return handedOn(value, origin);
  let next: Value | undefined;
  const options = all.map(({ values, given }) => ({
    value: values.some(fails)
      ? (next ??= firstOf(rest, scope, origin))
      : (values[0] ?? value),
    given,
  }));
  return handedOn(
    oneOf(options, "its condition is not decided", {
      ...origin,
      from: [value],
    }),
    origin,
  );
}

function worked(value: Value, origin: Origin): Value {
  const options = (outcomes([value]) ?? []).map(({ values: [one], given }) => ({
    value:
      !one || (one.kind === "unknown" && !one.fails)
        ? unknown("it is not known whether its argument fails", origin)
        : known(!fails(one), origin),
    given,
  }));
  return oneOf(options, "its condition is not decided", origin);
}

/** Whether evaluating it is an error in Terraform, whatever the unknown inputs are. */
function fails(value: Value): boolean {
  if (value.kind === "unknown") return value.fails === true;
  const { data } = value;
  return (
    data !== null && typeof data === "object" && [...data.values()].some(fails)
  );
}
