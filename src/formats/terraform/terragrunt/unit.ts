/*
 * A unit: a directory with a `terragrunt.hcl`, what it runs there, and what it sets.
 */
import { lift } from "../../../core/outcomes";
import { knownText } from "../../../core/text";
import { type Value, known, truth, unknown } from "../../../core/value";
import { type Reader, attributeOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import { directoryOf } from "../modules/paths";
import { newWork } from "../evaluation/scope";
import {
  type Config,
  argumentOf,
  configAt,
  repositoryPath,
  scopeOf,
  withoutCheckout,
} from "./config";
import { type Merged, merged } from "./inputs";
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
