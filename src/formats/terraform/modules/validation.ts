/*
 * A validation is a proof. What a `validation` or `precondition` demands holds wherever the
 * configuration can be applied at all, so a list that nobody knows surely contains what its
 * conditions require of it, and so does a list in an object.
 */
import {
  type Unknown,
  type Value,
  keyOf,
  known,
  unknown,
} from "../../../core/value";
import { attributeOf, blocksOf } from "./configuration";
import { type IsSubject, allowed, demanded, loopsOver } from "./demands";
import { evaluate } from "../evaluation/evaluate";
import { index } from "../evaluation/indexing";
import type { Module } from "./module";
import { scopeOf } from "./references";
import type { Scope } from "../evaluation/scope";
import { plainText } from "../syntax/plain-text";
import { partsOf } from "../syntax/expression-at";
import type { Block, Expression } from "../syntax/syntax";

/** Conditions that hold wherever the configuration can be applied. */
interface Proofs {
  readonly conditions: readonly Expression[];
  readonly scope: Scope;
  readonly label: string;
  readonly block: Block;
}

/** The value of a variable with what the variable's validations prove of it, of its attributes and of its elements. */
export function proven(
  value: Value,
  module: Module,
  name: string,
  block: Block,
): Value {
  const conditions = conditionsOf(block, "validation");
  if (conditions.length === 0) return value;
  const scope = scopeOf(module);
  const label = `validation of var.${name}`;
  return withProofs(value, isVariable(name), {
    conditions,
    scope,
    label,
    block,
  });
}

function withProofs(value: Value, isSubject: IsSubject, proofs: Proofs): Value {
  const { conditions, scope, label, block } = proofs;
  const { origin } = value;
  const part = (name: string, of: Value) =>
    withProofs(of, (expression) => isPart(expression, isSubject, name), proofs);
  const names = new Set(
    conditions.flatMap((condition) => partsAskedFor(condition, isSubject)),
  );
  if (value.kind === "known")
    return value.data instanceof Map && names.size > 0
      ? {
          ...value,
          data: new Map(
            [...value.data].map(([name, of]) => [
              name,
              names.has(name) ? part(name, of) : of,
            ]),
          ),
        }
      : value;
  const texts = conditions.flatMap((condition) =>
    demanded(condition, isSubject, scope),
  );
  const among = conditions
    .map((condition) => allowed(condition, isSubject, scope))
    .find((all) => all !== undefined)
    ?.map((text) => JSON.stringify(text));
  const attributes = new Map(
    [...names].map((name): [string, Value] => [
      name,
      part(name, index(value, known(name, origin), origin)),
    ]),
  );
  const loops = conditions.flatMap((condition) =>
    loopsOver(condition, isSubject),
  );
  const each = loops.reduce<Value>(
    (element, loop) =>
      withProofs(element, isNamed(loop.valueName), {
        ...proofs,
        conditions: [loop.value],
      }),
    unknown(value.reason, origin, { key: `each of ${value.key}` }),
  );
  return {
    ...withProof(value, texts, label, block),
    ...(among ? { among } : {}),
    ...(attributes.size > 0 ? { attributes } : {}),
    ...(loops.length > 0 ? { each } : {}),
  };
}

/** The conditions of the blocks of a type in a block. */
export function conditionsOf(
  block: Block,
  type: string,
): readonly Expression[] {
  return blocksOf(block, type).flatMap(
    (each) => attributeOf(each, "condition")?.value ?? [],
  );
}

/** The attributes of the subject that a condition asks for. */
function partsAskedFor(
  expression: Expression,
  isSubject: IsSubject,
): readonly string[] {
  if (expression.kind === "index" && isSubject(expression.of))
    return [plainText(expression.key) ?? []].flat();
  return partsOf(expression).flatMap((part) => partsAskedFor(part, isSubject));
}

/** The texts that the validations of a variable prove it to contain. */
export function validated(
  module: Module,
  name: string,
  block: Block,
): readonly string[] {
  return conditionsOf(block, "validation").flatMap((condition) =>
    demanded(condition, isVariable(name), scopeOf(module)),
  );
}

/** The value of a resource's argument, with what the resource's preconditions and postconditions prove of it. */
export function underConditions(
  value: Value,
  resource: Block,
  argument: string,
  scope: Scope,
): Value {
  if (value.kind === "known") return value;
  const key = keyOf(value);
  const before = (expression: Expression) =>
    keyOf(evaluate(expression, scope)) === key;
  const after = (expression: Expression) =>
    isPart(expression, isNamed("self"), argument);
  const texts = blocksOf(resource, "lifecycle").flatMap((lifecycle) => [
    ...conditionsOf(lifecycle, "precondition").flatMap((condition) =>
      demanded(condition, before, scope),
    ),
    ...conditionsOf(lifecycle, "postcondition").flatMap((condition) =>
      demanded(condition, after, scope),
    ),
  ]);
  return withProof(value, texts, "condition in lifecycle", resource);
}

function withProof(
  value: Unknown,
  texts: readonly string[],
  label: string,
  block: Block,
): Unknown {
  if (texts.length === 0) return value;
  const origin = { range: block.header, label, from: [] };
  const surely = texts.map((text) => known(text, origin));
  return { ...value, has: [...value.has, ...surely] };
}

/** Whether an expression is `var.<name>` itself. */
export function isVariable(name: string): IsSubject {
  return (expression) => isPart(expression, isNamed("var"), name);
}

/** Whether an expression is an attribute of the subject. */
function isPart(
  expression: Expression,
  isSubject: IsSubject,
  name: string,
): boolean {
  if (expression.kind === "parenthesised")
    return isPart(expression.inner, isSubject, name);
  return (
    expression.kind === "index" &&
    plainText(expression.key) === name &&
    isSubject(expression.of)
  );
}

function isNamed(name: string): IsSubject {
  return (expression) =>
    expression.kind === "reference" && expression.name === name;
}
