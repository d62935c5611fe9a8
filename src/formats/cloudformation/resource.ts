import type { SourceRange } from "../../core/document";
import { type Node, get, textOfNode } from "../yaml/node";
import type { Expanded } from "./expansion";
import type { Placed } from "./scope";

/** A resource of a stack, wherever its text stands. */
export interface Resource extends Placed {
  readonly id: string;
  readonly keyNode: Node;
  readonly type: string;
}

/** A resource as an entry of the `Resources` section. */
export function resourceOf(entry: Expanded): Resource {
  return {
    id: entry.key,
    keyNode: entry.keyNode,
    node: entry.node,
    scope: { ...entry.scope, what: entry.key },
    type: textOfNode(get(entry.node, "Type")) ?? "",
  };
}

/** The name of a resource's own condition. */
export function conditionName(resource: Resource): string | undefined {
  return textOfNode(get(resource.node, "Condition"));
}

/** A statement of a template language inside of a resource: what it lets through, nobody knows. */
export function directiveIn({
  node,
  scope,
}: Resource): SourceRange | undefined {
  const { start, end } = node.range;
  return scope.source.directives.find(
    (directive) => directive.start > start && directive.start < end,
  );
}
