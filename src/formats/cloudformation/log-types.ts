import { choose } from "../../core/conditions";
import { lift } from "../../core/outcomes";
import { type Data, type Value, known, unknown } from "../../core/value";
import type { ClusterKind } from "./kinds";
import { listIn, member } from "./member";

/** The names of the log types that a cluster's property turns on, each with its own origin; null when none is written. */
export function logTypesOf(kind: ClusterKind, property: Value): Value {
  const { element, switched } = kind;
  if (switched) return enabledOf(property);
  return lift("log types", [property], property.origin, ([list]) => {
    if (!list || list.data === null) return list ?? null;
    const elements = listIn(list.data);
    if (!elements)
      return unknown("a list of log types belongs here", list.origin);
    if (element === undefined) return list;
    return { ...list, data: elements.map((each) => member(each, element)) };
  });
}

/** The types of those elements of `{enabled, types}` that are enabled. */
function enabledOf(property: Value): Value {
  return lift("enabled log types", [property], property.origin, ([list]) => {
    const elements = listIn(list?.data ?? null);
    if (!list || !elements) return list ?? null;
    const lists = elements.map((each) =>
      choose(
        member(each, "enabled"),
        () => member(each, "types"),
        () => known([], each.origin),
        each.origin,
      ),
    );
    return lift("all", lists, list.origin, (all): Data =>
      all.flatMap(({ data }) => listIn(data) ?? []),
    );
  });
}
