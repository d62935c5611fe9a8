/*
 * Which log group is whose. A group belongs to a cluster when its name is
 * `/aws/eks/<cluster name>/cluster`, equal as text or with the same unknown in the same place,
 * and it is made in the same region and account.
 * Groups of the cluster's own evaluation come first, then groups of any other root or template
 * with an equal known name that no cluster beside them has.
 */
import type { Cluster, DeclaredGroup } from "./cluster";
import { evaluationOf, groupsByEvaluation, hasOutcomes } from "./groups-beside";
import { lentTo, spareGroups } from "./lending";
import {
  withChoice,
  withDoubt,
  withGroup,
  withOthers,
  withStrays,
} from "./linked-cluster";
import { isOwnGroup } from "./own-group";
import { samePlace } from "./place";
import { sameText } from "./same-text";
import { logGroupName, textKey } from "./text";

/** The clusters, each with its log group where one is declared. */
export function linked(
  clusters: readonly Cluster[],
  groups: readonly DeclaredGroup[],
): readonly Cluster[] {
  const owned = new Map<Cluster, readonly DeclaredGroup[]>();
  const claimed = new Set<DeclaredGroup>();
  const beside = groupsByEvaluation(groups);
  const own = (cluster: Cluster) => beside.get(evaluationOf(cluster));
  const claim = (cluster: Cluster, group: DeclaredGroup) => {
    const before = owned.get(cluster) ?? [];
    if (!before.includes(group)) owned.set(cluster, [...before, group]);
    claimed.add(group);
  };
  for (const cluster of clusters) {
    const wanted = logGroupName(cluster.name);
    for (const group of own(cluster)?.named.get(textKey(wanted)) ?? [])
      if (samePlace(group, cluster) === "yes") claim(cluster, group);
    const undecided = hasOutcomes(wanted)
      ? own(cluster)?.all
      : own(cluster)?.undecided;
    for (const group of undecided ?? [])
      if (isOwnGroup(group, cluster) === "yes") claim(cluster, group);
  }
  const spare = spareGroups(groups.filter((group) => !claimed.has(group)));
  const torn = new Map<Cluster, readonly DeclaredGroup[]>();
  for (const cluster of clusters) {
    if (owned.has(cluster)) continue;
    const [lent, ...more] = lentTo(cluster, spare);
    if (lent && more.length === 0) claim(cluster, lent);
    else if (lent) torn.set(cluster, [lent, ...more]);
  }
  const assumed = new Set<Cluster>();
  for (const [key, alone] of aloneByEvaluation(clusters)) {
    if (!alone || alone.logGroup.declared || owned.has(alone)) continue;
    const shaped = beside.get(key)?.shaped ?? [];
    const [only] = shaped;
    if (!only || shaped.length > 1 || claimed.has(only)) continue;
    if (sameText(only.name, logGroupName(alone.name)) === "no") continue;
    if (samePlace(only, alone) !== "yes") continue;
    assumed.add(alone);
    claim(alone, only);
  }
  return clusters.map((cluster) => {
    const [group, ...more] = owned.get(cluster) ?? [];
    if (cluster.logGroup.declared)
      return group ? withOthers(cluster, [group, ...more]) : cluster;
    if (group)
      return withOthers(withGroup(cluster, group, assumed.has(cluster)), more);
    const lent = torn.get(cluster);
    if (lent) return withChoice(cluster, lent);
    const free = (each: DeclaredGroup) => !claimed.has(each);
    const doubtful = own(cluster)?.all.find(
      (each) => free(each) && isOwnGroup(each, cluster) === "unknown",
    );
    if (doubtful) return withDoubt(cluster, doubtful);
    const strays = (own(cluster)?.shaped ?? []).filter(
      (each) => free(each) && samePlace(each, cluster) !== "no",
    );
    return strays.length === 0 ? cluster : withStrays(cluster, strays);
  });
}

/** The cluster of each evaluation that has exactly one. */
function aloneByEvaluation(
  clusters: readonly Cluster[],
): ReadonlyMap<string, Cluster | undefined> {
  const alone = new Map<string, Cluster | undefined>();
  for (const cluster of clusters) {
    const key = evaluationOf(cluster);
    alone.set(key, alone.has(key) ? undefined : cluster);
  }
  return alone;
}
