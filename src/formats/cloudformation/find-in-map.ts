import { lift, oneOf } from "../../core/outcomes";
import { type Value, known, maxOptions, unknown } from "../../core/value";
import { type Node, get } from "../yaml/node";
import { asText, sameAs } from "./condition-functions";
import { type Expanded, expanded } from "./expansion";
import { itemsOf, spoken } from "./intrinsic";
import { misused, operation } from "./operation";
import { referred } from "./places";
import type { Call, Placed } from "./scope";

/** The way through a mapping, so far. */
interface Way {
  readonly call: Call;
  /** What has been reached, in words: "mapping Retention.prod". */
  readonly label: string;
  /** `DefaultValue`, where given. */
  readonly fallback: Node | undefined;
}

/**
 * `[mapping, first key, second key, {DefaultValue}]`. A key that nobody knows is one of the keys
 * that there are, so each entry is an outcome.
 */
export function findInMap(call: Call): Value {
  const [map, first, second, more] = itemsOf(call.argument) ?? [];
  if (!map || !first || !second) return misused(call, "a mapping and two keys");
  const name = call.value(map);
  return lift("FindInMap", [name], operation(call, []), ([each]) => {
    const label = `mapping ${String(each?.data)}`;
    const mapping = call.scope.names.mapping(String(each?.data));
    const way: Way = { call, label, fallback: get(more, "DefaultValue") };
    if (mapping) return entryAt(way, mapping, [first, second]);
    return way.fallback
      ? call.value(way.fallback)
      : unknown(`the template has no ${label}`, operation(call, []));
  });
}

function entryAt(way: Way, at: Placed, keys: readonly Node[]): Value {
  const { call, label } = way;
  const [key, ...rest] = keys;
  if (!key)
    return referred(
      call.value(at.node, { ...at.scope, what: label }),
      call.node.place,
      label,
    );
  const entries =
    at.node.kind === "mapping" ? expanded(at.node, at.scope, call.value) : [];
  const chosen = keyAmong(way, key, entries);
  return lift(`${label}[]`, [chosen], operation(call, []), ([each]) => {
    const found = entries.find((entry) => entry.key === each?.data);
    if (found)
      return entryAt({ ...way, label: `${label}.${found.key}` }, found, rest);
    return way.fallback
      ? call.value(way.fallback)
      : unknown(
          `${label} has no entry ${JSON.stringify(each?.data)}`,
          operation(call, []),
        );
  });
}

/** A key of the mapping as text; null stands for any other when there is a `DefaultValue`. */
function keyAmong(
  { call, fallback }: Way,
  node: Node,
  entries: readonly Expanded[],
): Value {
  const key = asText(call.value(node));
  if (
    key.kind === "known" ||
    key.options.length > 0 ||
    entries.length > maxOptions
  )
    return key;
  const origin = operation(call, []);
  const questions = entries.flatMap((entry) => {
    const value = known(entry.key, origin);
    const label = `${spoken(node)} == ${JSON.stringify(entry.key)}`;
    const condition = sameAs(key, value, label, origin);
    return condition.kind === "unknown" ? [{ value, condition }] : [];
  });
  const options = questions.map(({ value, condition }) => ({
    value,
    given: [{ condition, holds: true }],
  }));
  const other = {
    value: known(null, origin),
    given: questions.map(({ condition }) => ({ condition, holds: false })),
  };
  return oneOf(
    fallback ? [...options, other] : options,
    key.reason,
    origin,
    key.key,
  );
}
