import type { Cluster, DeclaredGroup } from "./cluster";
import { logGroupName, textKey } from "./text";
import type { Value } from "./value";

/** A name that several groups of one evaluation and place have. */
export interface Collision {
  readonly root: string;
  readonly variant?: string;
  readonly name: string;
}

/**
 * The names that several groups of one evaluation and place have. The clusters are those before groups are
 * linked to them: a group that one has then is made by its own module.
 */
export function collisions(
  groups: readonly DeclaredGroup[],
  clusters: readonly Cluster[],
): readonly Collision[] {
  const made = new Map<string, Collision[]>();
  const add = (
    { root, variant, place }: Pick<Cluster, "root" | "variant" | "place">,
    of: Value,
  ) => {
    const name = textKey(of);
    const key = JSON.stringify([root, variant, place?.key, name]);
    const same = made.get(key) ?? [];
    same.push({ root, ...(variant === undefined ? {} : { variant }), name });
    made.set(key, same);
  };
  for (const group of groups) add(group, group.name);
  for (const cluster of clusters)
    if (hasOwnGroup(cluster)) add(cluster, logGroupName(cluster.name));
  return [...made.values()].flatMap(([first, second]) =>
    first && second ? [first] : [],
  );
}

function hasOwnGroup({ logGroup }: Cluster): boolean {
  return logGroup.declared && logGroup.retention.value.kind === "known";
}
