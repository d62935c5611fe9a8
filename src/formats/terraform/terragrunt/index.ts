/*
 * Terragrunt units: directories with a `terragrunt.hcl` that runs a module with inputs of its own.
 * Each is a root whose variables are set by the inputs.
 */
import type { Tree } from "../../../core/document";
import type { Problem } from "../../../core/finding";
import { concernsEks } from "../modules/concern";
import type { Configuration, Reader } from "../modules/configuration";
import { inputsOfUnit, rootModule } from "../modules/evaluation";
import { nameOf } from "../modules/paths";
import { aboutLogs, lacksVariable } from "../modules/stray-arguments";
import { knownSource } from "../registry-modules/known-block";
import { type Survey, surveyOf } from "../survey";
import { generatedClusters } from "./generated";
import { surveyOfKnown } from "./known-unit";
import type { Unit, UnitModule } from "./unit";

export { type Unit, unitAt } from "./unit";

/** Whether a file configures Terragrunt, by its name; files that others read may be called anything else. */
export function isTerragrunt(path: string): boolean {
  return /(?:^|\/)(?:terragrunt|terragrunt\.stack|root)\.hcl$/.test(path);
}

/** The files among those asked about that may configure a unit. */
export function unitPaths({ paths }: Tree): readonly string[] {
  return paths
    .filter((path) => nameOf(path) === "terragrunt.hcl")
    .filter((path) => !/(?:^|\/)\.terragrunt-cache\//.test(path));
}

/** What the module of a unit makes; undefined when it cannot be read. */
export function surveyOfUnit(
  reader: Reader,
  unit: Unit,
  report: (problem: Problem) => void,
): Survey | undefined {
  const { module, config } = unit;
  if (unit.skipped) return undefined;
  generatedClusters(config).forEach(report);
  if (module.kind === "generated") return undefined;
  const configuration =
    module.kind === "local"
      ? reader.configuration(module.directory)
      : undefined;
  if (configuration) {
    const inputs = inputsOfUnit(reader, unit, configuration);
    const survey = surveyOf(rootModule(reader, configuration, inputs, report));
    if (survey.clusters.length > 0)
      idleInputs(unit, configuration).forEach(report);
    return survey;
  }
  const known =
    module.kind === "remote" ? knownSource(module.source) : undefined;
  if (known)
    return known.kind === "nothing"
      ? undefined
      : surveyOfKnown(reader, unit, known, report);
  const { document, body } = config.file;
  const range = body.blocks.find(({ type }) => type === "terraform")?.header;
  const { directory } = unit;
  const source = module.kind === "remote" ? module.source : `./${directory}`;
  const name = nameOf(directory);
  if (concernsEks({ name, source, text: document.text }))
    report({
      document,
      ...(range ? { range } : {}),
      message: `${directory === "." ? document.path : directory} is not read: ${whyNot(module)}.`,
      elsewhere: true,
    });
  return undefined;
}

function whyNot(
  module: Exclude<UnitModule, { readonly kind: "generated" }>,
): string {
  if (module.kind === "unknown") return module.why;
  return module.kind === "local"
    ? `${module.directory} holds no configuration`
    : `${module.source} is not in this repository and is no module that is known here`;
}

/** What to say of inputs about logs that the module does not declare: they have no effect. */
function idleInputs(
  { inputs, config }: Unit,
  module: Configuration,
): readonly Problem[] {
  return [...inputs]
    .filter(([name]) => aboutLogs.test(name) && lacksVariable(module, name))
    .map(([name, { origin }]) => ({
      document: origin.range.document,
      range: origin.range,
      message: `${name} in the inputs of ${config.directory} has no effect: ${module.directory} declares no such variable.`,
    }));
}
