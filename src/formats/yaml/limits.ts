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
/** At most this many problems of a file are told. */
export const maxProblems = 20;

/** A text with more of the marks that separate values may hold more of them than fit into memory. */
const maxMarks = 4_000_000;

/** Whether a text may hold more values than can be read. */
export function isTooLong(text: string): boolean {
  if (text.length <= maxMarks) return false;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1)
    if (",:[{-".includes(text.charAt(at))) marks += 1;
  return marks > maxMarks;
}

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
  if (entries.length < 2) return [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (key.kind !== "scalar" || key.text === "<<" || hasPlaceholder(key.text))
      continue;
    const { document } = key.range;
    const message = `The key ${JSON.stringify(key.text)} stands more than once in this mapping; only the last one is read.`;
    if (!seen.has(key.text)) seen.add(key.text);
    else problems.push({ document, range: key.range, message });
    if (problems.length === maxProblems) break;
  }
  return problems;
}
