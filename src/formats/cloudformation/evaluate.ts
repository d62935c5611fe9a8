/*
 * From text to values. Everything evaluates to something: what CloudFormation would refuse, and what
 * only a deployment can tell, is an unknown with its reason.
 */
import { text } from "../../core/text";
import { type Origin, type Value, known, unknown } from "../../core/value";
import type { Node, Scalar } from "../yaml/node";
import { expanded } from "./expansion";
import { intrinsicIn } from "./intrinsic";
import { intrinsics } from "./intrinsics";
import { piecesOf } from "./literal";
import { member, missing } from "./member";
import { writtenBy } from "./places";
import type { Call, Scope } from "./scope";

/** What a node stands for. */
export function evaluate(node: Node, scope: Scope): Value {
  const origin = writtenBy(node, scope.source, scope.what);
  return scope.names.bounded(
    () => evaluated(node, scope, origin),
    (reason) => unknown(reason, origin),
  );
}

function evaluated(node: Node, scope: Scope, origin: Origin): Value {
  const intrinsic = intrinsicIn(node);
  if (intrinsic) {
    const { name, argument } = intrinsic;
    const call: Call = {
      name,
      node,
      argument,
      scope,
      value: (each, within = scope) => evaluate(each, within),
    };
    const apply = intrinsics.get(name);
    return apply
      ? apply(call)
      : unknown(`${name} is not a function of CloudFormation`, origin);
  }
  switch (node.kind) {
    case "scalar":
      return literal(node, scope);
    case "sequence": {
      const items = node.items
        .map((item) => evaluate(item, scope))
        .filter((item) => item.kind === "unknown" || item.data !== null);
      return known(items, origin);
    }
    case "mapping": {
      const entries = expanded(node, scope, evaluate);
      const data = new Map(
        entries.map((entry) => [entry.key, evaluate(entry.node, entry.scope)]),
      );
      return known(data, origin);
    }
  }
}

function literal(node: Scalar, scope: Scope): Value {
  const origin = writtenBy(node, scope.source, scope.what);
  const { data } = node;
  if (typeof data !== "string") return known(data, origin);
  const pieces = piecesOf(data, scope.variables, origin.range);
  return pieces.every((piece) => typeof piece === "string")
    ? known(data, origin)
    : text(pieces, origin);
}

/** What stands at a path below a node; only what lies on the way is evaluated. */
export function valueAt(
  node: Node,
  path: readonly string[],
  scope: Scope,
): Value {
  const [key, ...rest] = path;
  if (key === undefined) return evaluate(node, scope);
  if (node.kind === "mapping" && !intrinsicIn(node)) {
    const entries = expanded(node, scope, evaluate);
    const found = entries.find((entry) => entry.key === key);
    if (found) return valueAt(found.node, rest, found.scope);
    const holder = known(new Map(), writtenBy(node, scope.source, scope.what));
    const keys = entries.map((entry) => entry.key);
    return rest.reduce(member, missing(holder, key, keys));
  }
  return path.reduce(member, evaluate(node, scope));
}
