/*
 * `module` blocks that call known modules: one that makes a cluster, one that makes a log group.
 */
import { type Value, unknown } from "../../../core/value";
import { writtenText } from "../modules/written-text";
import { attributeOf } from "../modules/configuration";
import { addAttribute } from "../edits";
import { type KnownCall, clusterName, knownCall } from "./known-call";
import type { Instance, Module } from "../modules/module";
import { type Recognised, knownModule } from "./index";
import { argument } from "../modules/resources";
import type { Block } from "../syntax/syntax";

/** What a source of a known module leads to. */
export type KnownSource =
  | { readonly kind: "cluster"; readonly recognised: Recognised }
  | { readonly kind: "group" }
  | { readonly kind: "nothing" };

const groupModule =
  /terraform-aws-(?:modules\/)?cloudwatch(?:\/aws|\.git)?\/\/modules\/log-group(?:\?|$)/;

/** What a `module` block's source leads to; undefined for a module that is not known. */
export function knownSource(source: string): KnownSource | undefined {
  if (groupModule.test(source)) return { kind: "group" };
  const recognised = knownModule(source);
  if (!recognised) return undefined;
  return recognised.clusterless
    ? { kind: "nothing" }
    : { kind: "cluster", recognised };
}

/** A `module` block as a call of a known module. */
export function callOf(
  module: Module,
  block: Block,
  instance: Instance,
  recognised: Recognised,
): KnownCall {
  return knownCall(
    {
      address: instance.address,
      header: block.header,
      identity: instance.scope.identity,
      argument: (name) => argument(module, block, instance, name),
      passes: (name) => attributeOf(block, name) !== undefined,
      strayArgument: "Terraform rejects it",
      place: (name) => attributeOf(block, name)?.value.range,
      add: (name, value) => addAttribute(block, name, value),
    },
    recognised,
    writtenText(module, attributeOf(block, "version")),
  );
}

/** The value of an output of a known module. */
export function knownOutput(
  module: Module,
  block: Block,
  instance: Instance,
  source: KnownSource,
  output: string,
): Value {
  const other = unknown(
    `${instance.address}.${output} is known only after apply`,
    { range: block.header, label: instance.address, from: [] },
    { key: `${instance.scope.identity}.${output}` },
  );
  if (source.kind === "group")
    return output === "cloudwatch_log_group_name"
      ? (argument(module, block, instance, "name") ?? other)
      : other;
  if (source.kind === "nothing") return other;
  const { call, rows, newest } = callOf(
    module,
    block,
    instance,
    source.recognised,
  );
  return rows.some(({ nameOutputs }) => nameOutputs.includes(output))
    ? clusterName(call, newest)
    : other;
}
