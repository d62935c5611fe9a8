/*
 * Evaluates expressions as Terraform does, on values that may be unknown and remember where they
 * came from. What names mean is the scope's business, so that Terragrunt's files are evaluated by
 * the same code.
 */
import { textOf } from "../../../core/document";
import { lift } from "../../../core/outcomes";
import { firstOf } from "../../../core/print";
import {
  type Origin,
  type Value,
  keyOf,
  known,
  passed,
  unknown,
} from "../../../core/value";
import { called } from "./calls";
import { evaluateFor } from "./for-expression";
import { parseNumber } from "../values/numbers";
import { conditional } from "./conditional";
import { binary, operand, unary } from "./operators";
import { type Scope, deepest } from "./scope";
import { assembled, costOf } from "../values/size";
import type {
  Binary,
  Conditional,
  Expression,
  Literal,
  ObjectLiteral,
  Tuple,
} from "../syntax/syntax";
import { evaluateTemplate } from "./template-text";
import { splatted, traversal } from "./traversal";
import { sortedMap, stringType } from "../values/types";

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
  work.steps -= costOf(value);
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
      return evaluateTemplate(expression, scope, origin);
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

/** Longer code is cut where it stands for what it is. */
const longest = 60;

/** What an expression is, as it is written, on one line; of calls and large maps the names say enough. */
export function described(expression: Expression): string {
  if (expression.kind === "call") return `${expression.name}(…)`;
  const source = textOf(expression.range);
  if (expression.kind === "object" && /[^]{60}|\n/.test(source))
    return `map of ${firstOf(keysIn(expression), 2)}`;
  const written = source.replace(/\s+/g, " ").trim();
  return written.length <= longest
    ? written
    : `${written.slice(0, longest - 1)}…`;
}

function keysIn({ items }: ObjectLiteral): readonly string[] {
  return items.map(({ key }) => textOf(key.range));
}

/** A value that an operation only handed on, seen from where the operation stands. */
export function handedOn(value: Value, origin: Origin): Value {
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
    (names) => lasting(names, values),
  );
}

/** The values that stay whatever the unknown keys turn out to be: of equal keys the last counts. */
function lasting(
  keys: readonly Value[],
  values: readonly Value[],
): readonly Value[] {
  const open = keys.findLastIndex(({ kind }) => kind === "unknown");
  const last = new Map(keys.map((key, at) => [keyOf(key), at]));
  return values.filter((_, at) => {
    const key = keys[at];
    return (
      key !== undefined &&
      last.get(keyOf(key)) === at &&
      (at > open || at === keys.length - 1)
    );
  });
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
