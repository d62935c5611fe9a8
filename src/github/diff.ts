/*
 * Which lines of a pull request can be commented on. GitHub takes a comment only inside a hunk of the
 * diff, and a range of lines only inside one hunk: two hunks may touch numerically, so that all lines
 * being in the diff is not enough.
 */

/** Lines from first to last, both included; none when last is before first. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A hunk of a file's diff. */
export interface Hunk {
  /** The lines of the head that it shows. */
  readonly lines: LineRange;
  /** Those of them that are new or changed. */
  readonly added: ReadonlySet<number>;
  /** The lines of the base that are gone. */
  readonly deleted: ReadonlySet<number>;
}

/** A file that the pull request changes. */
export interface ChangedFile {
  /** Path in the head, or in the base when the file is deleted. */
  readonly path: string;
  /** Path in the base of a renamed file. */
  readonly previousPath?: string;
  readonly status: string;
  /** None when GitHub shows no diff: the file is binary, too large, or only renamed. */
  readonly hunks: readonly Hunk[];
}

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** The hunks of a `patch` text as GitHub's API gives it. A line that does not belong to a hunk is passed over. */
export function hunksOf(patch: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  const lines = patch.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const found = header.exec(lines[at] ?? "");
    if (!found) continue;
    const [, oldStart, oldCount = "1", newStart, newCount = "1"] = found;
    const first = Number(newStart);
    const added = new Set<number>();
    const deleted = new Set<number>();
    let [base, head] = [Number(oldStart), first];
    const [baseEnd, headEnd] = [
      base + Number(oldCount),
      head + Number(newCount),
    ];
    while (at + 1 < lines.length && (base < baseEnd || head < headEnd)) {
      at += 1;
      const mark = lines[at]?.[0];
      if (mark === "+") added.add(head++);
      else if (mark === "-") deleted.add(base++);
      else if (mark !== "\\") [base, head] = [base + 1, head + 1];
    }
    hunks.push({ lines: { first, last: headEnd - 1 }, added, deleted });
  }
  return hunks;
}

/** The hunk that shows all of these lines of the head. */
export function hunkAround(
  hunks: readonly Hunk[],
  { first, last }: LineRange,
): Hunk | undefined {
  return hunks.find(
    ({ lines }) => lines.first <= first && first <= last && last <= lines.last,
  );
}

/** The first of these lines of the head that the diff shows, one that the pull request wrote before any other. */
export function commentableLine(
  hunks: readonly Hunk[],
  { first, last }: LineRange,
): { readonly line: number; readonly added: boolean } | undefined {
  const shown = hunks.flatMap(({ lines, added }) => {
    const from = Math.max(first, lines.first);
    const to = Math.min(last, lines.last);
    if (from > to) return [];
    const written = [...added].filter((line) => from <= line && line <= to);
    return [{ line: written[0] ?? from, added: written.length > 0 }];
  });
  return shown.find(({ added }) => added) ?? shown[0];
}

/** The first of these lines of the base that the pull request deletes. */
export function deletedLine(
  hunks: readonly Hunk[],
  { first, last }: LineRange,
): number | undefined {
  return hunks
    .flatMap(({ deleted }) => [...deleted])
    .find((line) => first <= line && line <= last);
}
