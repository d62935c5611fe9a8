/*
 * Module calls: what a `module` block's source leads to, and the module that each of its instances
 * makes.
 */
import { textOf } from "../../../core/document";
import type { Problem } from "../../../core/finding";
import {
  type Origin,
  type Value,
  concealed,
  truth,
  unknown,
} from "../../../core/value";
import { concernsEks } from "./concern";
import { type Configuration, attributeOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import { assuming } from "./existence";
import { installed } from "./installed";
import {
  type KnownSource,
  knownOutput,
  knownSource,
} from "../registry-modules/known-block";
import {
  type Instance,
  type Module,
  newMemory,
  remembered,
  undeclared,
} from "./module";
import { resolved } from "./paths";
import { scopeOf } from "./references";
import type { Block } from "../syntax/syntax";
import { writtenText } from "./written-text";

/** What a module call leads to. */
export type Callee =
  | { readonly kind: "local"; readonly configuration: Configuration }
  | { readonly kind: "known"; readonly known: KnownSource }
  | { readonly kind: "remote"; readonly source: string }
  | { readonly kind: "missing"; readonly source: string; readonly why: string }
  | { readonly kind: "broken"; readonly why: string };

/** Whether a module source is a path. */
export function isPath(source: string): boolean {
  return /^\.\.?(?:\/|\\|$)/.test(source);
}

/** What a `module` block of a module leads to. */
export function calleeOf(module: Module, block: Block): Callee {
  const written = attributeOf(block, "source");
  const source = writtenText(module, written);
  if (!written || source === undefined)
    return { kind: "broken", why: "it has no source" };
  if (source === null)
    return {
      kind: "missing",
      source: textOf(written.value.range),
      why: "its source is not known",
    };
  const known = isPath(source) ? undefined : knownSource(source);
  if (known) return { kind: "known", known };
  const { reader, context } = module.evaluation;
  const directory = isPath(source)
    ? resolved(module.configuration.directory, source)
    : installed(reader, context.directory, keyOf(module, block));
  if (directory === undefined)
    return isPath(source)
      ? {
          kind: "missing",
          source,
          why: `${source} leads out of the repository`,
        }
      : { kind: "remote", source };
  for (let each: Module | undefined = module; each; each = each.caller?.module)
    if (each.configuration.directory === directory)
      return { kind: "broken", why: "it calls itself" };
  const configuration = reader.configuration(directory);
  return configuration
    ? { kind: "local", configuration }
    : { kind: "missing", source, why: `${directory} holds no configuration` };
}

/** The names of the calls that lead to a module call, from the root on. */
function keyOf({ caller }: Module, block: Block): string {
  const name = block.labels[0] ?? "";
  return caller ? `${keyOf(caller.module, caller.block)}.${name}` : name;
}

/** What to say of a module call that cannot be followed, if it may hide a cluster or its log group. */
export function problemOf(
  block: Block,
  callee: Callee,
  address: string,
): Problem | undefined {
  const { header: range } = block;
  const { document } = range;
  if (callee.kind === "local" || callee.kind === "known") return undefined;
  if (callee.kind !== "broken") {
    const [name = ""] = block.labels;
    const text = textOf(block.range);
    if (!concernsEks({ name, source: callee.source, text })) return undefined;
  }
  const why =
    callee.kind === "remote"
      ? `${callee.source} is not in this repository and is no module that is known here, so its clusters and log groups are not seen`
      : callee.why;
  const message = `${address} is not read: ${why}.`;
  return { document, range, message, elsewhere: true };
}

/** What making a module counts for, in steps. */
const modulePrice = 200;

/** The local module that an instance of a `module` block makes; undefined when it leads elsewhere. */
export function childModule(
  module: Module,
  name: string,
  instance: Instance,
): Module | undefined {
  const { modules } = module.memory;
  const key = instance.scope.identity;
  const before = modules.get(key);
  const block = module.configuration.calls.get(name);
  if (before || !block) return before;
  const callee = calleeOf(module, block);
  if (callee.kind !== "local" || module.evaluation.work.steps <= 0)
    return undefined;
  module.evaluation.work.steps -= modulePrice;
  const child: Module = {
    evaluation: module.evaluation,
    configuration: callee.configuration,
    address: instance.address,
    exists: instance.exists,
    caller: { module, block, instance },
    supplied(variable) {
      const attribute = attributeOf(block, variable);
      return (
        attribute &&
        evaluate(
          attribute.value,
          instance.scope,
          `argument ${variable} of ${instance.address}`,
        )
      );
    },
    memory: newMemory(),
  };
  modules.set(key, child);
  return child;
}

/** The value of an output of a module call. */
export function childOutput(
  module: Module,
  name: string,
  instance: Instance,
  output: string,
  origin: Origin,
): Value {
  const child = childModule(module, name, instance);
  const label = `${instance.address}.${output}`;
  const call = module.configuration.calls.get(name);
  const callee = child || !call ? undefined : calleeOf(module, call);
  if (call && callee?.kind === "known")
    return knownOutput(module, call, instance, callee.known, output);
  if (!child)
    return unknown(
      `${instance.address} is not in this repository`,
      { ...origin, from: [] },
      { key: `${instance.scope.identity}.${output}` },
    );
  const block = child.configuration.outputs.get(output);
  const attribute = block && attributeOf(block, "value");
  if (!block || !attribute) return undeclared(child, label, origin);
  const sensitive = attributeOf(block, "sensitive");
  const scope = scopeOf(child);
  return remembered(child, `output.${output}`, attribute.range, () => {
    const value = assuming(
      evaluate(
        attribute.value,
        scope,
        `output ${output} of ${instance.address}`,
      ),
      child.exists,
    );
    return sensitive && truth(evaluate(sensitive.value, scope)) === "yes"
      ? concealed(value)
      : value;
  });
}
