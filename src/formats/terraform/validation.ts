import type { Value } from "../../core/value";
import type { Module } from "./module";
import type { Block } from "./syntax";

/** The value of a variable with what its validations prove of it. */
export function proven(
  value: Value,
  _module: Module,
  _name: string,
  _block: Block,
): Value {
  return value;
}
