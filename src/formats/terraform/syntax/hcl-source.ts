import type { SourceRange } from "../../../core/document";
import type { Invalid, Template } from "./syntax";
import type { Node } from "./tree-sitter";

/** Deeper expressions, templates and blocks are not read: whoever walks the tree may recurse. */
export const maxDepth = 250;

/** The text that a syntax tree was made of, and where its offsets lie in the document. */
export interface HclSource {
  readonly text: string;
  place(start: number, end: number): SourceRange;
  /** Told of what the grammar accepts and Terraform does not. */
  reject?(start: number, end: number): void;
}

/** The node's text as written. */
export function written(node: Node, { text }: HclSource): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** Where the node stands in the document. */
export function placed(node: Node, source: HclSource): SourceRange {
  return source.place(node.startIndex, node.endIndex);
}

/** What stands for the part that could not be read. */
export function invalid(
  start: number,
  end: number,
  source: HclSource,
): Invalid {
  return { kind: "invalid", range: source.place(start, end) };
}

/** The node's children without the comments between them. */
export function partsOf(node: Node): readonly Node[] {
  return node.children.filter((child) => child.type !== "comment");
}

/** The expressions among the node's children. */
export function expressionsIn(node: Node): readonly Node[] {
  return node.children.filter((child) => child.type === "expression");
}

/** A bare word as the text it is. */
export function textTemplate(text: string, range: SourceRange): Template {
  return { kind: "template", pieces: [{ kind: "text", text, range }], range };
}
