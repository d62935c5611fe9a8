/*
 * A validation is a proof. What a `validation` or `precondition` demands holds wherever the
 * configuration can be applied at all, so a list that nobody knows surely contains what its
 * conditions require of it, and so does a list in an object.
 */
import { type Unknown, type Value, keyOf, known } from "../../../core/value";
import { attributeOf, blocksOf } from "./configuration";
import { type IsSubject, allowed, demanded } from "./demands";
import { evaluate } from "../evaluation/evaluate";
import { index } from "../evaluation/indexing";
import type { Module } from "./module";
import { scopeOf } from "./references";
import type { Scope } from "../evaluation/scope";
import { partsOf } from "../syntax/expression-at";
import type { Block, Expression } from "../syntax/syntax";

/** A variable's name, and the attributes that lead to a part of it. */
type Path = readonly [string, ...(readonly string[])];

/** The value of a variable with what the variable's validations prove of it and of its attributes. */
export function proven(
  value: Value,
  module: Module,
  name: string,
  block: Block,
): Value {
  const conditions = blocksOf(block, "validation").flatMap(
    (validation) => attributeOf(validation, "condition")?.value ?? [],
  );
  const paths = conditions.flatMap((condition) => pathsIn(condition, name));
  return conditions.length === 0
    ? value
    : withProofs(value, module, [name], block, paths);
}

function withProofs(
  value: Value,
  module: Module,
  path: Path,
  block: Block,
  paths: readonly (readonly string[])[],
): Value {
  const { origin } = value;
  const inner = new Map<string, (readonly string[])[]>();
  for (const [name, ...rest] of paths)
    if (name !== undefined) inner.set(name, [...(inner.get(name) ?? []), rest]);
  const part = (name: string, of: Value) =>
    withProofs(of, module, [...path, name], block, inner.get(name) ?? []);
  if (value.kind === "known")
    return value.data instanceof Map && inner.size > 0
      ? {
          ...value,
          data: new Map(
            [...value.data].map(([name, of]) => [name, part(name, of)]),
          ),
        }
      : value;
  const label = `validation of var.${path[0]}`;
  const proof = withProof(value, validated(module, path, block), label, block);
  const among = choices(module, path, block);
  const shown = among ? { ...proof, among } : proof;
  const attributes = [...inner.keys()].map((name): [string, Value] => [
    name,
    part(name, index(value, known(name, origin), origin)),
  ]);
  return attributes.length === 0
    ? shown
    : { ...shown, attributes: new Map(attributes) };
}

/** The keys of all texts that the validations of a variable leave it, or an attribute of it, to be. */
function choices(
  module: Module,
  path: Path,
  block: Block,
): readonly string[] | undefined {
  const isSubject = (expression: Expression) => isVariable(expression, path);
  return blocksOf(block, "validation")
    .flatMap((validation) => attributeOf(validation, "condition")?.value ?? [])
    .map((condition) => allowed(condition, isSubject, scopeOf(module)))
    .find((texts) => texts !== undefined)
    ?.map((text) => JSON.stringify(text));
}

/** The attributes that a condition asks for of a variable. */
function pathsIn(
  expression: Expression,
  name: string,
): readonly (readonly string[])[] {
  const path: string[] = [];
  for (let at = expression; at.kind === "index"; at = at.of) {
    const key = plain(at.key);
    if (key === undefined) break;
    path.unshift(key);
    if (path[0] === name && at.of.kind === "reference" && at.of.name === "var")
      return [path.slice(1)];
  }
  return partsOf(expression).flatMap((part) => pathsIn(part, name));
}

/** The texts that the validations of a variable prove it, or an attribute of it, to contain. */
export function validated(
  module: Module,
  path: Path,
  block: Block,
): readonly string[] {
  const isSubject = (expression: Expression) => isVariable(expression, path);
  return blocksOf(block, "validation").flatMap((validation) =>
    textsIn(validation, isSubject, scopeOf(module)),
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
    expression.kind === "index" &&
    plain(expression.key) === argument &&
    expression.of.kind === "reference" &&
    expression.of.name === "self";
  const texts = blocksOf(resource, "lifecycle").flatMap((lifecycle) => [
    ...blocksOf(lifecycle, "precondition").flatMap((condition) =>
      textsIn(condition, before, scope),
    ),
    ...blocksOf(lifecycle, "postcondition").flatMap((condition) =>
      textsIn(condition, after, scope),
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

/** Whether an expression is `var.<path>` itself. */
export function isVariable(
  expression: Expression,
  path: readonly string[],
): boolean {
  if (expression.kind === "parenthesised")
    return isVariable(expression.inner, path);
  if (path.length === 0)
    return expression.kind === "reference" && expression.name === "var";
  return (
    expression.kind === "index" &&
    plain(expression.key) === path.at(-1) &&
    isVariable(expression.of, path.slice(0, -1))
  );
}

function plain(key: Expression): string | undefined {
  const [only] = key.kind === "template" ? key.pieces : [];
  return only?.kind === "text" ? only.text : undefined;
}

function textsIn(
  block: Block,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] {
  const condition = attributeOf(block, "condition");
  return condition ? demanded(condition.value, isSubject, scope) : [];
}
