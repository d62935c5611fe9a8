/*
 * Elements of a list of log types that stand there under a condition. A type that is lacking
 * otherwise is written so that no outcome has it twice.
 */
import { type Node, type Sequence, entriesOf, textOfNode } from "../yaml/node";
import { Verbatim, type Written } from "../yaml/render";
import { intrinsicIn, itemsOf } from "./intrinsic";
import { type ClusterKind, elementOf } from "./kinds";

/** An element `!If [condition, type, something else]`, or the other way round. */
export interface ConditionalItem {
  readonly node: Node;
  /** Something to write beside it for when the condition turns out the other way; absent when nothing is there then. */
  readonly otherwise?: Written;
}

/** The element that puts a log type into a list under a condition; undefined without one. */
export function conditionalItem(
  list: Sequence,
  kind: ClusterKind,
  type: string,
): ConditionalItem | undefined {
  for (const node of list.items) {
    const found = choiceIn(node, kind);
    if (!found) continue;
    const { condition, branches, short } = found;
    const has = branches.map((branch) => names(branch, kind, type));
    const [first, second] = has;
    if (first === second) continue;
    const other = branches[first ? 1 : 0];
    if (other && isNothing(other)) return { node };
    return {
      node,
      otherwise: opposite(condition, first === true, kind, type, short),
    };
  }
  return undefined;
}

interface Choice {
  readonly condition: string;
  readonly branches: readonly Node[];
  /** Written `!If`. */
  readonly short: boolean;
}

/** The choice that an element is, or that its type is. */
function choiceIn(node: Node, kind: ClusterKind): Choice | undefined {
  const call = intrinsicIn(node);
  if (call?.name !== "Fn::If") {
    const inner = typeIn(node, kind);
    return inner && inner !== node ? choiceIn(inner, kind) : undefined;
  }
  const [condition, ...branches] = itemsOf(call.argument) ?? [];
  return condition?.kind === "scalar" &&
    condition.tag === undefined &&
    /^\w+$/.test(condition.text) &&
    branches.length === 2
    ? { condition: condition.text, branches, short: node.tag !== undefined }
    : undefined;
}

/** What names the type of an element. */
function typeIn(node: Node, { element }: ClusterKind): Node | undefined {
  if (element === undefined || node.kind !== "mapping") return node;
  return entriesOf(node).find(({ key }) => textOfNode(key) === element)?.value;
}

function names(branch: Node, kind: ClusterKind, type: string): boolean {
  const node = typeIn(branch, kind);
  return node?.tag === undefined && textOfNode(node) === type;
}

function isNothing(node: Node): boolean {
  const call = intrinsicIn(node);
  return call?.name === "Ref" && textOfNode(call.argument) === "AWS::NoValue";
}

/** The element for when a condition turns out the other way. */
function opposite(
  condition: string,
  whenTrue: boolean,
  kind: ClusterKind,
  type: string,
  short: boolean,
): Written {
  const element = elementOf(kind, type);
  if (!short) {
    const branches = [{ Ref: "AWS::NoValue" }, element];
    return {
      "Fn::If": [condition, ...(whenTrue ? branches : branches.reverse())],
    };
  }
  const written =
    kind.element === undefined ? type : `{${kind.element}: ${type}}`;
  const branches = ["!Ref AWS::NoValue", written];
  return new Verbatim(
    `!If [${[condition, ...(whenTrue ? branches : branches.reverse())].join(", ")}]`,
  );
}
