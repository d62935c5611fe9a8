import { split } from "../../../core/conditions";
import { lift, oneOf } from "../../../core/outcomes";
import {
  type Known,
  type Origin,
  type Value,
  concealed,
  keyOf,
  known,
  truth,
  unknown,
} from "../../../core/value";
import { evaluate } from "./evaluate";
import { operand } from "./operators";
import type { Scope } from "./scope";
import { assembled } from "../values/size";
import type { Expression, For } from "../syntax/syntax";
import {
  type Type,
  boolType,
  sortedMap,
  stringType,
  typeOf,
  typed,
} from "../values/types";

/** What `for` expressions and `%{ for }` directives have in common. */
interface Loop {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key?: Expression;
  readonly condition?: Expression;
  readonly grouped: boolean;
  result(scope: Scope): Value;
}

/** One turn of a loop: what it yields if its condition holds. */
interface Turn {
  readonly condition: Value;
  readonly key?: Value;
  readonly value: Value;
}

let loops = 0;

/** The value of a `for` expression: a list, or an object where keys are given. */
export function evaluateFor(
  expression: For,
  scope: Scope,
  origin: Origin,
): Value {
  const result = (inner: Scope) =>
    evaluate(expression.value, inner, origin.label);
  return looped(
    {
      ...expression,
      result,
    },
    scope,
    origin,
  );
}

/** The value of a loop: a list, or an object where keys are given. A literal with an error in it is gone through too: the error is of the type that the loop makes. */
export function looped(loop: Loop, scope: Scope, origin: Origin): Value {
  const collection = evaluate(loop.collection, scope);
  const parts = partsOfError(collection);
  if (!parts || collection.kind === "known")
    return loopedThrough(collection, loop, scope, origin);
  const error = unknown(collection.reason, origin, { fails: true });
  return typed(error, typeOf(loopedThrough(parts, loop, scope, origin)));
}

function loopedThrough(
  collection: Value,
  loop: Loop,
  scope: Scope,
  origin: Origin,
): Value {
  const from = { ...origin, from: [collection] };
  // The same code in the same scope asks the same; inside another loop it may not.
  const { document, start } = origin.range;
  const name =
    scope.names.size === 0
      ? `for ${document.path}:${start} ${scope.identity}`
      : `for #${(loops += 1)}`;
  return lift(name, [collection], from, ([each]) =>
    each
      ? (conditionFails(loop, each, scope) ??
        joined(loop, turns(loop, each, scope), from, name))
      : null,
  );
}

/** What a literal is that has an error in it: an error of a type for each element or attribute. */
function partsOfError(value: Value): Known | undefined {
  if (value.kind === "known" || !value.fails) return undefined;
  const { origin, reason } = value;
  const type = typeOf(value);
  const error = (part: Type) =>
    typed(unknown(reason, origin, { fails: true }), part);
  if (type.kind === "tuple") return known(type.elements.map(error), origin);
  if (type.kind !== "object") return undefined;
  const attributes = [...type.attributes].map(
    ([name, attribute]) => [name, error(attribute.type)] as const,
  );
  return known(new Map(attributes), origin);
}

/** A condition that is an error whatever it is asked about is one before the first turn. */
function conditionFails(
  { keyName, valueName, condition }: Loop,
  { data, origin }: Known,
  scope: Scope,
): Value | undefined {
  if (!condition || data === null || typeof data !== "object") return undefined;
  if ([...data.keys()].length > 0) return undefined;
  const element = unknown("there is no element", origin);
  const names = new Map([...scope.names, [valueName, element]]);
  if (keyName !== undefined) names.set(keyName, element);
  const asked = operand(
    evaluate(condition, { ...scope, names }),
    boolType,
    origin,
  );
  return asked.kind === "unknown" && asked.fails ? asked : undefined;
}

function turns(loop: Loop, { data, collection }: Known, scope: Scope) {
  if (data === null || typeof data !== "object") return undefined;
  const isSet = collection === "set";
  return [...data.entries()].map(([key, value]): Turn => {
    const at = isSet ? value : known(key, value.origin);
    const inner: Scope = {
      ...scope,
      names: new Map([
        ...scope.names,
        ...(loop.keyName === undefined ? [] : ([[loop.keyName, at]] as const)),
        [loop.valueName, value] as const,
      ]),
    };
    const condition = loop.condition
      ? operand(evaluate(loop.condition, inner), boolType, value.origin)
      : known(true, value.origin);
    if (truth(condition) === "no") return { condition, value };
    return {
      condition,
      value: loop.result(inner),
      ...(loop.key
        ? { key: operand(evaluate(loop.key, inner), stringType, value.origin) }
        : {}),
    };
  });
}

function joined(
  loop: Loop,
  all: readonly Turn[] | undefined,
  origin: Origin,
  name: string,
): Value {
  if (!all)
    return unknown("what it goes through is no list or map", origin, {
      fails: true,
    });
  const taken = all.filter(({ condition }) => truth(condition) !== "no");
  const reason = "a condition in it is not decided";
  const conditions = taken.map(({ condition }) =>
    condition.kind === "known" || condition.fails
      ? condition
      : oneOf(split(condition), reason, condition.origin, condition.key),
  );
  const keys = taken.flatMap(({ key }) => key ?? []);
  const deciding = [...conditions, ...keys];
  const values = deciding.every(({ kind }) => kind === "known")
    ? ""
    : taken.map(({ value }) => keyOf(value)).join();
  const result = lift(
    `${name} ${values}`,
    deciding,
    origin,
    (knowns) => {
      const holding = taken.flatMap((turn, at) => {
        const holds = knowns[at];
        return holds && truth(holds) === "yes"
          ? [{ ...turn, name: knowns[taken.length + at] }]
          : [];
      });
      if (!loop.key) return assembled(known(holding.map(toValue), origin));
      const entries = object(holding, loop.grouped);
      return entries
        ? assembled(known(entries, origin))
        : unknown("two turns of a loop give the same key", origin, {
            fails: true,
          });
    },
    () =>
      loop.grouped
        ? []
        : taken
            .filter(({ condition }) => truth(condition) === "yes")
            .map(toValue),
  );
  return all.some(({ condition }) => condition.sensitive)
    ? concealed(result)
    : result;
}

const toValue = ({ value }: Turn): Value => value;

/** The values by their keys; undefined when two that are not to be grouped share one. */
function object(
  turns: readonly (Turn & { readonly name: Known | undefined })[],
  grouped: boolean,
): ReadonlyMap<string, Value> | undefined {
  const groups = new Map<string, Value[]>();
  for (const { name, value } of turns) {
    const key = String(name?.data);
    const group = groups.get(key);
    if (group && !grouped) return undefined;
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return sortedMap(
    [...groups].flatMap(([key, values]): [string, Value][] => {
      const [first] = values;
      if (!first) return [];
      return [[key, grouped ? assembled(known(values, first.origin)) : first]];
    }),
  );
}
