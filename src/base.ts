/*
 * The commit that is compared with, as far as a comparison needs it: its clusters, and where its
 * files and directories are now.
 */
import { contentOf } from "./check";
import type { Cluster } from "./core/cluster";
import type { Base } from "./core/comparison";
import { rootsAfter } from "./core/counterparts";
import { type Source, directoryOf } from "./core/document";
import type { Format } from "./core/rule";
import { type Side, renames } from "./renames";

/** A side of a comparison: all files of a commit, and those of them that are asked about. */
export interface Compared {
  readonly entries: Side["entries"];
  readonly source: Source;
}

/** Which files are asked about. */
export interface Asked {
  /** Files and directories from the root; none: everything. */
  readonly named: readonly string[];
  readonly includes: (path: string) => boolean;
}

/** At most this many files that the policy excludes are read to see where others went. */
const mostExcluded = 100;
/** Of more files that left than this, the others are taken for deleted. */
const mostLeft = 500;

/** What the head is compared with. */
export async function baseOf(
  before: Compared,
  head: Compared,
  { named, includes }: Asked,
  formats: readonly Format[],
): Promise<Base> {
  await inOrderOfNeed(before, head, formats);
  const { clusters, problems } = await contentOf(before.source, formats);
  const after = new Set(head.entries.map(({ path }) => path));
  const old = new Set(before.entries.map(({ path }) => path));
  if (clusters.some(({ range }) => !after.has(range.document.path)))
    await head.source.load(
      [...after]
        .filter(
          (path) =>
            !old.has(path) &&
            !includes(path) &&
            formats.some((format) => format.claims(path)),
        )
        .slice(0, mostExcluded),
    );
  const side = ({ entries, source }: Compared): Side => ({
    entries,
    document: (path) => source.document(path),
  });
  const renamed = renames(side(before), side(head));
  return {
    clusters: clusters.filter((cluster) => isAsked(cluster, named, renamed)),
    problems,
    renamed,
    excluded(path) {
      if (after.has(path)) return !includes(path);
      const inside = [...after].filter((each) => directoryOf(each) === path);
      return inside.length > 0 && !inside.some(includes);
    },
  };
}

/** Whether a cluster is where somebody asks about it, or has come there. */
function isAsked(
  cluster: Cluster,
  named: readonly string[],
  renamed: Base["renamed"],
): boolean {
  const { root, range } = cluster;
  const { path } = range.document;
  const places = [root, path, renamed(path), ...rootsAfter(cluster, renamed)];
  return (
    named.length === 0 ||
    places.some((place) =>
      named.some(
        (each) =>
          each === "." ||
          place === each ||
          place === directoryOf(each) ||
          place.startsWith(`${each}/`),
      ),
    )
  );
}

/** What to ask about in the code that is compared with: what is asked about may have come from files that left their place. */
export function askedBefore(
  asked: Asked,
  before: Pick<Compared, "entries">,
  head: Pick<Compared, "entries">,
): Asked {
  if (asked.named.length === 0) return asked;
  const after = new Set(head.entries.map(({ path }) => path));
  const left = before.entries
    .flatMap(({ path }) => (after.has(path) ? [] : [path]))
    .slice(0, mostLeft);
  return { ...asked, named: [...asked.named, ...left] };
}

/** Reads what the change is about first, then the head, so that a repository too large to be read whole is judged by what matters most. */
async function inOrderOfNeed(
  before: Compared,
  head: Compared,
  formats: readonly Format[],
): Promise<void> {
  const wanted = ({ source }: Compared) =>
    source.paths.filter((path) =>
      formats.some((format) => format.claims(path)),
    );
  const ids = ({ entries }: Compared) =>
    new Map(entries.map(({ path, id }) => [path, id]));
  const [old, now] = [ids(before), ids(head)];
  const changed = (path: string) => old.get(path) !== now.get(path);
  await head.source.load(wanted(head).filter(changed));
  await before.source.load(wanted(before).filter(changed));
  await head.source.load(wanted(head));
}

/** What the head is compared with where nothing is known of what was there. */
export const nothing: Base = {
  clusters: [],
  problems: undefined,
  renamed: (path) => path,
  excluded: () => false,
};
