import type { Cluster, Setting } from "../../core/cluster";
import { type Origin, type Value, known, unknown } from "../../core/value";
import { cluesOf } from "./clues";
import { attributeOf } from "./modules/configuration";
import { proposedLogTypes } from "./edits/fix-log-types";
import { proposedGroup } from "./edits/fix-missing-group";
import { guardOf } from "./edits/guard";
import { heedingIgnoredChanges } from "./edits/ignored-changes";
import type { Instance, Module } from "./modules/module";
import { argument } from "./modules/resources";
import { type ClusterType } from "./resource-types";
import type { Block } from "./syntax/syntax";
import { underConditions } from "./modules/validation";

/** The cluster that an instance of a resource is. */
export function clusterOf(
  module: Module,
  block: Block,
  instance: Instance,
  type: ClusterType,
): Cluster {
  const { address } = instance;
  const { root, variant } = module.evaluation;
  const name =
    argument(module, block, instance, type.name) ??
    unknown(
      `${address} sets no ${type.name}, so its name is made up when it is created`,
      { range: block.header, label: address, from: [] },
      { key: `${instance.scope.identity}.${type.name}` },
    );
  const logTypes = logTypesOf(module, block, instance, type);
  const guard = guardOf(module, logTypes.value);
  return {
    format: "terraform",
    root,
    address,
    name,
    ...(variant === undefined ? {} : { variant }),
    range: block.header,
    clues: cluesOf(
      module,
      name,
      argument(module, block, instance, "tags"),
      block.header,
    ),
    logTypes: { ...logTypes, ...(guard ? { guard } : {}) },
    logGroup: {
      declared: false,
      createdBefore: "no",
      retention: {
        value: known(null, {
          range: block.header,
          label: `log group of ${address}, which nothing declares`,
          from: [],
        }),
        range: block.header,
        propose: (wanted) =>
          proposedGroup(module, block, type.name, type.group, name, wanted),
      },
      strays: [],
    },
  };
}

function logTypesOf(
  module: Module,
  block: Block,
  instance: Instance,
  type: ClusterType,
): Setting {
  const { logTypes: name } = type;
  const attribute = attributeOf(block, name);
  const written = argument(module, block, instance, name);
  const value: Value = written
    ? underConditions(type.listed(written), block, name, instance.scope)
    : absent(block, name, instance.address);
  return {
    value,
    range: attribute?.value.range ?? block.header,
    propose: (wanted) =>
      heedingIgnoredChanges(
        block,
        name,
        proposedLogTypes(block, instance.address, type, value, wanted),
      ),
  };
}

/** The value of an argument that nothing is written for. */
export function absent(block: Block, name: string, address: string): Value {
  const origin: Origin = {
    range: block.header,
    label: `${address}, which sets no ${name}`,
    from: [],
  };
  return block.body.incomplete
    ? unknown(`a part of ${address} could not be read`, origin)
    : known(null, origin);
}
