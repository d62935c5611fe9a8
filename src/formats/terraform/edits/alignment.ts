/*
 * Lines added to HCL the way `terraform fmt` leaves them: the equals signs of consecutive lines
 * stand below each other. Where a name is too long for its neighbours they are left alone and it
 * stands apart, between empty lines.
 */
import type { SourceRange } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { beginsLine, edit, endOfLine, indentationAt, onOneLine } from "./lines";

/** `key = value`, in a block, an object or a file. */
export interface Line {
  readonly range: SourceRange;
  /** How many characters the key has as it is written. */
  readonly width: number;
}

/** Adds `key = value` below one of the lines, which are all that the container holds, in order of place. */
export function addedBelow(
  lines: readonly Line[],
  beside: Line,
  key: string,
  value: string,
  end: number,
  separator = "",
): TextEdit {
  const { document } = beside.range;
  const indentation = indentationAt(document, beside.range.start);
  const chain = chains(lines).find((each) => each.includes(beside)) ?? [];
  const written = (width = 0) =>
    `\n${indentation}${key.padEnd(width)} = ${value}${separator}`;
  const insert = (after: Line | undefined, text: string) => {
    const at = endOfLine(document, (after ?? beside).range.end);
    return edit(document, at, at, text);
  };
  if (chain.length === 0) {
    const below =
      chains(lines).find(([first]) => first && follows(beside, first)) ?? [];
    const column = columnOf(below);
    const apart =
      below.length > 0 && (value.includes("\n") || key.length > (column ?? 0));
    return insert(beside, written(column) + (apart ? "\n" : ""));
  }
  const column = columnOf(chain);
  if (value.includes("\n")) return insert(chain.at(-1), written());
  if (column === undefined || key.length <= column)
    return insert(beside, written(column));
  const rest = document.text.slice(
    endOfLine(document, chain.at(-1)?.range.end ?? end),
    end,
  );
  const gap = rest.trim() === "" || /^\r?\n[ \t]*\r?\n/.test(rest) ? "" : "\n";
  return insert(chain.at(-1), `\n${written()}${gap}`);
}

/** The lines that are aligned with each other: consecutive, each with nothing but itself and a comment. */
export function chains(lines: readonly Line[]): readonly (readonly Line[])[] {
  const all: Line[][] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    if (alone(line)) {
      if (previous && follows(previous, line)) all.at(-1)?.push(line);
      else all.push([line]);
      previous = line;
    } else previous = undefined;
  }
  return all;
}

function alone({ range }: Line): boolean {
  const { document, end } = range;
  const rest = document.text.slice(end, endOfLine(document, end));
  return (
    onOneLine(range) &&
    beginsLine(document, range.start) &&
    /^[ \t]*,?[ \t]*(?:#.*|\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(rest)
  );
}

/** Whether the second begins on the line after the one that the first ends on. */
function follows(first: Line, second: Line): boolean {
  const { document } = first.range;
  const gap = document.text.slice(
    endOfLine(document, first.range.end),
    second.range.start,
  );
  return /^\r?\n[ \t]*$/.test(gap);
}

/** Up to how many characters a key may have to keep the alignment of the lines; undefined when they are not aligned. */
function columnOf(chain: readonly Line[]): number | undefined {
  const columns = chain.map(
    ({ range: { document, start }, width }) =>
      document.text.indexOf("=", start + width) - start - 1,
  );
  return new Set(columns).size === 1 ? columns[0] : undefined;
}
