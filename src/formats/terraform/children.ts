/*
 * Module calls: what a `module` block's source leads to, and the module that each of its instances
 * makes.
 */
import {
  type Origin,
  type Value,
  concealed,
  truth,
  unknown,
} from "../../core/value";
import { type Configuration, attributeOf, plainText } from "./configuration";
import { evaluate } from "./evaluate";
import { assuming } from "./given";
import { type Instance, type Module, newMemory, remembered } from "./module";
import { resolved } from "./paths";
import { scopeOf } from "./references";
import type { Block } from "./syntax";

/** What a module call leads to. */
export type Callee =
  | { readonly kind: "local"; readonly configuration: Configuration }
  | { readonly kind: "remote"; readonly source: string }
  | { readonly kind: "broken"; readonly why: string };

/** Whether a module source is a path. */
export function isPath(source: string): boolean {
  return /^\.\.?(?:\/|\\|$)/.test(source);
}

/** What a `module` block of a module leads to. */
export function calleeOf(module: Module, block: Block): Callee {
  const source = plainText(attributeOf(block, "source"));
  if (source === undefined)
    return { kind: "broken", why: "its source is no plain text" };
  if (!isPath(source)) return { kind: "remote", source };
  const directory = resolved(module.configuration.directory, source);
  if (directory === undefined)
    return { kind: "broken", why: "its source leads out of the repository" };
  for (let each: Module | undefined = module; each; each = each.caller?.module)
    if (each.configuration.directory === directory)
      return { kind: "broken", why: "it calls itself" };
  const configuration = module.evaluation.reader.configuration(directory);
  return configuration
    ? { kind: "local", configuration }
    : { kind: "broken", why: `there is no configuration in ${directory}` };
}

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
  if (callee.kind !== "local") return undefined;
  const child: Module = {
    evaluation: module.evaluation,
    configuration: callee.configuration,
    address: instance.address,
    given: instance.given,
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
  if (!child)
    return unknown(
      `${instance.address} is not in this repository`,
      { ...origin, from: [] },
      { key: `${instance.scope.identity}.${output}` },
    );
  const block = child.configuration.outputs.get(output);
  const attribute = block && attributeOf(block, "value");
  if (!block || !attribute)
    return unknown(`${label} is not declared`, origin, { fails: true });
  const sensitive = attributeOf(block, "sensitive");
  const scope = scopeOf(child);
  return remembered(child, `output.${output}`, attribute.range, () => {
    const value = assuming(
      evaluate(
        attribute.value,
        scope,
        `output ${output} of ${instance.address}`,
      ),
      child.given,
    );
    return sensitive && truth(evaluate(sensitive.value, scope)) === "yes"
      ? concealed(value)
      : value;
  });
}
