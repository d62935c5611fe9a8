/*
 * What names refer to in a module: `var`, `local`, `module`, `data`, `each`, `count`, `path`,
 * `terraform` and the types of resources.
 */
import { type Origin, type Value, known, unknown } from "../../../core/value";
import { childOutput } from "./children";
import { evaluate } from "../evaluation/evaluate";
import { callFunction } from "../functions";
import { instancesOf } from "./instances";
import {
  type Instance,
  type Module,
  addressIn,
  remembered,
  undeclared,
} from "./module";
import { relative } from "./paths";
import { resourceAttribute } from "./resources";
import type { Scope } from "../evaluation/scope";
import { variable } from "./variables";

/** What makes the scope of a block more than that of its module. */
export interface Place {
  /** The block, with its key. */
  readonly place?: string;
  readonly each?: { readonly key: Value; readonly value: Value };
  readonly index?: Value;
}

/** What expressions mean in a module, or in one instance of a block of it. */
export function scopeOf(module: Module, place: Place = {}): Scope {
  const { evaluation } = module;
  return {
    work: evaluation.work,
    identity: `${evaluation.root} ${evaluation.variant ?? ""} ${addressIn(module, place.place ?? "")}`,
    names: new Map(),
    call: (name, values, origin) =>
      callFunction(name, values, origin, evaluation.context),
    resolve(name, attributes, origin) {
      const [first, second] = attributes;
      if (name === "data" && first !== undefined && second !== undefined) {
        const value = declared(`${first}.${second}`, true, module, origin);
        return { value, taken: 2 };
      }
      if (first === undefined) return undefined;
      const value = named(name, first, module, place, origin);
      return value && { value, taken: 1 };
    },
  };
}

function named(
  root: string,
  name: string,
  module: Module,
  place: Place,
  origin: Origin,
): Value | undefined {
  switch (root) {
    case "var":
      return variable(module, name, origin);
    case "local":
      return local(module, name, origin);
    case "module":
      return called(module, name, origin);
    case "each":
      return name === "key" || name === "value"
        ? (place.each?.[name] ?? misplaced(root, origin))
        : undefined;
    case "count":
      return name === "index"
        ? (place.index ?? misplaced(root, origin))
        : undefined;
    case "path":
      return path(module, name, origin);
    case "terraform":
      return outside(`terraform.${name}`, origin);
    case "tofu":
      return outside(`terraform.${name}`, origin);
    case "self":
      return undefined;
    default:
      return declared(`${root}.${name}`, false, module, origin);
  }
}

function misplaced(root: string, origin: Origin): Value {
  return unknown(`${root} means nothing here`, origin, { fails: true });
}

function outside(name: string, origin: Origin): Value {
  return unknown(`${name} is known only when Terraform runs`, origin, {
    key: name,
  });
}

function path(
  { evaluation, configuration }: Module,
  name: string,
  origin: Origin,
): Value | undefined {
  if (name === "root") return known(".", origin);
  if (name === "cwd") return outside("path.cwd", origin);
  return name === "module"
    ? known(
        relative(evaluation.context.directory, configuration.directory),
        origin,
      )
    : undefined;
}

function local(module: Module, name: string, origin: Origin): Value {
  const attribute = module.configuration.locals.get(name);
  if (!attribute) return undeclared(module, `local.${name}`, origin);
  return remembered(module, `local.${name}`, attribute.range, () =>
    evaluate(attribute.value, scopeOf(module), `local.${name}`),
  );
}

function called(module: Module, name: string, origin: Origin): Value {
  const block = module.configuration.calls.get(name);
  if (!block) return undeclared(module, `module.${name}`, origin);
  const instances = instancesOf(block, `module.${name}`, module);
  return instances.together((instance) =>
    standIn(module, instance, block.header, (output, at) =>
      childOutput(module, name, instance, output, at),
    ),
  );
}

/** A resource or data source: one, or all instances by their keys. */
function declared(
  name: string,
  data: boolean,
  module: Module,
  origin: Origin,
): Value {
  const { configuration } = module;
  const block = (data ? configuration.data : configuration.resources).get(name);
  const address = data ? `data.${name}` : name;
  if (!block) return undeclared(module, address, origin);
  const instances = instancesOf(block, address, module);
  return instances.together((instance) =>
    standIn(module, instance, block.header, (attribute, at) =>
      resourceAttribute(module, block, instance, attribute, at),
    ),
  );
}

/** What stands for a whole resource or module call: unknown, but with attributes to ask for. */
function standIn(
  { evaluation }: Module,
  { address, scope }: Instance,
  range: Origin["range"],
  member: (name: string, origin: Origin) => Value,
): Value {
  const key = `all of ${scope.identity}`;
  evaluation.work.members.set(key, member);
  return unknown(
    `${address} is known only after apply`,
    { range, label: address, from: [] },
    { key },
  );
}
