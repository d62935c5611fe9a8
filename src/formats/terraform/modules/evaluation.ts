import type { Problem } from "../../../core/finding";
import type { Configuration, Reader } from "./configuration";
import { type Module, newMemory } from "./module";
import { type CallContext, callFunction } from "../functions";
import { newWork } from "../evaluation/scope";
import { rendered } from "../evaluation/template";
import { type Value, unknown } from "../../../core/value";
import { type VarFile, automatic, settingsOf } from "./tfvars";
import type { Unit } from "../terragrunt/unit";
import type { Variant } from "./variants";

/** What sets the variables of a root from outside. */
export interface Inputs {
  /** The directory that stands for the root, where that is not the module's own. */
  readonly root?: string;
  readonly variant?: string;
  supplied(variable: string): Value | undefined;
}

/** The root module of a new evaluation. */
export function rootModule(
  reader: Reader,
  configuration: Configuration,
  { root, variant, supplied }: Inputs,
  report: (problem: Problem) => void,
): Module {
  const { directory } = configuration;
  const work = newWork();
  const context: CallContext = {
    tree: reader.tree,
    work,
    directory,
    template: (template, variables, origin, file) =>
      rendered(template, variables, origin, file?.path ?? directory, {
        work,
        call: (name, values, at) => callFunction(name, values, at, context),
      }),
  };
  return {
    evaluation: {
      reader,
      work,
      root: root ?? directory,
      ...(variant === undefined ? {} : { variant }),
      context,
      report,
    },
    configuration,
    address: "",
    exists: undefined,
    supplied,
    memory: newMemory(),
  };
}

/** What a root's variables are set to by the files that Terraform loads by itself and by those of a variant. */
export function inputsOf(
  reader: Reader,
  { directory }: Configuration,
  variant?: Variant,
): Inputs {
  const files = [...automatic(reader, directory), ...(variant?.files ?? [])];
  const settings = settingsOf(files);
  return {
    ...(variant ? { variant: variant.name } : {}),
    supplied(variable) {
      const value = settings(variable);
      const other = value ? undefined : variant?.doubtful.get(variable);
      return value ?? (variant && other && doubt(variable, variant, other));
    },
  };
}

/** What a Terragrunt unit sets the variables of its module to: inputs lose against files that Terraform loads. A published module's variables are not at hand. */
export function inputsOfUnit(
  reader: Reader,
  unit: Unit,
  {
    directory,
    variables,
  }: Pick<Configuration, "directory"> &
    Partial<Pick<Configuration, "variables">>,
): Inputs {
  const places = [...new Set([directory, unit.directory])];
  const files = places.flatMap((place) => automatic(reader, place));
  const extra = unit.extraArguments(variables);
  const settings = settingsOf([
    ...files,
    ...unit.generated,
    ...extra.commandLine,
  ]);
  const environment = settingsOf(extra.environment);
  return {
    root: unit.directory,
    supplied: (variable) =>
      settings(variable) ?? environment(variable) ?? unit.supplied(variable),
  };
}

function doubt(
  variable: string,
  { name }: Variant,
  { path, document }: VarFile,
): Value {
  return unknown(
    `nothing says whether ${path}, which sets var.${variable}, is used together with ${name}`,
    { range: { document, start: 0, end: 0 }, label: path, from: [] },
    { key: `${variable} in ${name} or ${path}` },
  );
}
