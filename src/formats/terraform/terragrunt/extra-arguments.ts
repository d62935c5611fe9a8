/*
 * What a unit hands to Terraform by `extra_arguments`: var-files, variables on the command line, and
 * variables in the environment. Source: Terragrunt's documentation, "extra_arguments"; that variables
 * in its `env_vars` beat `inputs` is in its sources, `SetTerragruntInputsAsEnvVars`.
 */
import { knownText, text } from "../../../core/text";
import { type Value, unknown } from "../../../core/value";
import { attributeOf, blocksOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import type { Block } from "../syntax/syntax";
import { type Config, repositoryPath, scopeOf } from "./config";
import { type VarFile, varFile } from "../modules/tfvars";
import { layersOf } from "./inputs";
import { parsedSetting } from "./parsed-setting";

/** What sets variables, later ones over earlier ones. */
export interface ExtraArguments {
  /** `-var-file` and `-var`. */
  readonly commandLine: readonly VarFile[];
  /** `TF_VAR_…`. */
  readonly environment: readonly VarFile[];
}

/** The module's variables, which decide how a text for them is read; undefined where nobody knows them. */
type Variables = ReadonlyMap<string, Block> | undefined;

/** What a unit hands to Terraform when it applies a module with these variables. */
export function extraArgumentsOf(
  config: Config,
  variables: Variables,
): ExtraArguments {
  const blocks = new Map<string, readonly [Config, Block]>();
  for (const each of layersOf(config))
    for (const outer of each.file.body.blocks)
      if (outer.type === "terraform")
        for (const block of blocksOf(outer, "extra_arguments"))
          blocks.set(block.labels[0] ?? "", [each, block]);
  const applied = [...blocks.values()].filter(([each, block]) =>
    isForApply(each, block),
  );
  return {
    commandLine: applied.flatMap(([each, block]) =>
      commandLineOf(each, block, variables),
    ),
    environment: applied.flatMap(([each, block]) =>
      environmentOf(each, block, variables),
    ),
  };
}

function isForApply(config: Config, block: Block): boolean {
  const commands = listOf(config, block, "commands").map(knownText);
  return (
    commands.length === 0 ||
    commands.some((each) => each === null || /^(?:apply|plan)$/.test(each))
  );
}

/** `-var=` or `-var-file=`, with the value behind it, and without one. */
const isOption = /^--?(var|var-file)=/;
const alone = /^--?(var|var-file)$/;

function commandLineOf(
  config: Config,
  block: Block,
  variables: Variables,
): readonly VarFile[] {
  const named = listOf(config, block, "arguments");
  const files = [
    ...listOf(config, block, "required_var_files"),
    ...listOf(config, block, "optional_var_files"),
  ];
  return [
    ...named.flatMap((argument, at): readonly VarFile[] => {
      const before = at === 0 ? undefined : named[at - 1];
      const [, own] = isOption.exec(startOf(argument) ?? "") ?? [];
      const [, last] = (before && alone.exec(knownText(before) ?? "")) ?? [];
      const option = last ?? own;
      const value = last === undefined ? behind(argument, isOption) : argument;
      if (option === undefined || !value)
        return startOf(argument) === undefined ? [anything(config)] : [];
      return option === "var-file"
        ? fileAt(config, value)
        : [settingIn(config, value, variables)];
    }),
    ...files.flatMap((file) => fileAt(config, file)),
  ];
}

/** A file that is not there is not handed over, or Terragrunt does not run. */
function fileAt(config: Config, file: Value): readonly VarFile[] {
  const path = repositoryPath(knownText(file) ?? undefined, config.directory);
  return path === undefined
    ? [anything(config, `a var-file that ${config.path} names is not known`)]
    : [varFile(config.reader, path) ?? []].flat();
}

/** `name=text`, as `-var` takes it. */
function settingIn(
  config: Config,
  setting: Value,
  variables: Variables,
): VarFile {
  const pattern = /^([\w-]+)=/;
  const [, name] = pattern.exec(startOf(setting) ?? "") ?? [];
  const value = behind(setting, pattern);
  if (name === undefined || !value) return anything(config);
  const label = `-var ${name} in extra_arguments`;
  const { origin } = value;
  const labelled = { ...value, origin: { ...origin, label } };
  return settingOf(config, name, labelled, variables);
}

function settingOf(
  { path, file: { document } }: Config,
  name: string,
  value: Value,
  variables: Variables,
): VarFile {
  const parsed = parsedSetting(name, value, variables);
  return { path, document, settings: new Map([[name, parsed]]) };
}

function environmentOf(
  config: Config,
  block: Block,
  variables: Variables,
): readonly VarFile[] {
  const attribute = attributeOf(block, "env_vars");
  const value = attribute && evaluate(attribute.value, scopeOf(config));
  if (!value) return [];
  if (value.kind === "unknown" || !(value.data instanceof Map))
    return [anything(config)];
  return [...value.data].flatMap(([key, each]) => {
    const [, name] = /^TF_VAR_(.+)$/.exec(key) ?? [];
    return name === undefined ? [] : settingOf(config, name, each, variables);
  });
}

/** What may set any variable. */
function anything(
  { path, file: { document } }: Config,
  why = `what ${path} hands to Terraform in extra_arguments is not known`,
): VarFile {
  return { path, document, settings: undefined, why };
}

/** The elements of a list; one unknown in place of a list that is not known. */
function listOf(config: Config, block: Block, name: string): readonly Value[] {
  const attribute = attributeOf(block, name);
  const list = attribute && evaluate(attribute.value, scopeOf(config));
  if (!list) return [];
  return list.kind === "known" &&
    list.data !== null &&
    typeof list.data === "object"
    ? [...list.data.values()]
    : [unknown("it is not known", list.origin)];
}

/** What a text surely begins with; undefined when nothing is known of that. */
function startOf(value: Value): string | undefined {
  if (value.kind === "unknown") {
    const [first] = value.parts ?? [];
    return typeof first === "string" ? first : undefined;
  }
  return knownText(value) ?? "";
}

/** What follows in a text behind what it surely begins with. */
function behind(value: Value, pattern: RegExp): Value | undefined {
  const [begin] = pattern.exec(startOf(value) ?? "") ?? [];
  if (begin === undefined) return undefined;
  const pieces =
    value.kind === "unknown" ? (value.parts ?? []) : [knownText(value) ?? ""];
  const [first = "", ...rest] = pieces;
  const left = typeof first === "string" ? first.slice(begin.length) : first;
  return text([left, ...rest], { ...value.origin, from: [value] });
}
