import type { Cluster, DeclaredGroup } from "../../core/cluster";
import type { Move, Refusal } from "../../core/rule";
import { type Answer, truth } from "../../core/value";
import { withAbsentGroups } from "./absent-groups";
import { calleeOf, childModule, problemOf } from "./modules/children";
import { clusterOf } from "./clusters";
import { type Node, waitsFor } from "./modules/dependencies";
import { instancesOf } from "./modules/instances";
import { type Existing, groupOf } from "./log-groups";
import { type Instance, type Module, addressIn } from "./modules/module";
import { proposedGroup } from "./edits/fix-missing-group";
import { callOf } from "./registry-modules/known-block";
import { clusterName } from "./registry-modules/known-call";
import { argumentProblems } from "./registry-modules/argument-problems";
import { knownCluster } from "./registry-modules/known-cluster";
import { movesIn } from "./modules/moves";
import { refusals } from "./modules/refusals";
import { placeOf } from "./modules/places";
import { argument } from "./modules/resources";
import { strayArguments } from "./modules/stray-arguments";
import {
  type GroupType,
  awsCluster,
  awsGroup,
  clusterTypes,
  groupTypes,
} from "./resource-types";
import { withUnreadGroup } from "./unread-groups";

/** What a root makes, through all its modules. */
export interface Survey {
  readonly clusters: readonly Cluster[];
  readonly groups: readonly DeclaredGroup[];
  readonly moves: readonly Move[];
  /** Conditions that are false. */
  refusals(): readonly Refusal[];
}

/** One resource that a root makes. */
interface Resource extends Node {
  readonly instance: Instance;
}

/** The clusters and log groups of a root. */
export function surveyOf(root: Module): Survey {
  const resources = [...resourcesIn(root)];
  const { work, report } = root.evaluation;
  const [file] = root.configuration.files;
  if (work.steps <= 0 && file)
    report({
      document: file.document,
      message:
        "The configuration of this directory is too large to evaluate: some clusters may not be seen.",
    });
  const clusters = resources.flatMap((resource) =>
    clustersOf(resource).map(({ cluster, exists }) => ({
      cluster: withUnreadGroup(
        {
          ...cluster,
          place: placeOf(resource.module, resource.block, resource.instance),
        },
        resource.module,
      ),
      exists,
    })),
  );
  const waiting = (cluster: Cluster, group: Node): Answer => {
    const found = resources.find(
      ({ instance }) => instance.address === cluster.address,
    );
    return found && waitsFor(found, group) ? "yes" : "no";
  };
  const groups = resources.flatMap((resource) => {
    const { module, block, instance } = resource;
    const type = groupTypeOf(resource);
    return (
      (type && groupOf(module, block, instance, type, clusters, waiting)) ?? []
    );
  });
  return {
    clusters: withAbsentGroups(
      clusters.map(({ cluster }) => cluster),
      new Set(resources.map(({ module }) => module)),
    ),
    groups,
    moves: movesIn(root),
    refusals: once(() => refusals(root, resources)),
  };
}

function once<T>(made: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: made() }).value;
}

/** The cluster that a resource or a call of a known module is. */
function clustersOf({
  module,
  block,
  instance,
}: Resource): readonly Existing[] {
  if (block.type !== "module") {
    const type = clusterTypes.get(block.labels[0] ?? "");
    if (!type) return [];
    const cluster = clusterOf(module, block, instance, type);
    return [{ cluster, exists: instance.exists }];
  }
  const callee = calleeOf(module, block);
  if (callee.kind !== "known" || callee.known.kind !== "cluster") return [];
  const call = callOf(module, block, instance, callee.known.recognised);
  const found = knownCluster(module, call, instance.exists, (wanted, name) =>
    proposedGroup(
      module,
      block,
      name,
      awsCluster.group,
      clusterName(call.call, call.newest),
      wanted,
    ),
  );
  argumentProblems(call).forEach(module.evaluation.report);
  return found ? [found] : [];
}

function groupTypeOf({
  module,
  block,
  instance,
}: Resource): GroupType | undefined {
  if (block.type !== "module") return groupTypes.get(block.labels[0] ?? "");
  const callee = calleeOf(module, block);
  if (callee.kind !== "known" || callee.known.kind !== "group")
    return undefined;
  const create = argument(module, block, instance, "create");
  return create && truth(create) === "no" ? undefined : awsGroup;
}

/** Every resource of interest, in every instance. */
function* resourcesIn(module: Module): Generator<Resource> {
  const { resources, calls } = module.configuration;
  for (const [name, block] of resources) {
    const [type = ""] = block.labels;
    if (!clusterTypes.has(type) && !groupTypes.has(type)) continue;
    for (const instance of instancesOf(block, name, module).all)
      yield { module, block, name, instance };
  }
  for (const [name, block] of calls) {
    const callee = calleeOf(module, block);
    const address = addressIn(module, `module.${name}`);
    const problem = problemOf(block, callee, address);
    if (problem) module.evaluation.report(problem);
    for (const instance of instancesOf(block, `module.${name}`, module).all) {
      const child = childModule(module, name, instance);
      const resources = child ? [...resourcesIn(child)] : [];
      if (callee.kind === "local" && resources.length > 0)
        strayArguments(block, callee.configuration, address).forEach(
          module.evaluation.report,
        );
      yield* resources;
      if (callee.kind === "known")
        yield { module, block, name: `module.${name}`, instance };
    }
  }
}
