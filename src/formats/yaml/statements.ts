/*
 * The statements of a template language between the lines of a file: some decide whether what they
 * enclose is there at all, and some bring lines that nobody sees here.
 */
import { type SourceRange, textOf } from "../../core/document";
import type { Node, Source } from "./node";
import { columnOf } from "./style";

const opening =
  /^(\{[{%]|%\{)[-+~]?\s*(if|for|range|with|define|block|macro|raw|filter|unless|#)|^<%-?\s*(if|unless|for|while|case)\b|^<%.*\bdo\b/;
const closing = /^(\{[{%]|%\{|<%)[-+~]?\s*(end\w*|\/)/;
const neutral = /^\{\{[-+~]?\s*(else\b|break\b|continue\b|\$\w+\s*:?=|\/\*)/;
const inserting = /^\{%[-+~]?\s*(include|import)\b|^\{\{|^<%=/;
/** The indentation that a statement of Helm gives to what it brings. */
const indentation = /\bn?indent\s+(\d+)\b/;

const depthsIn = new WeakMap<Source, readonly number[]>();

/** How many statements enclose a place, besides those that enclose the whole document. */
export function depthAt(source: Source, offset: number): number {
  const { start, end } = source.root.range;
  const around = Math.min(opened(source, start), opened(source, end));
  return Math.max(0, opened(source, offset) - around);
}

/** How many statements are open at a place. */
function opened(source: Source, offset: number): number {
  const { directives } = source;
  let [low, high] = [0, directives.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((directives[middle]?.start ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  const depths = depthsIn.get(source) ?? depthsOf(directives);
  depthsIn.set(source, depths);
  return depths[low - 1] ?? 0;
}

/** How many statements are open behind each one. */
function depthsOf(directives: readonly SourceRange[]): readonly number[] {
  let depth = 0;
  return directives.map((directive) => {
    const statement = textOf(directive);
    if (opening.test(statement)) depth += 1;
    else if (closing.test(statement)) depth = Math.max(0, depth - 1);
    return depth;
  });
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

/** Whether a statement may bring lines of its own. */
export function brings(directive: SourceRange): boolean {
  const statement = textOf(directive);
  return (
    inserting.test(statement) &&
    !opening.test(statement) &&
    !closing.test(statement) &&
    !neutral.test(statement)
  );
}

/** Whether a statement may bring lines that are indented so far. */
export function bringsAt(directive: SourceRange, column: number): boolean {
  const given = indentation.exec(textOf(directive))?.[1];
  return brings(directive) && (given === undefined || Number(given) === column);
}

/**
 * How far what is indented further than this column reaches behind a range: statements that close
 * what was opened inside of it, and lines that a template brings there. Undefined when a statement
 * encloses the range's beginning, or is still open where other content follows.
 */
export function reachOf(
  source: Source,
  range: SourceRange,
  column: number,
): number | undefined {
  if (depthAt(source, range.start) > 0) return undefined;
  let depth = depthAt(source, range.end);
  let reach = depth > 0 ? undefined : range.end;
  let deeper = depth > 0;
  for (const line of following(source, { range })) {
    const given = indentation.exec(textOf(line))?.[1];
    const indent = Number(given ?? columnOf(line.document, line.start));
    deeper ||= brings(line) && indent > column;
    depth = depthAt(source, line.end);
    if (depth > 0) continue;
    if (deeper) reach = line.end;
    deeper = false;
  }
  return reach;
}

/** The statements behind a node, as far as only blanks and comments stand between. */
export function following(
  { directives }: Source,
  { range }: Pick<Node, "range">,
): readonly SourceRange[] {
  const { text } = range.document;
  const behind: SourceRange[] = [];
  let { end } = range;
  for (const directive of directives) {
    if (directive.start < end) continue;
    const between = text.slice(end, directive.start);
    if (between.replace(/#.*/g, "").trim() !== "") break;
    behind.push(directive);
    end = directive.end;
  }
  return behind;
}
