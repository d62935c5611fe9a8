/*
 * The lines of a file that a range covers, with the range underlined. Terminals show some characters
 * two columns wide, tabs differently everywhere, and a minified file is one line of a megabyte: so
 * what is shown is a window of the line, made of characters whose width is known.
 */
import {
  type SourceRange,
  lineStart,
  lineText,
  linesOf,
} from "../core/document";
import { visible } from "./markdown";

/** A line of a file for reading. */
export interface ExcerptLine {
  readonly number: number;
  /** At most the wanted number of UTF-16 units of the line, "…" where it was cut. */
  readonly text: string;
  /** Blanks and carets, aligned with the text; empty for lines after the first. */
  readonly underline: string;
}

/** At most this many lines of a range are shown. */
const mostLines = 4;

/**
 * The lines a range touches, at most four of them and "…" for the rest, each cut to about `width`
 * columns. The first is underlined as far as the range goes; below more lines, carets say nothing.
 */
export function excerpt(
  range: SourceRange,
  width: number,
): readonly ExcerptLine[] {
  const { document } = range;
  const { first, last } = linesOf(range);
  const text = lineText(document, first);
  const start = lineStart(document, first);
  const from = Math.min(range.start - start, text.length);
  const to = Math.min(Math.max(range.end - start, from), text.length);
  const shown = [{ number: first, ...underlined(text, from, to, width) }];
  for (let number = first + 1; number <= last; number += 1) {
    const more = number === first + mostLines;
    const line = more ? "…" : window(lineText(document, number), 0, width);
    shown.push({ number, text: line, underline: "" });
    if (more) break;
  }
  return shown;
}

/** A line, or the part of it around a column, no longer than about `width` columns. */
export function window(line: string, column: number, width: number): string {
  const [from, to] = cut(line, column, width);
  return `${from > 0 ? "…" : ""}${printed(line.slice(from, to))}${to < line.length ? "…" : ""}`;
}

/** The width of a text in columns of a terminal. */
export function columns(text: string): number {
  let width = 0;
  for (const character of text)
    width += wide.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return width;
}

/** Characters that terminals show two columns wide. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]/u;

function underlined(
  line: string,
  from: number,
  to: number,
  width: number,
): Pick<ExcerptLine, "text" | "underline"> {
  const [start, end] = cut(line, from, width);
  const before = `${start > 0 ? "…" : ""}${printed(line.slice(start, from))}`;
  const under = printed(line.slice(from, Math.min(to, end)));
  const after = `${printed(line.slice(Math.min(to, end), end))}${end < line.length ? "…" : ""}`;
  return {
    text: before + under + after,
    underline:
      " ".repeat(columns(before)) + "^".repeat(Math.max(1, columns(under))),
  };
}

/** The part of a line to show: it begins a third of the width before the column, and splits no character. */
function cut(line: string, column: number, width: number): [number, number] {
  if (line.length <= width) return [0, line.length];
  const from = Math.max(
    0,
    Math.min(column - Math.floor(width / 3), line.length - width),
  );
  return [whole(line, from), whole(line, Math.min(from + width, line.length))];
}

const whole = (line: string, at: number): number =>
  /[\udc00-\udfff]/.test(line.charAt(at)) ? at - 1 : at;

/** A byte order mark is no part of what people see. */
const printed = (text: string): string =>
  visible(text.replace(/^\ufeff/, "").replace(/\t/g, "    "));
