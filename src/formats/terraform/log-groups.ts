import type { Cluster, DeclaredGroup } from "../../core/cluster";
import { oneOf } from "../../core/outcomes";
import {
  logGroupName,
  looksLikeLogGroupName,
  sameText,
  text,
} from "../../core/text";
import {
  type Answer,
  type Given,
  type Value,
  known,
  unknown,
} from "../../core/value";
import { absent } from "./clusters";
import { attributeOf } from "./modules/configuration";
import type { Node } from "./modules/dependencies";
import { proposedRetention } from "./edits/fix-retention";
import { shared } from "./modules/given";
import { heedingIgnoredChanges } from "./edits/ignored-changes";
import type { Instance, Module } from "./modules/module";
import { argument } from "./modules/resources";
import type { GroupType } from "./resource-types";
import type { Block } from "./syntax/syntax";

/** A cluster and the conditions under which it exists. */
export interface Existing {
  readonly cluster: Cluster;
  readonly given: readonly Given[];
}

/** The log group that an instance of a resource is; undefined when it cannot be that of a control plane. */
export function groupOf(
  module: Module,
  block: Block,
  instance: Instance,
  type: GroupType,
  clusters: readonly Existing[],
  waiting: (cluster: Cluster, group: Node) => Answer,
): DeclaredGroup | undefined {
  const name = nameOf(module, block, instance, type);
  if (!name || (name.kind === "known" && !looksLikeLogGroupName(name)))
    return undefined;
  const { root, variant } = module.evaluation;
  const { address } = instance;
  const attribute = attributeOf(block, type.retention);
  const days =
    argument(module, block, instance, type.retention) ??
    absent(block, type.retention, address);
  return {
    root,
    address,
    name,
    ...(variant === undefined ? {} : { variant }),
    range: block.header,
    retention: {
      value: whereItExists(days, name, instance, clusters),
      range: attribute?.value.range ?? block.header,
      propose: (wanted) =>
        heedingIgnoredChanges(
          block,
          type.retention,
          proposedRetention(block, address, type.retention, days, wanted),
        ),
    },
    createdBefore: (cluster) =>
      waiting(cluster, {
        module,
        block,
        name: [
          ...(block.type === "module" ? ["module"] : []),
          ...block.labels,
        ].join("."),
      }),
  };
}

function nameOf(
  module: Module,
  block: Block,
  instance: Instance,
  type: GroupType,
): Value | undefined {
  const name = argument(module, block, instance, type.name);
  if (name && !(name.kind === "known" && name.data === null)) return name;
  const prefix = type.prefix && argument(module, block, instance, type.prefix);
  if (!prefix) return undefined;
  const { origin } = prefix;
  return text(
    [prefix, unknown("Terraform makes up the rest of the name", origin)],
    origin,
  );
}

/** The retention, or never where the group does not exist though a cluster that may be its own does. */
function whereItExists(
  days: Value,
  name: Value,
  { address, given }: Instance,
  clusters: readonly Existing[],
): Value {
  if (given.length === 0) return days;
  const matching = (wanted: Answer) =>
    clusters.filter(
      ({ cluster }) => sameText(name, logGroupName(cluster.name)) === wanted,
    );
  const own = matching("yes");
  const candidates =
    own.length > 0 ? own : [...matching("mixed"), ...matching("unknown")];
  const [first, ...rest] = candidates.map((each) => each.given);
  const sure = rest.reduce(shared, first ?? []);
  const open = given.filter((each) => shared(sure, [each]).length === 0);
  const [condition] = open;
  if (!condition) return days;
  const { origin } = days;
  const never = known(null, {
    ...origin,
    label: `${address}, which does not exist then`,
    from: [],
  });
  const others = open.map(({ condition: other, holds }, at) => ({
    value: never,
    given: [...open.slice(0, at), { condition: other, holds: !holds }],
  }));
  return oneOf(
    [{ value: days, given: open }, ...others],
    condition.condition.reason,
    { ...origin, from: [days] },
  );
}
