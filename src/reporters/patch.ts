/*
 * Edits as unified diffs: whole for `git apply`, and cut down for reading. Sole user of `diff`.
 */
import { formatPatch, structuredPatch } from "diff";
import {
  type Document,
  lineStart,
  lineStarts,
  positionAt,
} from "../core/document";
import { type Change, type TextEdit, edited, sorted } from "../core/fix";

/** One hunk as a person reads it: where it starts before the edit, and its lines with their mark. */
export interface Hunk {
  readonly path: string;
  /** "@@ -3,1 +3,1 @@" */
  readonly header: string;
  /** Each begins with " ", "-", "+", or "\" for what is said about the file's end. */
  readonly lines: readonly string[];
}

/** A unified diff of files that changed, as `git apply` takes it at the repository's root. */
export function patch(changes: readonly Change[]): string {
  return changes
    .map(({ before, after }) => {
      const made = structuredPatch(
        `a/${before.path}`,
        `b/${before.path}`,
        before.text,
        after.text,
        undefined,
        undefined,
        { context: 3 },
      );
      return formatPatch({ ...made, isGit: true });
    })
    .join("");
}

/**
 * The hunks of edits that do not overlap, with one line of what stands around them. Files that hold
 * nothing but values get none of it, since the value next door may be a secret.
 */
export function hunks(edits: readonly TextEdit[]): readonly Hunk[] {
  let path = "";
  let added = 0;
  return windowsOf(edits).flatMap(({ before, after, line }) => {
    if (before.path !== path) added = 0;
    path = before.path;
    const made = structuredPatch("", "", before.text, after.text, "", "", {
      context: holdsValues(path) ? 0 : 1,
    });
    const shift = line + added - 1;
    added += lineStarts(after).length - lineStarts(before).length;
    return made.hunks.map((hunk) => ({
      path,
      header: `@@ -${span(hunk.oldStart + line - 1, hunk.oldLines)} +${span(hunk.newStart + shift, hunk.newLines)} @@`,
      lines: hunk.lines.map((text) => text.replace(/\r$/, "")),
    }));
  });
}

/** Whether a file holds nothing but values for variables or parameters, any of which may be a secret. */
export function holdsValues(path: string): boolean {
  return /\.tfvars(\.json)?$|samconfig\.toml$|param[^/]*\.(json|ya?ml)$/i.test(
    path,
  );
}

/** Part of a file before and after an edit: whole lines, few of them, since comparing whole files takes time. */
interface Window extends Change {
  /** The number of its first line in the file. */
  readonly line: number;
}

/** Lines that are looked at around an edit; edits nearer to each other than this share a window. */
const around = 3;

function windowsOf(edits: readonly TextEdit[]): readonly Window[] {
  const groups: { edits: TextEdit[]; first: number; last: number }[] = [];
  for (const edit of sorted(edits)) {
    const { document, start, end } = edit.range;
    const first = positionAt(document, start).line;
    const last = positionAt(document, end).line;
    const group = groups.at(-1);
    const near =
      group?.edits[0]?.range.document.path === document.path &&
      first - group.last <= 2 * around;
    if (near && group) {
      group.edits.push(edit);
      group.last = Math.max(group.last, last);
    } else groups.push({ edits: [edit], first, last });
  }
  return groups.flatMap(({ edits: near, first, last }): readonly Window[] => {
    const [edit] = near;
    if (!edit) return [];
    const { document } = edit.range;
    const line = Math.max(1, first - around);
    const from = lineStart(document, line);
    const text = document.text.slice(
      from,
      lineStart(document, last + around + 1),
    );
    const before: Document = { path: document.path, text };
    const [after] = edited(
      near.map(({ range, text: written }) => ({
        range: {
          document: before,
          start: range.start - from,
          end: range.end - from,
        },
        text: written,
      })),
    );
    return after && after.text !== before.text ? [{ before, after, line }] : [];
  });
}

/** A hunk without lines on one side names the line before it. */
function span(start: number, lines: number): string {
  return lines === 1
    ? `${start}`
    : `${lines === 0 ? start - 1 : start},${lines}`;
}
