/*
 * One scalar: where it stands, and what it says. The parser saw letters in the place of placeholders
 * and spaces in the place of some line breaks; the text is read from the original.
 */
import {
  CHOMPING_MODE,
  SCALAR_STYLE,
  type ScalarEvent,
  getScalarValue,
} from "./events";
import type { Document } from "../../core/document";
import { contentAt } from "./blanks";
import type { Scalar } from "./node";
import { resolvePlain } from "./resolve";

/** Part of a file to build a tree from. */
export interface Chunk {
  readonly document: Document;
  readonly text: string;
  /** What the parser saw of the text: as long, but without placeholders. */
  readonly shown: string;
  /** Where the chunk begins in the document. */
  readonly offset: number;
}

const styles = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double",
  [SCALAR_STYLE.LITERAL_BLOCK]: "literal",
  [SCALAR_STYLE.FOLDED_BLOCK]: "folded",
} as const;

/** A scalar, with its place in the chunk. */
export interface Read extends Pick<Scalar, "style" | "text" | "data"> {
  readonly start: number;
  readonly end: number;
}

/** Reads a scalar; one that is left out stands at `cursor`, behind which the others begin. */
export function readScalar(
  chunk: Chunk,
  event: ScalarEvent,
  cursor: number,
): Read {
  const { text, shown } = chunk;
  const { valueStart, valueEnd, tagStart, tagEnd } = event;
  const style = styles[event.style];
  const [start, end] =
    valueStart < 0 ? [cursor, cursor] : placeOf(chunk, event, cursor);
  const hidden =
    shown !== text &&
    text.slice(valueStart, valueEnd) !== shown.slice(valueStart, valueEnd);
  // js-yaml takes a text marked as fast for its own value.
  const value = getScalarValue(
    text,
    hidden ? { ...event, fast: false } : event,
  );
  const core = /^!!(?!str$)/.test(text.slice(tagStart, tagEnd));
  const resolves = style === "plain" && (tagStart < 0 || core);
  const data = resolves ? resolvePlain(value) : value;
  return { style, text: value, data, start, end };
}

/** Start and end of a scalar with its quotes, or from the `|` of a block scalar to its last line. */
function placeOf(
  { text, shown }: Chunk,
  { valueStart, valueEnd, chomping, style }: ScalarEvent,
  cursor: number,
): readonly [number, number] {
  if (style === SCALAR_STYLE.PLAIN) return [valueStart, valueEnd];
  if (
    style === SCALAR_STYLE.SINGLE_QUOTED ||
    style === SCALAR_STYLE.DOUBLE_QUOTED
  )
    return [valueStart - 1, valueEnd + 1];
  const start = contentAt(shown, cursor);
  const written = text.slice(start, valueEnd);
  // Blank lines at the end belong to the text only where "+" says so.
  const kept =
    chomping === CHOMPING_MODE.KEEP
      ? written.replace(/\r?\n$/, "")
      : written.trimEnd();
  return [start, start + kept.length];
}
