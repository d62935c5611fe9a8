/*
 * Files whose text is decoded as it is. Which node a value was decoded from is told by the range
 * that the value carries: it is the node's own.
 */
import type { Document, SourceRange } from "../../core/document";
import type { Built } from "./build";
import type { Node } from "./node";
import { parseAlone } from "./parse";

const builtOf = new WeakMap<Document, Built>();

/** What a file's text holds, taken as it is. */
export function readWhole(document: Document): Built {
  const known = builtOf.get(document);
  if (known) return known;
  const built = parseAlone(document);
  builtOf.set(document, built);
  return built;
}

/** Whether a range is that of a node which `readWhole` found. */
export function isOfNode(range: SourceRange): boolean {
  const { sources = [] } = builtOf.get(range.document) ?? {};
  return sources.some(({ root }) => holds(root, range));
}

function holds(node: Node, range: SourceRange): boolean {
  if (node.range === range) return true;
  switch (node.kind) {
    case "scalar":
      return false;
    case "sequence":
      return node.items.some((item) => holds(item, range));
    case "mapping":
      return node.entries.some(({ value }) => holds(value, range));
  }
}
