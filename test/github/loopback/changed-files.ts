import type { GitRepository } from "./git-repository";

/** A hunk of a file's patch, with the lines that it covers on each side. */
export interface Hunk {
  readonly header: string;
  readonly oldStart: number;
  readonly newStart: number;
  /** With their first character: " ", "+", "-" or "\". */
  readonly lines: readonly string[];
}

/** One file that differs between two commits, as `git diff --find-renames` says. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  /** The blob on the right side, or on the left one for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly hunks: readonly Hunk[];
  /** The patch from its first `@@`, without the final newline; undefined for binary files and pure renames. */
  readonly patch: string | undefined;
}

export type Side = "LEFT" | "RIGHT";

/** A line's number on each side of a diff; undefined where it does not exist. */
interface NumberedLine {
  readonly LEFT?: number;
  readonly RIGHT?: number;
}

/** The files that differ between two commits, in git's order. */
export function changedFiles(
  repository: GitRepository,
  from: string,
  to: string,
): ChangedFile[] {
  const range = ["--find-renames", "-l0", from, to];
  const flags = ["--raw", "-z", "--no-abbrev", "--patch", "--no-ext-diff"];
  // One run of git: a list of the files, an empty entry, the patches.
  const told = repository.text("diff", ...flags, ...range);
  const end = told.indexOf("\0\0");
  const raw = told.slice(0, end + 1);
  const patches = told.slice(end + 2);
  const sections = linesUpTo(patches, "diff --git ");
  const fields = raw.split("\0");
  const files: ChangedFile[] = [];
  while (fields.length > 1) {
    const meta = (fields.shift() ?? "").split(" ");
    const letter = meta[4]?.[0] ?? "";
    const first = fields.shift() ?? "";
    const second = letter === "R" ? fields.shift() : undefined;
    const section = sections.shift() ?? "";
    // A change of type is printed as a deletion and an addition; GitHub lists it once.
    const extra = letter === "T" ? (sections.shift() ?? "") : "";
    const patch = patchText(extra === "" ? section : extra);
    const hunks = parseHunks(patch ?? "");
    const lines = hunks.flatMap((hunk) => hunk.lines);
    files.push({
      path: second ?? first,
      ...(second === undefined ? {} : { previousPath: first }),
      status: STATUS[letter] ?? "changed",
      sha: (letter === "D" ? meta[2] : meta[3]) ?? "",
      additions: lines.filter((line) => line.startsWith("+")).length,
      deletions: lines.filter((line) => line.startsWith("-")).length,
      hunks,
      patch,
    });
  }
  return files;
}

const STATUS: Record<string, ChangedFile["status"]> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  T: "changed",
};

/** Where line `line` of the left file stands in the right file; undefined when the diff removes it. */
export function mappedLine(
  hunks: readonly Hunk[],
  line: number,
): number | undefined {
  let shift = 0;
  for (const hunk of hunks) {
    const numbered = numberedLines(hunk);
    const found = numbered.find((entry) => entry.LEFT === line);
    if (found !== undefined) return found.RIGHT;
    const left = numbered.filter((entry) => entry.LEFT !== undefined).length;
    const right = numbered.filter((entry) => entry.RIGHT !== undefined).length;
    // Without lines of its own on the left, a hunk stands after the line that it names.
    const end = left === 0 ? hunk.oldStart : hunk.oldStart + left - 1;
    if (line <= end) break;
    shift += right - left;
  }
  return line + shift;
}

/** The hunk that shows a line of one side; undefined when none does. */
export function hunkShowing(
  file: ChangedFile,
  side: Side,
  line: number,
): Hunk | undefined {
  return file.hunks.find((hunk) =>
    numberedLines(hunk).some((entry) => entry[side] === line),
  );
}

/** The position that GitHub's older API counts: lines below the file's first `@@`, further `@@` lines included. */
export function positionOf(
  file: ChangedFile,
  side: Side,
  line: number,
): number | undefined {
  let position = 0;
  for (const hunk of file.hunks) {
    const index = numberedLines(hunk).findIndex((e) => e[side] === line);
    if (index >= 0) return position + index + 1;
    position += hunk.lines.length + 1;
  }
  return undefined;
}

/** The part of a hunk that GitHub keeps with a comment: its header and the lines down to the commented one. */
export function excerpt(hunk: Hunk, side: Side, line: number): string {
  const end = numberedLines(hunk).findIndex((entry) => entry[side] === line);
  return [hunk.header, ...hunk.lines.slice(0, end + 1)].join("\n");
}

/**
 * Pieces of git's output that begin with a line starting so. Content lines start with " ", "+", "-" or "\\", so only
 * headers match; and only "\n" ends a line, as for git (a regular expression's `^` also stands after "\r").
 */
function linesUpTo(text: string, start: string): string[] {
  const pieces = `\n${text.replace(/\n$/, "")}`.split(`\n${start}`);
  return pieces.slice(1).map((piece) => start + piece);
}

function patchText(section: string): string | undefined {
  const start = section.indexOf("\n@@ ");
  return start < 0 ? undefined : section.slice(start + 1);
}

function parseHunks(patch: string): Hunk[] {
  return linesUpTo(patch, "@@ ").map((text) => {
    const [header = "", ...lines] = text.split("\n");
    const match = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(header);
    const [, oldStart = "0", newStart = "0"] = match ?? [];
    return {
      header,
      oldStart: Number(oldStart),
      newStart: Number(newStart),
      lines,
    };
  });
}

function numberedLines(hunk: Hunk): NumberedLine[] {
  let left = hunk.oldStart;
  let right = hunk.newStart;
  return hunk.lines.map((line) => {
    if (line.startsWith("+")) return { RIGHT: right++ };
    if (line.startsWith("-")) return { LEFT: left++ };
    if (line.startsWith("\\")) return {};
    return { LEFT: left++, RIGHT: right++ };
  });
}
