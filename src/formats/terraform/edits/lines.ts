import {
  type Document,
  type SourceRange,
  lineEnding,
} from "../../../core/document";
import type { TextEdit } from "../../../core/fix";

/** Puts a text, its lines parted by "\n", in the place of another, with the document's line endings. */
export function edit(
  document: Document,
  start: number,
  end: number,
  text: string,
): TextEdit {
  const ending = lineEnding(document);
  return {
    range: { document, start, end },
    text: ending === "\n" ? text : text.replace(/\r?\n/g, ending),
  };
}

/** Where the line of an offset begins. */
export function startOfLine({ text }: Document, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\ufeff") ? 1 : start;
}

/** Where the line of an offset ends, before its line ending. */
export function endOfLine({ text }: Document, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** The white space that the line of an offset begins with. */
export function indentationAt(document: Document, offset: number): string {
  const start = startOfLine(document, offset);
  return /^[ \t]*/.exec(document.text.slice(start, offset))?.[0] ?? "";
}

/** Whether only white space stands before the offset in its line. */
export function beginsLine(document: Document, offset: number): boolean {
  const start = startOfLine(document, offset);
  return /^[ \t]*$/.test(document.text.slice(start, offset));
}

/** Whether the range lies within one line. */
export function onOneLine({ document, start, end }: SourceRange): boolean {
  return !document.text.slice(start, end).includes("\n");
}

/** What follows an element up to the closing bracket. */
export interface After {
  /** Offset behind the comma, if there is one. */
  readonly comma?: number;
  /** Offset of the end of the line on which the element, its comma and the comment after them stand; the closing bracket's offset if that is on the same line. */
  readonly lineEnd: number;
  /** A line ending stands before the closing bracket. */
  readonly multiline: boolean;
}

/** Looks from an element's end to the closing bracket, past comments. */
export function after(document: Document, from: number, close: number): After {
  const { text } = document;
  let comma: number | undefined;
  let lineEnd: number | undefined;
  for (let at = from; at < close;) {
    const rest = text.slice(at, at + 2);
    if (rest === "/*") {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? close : end + 2;
      continue;
    }
    if (rest === "//" || rest.startsWith("#")) {
      at = endOfLine(document, at);
      continue;
    }
    if (rest.startsWith(",") && comma === undefined) {
      comma = at + 1;
      lineEnd = undefined;
    }
    if (rest.startsWith("\n")) lineEnd ??= text[at - 1] === "\r" ? at - 1 : at;
    at += 1;
  }
  return {
    ...(comma === undefined ? {} : { comma }),
    lineEnd: lineEnd ?? close,
    multiline: text.slice(from, close).includes("\n"),
  };
}
