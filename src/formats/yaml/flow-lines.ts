/*
 * js-yaml wants every line of a bracketed list or a quoted text to be indented further than the key
 * before it, and no tabs there. The parsers of Go, Python and Java, which read these files in
 * earnest, ask for neither:
 *
 *     types: [
 *       "audit"
 *     ]
 *
 * So when js-yaml complains, line breaks, tabs and comments inside of brackets and quotes are hidden
 * behind spaces, one for each character, and the text is parsed again.
 */
import { lineEnd, opensComment } from "./blanks";

/** A text in which everything in brackets or quotes is on one line; as long as before. */
export interface Flattened {
  readonly text: string;
  /** The place of a bracket or quote that is never closed; the text is then unchanged. */
  readonly unclosed?: number;
}

/** Puts everything in brackets or quotes on one line. */
export function onOneLine(text: string): Flattened {
  let result = "";
  let done = 0;
  let at = 0;
  /** The column of the key or dash whose block scalar is being passed over. */
  let scalarOf = -1;
  while (at < text.length) {
    let end = lineEnd(text, at);
    const first = skipBlanks(text, at);
    const indent = first - at;
    if (scalarOf >= 0 && (first >= end || indent > scalarOf)) {
      at = end + 1;
      continue;
    }
    scalarOf = -1;
    const marks = behindMarks(text, at);
    let { start } = marks;
    const key = start - at;
    for (let keys = 0; ; keys += 1) {
      const opening = text.charAt(start);
      let next: number | undefined;
      if (opening !== "" && "[{\"'".includes(opening)) {
        const close = regionEnd(text, start);
        if (close === undefined) return { text, unclosed: start };
        result += text.slice(done, start) + flattened(text.slice(start, close));
        done = close;
        if (close > end) end = lineEnd(text, close);
        const after = skipBlanks(text, close);
        next = text[after] === ":" ? after + 1 : undefined;
      } else {
        if (opening === "|" || opening === ">")
          scalarOf = keys > 0 ? key : marks.dash - at;
        next = afterKey(text, start, end);
      }
      if (next === undefined) break;
      start = behindMarks(text, next).start;
    }
    at = end + 1;
  }
  return { text: result + text.slice(done) };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[ \t\r\ufeff]/.test(text.charAt(at))) at += 1;
  return at;
}

const mark = /(?:[-?](?=\s)|[!&][^\s[\]{},]*)[ \t]*/y;

/** The place behind blanks, list dashes, tags and anchors, and that of the last dash; the place before the text if there is none. */
function behindMarks(
  text: string,
  from: number,
): { readonly start: number; readonly dash: number } {
  let start = skipBlanks(text, from);
  let dash = from - 1;
  for (;;) {
    mark.lastIndex = start;
    if (!mark.test(text)) return { start, dash };
    if (text[start] === "-") dash = start;
    start = mark.lastIndex;
  }
}

/** The place behind an unquoted key and its colon; undefined when the line has no further one. */
function afterKey(text: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at += 1) {
    if (at === from ? text[at] === "#" : opensComment(text, at))
      return undefined;
    if (text[at] === ":" && /\s/.test(text.charAt(at + 1))) return at + 1;
  }
  return undefined;
}

/** The end of what a bracket or quote opens; undefined when it is never closed. */
function regionEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (opensQuote(text, at, from)) {
      const close = quoteEnd(text, at);
      if (close === undefined) return undefined;
      at = close;
    } else if (opensComment(text, at)) {
      at = lineEnd(text, at);
      continue;
    } else {
      if (character === "[" || character === "{") depth += 1;
      if (character === "]" || character === "}") depth -= 1;
      at += 1;
    }
    if (depth === 0) return at;
  }
  return undefined;
}

const opensQuote = (text: string, at: number, from: number): boolean =>
  (text[at] === '"' || text[at] === "'") &&
  (at === from || /[\s[{,:]/.test(text.charAt(at - 1)));

function quoteEnd(text: string, from: number): number | undefined {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  return undefined;
}

/** The region without line breaks, tabs and comments. */
function flattened(region: string): string {
  let result = "";
  let at = 0;
  while (at < region.length) {
    let end = at + 1;
    if (opensQuote(region, at, 0)) end = quoteEnd(region, at) ?? region.length;
    else if (opensComment(region, at)) end = lineEnd(region, at);
    const piece = region.slice(at, end);
    result += opensComment(region, at)
      ? " ".repeat(piece.length)
      : piece.replace(/[\r\n\t]/g, " ");
    at = end;
  }
  return result;
}
