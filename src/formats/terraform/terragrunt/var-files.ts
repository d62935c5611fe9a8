import { knownText } from "../../../core/text";
import type { Value } from "../../../core/value";
import { attributeOf, blocksOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import type { Block } from "../syntax/syntax";
import { type Config, repositoryPath, scopeOf } from "./config";
import { type VarFile, varFile } from "../modules/tfvars";

/**
 * The var-files that a unit hands to Terraform by `extra_arguments`, later ones over earlier ones.
 * Source: Terragrunt's documentation, "extra_arguments".
 */
export function varFilesOf(config: Config): readonly VarFile[] {
  const included = [...config.includes.values()].flatMap((each) =>
    each.config && each.strategy !== "no_merge" ? [each.config] : [],
  );
  const blocks = new Map<string, readonly [Config, Block]>();
  for (const each of [...included, config])
    for (const outer of each.file.body.blocks)
      if (outer.type === "terraform")
        for (const block of blocksOf(outer, "extra_arguments"))
          blocks.set(block.labels[0] ?? "", [each, block]);
  return [...blocks.values()].flatMap(([each, block]) => filesIn(each, block));
}

/** A file that is not there is not handed over, or Terragrunt does not run. */
function filesIn(config: Config, block: Block): readonly VarFile[] {
  const texts = (name: string) => textsOf(config, block, name);
  const commands = texts("commands");
  const known = !commands.includes(undefined) && commands.length > 0;
  if (known && !commands.includes("apply") && !commands.includes("plan"))
    return [];
  const named = texts("arguments").flatMap((argument) => {
    const [, path] = /^--?var-file=(.+)$/s.exec(argument ?? "") ?? [];
    return path === undefined ? [] : [path];
  });
  const paths = [
    ...named,
    ...texts("required_var_files"),
    ...texts("optional_var_files"),
  ];
  return paths.flatMap((text) => {
    if (text === undefined) return [unknownFile(config)];
    const path = repositoryPath(text, config.directory);
    return path === undefined
      ? [unknownFile(config)]
      : (varFile(config.reader, path) ?? []);
  });
}

function unknownFile({ path, file: { document } }: Config): VarFile {
  const why = `a var-file that ${path} names is not known`;
  return { path, document, settings: undefined, why };
}

/** The texts of a list, undefined for those that are not known. */
function textsOf(
  config: Config,
  block: Block,
  name: string,
): readonly (string | undefined)[] {
  const attribute = attributeOf(block, name);
  const list: Value | undefined =
    attribute && evaluate(attribute.value, scopeOf(config));
  if (!list) return [];
  return list.kind === "known" &&
    list.data !== null &&
    typeof list.data === "object"
    ? [...list.data.values()].map((each) => knownText(each) ?? undefined)
    : [undefined];
}
