/*
 * What a condition demands of a list, so that the list surely has it wherever the condition holds.
 * Conjunctions demand what their parts demand; a disjunction demands nothing.
 */
import type { Value } from "../../../core/value";
import { evaluate } from "../evaluation/evaluate";
import type { Scope } from "../evaluation/scope";
import type { Binary, Call, Expression, For } from "../syntax/syntax";

/** A list that conditions are asked about: whether an expression means it. */
export type IsSubject = (expression: Expression) => boolean;

/** The texts that the subject contains if the condition holds. */
export function demanded(
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
  if (name === "anytrue") return byElement(first, isSubject, scope);
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

/** The loops over the subject whose every turn is true if the condition holds. */
export function loopsOver(
  condition: Expression,
  isSubject: IsSubject,
): readonly For[] {
  const within = (inner: Expression) => loopsOver(inner, isSubject);
  if (condition.kind === "parenthesised") return within(condition.inner);
  if (condition.kind === "binary" && condition.operator === "&&")
    return [...within(condition.left), ...within(condition.right)];
  if (condition.kind !== "call" || condition.name !== "alltrue") return [];
  const [loop] = condition.arguments;
  if (loop?.kind !== "for" || loop.key || loop.condition) return [];
  const { collection } = loop;
  const [only] =
    collection.kind === "call" && collection.name === "values"
      ? collection.arguments
      : [collection];
  return only && isSubject(only) ? [loop] : [];
}

/** `anytrue([for type in var.types : type == "audit"])` */
function byElement(
  expression: Expression,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] {
  if (expression.kind !== "for" || expression.key) return [];
  const { collection, value, valueName } = expression;
  if (!isList(collection, isSubject) || value.kind !== "binary") return [];
  const { operator, left, right } = value;
  const isElement = (side: Expression) =>
    side.kind === "reference" && side.name === valueName;
  const other = isElement(left) ? right : isElement(right) ? left : undefined;
  const wanted = other ? justKnown(evaluate(other, scope)).data : undefined;
  return operator === "==" && typeof wanted === "string" ? [wanted] : [];
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

/** All texts that the subject may be where the condition holds; undefined when it leaves that open. */
export function allowed(
  condition: Expression,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] | undefined {
  const within = (inner: Expression) => allowed(inner, isSubject, scope);
  switch (condition.kind) {
    case "parenthesised":
      return within(condition.inner);
    case "binary": {
      const { operator, left, right } = condition;
      if (operator === "==") {
        const other = isSubject(left) ? right : isSubject(right) ? left : null;
        return other ? onlyTexts(evaluate(other, scope)) : undefined;
      }
      const [a, b] = [within(left), within(right)];
      if (operator === "&&") return a ?? b;
      return operator === "||" && a && b ? [...a, ...b] : undefined;
    }
    case "call":
      return allowedByCall(condition, isSubject, scope);
    default:
      return undefined;
  }
}

/** `contains(["dev", "prod"], var.env)`, `can(regex("^(dev|prod)$", var.env))`. */
function allowedByCall(
  { name, arguments: [first, second] }: Call,
  isSubject: IsSubject,
  scope: Scope,
): readonly string[] | undefined {
  if (name === "can" && first?.kind === "call")
    return allowedByCall(first, isSubject, scope);
  if (!first || !second || !isSubject(second)) return undefined;
  const value = evaluate(first, scope);
  if (name === "contains") return onlyTexts(value);
  const { data } = justKnown(value);
  const words =
    name === "regex" && typeof data === "string"
      ? /^\^\((?:\?:)?([\w|-]+)\)\$$/.exec(data)
      : null;
  return words?.[1]?.split("|");
}

/** The texts that a value is or holds, where it is or holds nothing else. */
function onlyTexts(value: Value): readonly string[] | undefined {
  const found = texts(value);
  const { data } = justKnown(value);
  const size =
    data !== null && typeof data === "object" ? [...data.values()].length : 1;
  return found.length === size ? found : undefined;
}
