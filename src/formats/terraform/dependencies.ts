import type { Cluster } from "../../core/cluster";
import type { Answer } from "../../core/value";
import type { Instance, Module } from "./module";

/** Whether a log group exists before a cluster of the same root does, because the cluster waits for it. */
export function isCreatedBefore(
  _module: Module,
  _group: Instance,
  _cluster: Cluster,
): Answer {
  return "unknown";
}
