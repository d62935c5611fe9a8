/*
 * A fix as a suggestion that one click commits. GitHub replaces whole lines of the head, all inside
 * one hunk of the diff, so the fix is made in memory and compared with the file line by line: what
 * differs is the suggestion. An insertion has no lines to replace; it repeats the line before or
 * after it.
 */
import type { Document } from "../core/document";
import { type TextEdit, edited } from "../core/fix";
import { type Hunk, type LineRange, hunkAround } from "./diff";

/** Lines of the head and what comes in their place. */
export interface Suggestion {
  readonly path: string;
  readonly lines: LineRange;
  /** The new lines without endings; none: the old ones are deleted. */
  readonly text: readonly string[];
}

/** A suggestion longer than this is not offered: a comment takes 65,536 characters, words included. */
const longest = 40_000;

/** The edits as a suggestion; undefined where GitHub could not apply it: several files, outside one hunk, mixed line endings, or nothing but the end of the last line. */
export function suggestion(
  edits: readonly TextEdit[],
  hunksOf: (path: string) => readonly Hunk[],
): Suggestion | undefined {
  const [after, ...others] = edited(edits);
  const before = edits[0]?.range.document;
  if (!after || !before || others.length > 0) return undefined;
  const [old, now] = [linesIn(before), linesIn(after)];
  if (!old || !now) return undefined;
  const changed = difference(old, now);
  if (!changed) return undefined;
  return slides(changed, old)
    .flatMap((change) => anchors(change, old))
    .filter(
      ({ lines, text }) =>
        hunkAround(hunksOf(before.path), lines) !== undefined &&
        isPlain(text) &&
        text.join("\n").length <= longest,
    )
    .map(({ lines, text }) => ({ path: before.path, lines, text }))[0];
}

/** The lines without their endings; undefined when the endings differ. */
function linesIn({ text }: Document): readonly string[] | undefined {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const windows = lines.filter((line) => line.endsWith("\r")).length;
  if (windows === 0) return lines;
  const ended = text.endsWith("\n") ? lines.length : lines.length - 1;
  if (windows !== ended) return undefined;
  return lines.map((line) => line.replace(/\r$/, ""));
}

interface Change {
  /** Number of lines before what differs. */
  readonly before: number;
  /** Old lines that go. */
  readonly gone: number;
  readonly text: readonly string[];
}

function difference(
  old: readonly string[],
  now: readonly string[],
): Change | undefined {
  const shortest = Math.min(old.length, now.length);
  let before = 0;
  while (before < shortest && old[before] === now[before]) before += 1;
  if (before === old.length && before === now.length) return undefined;
  let after = 0;
  while (
    after < shortest - before &&
    old[old.length - 1 - after] === now[now.length - 1 - after]
  )
    after += 1;
  return {
    before,
    gone: old.length - after - before,
    text: now.slice(before, now.length - after),
  };
}

/** The same change at every place where it gives the same text: an insertion whose last line equals the line above it could as well stand one line higher. */
function slides(change: Change, old: readonly string[]): readonly Change[] {
  const all = [change];
  let { before, text } = change;
  while (change.gone === 0 && all.length < 50) {
    const last = text.at(-1);
    if (last === undefined || before === 0 || old[before - 1] !== last) break;
    before -= 1;
    text = [last, ...text.slice(0, -1)];
    all.push({ before, gone: 0, text });
  }
  return all;
}

/** The lines that could be replaced to make the change, the best first. */
function anchors(
  { before, gone, text }: Change,
  old: readonly string[],
): readonly Pick<Suggestion, "lines" | "text">[] {
  if (gone > 0)
    return [{ lines: { first: before + 1, last: before + gone }, text }];
  const [above, below] = [old[before - 1], old[before]];
  return [
    ...(above === undefined
      ? []
      : [{ lines: { first: before, last: before }, text: [above, ...text] }]),
    ...(below === undefined
      ? []
      : [
          {
            lines: { first: before + 1, last: before + 1 },
            text: [...text, below],
          },
        ]),
  ];
}

/** Whether the lines survive the way through a comment: no byte order mark, no carriage return, nothing that is no text. */
function isPlain(text: readonly string[]): boolean {
  return !text.some((line) => /[\ufeff\r\u0000]/.test(line));
}
