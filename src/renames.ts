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
  const [lines, linesBefore] = [linesOf(to), linesOf(from)];
  const known = new Map<string, string>();
  const fileAt = (path: string): string => {
    const same = byId.get(idsBefore.get(path) ?? "") ?? [];
    return (
      nearest(path, same) ??
      nearest(path, alike(path, linesBefore, arrived, lines)) ??
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
      .slice(0, mostLeft)
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

/** More files than this are not looked through for one that left. */
const mostArrived = 500;
/** What most files of a directory did is told by so many of them. */
const mostLeft = 50;

/** Files of the same kind that keep most of a file's lines, of those that keep the most. */
function alike(
  path: string,
  linesBefore: LinesOf,
  arrived: Entries,
  linesAfter: LinesOf,
): Entries {
  const own = linesBefore(path);
  if (!own) return [];
  const named = (entry: Entries[number]) => nameOf(entry.path) === nameOf(path);
  const kind = arrived.filter(
    (entry) => extensionOf(entry.path) === extensionOf(path),
  );
  let most = leastAlike;
  let best: Entries = [];
  for (const entry of [
    ...kind.filter(named),
    ...kind.filter((each) => !named(each)),
  ].slice(0, mostArrived)) {
    const other = linesAfter(entry.path);
    const share = other ? shareOf(own, other) : 0;
    if (share < most) continue;
    best = share === most ? [...best, entry] : [entry];
    most = share;
  }
  return best;
}

/** The lines of a file that say something. */
interface Lines {
  readonly count: number;
  /** How often each one stands there. */
  readonly times: ReadonlyMap<string, number>;
}

type LinesOf = (path: string) => Lines | undefined;

function linesOf({ document }: Side): LinesOf {
  const known = new Map<string, Lines | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, counted(document(path)));
    return known.get(path);
  };
}

function counted(document: Document | undefined): Lines | undefined {
  if (!document || document.binary) return undefined;
  const times = new Map<string, number>();
  const lines = document.text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 1);
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return { count: lines.length, times };
}

/** The lines that two files have in common, as a share of the longer one's. */
function shareOf(one: Lines, other: Lines): number {
  const longer = Math.max(one.count, other.count);
  if (Math.min(one.count, other.count) < longer * leastAlike) return 0;
  let common = 0;
  for (const [line, times] of one.times)
    common += Math.min(times, other.times.get(line) ?? 0);
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

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
