import type { Guard } from "../../core/cluster";
import type { Value } from "../../core/value";
import type { Module } from "./module";

/** Whether a validation holds the root variable that decides a value; undefined when none decides it. */
export function guardOf(_module: Module, _value: Value): Guard | undefined {
  return undefined;
}
