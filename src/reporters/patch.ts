/*
 * Edits as unified diffs: whole for `git apply`, and cut down for reading. Sole user of `diff`.
 */
import { formatPatch, structuredPatch } from "diff";
import { type Change, type TextEdit, edited } from "../core/fix";

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
  return changesOf(edits).flatMap(({ before, after }) =>
    structuredPatch("", "", before.text, after.text, undefined, undefined, {
      context: holdsValues(before.path) ? 0 : 1,
    }).hunks.map((hunk) => ({
      path: before.path,
      header: `@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`,
      lines: hunk.lines.map((line) => line.replace(/\r$/, "")),
    })),
  );
}

/** Whether a file holds nothing but values for variables or parameters, any of which may be a secret. */
export function holdsValues(path: string): boolean {
  return /\.tfvars(\.json)?$|samconfig\.toml$|param[^/]*\.(json|ya?ml)$/i.test(
    path,
  );
}

function changesOf(edits: readonly TextEdit[]): readonly Change[] {
  return edited(edits).flatMap((after) => {
    const edit = edits.find(({ range }) => range.document.path === after.path);
    return edit && edit.range.document.text !== after.text
      ? [{ before: edit.range.document, after }]
      : [];
  });
}

/** A hunk without lines on one side names the line before it. */
function span(start: number, lines: number): string {
  return lines === 1
    ? `${start}`
    : `${lines === 0 ? start - 1 : start},${lines}`;
}
