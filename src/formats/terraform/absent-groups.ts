/*
 * Log groups that a `count` keeps from existing. To declare a cluster's group a second time would get
 * in the way of the first once that is turned on, so the first is turned on instead.
 */
import type { Cluster } from "../../core/cluster";
import { isOwnGroup } from "../../core/own-group";
import { known } from "../../core/value";
import { proposedExistence, turnedOn } from "./edits/fix-existence";
import { proposedRetention } from "./edits/fix-retention";
import { absent } from "./clusters";
import { attributeOf } from "./modules/configuration";
import { instancesOf } from "./modules/instances";
import { type Instance, type Module, addressIn } from "./modules/module";
import { scopeOf } from "./modules/references";
import { placeOf } from "./modules/places";
import { argument } from "./modules/resources";
import { groupTypes } from "./resource-types";

/** The clusters, each with the way to turn on the log group that a count of 0 keeps from existing. */
export function withAbsentGroups(
  clusters: readonly Cluster[],
  modules: Iterable<Module>,
): readonly Cluster[] {
  const groups = [...modules].flatMap(groupsIn);
  if (groups.length === 0) return clusters;
  return clusters.map((cluster) => {
    const own = groups.find((group) => isOwnGroup(group, cluster) === "yes");
    return own && !cluster.logGroup.declared
      ? { ...cluster, logGroup: { ...cluster.logGroup, always: own.always } }
      : cluster;
  });
}

function groupsIn(module: Module) {
  return [...module.configuration.resources].flatMap(([address, block]) => {
    const type = groupTypes.get(block.labels[0] ?? "");
    const count = attributeOf(block, "count");
    if (!type || !count || instancesOf(block, address, module).all.length > 0)
      return [];
    const origin = { range: count.value.range, label: address, from: [] };
    const instance: Instance = {
      address: addressIn(module, address),
      scope: scopeOf(module, { place: address, index: known(0, origin) }),
      exists: module.exists,
    };
    const name = argument(module, block, instance, type.name);
    if (!name) return [];
    const days =
      argument(module, block, instance, type.retention) ??
      absent(block, type.retention, instance.address);
    const always = (wanted: number) =>
      proposedExistence(
        module,
        block,
        instance.address,
        name,
        turnedOn(count.value, instance.scope),
        proposedRetention(
          block,
          instance.address,
          type.retention,
          days,
          wanted,
        ),
      );
    return [{ name, place: placeOf(module, block, instance), always }];
  });
}
