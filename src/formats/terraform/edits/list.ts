/*
 * Edits between brackets: the elements of a list, the items of an object, the properties of JSON.
 * What is added looks like what is there: on the same line or on lines of its own, with a comma at
 * the end or without.
 */
import type { SourceRange } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { after, beginsLine, edit, indentationAt, startOfLine } from "./lines";

/** What stands between brackets. */
export interface Bracketed {
  /** From the opening to the closing bracket. */
  readonly range: SourceRange;
  /** The last element. */
  readonly last?: SourceRange;
  /** What a level of indentation is where no element shows it. */
  readonly unit: string;
  /** A space stands inside of the brackets of one line: `{ a = 1 }`. */
  readonly padded?: boolean;
  /** Each element is on a line of its own where brackets that hold nothing yet are filled. */
  readonly spread?: boolean;
  /** Elements on lines of their own need no comma between them. */
  readonly lineEndsSeparate?: boolean;
}

/** Adds elements at the end. */
export function addedElements(
  list: Bracketed,
  elements: readonly string[],
): TextEdit {
  return list.last
    ? addedAfter(list, list.last, elements)
    : addedToEmpty(list, elements);
}

function addedToEmpty(
  { range, unit, padded, spread }: Bracketed,
  elements: readonly string[],
): TextEdit {
  const { document, start, end } = range;
  const close = end - 1;
  const inside = document.text.slice(start + 1, close);
  const indentation = indentationAt(document, startOfLineText(range));
  const lines = elements
    .map((element) => `${indentation}${unit}${element}`)
    .join(",\n");
  if (inside.trim() === "") {
    const space = padded ? " " : "";
    const text =
      inside.includes("\n") || spread
        ? `\n${lines}\n${indentation}`
        : `${space}${elements.join(", ")}${space}`;
    return edit(document, start + 1, close, text);
  }
  // Only comments are inside: what is added goes below them.
  const line = startOfLine(document, close);
  return beginsLine(document, close)
    ? edit(document, line, line, `${lines}\n`)
    : edit(document, close, close, elements.join(", "));
}

/** The first thing on the line where the range begins. */
function startOfLineText({ document, start }: SourceRange): number {
  const line = startOfLine(document, start);
  const text = document.text.slice(line, start);
  return line + text.length - text.trimStart().length;
}

function addedAfter(
  { range, lineEndsSeparate }: Bracketed,
  last: SourceRange,
  elements: readonly string[],
): TextEdit {
  const { document, end } = range;
  const { comma, lineEnd, multiline } = after(document, last.end, end - 1);
  const ownLines = multiline && beginsLine(document, last.start);
  if (!ownLines)
    return comma === undefined
      ? edit(document, last.end, last.end, `, ${elements.join(", ")}`)
      : edit(document, comma, comma, ` ${elements.join(", ")},`);
  const indentation = indentationAt(document, last.start);
  const separator = comma !== undefined || !lineEndsSeparate ? "," : "";
  const lines = elements
    .map((element) => `\n${indentation}${element}`)
    .join(separator);
  if (comma !== undefined) return edit(document, lineEnd, lineEnd, `${lines},`);
  if (separator === "") return edit(document, lineEnd, lineEnd, lines);
  const between = document.text.slice(last.end, lineEnd);
  return edit(document, last.end, lineEnd, `,${between}${lines}`);
}
