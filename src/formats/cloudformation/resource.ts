import { type SourceRange, positionAt } from "../../core/document";
import { type Node, get, textOfNode } from "../yaml/node";
import { brings, following } from "../yaml/statements";
import type { Expanded } from "./expansion";
import type { Placed } from "./scope";

/** A resource of a stack, wherever its text stands. */
export interface Resource extends Placed {
  readonly id: string;
  readonly keyNode: Node;
  readonly type: string;
  /** A statement of a template language in it: what that lets through or brings, nobody knows. */
  readonly directive?: SourceRange;
  /** A statement behind it that brings lines at whatever indentation they have: more of it, or other resources. */
  readonly behind?: SourceRange;
}

/** A resource as an entry of the `Resources` section. */
export function resourceOf(entry: Expanded): Resource {
  const directive = directiveIn(entry);
  const behind = following(entry.scope.source, entry.node).find(
    (each) => brings(each) && columnOf(each) === 1,
  );
  return {
    id: entry.key,
    keyNode: entry.keyNode,
    node: entry.node,
    scope: { ...entry.scope, what: entry.key },
    type: textOfNode(get(entry.node, "Type")) ?? "",
    ...(directive ? { directive } : {}),
    ...(behind ? { behind } : {}),
  };
}

/** The name of a resource's own condition. */
export function conditionName(resource: Resource): string | undefined {
  return textOfNode(get(resource.node, "Condition"));
}

/**
 * A statement inside of a resource, or behind its last line and indented as what belongs to it; it
 * may be the first of several.
 */
function directiveIn({
  node,
  keyNode,
  scope: { source },
}: Expanded): SourceRange | undefined {
  const { start, end } = node.range;
  const key = columnOf(keyNode.place);
  return (
    source.directives.find(
      (directive) => directive.start > start && directive.start < end,
    ) ??
    following(source, node).find(
      (directive) => brings(directive) && columnOf(directive) > key,
    )
  );
}

/** The column at which a range begins. */
export function columnOf({ document, start }: SourceRange): number {
  return positionAt(document, start).column;
}
