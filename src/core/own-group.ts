import type { Cluster, DeclaredGroup } from "./cluster";
import { samePlace } from "./place";
import { sameText } from "./same-text";
import { logGroupName } from "./text";
import { type Answer, allOf } from "./value";

/** Whether a group has the name of a cluster's log group and is made where the cluster is. */
export function isOwnGroup(
  group: Pick<DeclaredGroup, "name" | "place">,
  cluster: Cluster,
): Answer {
  return allOf([
    sameText(group.name, logGroupName(cluster.name)),
    samePlace(group, cluster),
  ]);
}
