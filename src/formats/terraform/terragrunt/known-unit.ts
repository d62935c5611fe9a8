/*
 * Units that run a published module whose behaviour is known: the unit's inputs are the module's
 * arguments.
 */
import type { Problem } from "../../../core/finding";
import type { Value } from "../../../core/value";
import { inputsOfUnit, rootModule } from "../modules/evaluation";
import type { Configuration, Reader } from "../modules/configuration";
import type { KnownSource } from "../registry-modules/known-block";
import { type Call, knownCall } from "../registry-modules/known-call";
import { argumentProblems } from "../registry-modules/argument-problems";
import { knownCluster } from "../registry-modules/known-cluster";
import { nameOf } from "../modules/paths";
import type { Survey } from "../survey";
import { knownGroup } from "./known-group";
import type { Unit } from "./unit";
import { writtenInputs } from "./written-inputs";

/** What a unit at the top of the repository, whose directory has no name of its own, is called: as its module is. */
function moduleName(source: Exclude<KnownSource, { kind: "nothing" }>): string {
  if (source.kind === "group") return "log-group";
  const { repository } = source.recognised.module;
  return nameOf(repository).replace(/^terraform-aws-/, "");
}

/** What a unit makes that runs a known module. */
export function surveyOfKnown(
  reader: Reader,
  unit: Unit,
  source: Exclude<KnownSource, { readonly kind: "nothing" }>,
  report: (problem: Problem) => void,
): Survey {
  const { directory, config } = unit;
  const nothing: Configuration = {
    directory,
    files: [config.file],
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    calls: new Map(),
    resources: new Map(),
    data: new Map(),
    providers: new Map(),
    settings: [],
    moved: [],
  };
  const { supplied, ...inputs } = inputsOfUnit(reader, unit, { directory });
  const root = rootModule(reader, nothing, { ...inputs, supplied }, report);
  const [first] = config.file.body.blocks;
  const block =
    config.file.body.blocks.find(({ type }) => type === "terraform") ?? first;
  const memory = new Map<string, Value | undefined>();
  const call: Call = {
    ...writtenInputs(config),
    address: `module.${directory === "." ? moduleName(source) : nameOf(directory)}`,
    header: block?.header ?? config.file.body.range,
    identity: `${directory} ${config.path}`,
    argument(name) {
      if (!memory.has(name)) memory.set(name, supplied(name));
      return memory.get(name);
    },
    passes: (name) => unit.inputs.has(name),
    strayArgument:
      "it has no effect, since Terragrunt passes inputs as environment variables",
  };
  if (source.kind === "group") {
    const group = knownGroup(directory, call);
    return {
      clusters: [],
      groups: group ? [group] : [],
      moves: [],
      refusals: () => [],
    };
  }
  const known = knownCall(call, source.recognised, undefined);
  argumentProblems(known).forEach(report);
  const found = knownCluster(root, known, undefined, () => undefined);
  return {
    clusters: found ? [found.cluster] : [],
    groups: [],
    moves: [],
    refusals: () => [],
  };
}
