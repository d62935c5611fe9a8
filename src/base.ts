/*
 * The commit that is compared with, as far as a comparison needs it: its clusters, and where its
 * files and directories are now.
 */
import { contentOf } from "./check";
import type { Base } from "./core/comparison";
import { type Source, directoryOf } from "./core/document";
import type { Format } from "./core/rule";
import { type Side, renames } from "./renames";

/** A side of a comparison: all files of a commit, and those of them that are asked about. */
export interface Compared {
  readonly entries: Side["entries"];
  readonly source: Source;
}

/** At most this many files that the policy excludes are read to see where others went. */
const mostExcluded = 100;

/** What the head is compared with. */
export async function baseOf(
  before: Compared,
  head: Compared,
  includes: (path: string) => boolean,
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
  return {
    clusters,
    problems,
    renamed: renames(side(before), side(head)),
    excluded(path) {
      if (after.has(path)) return !includes(path);
      const inside = [...after].filter((each) => directoryOf(each) === path);
      return inside.length > 0 && !inside.some(includes);
    },
  };
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
