import type { Wanted } from "../../core/cluster";
import type { Fix } from "../../core/fix";
import type { Value } from "../../core/value";
import type { Instance, Module } from "./module";
import type { ClusterType } from "./resource-types";
import type { Block } from "./syntax";

/** The edit that turns log types on, where their list was written. */
export function proposedLogTypes(
  _module: Module,
  _block: Block,
  _instance: Instance,
  _type: ClusterType,
  _value: Value,
  _wanted: Wanted,
): Fix | undefined {
  return undefined;
}
