/*
 * The entries that a mapping really has: merges applied, `Fn::ForEach` loops unrolled, and the
 * files of `AWS::Include` put in their place.
 */
import { knownText } from "../../core/text";
import { type Value, keyOf, unknown } from "../../core/value";
import { type Mapping, type Node, entriesOf, get } from "../yaml/node";
import { itemsOf, keyText, loopPrefix } from "./intrinsic";
import type { Placed, Scope } from "./scope";

/** An entry of a mapping, wherever it was written. */
export interface Expanded extends Placed {
  readonly key: string;
  readonly keyNode: Node;
}

/** The key of a macro whose result nobody knows. */
export const transformKey = "Fn::Transform";

/** Whether a mapping with these keys may have others: a macro adds some, or a loop runs over what nobody knows. */
export function isOpen(keys: Iterable<string>): boolean {
  return [...keys].some((key) => key === transformKey || /[$&]\{/.test(key));
}

type Evaluate = (node: Node, scope: Scope) => Value;

/** The entries of a mapping; of two with the same key the first. */
export function expanded(
  mapping: Mapping,
  scope: Scope,
  evaluate: Evaluate,
): readonly Expanded[] {
  const byKey = new Map<string, Expanded>();
  for (const entry of all(mapping, scope, evaluate))
    if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  return [...byKey.values()];
}

function all(
  mapping: Mapping,
  scope: Scope,
  evaluate: Evaluate,
): readonly Expanded[] {
  return entriesOf(mapping).flatMap((entry) => {
    if (!scope.names.spend()) return [];
    const key = keyText(entry);
    if (key.startsWith(loopPrefix))
      return unrolled(entry.value, scope, evaluate);
    if (key === transformKey) return included(entry.value, scope, evaluate);
    return [
      {
        key: named(key, scope),
        keyNode: entry.key,
        node: entry.value,
        scope,
      },
    ];
  });
}

/** A key with the variables of the loops around it filled in. */
function named(key: string, { variables }: Scope): string {
  return variables.size === 0
    ? key
    : key.replace(/([$&])\{(\w+)\}/g, (whole, sign: string, name: string) => {
        const value = variables.get(name);
        const filled = value && knownText(value);
        if (filled === null || filled === undefined) return whole;
        return sign === "&" ? filled.replace(/[^A-Za-z0-9]/g, "") : filled;
      });
}

/** The entries of a loop: `[variable, collection, {key with variable: value}]`. */
function unrolled(
  loop: Node,
  scope: Scope,
  evaluate: Evaluate,
): readonly Expanded[] {
  const [variable, collection, body] = itemsOf(loop) ?? [];
  if (variable?.kind !== "scalar" || !collection || body?.kind !== "mapping")
    return [];
  return elementsOf(evaluate(collection, scope)).flatMap((element) =>
    all(
      body,
      {
        ...scope,
        variables: new Map([...scope.variables, [variable.text, element]]),
      },
      evaluate,
    ),
  );
}

/** The elements of a collection in any outcome; of one that nobody knows, one unknown element stands for all. */
function elementsOf(collection: Value): readonly Value[] {
  if (collection.kind === "known") {
    const { data } = collection;
    return data !== null && typeof data === "object" && !(data instanceof Map)
      ? [...data.values()]
      : [];
  }
  const { options, reason, origin } = collection;
  if (options.length === 0)
    return [unknown(reason, origin, { key: `element of ${collection.key}` })];
  const elements = options.flatMap((option) => elementsOf(option.value));
  return [
    ...new Map(elements.map((element) => [keyOf(element), element])).values(),
  ];
}

/** The local file that an `AWS::Include` names, where there is one. */
export function includedFile(
  transform: Node,
  scope: Scope,
  evaluate: Evaluate,
): Placed | undefined {
  const name = get(transform, "Name");
  const location = get(get(transform, "Parameters"), "Location");
  if (name?.kind !== "scalar" || name.text !== "AWS::Include" || !location)
    return undefined;
  const path = knownText(evaluate(location, scope));
  const source =
    path === null ? undefined : scope.names.included(path, scope.source);
  return source && { node: source.root, scope: { ...scope, source } };
}

function included(
  transform: Node,
  scope: Scope,
  evaluate: Evaluate,
): readonly Expanded[] {
  const file = includedFile(transform, scope, evaluate);
  return file?.node.kind === "mapping"
    ? all(file.node, file.scope, evaluate)
    : [{ key: transformKey, keyNode: transform, node: transform, scope }];
}
