import { expression } from "./hcl-expression";
import { type HclSource, maxDepth, placed, written } from "./hcl-source";
import { quotedTemplate } from "./hcl-template";
import type { Attribute, Block, Body, Expression } from "./syntax";
import type { Node } from "./tree-sitter";

/** The attributes and blocks among a node's children, which stand between two offsets; blocks nested too deeply are left out. */
export function bodyOf(
  node: Node | undefined,
  start: number,
  end: number,
  source: HclSource,
  depth = 0,
): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  let incomplete: true | undefined;
  let line = -1;
  for (const child of node?.children ?? []) {
    if (child.type === "comment") continue;
    if (child.startPosition.row === line)
      source.reject?.(child.startIndex, child.endIndex);
    line = child.endPosition.row;
    if (child.type === "attribute") attributes.push(attribute(child, source));
    else if (child.type !== "block") continue;
    else if (depth < maxDepth) blocks.push(block(child, source, depth + 1));
    else incomplete = true;
  }
  const range = source.place(start, end);
  return { attributes, blocks, range, ...(incomplete && { incomplete }) };
}

function attribute(node: Node, source: HclSource): Attribute {
  const [name] = node.children;
  return {
    name: name ? written(name, source) : "",
    value: expression(
      node.children.find((child) => child.type === "expression"),
      source,
    ),
    range: placed(node, source),
  };
}

function block(node: Node, source: HclSource, depth: number): Block {
  const { children } = node;
  const open = children.findIndex((child) => child.type === "block_start");
  const heading = children
    .slice(0, open)
    .filter((child) => child.type !== "comment");
  const start = children[open]?.endIndex ?? node.endIndex;
  const [type] = heading;
  return {
    type: type ? written(type, source) : "",
    labels: heading.slice(1).map((label) => labelOf(label, source)),
    body: bodyOf(
      children.find((child) => child.type === "body"),
      start,
      children.at(-1)?.startIndex ?? start,
      source,
      depth,
    ),
    range: placed(node, source),
    header: source.place(
      node.startIndex,
      heading.at(-1)?.endIndex ?? node.startIndex,
    ),
  };
}

function labelOf(node: Node, source: HclSource): string {
  if (node.type === "identifier") return written(node, source);
  const template: Expression = quotedTemplate(node, source, 0);
  const [piece] = template.kind === "template" ? template.pieces : [];
  return piece?.kind === "text" ? piece.text : "";
}
