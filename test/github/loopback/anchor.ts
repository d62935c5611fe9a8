import {
  type ChangedFile,
  hunkShowing,
  mappedLine,
  type Side,
} from "./changed-files";

/** Where a review comment wants to stand, as its request says. */
export interface WantedPlace {
  readonly path: string;
  readonly line?: number | undefined;
  readonly side?: Side | undefined;
  readonly startLine?: number | undefined;
  readonly startSide?: Side | undefined;
}

/** A place that GitHub would accept: every line shown by one and the same hunk. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly side: Side;
  readonly startLine: number | null;
  readonly startSide: Side | null;
}

/** Why GitHub would refuse a place: the field at fault, and the sentence of `POST …/reviews`. */
export interface Refusal {
  readonly field: "path" | "line" | "start_line";
  readonly text: string;
}

const THREAD = "Pull request review thread start line must";

/** The place that a request resolves to in a pull request's files, or GitHub's refusal. */
export function resolvedPlace(
  files: readonly ChangedFile[],
  wanted: WantedPlace,
): Place | Refusal {
  const { path, line, startLine } = wanted;
  const side = wanted.side ?? "RIGHT";
  const startSide = wanted.startSide ?? side;
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined)
    return { field: "path", text: "Path could not be resolved" };
  const hunk = line === undefined ? undefined : hunkShowing(file, side, line);
  if (line === undefined || hunk === undefined)
    return { field: "line", text: "Line could not be resolved" };
  if (startLine === undefined)
    return { path, line, side, startLine: null, startSide: null };
  if (startSide === side && startLine >= line)
    return { field: "start_line", text: `${THREAD} precede the end line.` };
  if (hunkShowing(file, startSide, startLine) !== hunk)
    return {
      field: "start_line",
      text: `${THREAD} be part of the same hunk as the line.`,
    };
  return { path, line, side, startLine, startSide };
}

/** The files of a pull request before and after a push, and what changed in between on each side of its diff. */
export interface Push {
  readonly after: readonly ChangedFile[];
  /** Old head to new head. */
  readonly heads: readonly ChangedFile[];
  /** Old merge base to new merge base. */
  readonly bases: readonly ChangedFile[];
}

/**
 * Where a place stands after a push; null when it is outdated: one of its lines changed or went away, its file was
 * renamed, or the pull request's diff no longer shows it.
 */
export function movedPlace(place: Place, push: Push): Place | null {
  const line = movedLine(place.path, place.side, place.line, push);
  if (line === undefined) return null;
  if (place.startLine === null)
    return accepted(push.after, { path: place.path, line, side: place.side });
  const side = place.startSide ?? place.side;
  const startLine = movedLine(place.path, side, place.startLine, push);
  if (startLine === undefined) return null;
  // A line that came in between is a change of the place, too.
  if (line - startLine !== place.line - place.startLine) return null;
  for (let inner = place.startLine + 1; inner < place.line; inner++)
    if (movedLine(place.path, place.side, inner, push) === undefined)
      return null;
  const { path } = place;
  return accepted(push.after, {
    path,
    line,
    side: place.side,
    startLine,
    startSide: side,
  });
}

function accepted(files: readonly ChangedFile[], wanted: WantedPlace) {
  const place = resolvedPlace(files, wanted);
  return "text" in place ? null : place;
}

function movedLine(path: string, side: Side, line: number, push: Push) {
  const changed = side === "RIGHT" ? push.heads : push.bases;
  const file = changed.find(
    (entry) => (entry.previousPath ?? entry.path) === path,
  );
  if (file === undefined) return line;
  if (file.status !== "modified") return undefined;
  return mappedLine(file.hunks, line);
}
