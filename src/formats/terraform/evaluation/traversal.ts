import { oneOf, outcomes } from "../../../core/outcomes";
import { type Origin, type Value, known, unknown } from "../../../core/value";
import { described, evaluate, handedOn } from "./evaluate";
import { index, splat } from "./indexing";
import type { Scope } from "./scope";
import { plainKey } from "../syntax/plain-text";
import type {
  Expression,
  Index,
  Reference,
  Splat,
  Star,
} from "../syntax/syntax";

/** A reference with the attributes and indices after it. */
export function traversal(
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
  // What a loop variable stands for is named by where it was written.
  if (bound && steps.length === 0) return bound;
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

function walked(
  start: Value,
  steps: readonly Pick<Index, "key">[],
  scope: Scope,
  origin: Origin,
): Value {
  let value = start;
  for (const { key } of steps) {
    const name = evaluate(key, scope);
    // A key that is written there leads nowhere: it is no step of a trace.
    const from = plainKey(key) === undefined ? [value, name] : [value];
    value = elementOf(value, name, scope, { ...origin, from });
  }
  return handedOn(value, origin);
}

/** `of[key]`, where `of` may also be a resource or a module call. */
function elementOf(of: Value, key: Value, scope: Scope, origin: Origin): Value {
  const { members } = scope.work;
  if (of.kind === "known") return index(of, key, origin, scope.tried);
  const all = [of, ...of.options.map(({ value }) => value)];
  if (!all.some((value) => value.kind === "unknown" && members.has(value.key)))
    return index(of, key, origin);
  const found = outcomes([of, key])?.map(({ values: [one, name], given }) => {
    const member = one?.kind === "unknown" ? members.get(one.key) : undefined;
    const value =
      member && name?.kind === "known" && typeof name.data !== "object"
        ? member(String(name.data), origin)
        : undefined;
    return { value: value ?? index(one ?? of, name ?? key, origin), given };
  });
  return found
    ? oneOf(found, of.reason, origin)
    : unknown("too many undecided conditions meet in it", origin);
}

/** The value of `of[*].name`. */
export function splatted(
  expression: Splat,
  scope: Scope,
  origin: Origin,
): Value {
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
