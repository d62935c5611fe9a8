/*
 * A validation is a proof. What a `validation` or `precondition` demands holds wherever the
 * configuration can be applied at all, so a list that nobody knows surely contains what its
 * conditions require of it. Conjunctions prove what their parts prove; a disjunction proves nothing.
 */
import { type Value, keyOf, known } from "../../../core/value";
import { attributeOf, blocksOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import type { Module } from "./module";
import { scopeOf } from "./references";
import type { Scope } from "../evaluation/scope";
import type { Binary, Block, Call, Expression } from "../syntax/syntax";

/** A list that conditions are asked about: whether an expression means it. */
type IsSubject = (expression: Expression) => boolean;

/** A variable's name, and the attributes that lead to a part of it. */
export type VariablePath = readonly [string, ...(readonly string[])];

/** The value of a variable, or of an attribute of it, with what the variable's validations prove of it. */
export function proven(
  value: Value,
  module: Module,
  path: VariablePath,
  block: Block,
): Value {
  if (value.kind === "known") return value;
  return withProof(
    value,
    validated(module, path, block),
    `validation of var.${path[0]}`,
    block,
  );
}

/** The texts that the validations of a variable prove it, or an attribute of it, to contain. */
export function validated(
  module: Module,
  path: VariablePath,
  block: Block,
): readonly string[] {
  const isSubject = (expression: Expression) => isVariable(expression, path);
  return blocksOf(block, "validation").flatMap((validation) =>
    textsIn(validation, isSubject, scopeOf(module)),
  );
}

/** A value that a resource uses, with what the resource's preconditions prove of it. */
export function underPreconditions(
  value: Value,
  resource: Block,
  scope: Scope,
): Value {
  if (value.kind === "known") return value;
  const key = keyOf(value);
  const isSubject = (expression: Expression) =>
    keyOf(evaluate(expression, scope)) === key;
  const texts = blocksOf(resource, "lifecycle")
    .flatMap((lifecycle) => blocksOf(lifecycle, "precondition"))
    .flatMap((condition) => textsIn(condition, isSubject, scope));
  return withProof(value, texts, "precondition", resource);
}

function withProof(
  value: Extract<Value, { kind: "unknown" }>,
  texts: readonly string[],
  label: string,
  block: Block,
): Value {
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

/** The texts that the subject contains if the condition holds. */
function demanded(
  condition: Expression,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] {
  const within = (inner: Expression) => demanded(inner, isSubject, scope);
  switch (condition.kind) {
    case "parenthesised":
      return within(condition.inner);
    case "binary":
      return condition.operator === "&&"
        ? [...within(condition.left), ...within(condition.right)]
        : byComparison(condition, isSubject, scope);
    case "conditional":
      if (isFalse(condition.whenTrue)) return within(condition.whenFalse);
      return isFalse(condition.whenFalse)
        ? [...within(condition.condition), ...within(condition.whenTrue)]
        : [];
    case "call":
      return byCall(condition, isSubject, scope);
    default:
      return [];
  }
}

function byCall(
  { name, arguments: [first, second], spread }: Call,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] {
  if (!first || spread) return [];
  if (name === "contains" && second)
    return isList(first, isSubject) ? texts(evaluate(second, scope)) : [];
  if (name === "try" && second && isFalse(second))
    return demanded(first, isSubject, scope);
  if (name !== "alltrue") return [];
  if (first.kind === "tuple")
    return first.elements.flatMap((each) => demanded(each, isSubject, scope));
  if (first.kind !== "for" || first.key || first.condition) return [];
  const { valueName, collection, value } = first;
  const { data } = justKnown(evaluate(collection, scope));
  if (data === null || typeof data !== "object") return [];
  return [...data.values()].flatMap((element) =>
    demanded(value, isSubject, {
      ...scope,
      names: new Map([...scope.names, [valueName, element]]),
    }),
  );
}

/** `length(setsubtract(["audit"], var.types)) == 0`, and the like. */
function byComparison(
  { operator, left, right }: Binary,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] {
  const length = justKnown(evaluate(right, scope)).data;
  if (left.kind !== "call" || left.name !== "length") return [];
  const [set] = left.arguments;
  if (set?.kind !== "call") return [];
  const [first, second] = set.arguments;
  if (!first || !second || set.arguments.length > 2) return [];
  if (set.name === "setsubtract" && operator === "==" && length === 0)
    return isList(second, isSubject) ? texts(evaluate(first, scope)) : [];
  if (set.name !== "setintersection" || typeof length !== "number") return [];
  const other = isList(first, isSubject) ? second : first;
  if (other === first && !isList(second, isSubject)) return [];
  const wanted = [...new Set(texts(evaluate(other, scope)))];
  const least = operator === ">" ? length + 1 : length;
  const counts = operator === "==" || operator === ">=" || operator === ">";
  return counts && least === wanted.length ? wanted : [];
}

/** The subject, or what has exactly its elements. */
function isList(expression: Expression, isSubject: IsSubject): boolean {
  if (isSubject(expression)) return true;
  const [only] = expression.kind === "call" ? expression.arguments : [];
  return (
    expression.kind === "call" &&
    ["toset", "tolist", "distinct", "sort"].includes(expression.name) &&
    only !== undefined &&
    isList(only, isSubject)
  );
}

const isFalse = (expression: Expression): boolean =>
  expression.kind === "literal" && expression.data === false;

/** A known text, or the texts in a known collection. */
function texts(value: Value): readonly string[] {
  const { data } = justKnown(value);
  if (typeof data === "string") return [data];
  return data !== null && typeof data === "object"
    ? [...data.values()].flatMap(texts)
    : [];
}

function justKnown(value: Value) {
  return value.kind === "known" ? value : { data: null };
}
