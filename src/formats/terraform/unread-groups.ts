import type { Cluster } from "../../core/cluster";
import { unknown } from "../../core/value";
import type { Module } from "./modules/module";

/** The cluster; where nothing declares its log group and a file beside it could not be read, that file may. */
export function withUnreadGroup(cluster: Cluster, module: Module): Cluster {
  const { logGroup, address, range } = cluster;
  const unread = unreadAround(module);
  if (logGroup.declared || unread === undefined) return cluster;
  const value = unknown(`${unread}, which could not be read, may declare it`, {
    range,
    label: `log group of ${address}`,
    from: [],
  });
  const retention = { value, range, propose: () => undefined };
  return { ...cluster, logGroup: { ...logGroup, retention } };
}

/** A file that could not be read of the module or one that calls it. */
function unreadAround({ configuration, caller }: Module): string | undefined {
  return configuration.unread ?? (caller && unreadAround(caller.module));
}
