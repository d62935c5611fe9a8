/*
 * Terragrunt units: directories with a `terragrunt.hcl` that runs a module with inputs of its own.
 * Each is a root whose variables are set by the inputs.
 */
import type { Tree } from "../../../core/document";
import type { Problem } from "../../../core/finding";
import { lift } from "../../../core/outcomes";
import { knownText } from "../../../core/text";
import { type Value, known, truth, unknown } from "../../../core/value";
import { concernsEks } from "../modules/concern";
import {
  type Configuration,
  type Reader,
  attributeOf,
} from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import { inputsOfUnit, rootModule } from "../modules/evaluation";
import { directoryOf, nameOf } from "../modules/paths";
import { aboutLogs } from "../modules/stray-arguments";
import { knownModule } from "../registry-modules";
import { newWork } from "../evaluation/scope";
import { type Survey, surveyOf } from "../survey";
import {
  type Config,
  argumentOf,
  configAt,
  repositoryPath,
  scopeOf,
  withoutCheckout,
} from "./config";
import { type Merged, merged } from "./inputs";
import { surveyOfKnown } from "./known-unit";
import { type ExtraArguments, extraArgumentsOf } from "./extra-arguments";
import { generatedClusters, generatedVarFiles } from "./generated";
import type { VarFile } from "../modules/tfvars";
import type { Attribute, Block } from "../syntax/syntax";

/** A directory that Terragrunt runs a module in. */
export interface Unit {
  readonly directory: string;
  readonly config: Config;
  readonly module: UnitModule;
  /** Terragrunt is told not to run it. */
  readonly skipped: boolean;
  /** What a variable of the module is set to. */
  supplied(variable: string): Value | undefined;
  /** What else it hands to Terraform, for a module with these variables; undefined where nobody knows them. */
  extraArguments(
    variables: ReadonlyMap<string, Block> | undefined,
  ): ExtraArguments;
  /** Var-files that it generates for Terraform to load. */
  readonly generated: readonly VarFile[];
  /** The inputs by name, as far as they are known. */
  readonly inputs: ReadonlyMap<string, Value>;
}

/** What a unit runs: a directory of the repository, or a module from elsewhere. */
export type UnitModule =
  | { readonly kind: "local"; readonly directory: string }
  | { readonly kind: "remote"; readonly source: string }
  | { readonly kind: "generated" }
  | { readonly kind: "unknown"; readonly why: string };

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

/** The unit that a file configures; undefined where it only serves others. */
export function unitAt(reader: Reader, path: string): Unit | undefined {
  const directory = directoryOf(path);
  const config = configAt(path, reader, newWork(), {
    directory,
    original: directory,
    depth: 0,
  });
  if (!config) return undefined;
  const all = merged(config);
  const module = moduleOf(config, all.source);
  return (
    module && {
      directory,
      config,
      module,
      skipped: isSkipped(config),
      supplied: (variable) => input(config, all, variable),
      extraArguments: (variables) => extraArgumentsOf(config, variables),
      generated: generatedVarFiles(config),
      inputs: new Map(
        all.values
          .toReversed()
          .flatMap((value) =>
            value.kind === "known" && value.data instanceof Map
              ? [...value.data]
              : [],
          ),
      ),
    }
  );
}

/** Whether Terragrunt is told not to run the unit. Source: its documentation, "skip" and "exclude". */
function isSkipped(config: Config): boolean {
  const isTrue = (attribute: Attribute | undefined) =>
    attribute !== undefined &&
    truth(evaluate(attribute.value, scopeOf(config))) === "yes";
  return (
    isTrue(argumentOf(config, "skip")) ||
    config.file.body.blocks.some(
      (block) =>
        block.type === "exclude" &&
        isTrue(attributeOf(block, "if")) &&
        excludesApply(config, attributeOf(block, "actions")),
    )
  );
}

function excludesApply(
  config: Config,
  actions: Attribute | undefined,
): boolean {
  const value = actions && evaluate(actions.value, scopeOf(config));
  if (value?.kind !== "known" || !Array.isArray(value.data)) return false;
  return value.data.some((action) =>
    /^(?:all|all_except_output|apply)$/.test(knownText(action) ?? ""),
  );
}

/** What a file makes Terragrunt run; undefined when it only serves to be included. */
function moduleOf(
  config: Config,
  source: Value | undefined,
): UnitModule | undefined {
  const { directory, reader } = config;
  if (!source) {
    if (reader.configuration(directory)) return { kind: "local", directory };
    return generatedClusters(config).length > 0
      ? { kind: "generated" }
      : undefined;
  }
  const text = knownText(source);
  if (text === null)
    return {
      kind: "unknown",
      why: source.kind === "unknown" ? source.reason : "its source is no text",
    };
  if (!/^(?:\.{1,2}(?:\/|$)|\/)/.test(text))
    return { kind: "remote", source: text };
  const inside = repositoryPath(text.replace("//", "/"), directory);
  return inside === undefined
    ? { kind: "unknown", why: "its source leads out of the repository" }
    : { kind: "local", directory: inside };
}

function input(
  config: Config,
  { values, incomplete }: Merged,
  variable: string,
): Value | undefined {
  const [block] = config.file.body.blocks;
  const { range } = block ?? config.file.body;
  for (const inputs of values) {
    if (inputs.kind === "known") {
      const found =
        inputs.data instanceof Map ? inputs.data.get(variable) : undefined;
      if (found) return withoutCheckout(found);
      continue;
    }
    return lift(`input ${variable}`, [inputs], inputs.origin, ([map]) =>
      map?.data instanceof Map
        ? (map.data.get(variable) ??
          unknown(`nothing says whether ${variable} is set`, inputs.origin))
        : known(null, inputs.origin),
    );
  }
  return incomplete
    ? unknown(
        `a file that ${config.path} includes is not known`,
        { range, label: config.path, from: [] },
        { key: `${variable} of ${config.path}` },
      )
    : undefined;
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
    module.kind === "remote" ? knownModule(module.source) : undefined;
  if (known)
    return known.clusterless
      ? undefined
      : surveyOfKnown(reader, unit, known, report);
  const { document } = config.file;
  const { directory } = unit;
  const source = module.kind === "remote" ? module.source : `./${directory}`;
  const name = nameOf(directory);
  if (concernsEks({ name, source, text: document.text }))
    report({
      document,
      message: `${unit.directory} is not read: ${whyNot(module)}.`,
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
  { directory, variables }: Configuration,
): readonly Problem[] {
  return [...inputs]
    .filter(([name]) => !variables.has(name) && aboutLogs.test(name))
    .map(([name, { origin }]) => ({
      document: origin.range.document,
      range: origin.range,
      message: `${name} in the inputs of ${config.directory} has no effect: ${directory} declares no such variable.`,
    }));
}
