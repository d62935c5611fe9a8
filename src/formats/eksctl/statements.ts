/*
 * The statements of a template language between the lines of an eksctl file: some decide whether
 * what they enclose is there at all, and some bring lines that nobody sees here.
 */
import { type SourceRange, textOf } from "../../core/document";
import type { Node, Source } from "../yaml/node";

const opening =
  /^\{[{%][-+~]?\s*(if|for|range|with|define|block|macro|raw|filter|unless|#)/;
const closing = /^\{[{%][-+~]?\s*(end\w*|\/)/;
const neutral = /^\{\{[-+~]?\s*(else\b|break\b|continue\b|\$\w+\s*:?=|\/\*)/;
const inserting = /^\{%[-+~]?\s*(include|import)\b|^\{\{/;

/** How many statements enclose a place. */
export function depthAt({ directives }: Source, offset: number): number {
  let depth = 0;
  for (const directive of directives) {
    if (directive.start >= offset) break;
    const statement = textOf(directive);
    if (opening.test(statement)) depth += 1;
    else if (closing.test(statement)) depth = Math.max(0, depth - 1);
  }
  return depth;
}

/** Whether a statement around or inside of a node decides about it. */
export function isConditional(source: Source, { range }: Node): boolean {
  return (
    depthAt(source, range.start) > 0 ||
    source.directives.some(
      ({ start }) => start > range.start && start < range.end,
    )
  );
}

/** The first line that may bring anything; directly behind this node, if one is given. */
export function bringing(
  { directives }: Source,
  node?: Node,
): string | undefined {
  return directives
    .filter((directive) => !node || follows(node, directive))
    .map(textOf)
    .find(
      (statement) =>
        inserting.test(statement) &&
        !opening.test(statement) &&
        !closing.test(statement) &&
        !neutral.test(statement),
    );
}

/** Whether only blanks and comments stand between a list or mapping and a directive. */
function follows({ kind, range }: Node, { document, start }: SourceRange) {
  return (
    kind !== "scalar" &&
    start >= range.end &&
    document.text.slice(range.end, start).replace(/#.*/g, "").trim() === ""
  );
}
