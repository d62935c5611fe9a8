import type { Wanted } from "../../core/cluster";
import type { Fix } from "../../core/fix";
import type { Instance, Module } from "./module";
import type { Block } from "./syntax";

/** The edit that declares the log group that EKS would otherwise create. */
export function proposedGroup(
  _module: Module,
  _block: Block,
  _instance: Instance,
  _wanted: Wanted,
): Fix | undefined {
  return undefined;
}
