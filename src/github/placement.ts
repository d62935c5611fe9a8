/*
 * Where each finding is said, once: as a suggestion where its fix lies inside one hunk, else at a line
 * of its way that the pull request shows, else at a line that it deletes, else at a file that it
 * changes. What is left goes into the comment below the description. Two comments at one place would
 * offer suggestions that undo each other, so findings that meet share a comment.
 */
import { type SourceRange, linesOf } from "../core/document";
import { type Finding, trace } from "../core/finding";
import { type TextEdit, overlap, sameEdit } from "../core/fix";
import { isSensitive } from "../core/value";
import {
  type ChangedFile,
  type Hunk,
  type LineRange,
  commentableLine,
  deletedLine,
} from "./diff";
import { type Suggestion, suggestion } from "./suggestion";

/** A place of a pull request that takes a comment. */
export type Anchor =
  | {
      readonly kind: "lines";
      readonly path: string;
      readonly side: "LEFT" | "RIGHT";
      readonly lines: LineRange;
    }
  | { readonly kind: "file"; readonly path: string };

/** Findings that are said together. */
export interface Remark {
  readonly findings: readonly Finding[];
  readonly anchor: Anchor;
  /** Makes the findings in `solved` go away. */
  readonly suggestion?: Suggestion;
  readonly solved: readonly Finding[];
}

export interface Placement {
  readonly remarks: readonly Remark[];
  /** Findings that no line or file of the pull request takes. */
  readonly elsewhere: readonly Finding[];
}

/** What is known about a pull request when findings are placed. */
export interface Ground {
  readonly files: readonly ChangedFile[];
  /** Where the merge base wrote what a finding misses. */
  readonly before: (finding: Finding) => readonly SourceRange[];
}

/** At most this many comments are made; more make a page that nobody reads, and GitHub has failed near a hundred. */
const mostRemarks = 30;

/** A place for every finding; the first ones get the best places. */
export function placement(
  findings: readonly Finding[],
  ground: Ground,
): Placement {
  const hunks = new Map(ground.files.map(({ path, hunks }) => [path, hunks]));
  const hunksOf = (path: string) => hunks.get(path) ?? [];
  let remarks: readonly Remark[] = [];
  const elsewhere: Finding[] = [];
  for (const finding of findings) {
    const own = remarkFor(finding, hunksOf, ground);
    const longer = own && joined(remarks, own, hunksOf);
    if (longer && longer.length <= mostRemarks) remarks = longer;
    else elsewhere.push(finding);
  }
  return { remarks, elsewhere };
}

/** The remarks with one more, which takes in those that it meets. */
function joined(
  remarks: readonly Remark[],
  remark: Remark,
  hunksOf: HunksOf,
): readonly Remark[] {
  const other = remarks.find(({ anchor }) => meet(anchor, remark.anchor));
  if (!other) return [...remarks, remark];
  const rest = remarks.filter((each) => each !== other);
  return joined(rest, together(other, remark, hunksOf), hunksOf);
}

type HunksOf = (path: string) => readonly Hunk[];

function remarkFor(
  finding: Finding,
  hunksOf: HunksOf,
  ground: Ground,
): Remark | undefined {
  const offered = suggestion(shownEdits(finding), hunksOf);
  if (offered)
    return {
      findings: [finding],
      anchor: {
        kind: "lines",
        path: offered.path,
        side: "RIGHT",
        lines: offered.lines,
      },
      suggestion: offered,
      solved: [finding],
    };
  const ranges = waysOf(finding);
  const anchor =
    lineAnchor(ranges, hunksOf) ??
    deletedAnchor(ground.before(finding), ground.files) ??
    fileAnchor([...ranges, ...ground.before(finding)], ground.files);
  return anchor && { findings: [finding], anchor, solved: [] };
}

/** The edits of a fix that may be shown: a suggestion repeats lines, and a sensitive value stands in one of them. */
function shownEdits({ fix, setting }: Finding): readonly TextEdit[] {
  return isSensitive(setting.value) ? [] : (fix?.edits ?? []);
}

/** Every place that has to do with a finding: what the fix edits, the way of the value from its far end to its use, the clusters, and the way of their names, which tells a new caller of old code. */
function waysOf(finding: Finding): readonly SourceRange[] {
  return [
    ...(finding.fix?.edits ?? []).map(({ range }) => range),
    ...trace(finding.setting.value)
      .map(({ range }) => range)
      .reverse(),
    finding.range,
    ...finding.clusters.map(({ range }) => range),
    ...finding.clusters.flatMap(({ name }) =>
      trace(name).map(({ range }) => range),
    ),
  ];
}

function lineAnchor(
  ranges: readonly SourceRange[],
  hunksOf: HunksOf,
): Anchor | undefined {
  const shown = ranges.flatMap((range) => {
    const { path } = range.document;
    const found = commentableLine(hunksOf(path), linesOf(range));
    return found ? [{ path, ...found }] : [];
  });
  const best = shown.find(({ added }) => added) ?? shown[0];
  return (
    best && {
      kind: "lines",
      path: best.path,
      side: "RIGHT",
      lines: { first: best.line, last: best.line },
    }
  );
}

function deletedAnchor(
  ranges: readonly SourceRange[],
  files: readonly ChangedFile[],
): Anchor | undefined {
  for (const range of ranges) {
    const file = files.find(
      ({ path, previousPath }) =>
        (previousPath ?? path) === range.document.path,
    );
    const line = file && deletedLine(file.hunks, linesOf(range));
    if (file && line !== undefined)
      return {
        kind: "lines",
        path: file.path,
        side: "LEFT",
        lines: { first: line, last: line },
      };
  }
  return undefined;
}

function fileAnchor(
  ranges: readonly SourceRange[],
  files: readonly ChangedFile[],
): Anchor | undefined {
  for (const { document } of ranges) {
    const file = files.find(
      ({ path, previousPath }) =>
        path === document.path || previousPath === document.path,
    );
    if (file) return { kind: "file", path: file.path };
  }
  return undefined;
}

/** Whether two comments would stand at the same place. */
export function meet(left: Anchor, right: Anchor): boolean {
  if (left.path !== right.path) return false;
  if (left.kind === "file" || right.kind === "file")
    return left.kind === right.kind;
  return (
    left.side === right.side &&
    left.lines.first <= right.lines.last &&
    right.lines.first <= left.lines.last
  );
}

/** One comment for both, with one suggestion where their edits go together. */
function together(first: Remark, second: Remark, hunksOf: HunksOf): Remark {
  const findings = [...first.findings, ...second.findings];
  const solved = [...first.solved, ...second.solved];
  const edits = combined(solved.flatMap(shownEdits));
  const offered = edits && suggestion(edits, hunksOf);
  const kept = first.suggestion ? first : second;
  if (!offered) return { ...kept, findings };
  const lines = offered.lines;
  return {
    findings,
    solved,
    suggestion: offered,
    anchor: { kind: "lines", path: offered.path, side: "RIGHT", lines },
  };
}

/** All edits, equal ones once; undefined when two of them cannot both be made. */
function combined(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const all: TextEdit[] = [];
  for (const edit of edits) {
    if (all.some((other) => sameEdit(other, edit))) continue;
    if (all.some((other) => overlap(other, edit))) return undefined;
    all.push(edit);
  }
  return all;
}
