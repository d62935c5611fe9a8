/*
 * Where files and directories of one commit are in another. A file that left is where its content
 * is now, or most of it; a directory that left is where most of its files are.
 */
import { type Document, directoryOf } from "./core/document";

/** One side of a comparison. */
export interface Side {
  /** Every file by its path, with the id of its content. */
  readonly entries: readonly { readonly path: string; readonly id: string }[];
  /** A file that was read. */
  readonly document: (path: string) => Document | undefined;
}

/** A file that keeps less than this share of its lines is another one: what git takes for a rename, too. */
const leastAlike = 0.5;

/** Where a file or directory of one commit is in another; the same path where it is still there, or gone. */
export function renames(from: Side, to: Side): (path: string) => string {
  const [before, after] = [pathsOf(from), pathsOf(to)];
  const left = from.entries.filter(({ path }) => !after.has(path));
  const arrived = to.entries.filter(({ path }) => !before.has(path));
  const idsBefore = new Map(left.map(({ path, id }) => [path, id]));
  const byId = new Map<string, Side["entries"][number][]>();
  for (const entry of arrived)
    byId.set(entry.id, [...(byId.get(entry.id) ?? []), entry]);
  const lines = linesOf(to);
  const known = new Map<string, string>();
  const fileAt = (path: string): string => {
    const same = byId.get(idsBefore.get(path) ?? "") ?? [];
    return (
      nearest(path, same) ??
      nearest(path, alike(path, from, arrived, lines)) ??
      path
    );
  };
  const remembered = (path: string, find: (path: string) => string) => {
    const found = known.get(path) ?? find(path);
    known.set(path, found);
    return found;
  };
  const directoryAt = (directory: string): string => {
    const homes = left
      .filter(({ path }) => directoryOf(path) === directory)
      .map(({ path }) => directoryOf(remembered(path, fileAt)))
      .filter((home) => home !== directory);
    return mostCommon(homes) ?? directory;
  };
  const isDirectory = new Set(left.map(({ path }) => directoryOf(path)));
  const stays = new Set(to.entries.map(({ path }) => directoryOf(path)));
  return (path) => {
    if (idsBefore.has(path)) return remembered(path, fileAt);
    return isDirectory.has(path) && !stays.has(path)
      ? remembered(path, directoryAt)
      : path;
  };
}

type Entries = Side["entries"];

function pathsOf({ entries }: Side): ReadonlySet<string> {
  return new Set(entries.map(({ path }) => path));
}

/** Files of the same kind that keep most of a file's lines, of those that keep the most. */
function alike(
  path: string,
  from: Side,
  arrived: Entries,
  linesAfter: (path: string) => Lines | undefined,
): Entries {
  const own = linesOf(from)(path);
  if (!own) return [];
  let most = leastAlike;
  let best: Entries = [];
  for (const entry of arrived) {
    if (extensionOf(entry.path) !== extensionOf(path)) continue;
    const other = linesAfter(entry.path);
    const share = other ? shareOf(own, other) : 0;
    if (share < most) continue;
    best = share === most ? [...best, entry] : [entry];
    most = share;
  }
  return best;
}

/** How often each line that says something stands in a file. */
type Lines = ReadonlyMap<string, number>;

function linesOf({ document }: Side): (path: string) => Lines | undefined {
  const known = new Map<string, Lines | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, counted(document(path)));
    return known.get(path);
  };
}

function counted(document: Document | undefined): Lines | undefined {
  if (!document || document.binary) return undefined;
  const lines = new Map<string, number>();
  for (const line of document.text.split("\n")) {
    const text = line.trim();
    if (text.length > 1) lines.set(text, (lines.get(text) ?? 0) + 1);
  }
  return lines;
}

/** The lines that two files have in common, as a share of the longer one's. */
function shareOf(one: Lines, other: Lines): number {
  const size = (lines: Lines) =>
    [...lines.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const [line, count] of one)
    common += Math.min(count, other.get(line) ?? 0);
  const longer = Math.max(size(one), size(other));
  return longer === 0 ? 0 : common / longer;
}

/** The path that has most of its end in common with another. */
function nearest(path: string, entries: Entries): string | undefined {
  const steps = path.split("/").reverse();
  const inCommon = (other: string) => {
    const theirs = other.split("/").reverse();
    const differs = steps.findIndex((step, index) => step !== theirs[index]);
    return differs < 0 ? steps.length : differs;
  };
  return entries
    .map((entry) => entry.path)
    .sort((a, b) => inCommon(b) - inCommon(a) || (a < b ? -1 : 1))[0];
}

function mostCommon(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(
    ([a, many], [b, more]) => more - many || (a < b ? -1 : 1),
  )[0]?.[0];
}

function extensionOf(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? "";
}
