import type {
  Cluster,
  DeclaredGroup,
  Outcomes,
  Wanted,
} from "../../core/cluster";
import { choose } from "../../core/conditions";
import { narrowed } from "../../core/outcomes";
import { expires } from "../../core/retention";
import { isOwnGroup } from "../../core/own-group";
import type { Place } from "../../core/place";
import { looksLikeLogGroupName } from "../../core/text";
import {
  type Answer,
  type Value,
  answer,
  known,
  truth,
  unknown,
} from "../../core/value";
import { absent } from "./clusters";
import { attributeOf } from "./modules/configuration";
import type { Node } from "./modules/dependencies";
import { countedOnce, proposedExistence } from "./edits/fix-existence";
import { proposedRetention } from "./edits/fix-retention";
import { type Existence, anyExists, assuming } from "./modules/existence";
import { heedingIgnoredChanges } from "./edits/ignored-changes";
import type { Instance, Module } from "./modules/module";
import { placeOf } from "./modules/places";
import { argument } from "./modules/resources";
import type { GroupType } from "./resource-types";
import type { Block } from "./syntax/syntax";

/** A cluster and where it exists. */
export interface Existing {
  readonly cluster: Cluster;
  readonly exists: Existence;
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
  const count = attributeOf(block, "count");
  const place = placeOf(module, block, instance);
  const exists = existenceBeside(name, place, instance, clusters);
  const proposed = (wanted: Wanted, where?: Outcomes) =>
    proposedRetention(
      block,
      address,
      type.retention,
      narrowed(days, where),
      wanted,
    );
  return {
    root,
    address,
    name,
    place,
    ...(variant === undefined ? {} : { variant }),
    range: block.header,
    retention: {
      value: whereItExists(days, block, address, exists),
      range: attribute?.value.range ?? block.header,
      propose: (wanted, where) =>
        heedingIgnoredChanges(block, type.retention, proposed(wanted, where)),
    },
    ...(exists
      ? {
          always: (wanted: number) =>
            proposedExistence(
              module,
              block,
              address,
              name,
              count && countedOnce(count.value, address),
              answer(days, expires) === "yes" ? undefined : proposed(wanted),
            ),
        }
      : {}),
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

/** The name that is written; one that Terraform makes up, or ends, is no cluster's. */
function nameOf(
  module: Module,
  block: Block,
  instance: Instance,
  type: GroupType,
): Value | undefined {
  const name = argument(module, block, instance, type.name);
  return name?.kind === "known" && name.data === null ? undefined : name;
}

/** Whether a group exists, wherever a cluster does that may be its own. */
function existenceBeside(
  name: Value,
  place: Place,
  { exists }: Instance,
  clusters: readonly Existing[],
): Existence {
  if (!exists) return undefined;
  const matching = (wanted: Answer) =>
    clusters.filter(
      ({ cluster }) => isOwnGroup({ name, place }, cluster) === wanted,
    );
  const own = matching("yes");
  const candidates =
    own.length > 0 ? own : [...matching("mixed"), ...matching("unknown")];
  const there = assuming(
    exists,
    anyExists(candidates.map((each) => each.exists)),
  );
  return truth(there) === "yes" ? undefined : there;
}

/** The retention, or never in the outcomes that keep the group from existing. */
function whereItExists(
  days: Value,
  block: Block,
  address: string,
  exists: Existence,
): Value {
  if (!exists) return days;
  const origin = { ...days.origin, from: [days] };
  if (exists.kind === "unknown" && exists.options.length === 0)
    return unknown(
      `too many undecided conditions decide whether ${address} exists`,
      origin,
    );
  const driver = attributeOf(block, "count") ?? attributeOf(block, "for_each");
  const never = known(null, {
    range: driver?.value.range ?? block.header,
    label: `${address}, which does not exist in every case`,
    from: [],
  });
  return choose(
    exists,
    () => days,
    () => never,
    origin,
  );
}
