/*
 * What is asked of a tree while it is built, so that whoever reads it may walk it by recursion, and
 * may take the first entry of a key for the only one.
 */
import type { Problem } from "../../core/finding";
import type { Entry, Node, Scalar } from "./node";
import { hasPlaceholder } from "./placeholders";

/** A document may be no deeper than this, its aliases followed. */
export const maxDepth = 200;
/** Following all aliases may not lead to more than this many nodes beyond those written. */
const maxAliased = 100_000;

/** Whether a tree is too large or too deep once its aliases are followed; `written` is the number of nodes without. */
export function isTooMuch(root: Node, written: number): boolean {
  const limit = written + maxAliased;
  // Aliases share what they stand for, so the lists of children tell whether a node was seen.
  const weights = new Map<object, { nodes: number; height: number }>();
  const leaf = { nodes: 1, height: 1 };
  const weigh = (
    node: Node,
    depth: number,
  ): { nodes: number; height: number } => {
    if (node.kind === "scalar") return leaf;
    if (depth > maxDepth) return { nodes: limit, height: maxDepth };
    const list = node.kind === "sequence" ? node.items : node.entries;
    const known = weights.get(list);
    if (known) return known;
    const weight = { nodes: 1, height: 1 };
    const children =
      node.kind === "sequence"
        ? node.items
        : node.entries.flatMap(({ key, value }) => [key, value]);
    for (const child of children) {
      const inner = weigh(child, depth + 1);
      weight.nodes += inner.nodes;
      weight.height = Math.max(weight.height, inner.height + 1);
    }
    weights.set(list, weight);
    return weight;
  };
  const { nodes, height } = weigh(root, 1);
  return nodes > limit || height > maxDepth;
}

/** Whether a scalar could stand in JSON. */
export function isJsonScalar({ style, data, text }: Scalar): boolean {
  return (
    style === "double" ||
    (style === "plain" && typeof data !== "string" && text !== "")
  );
}

/** Complains about keys that stand twice. CloudFormation and Go's JSON take the last one; eksctl refuses the file. */
export function duplicateKeys(entries: readonly Entry[]): readonly Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key }) => {
    if (key.kind !== "scalar" || key.text === "<<" || hasPlaceholder(key.text))
      return [];
    const again = seen.has(key.text);
    seen.add(key.text);
    const { document } = key.range;
    const message = `The key ${JSON.stringify(key.text)} stands more than once in this mapping; only the last one is read.`;
    return again ? [{ document, range: key.range, message }] : [];
  });
}
