import type { Wanted } from "../../core/cluster";
import type { Fix } from "../../core/fix";
import type { Value } from "../../core/value";
import type { Module } from "./module";
import type { Block } from "./syntax";

/** The edit that makes a log group keep its events for so many days. */
export function proposedRetention(
  _module: Module,
  _block: Block,
  _name: string,
  _value: Value,
  _wanted: Wanted,
): Fix | undefined {
  return undefined;
}
