/*
 * Log groups that a root or template declares for clusters elsewhere, since teams keep log groups
 * apart from clusters. A group that a cluster of its own evaluation has is nobody else's: that
 * another environment's cluster has the same name makes it no group of this one. Nor do the variants
 * of one root lend each other anything: each is what the root is instead of the others.
 */
import type { Cluster, DeclaredGroup } from "./cluster";
import { samePlace } from "./place";
import { knownText, logGroupName } from "./text";
import { keyOf } from "./value";

/** Groups by their known name. */
export type Spare = ReadonlyMap<string, readonly DeclaredGroup[]>;

/** The groups that can be lent, by name. */
export function spareGroups(groups: readonly DeclaredGroup[]): Spare {
  const spare = new Map<string, DeclaredGroup[]>();
  for (const group of groups) {
    const name = knownText(group.name);
    if (name === null) continue;
    const same = spare.get(name) ?? [];
    same.push(group);
    spare.set(name, same);
  }
  return spare;
}

/** The group of a cluster's name in another root or template; several where nobody knows which of them and they differ. */
export function lentTo(
  cluster: Cluster,
  spare: Spare,
): readonly DeclaredGroup[] {
  const name = knownText(logGroupName(cluster.name));
  if (name === null) return [];
  const all = (spare.get(name) ?? []).filter(
    (group) =>
      group.root !== cluster.root && samePlace(group, cluster) !== "no",
  );
  const near = closest(all, ({ root }) => commonFolders(root, cluster.root));
  const [first, ...others] = closest(near, ({ variant }) =>
    fileName(variant) === fileName(cluster.variant) ? 1 : 0,
  );
  if (!first) return [];
  const days = keyOf(first.retention.value);
  return [
    first,
    ...others.filter(({ retention }) => keyOf(retention.value) !== days),
  ];
}

function closest<T>(
  all: readonly T[],
  closeness: (each: T) => number,
): readonly T[] {
  const found = all.map(closeness);
  const most = found.reduce((a, b) => Math.max(a, b), 0);
  return all.filter((_, index) => found[index] === most);
}

/** How many folders two paths have in common: a cluster's group is sooner below `live/dev` if the cluster is. */
function commonFolders(a: string, b: string): number {
  const others = b.split("/");
  const parts = a.split("/");
  const at = parts.findIndex((part, index) => part !== others[index]);
  return at < 0 ? parts.length : at;
}

function fileName(path = ""): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
