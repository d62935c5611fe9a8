import type { Cluster, DeclaredGroup } from "../../core/cluster";
import type { Answer } from "../../core/value";
import { calleeOf, childModule, problemOf } from "./children";
import { clusterOf } from "./clusters";
import { type Node, waitsFor } from "./dependencies";
import { instancesOf } from "./instances";
import { type Existing, groupOf } from "./log-groups";
import { type Instance, type Module, addressIn } from "./module";
import { clusterTypes, groupTypes } from "./resource-types";

/** What a root makes, through all its modules. */
export interface Survey {
  readonly clusters: readonly Cluster[];
  readonly groups: readonly DeclaredGroup[];
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
  const clusters = resources.flatMap(
    ({ module, block, instance }): readonly Existing[] => {
      const type = clusterTypes[block.labels[0] ?? ""];
      if (!type) return [];
      const cluster = clusterOf(module, block, instance, type);
      return [{ cluster, given: instance.given }];
    },
  );
  const waiting = (cluster: Cluster, group: Node): Answer => {
    const found = resources.find(
      ({ instance }) => instance.address === cluster.address,
    );
    return found && waitsFor(found, group) ? "yes" : "no";
  };
  const groups = resources.flatMap(({ module, block, instance }) => {
    const type = groupTypes[block.labels[0] ?? ""];
    return (
      (type && groupOf(module, block, instance, type, clusters, waiting)) ?? []
    );
  });
  return { clusters: clusters.map(({ cluster }) => cluster), groups };
}

/** Every resource of interest, in every instance. */
function* resourcesIn(module: Module): Generator<Resource> {
  const { resources, calls } = module.configuration;
  for (const [name, block] of resources) {
    const [type = ""] = block.labels;
    if (!clusterTypes[type] && !groupTypes[type]) continue;
    for (const instance of instancesOf(block, name, module).all)
      yield { module, block, name, instance };
  }
  for (const [name, block] of calls) {
    const problem = problemOf(
      block,
      calleeOf(module, block),
      addressIn(module, `module.${name}`),
    );
    if (problem) module.evaluation.report(problem);
    for (const instance of instancesOf(block, `module.${name}`, module).all) {
      const child = childModule(module, name, instance);
      if (child) yield* resourcesIn(child);
    }
  }
}
