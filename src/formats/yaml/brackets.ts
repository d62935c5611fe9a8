/*
 * Insertions between brackets: on one line or on a line each, with or without a comma behind the last
 * element, and never into a comment.
 */
import { type Document, type SourceRange, textOf } from "../../core/document";
import type { TextEdit } from "../../core/fix";
import type { Mapping, Sequence } from "./node";
import type { Style } from "./render";
import { indentOf } from "./style";

/** Inserts elements into brackets, after the element that stands at `places[index]`. */
export function insertInBrackets(
  { kind, range: { document, start, end } }: Sequence | Mapping,
  places: readonly SourceRange[],
  elements: readonly ((indent: string) => string)[],
  style: Style,
  index = places.length - 1,
): readonly TextEdit[] {
  const eol = style.lineEnding;
  const place = places[index];
  if (!place) {
    const tall = style.tall && (kind === "mapping" || style.tallLists);
    return [
      fillBrackets(
        { document, start: start + 1, end: end - 1 },
        elements,
        style,
        tall,
      ),
    ];
  }
  const gap = document.text.slice(places[index - 1]?.end ?? start, place.start);
  const indent = indentOf(document, place.start);
  const added = elements.map((element) => element(indent));
  const comma = commaAfter(document, place.end);
  if (!gap.includes("\n")) {
    const space = style.comma.slice(1);
    return [
      comma === undefined
        ? insertion(
            document,
            place.end,
            added.map((each) => style.comma + each).join(""),
          )
        : insertion(
            document,
            comma + 1,
            added.map((each) => `${space}${each},`).join(""),
          ),
    ];
  }
  const lines = added.map((each) => eol + indent + each);
  const from = comma === undefined ? place.end : comma + 1;
  const lineEnd = lineEndAt(document, from);
  const rest = document.text.slice(from, lineEnd);
  const at = /^\s*(#.*)?$/.test(rest) ? lineEnd : from;
  if (comma !== undefined)
    return [insertion(document, at, lines.map((line) => `${line},`).join(""))];
  return at === from
    ? [insertion(document, at, `,${lines.join(",")}`)]
    : [
        insertion(document, from, ","),
        insertion(document, at, lines.join(",")),
      ];
}

/** Puts elements between brackets that hold none. */
function fillBrackets(
  inside: SourceRange,
  elements: readonly ((indent: string) => string)[],
  style: Style,
  tall: boolean,
): TextEdit {
  const { document, start } = inside;
  const outer = indentOf(document, start);
  const written = textOf(inside).trimEnd();
  const empty = written.trim() === "";
  if (written.includes("\n")) {
    // Behind the comments, each on a line like theirs.
    const at = start + written.length;
    const inner = indentOf(document, at);
    const lines = elements.map(
      (element) => style.lineEnding + inner + element(inner),
    );
    return insertion(document, at, lines.join(","));
  }
  if (!tall || !empty)
    return {
      range: empty ? inside : { document, start, end: start },
      text: elements.map((element) => element(outer)).join(style.comma),
    };
  const inner = outer + style.unit;
  const lines = elements.map(
    (element) => style.lineEnding + inner + element(inner),
  );
  return { range: inside, text: lines.join(",") + style.lineEnding + outer };
}

/** The place of the comma that follows an element. */
function commaAfter(document: Document, from: number): number | undefined {
  const { text } = document;
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    if (text[at] !== "#") return text[at] === "," ? at : undefined;
    at = lineEndAt(document, at);
  }
}

/** The end of the line of a place, before its line ending. */
export function lineEndAt({ text }: Document, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return end > from && text[end - 1] === "\r" ? end - 1 : end;
}

/** The edit that inserts a text. */
export function insertion(
  document: Document,
  at: number,
  text: string,
): TextEdit {
  return { range: { document, start: at, end: at }, text };
}
