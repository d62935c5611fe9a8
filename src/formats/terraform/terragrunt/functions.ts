import { type Origin, type Value, known, unknown } from "../../../core/value";
import { callFunction } from "../functions";
import { directoryOf, relative, resolved } from "../modules/paths";
import { rendered } from "../evaluation/template";
import {
  type Config,
  absolute,
  allLocals,
  configAt,
  repositoryPath,
} from "./config";
import { merged } from "./inputs";
import { sortedMap } from "../values/types";

/** What a function of Terragrunt is given: its arguments as texts, as far as they are known. */
interface Call {
  readonly config: Config;
  readonly texts: readonly (string | undefined)[];
  readonly values: readonly Value[];
  readonly origin: Origin;
}

/** Functions of Terragrunt that the repository alone decides. Source: Terragrunt's documentation, "Functions". */
const functions: Readonly<Record<string, (call: Call) => Value | undefined>> = {
  find_in_parent_folders: parentFolder,
  get_original_terragrunt_dir: ({ config, origin }) =>
    known(absolute(config.original), origin),
  get_parent_terragrunt_dir: ({ config, texts, origin }) =>
    known(absolute(directoryOf(includePath(config, texts[0]))), origin),
  get_path_from_repo_root: ({ config, origin }) =>
    known(config.directory, origin),
  get_path_to_repo_root: ({ config, origin }) =>
    known(relative(config.directory, "."), origin),
  get_repo_root: ({ origin }) => known(absolute("."), origin),
  get_terragrunt_dir: ({ config, origin }) =>
    known(absolute(config.directory), origin),
  mark_as_read: ({ values }) => values[0],
  path_relative_from_include: ({ config, texts, origin }) =>
    known(
      relative(config.directory, directoryOf(includePath(config, texts[0]))),
      origin,
    ),
  path_relative_to_include: ({ config, texts, origin }) =>
    known(
      relative(directoryOf(includePath(config, texts[0])), config.directory),
      origin,
    ),
  read_terragrunt_config: readConfig,
};

/** Functions of Terragrunt whose results come from outside of the repository. */
const outside =
  /^(?:get_env|run_cmd|sops_decrypt_file|get_(?:aws|terraform|terragrunt|platform|default|working|tofu)\w*|read_tfvars_file|constraint_check)$/;

/** Terraform's functions that take the path of a file first. */
const takesPath =
  /^(?:file(?:exists|base64|md5|sha\w+|base64sha\w+)?|templatefile)$/;

/** The value of a function call in a configuration file. */
export function call(
  config: Config,
  name: string,
  values: readonly Value[],
  origin: Origin,
): Value {
  const texts = values.map((value) =>
    value.kind === "known" && typeof value.data === "string"
      ? value.data
      : undefined,
  );
  const own = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (own)
    return (
      own({ config, texts, values, origin }) ??
      unknown(`${name}() is given what is not known`, origin)
    );
  if (outside.test(name))
    return unknown(`${name}() is known only when Terragrunt runs`, origin, {
      key: `${name}(${texts.join()})`,
    });
  const context = {
    tree: config.reader.tree,
    work: config.work,
    directory: config.directory,
    template: (...[template, variables, at, file]: TemplateArguments) =>
      rendered(template, variables, at, file?.path ?? config.path, {
        work: config.work,
        call: (inner, given, place) => call(config, inner, given, place),
      }),
  };
  return callFunction(
    name,
    takesPath.test(name) ? withPath(config, values, texts[0]) : values,
    origin,
    context,
  );
}

type TemplateArguments = Parameters<
  Parameters<typeof callFunction>[3]["template"]
>;

/** The arguments with an absolute path inside the repository as a relative one. */
function withPath(
  config: Config,
  values: readonly Value[],
  path: string | undefined,
): readonly Value[] {
  const [first, ...rest] = values;
  const inside = repositoryPath(path, config.directory);
  if (!first || inside === undefined) return values;
  return [known(relative(config.directory, inside), first.origin), ...rest];
}

/** The included file that paths are about: the named one, else the first; the file itself where nothing is included. */
function includePath(config: Config, name: string | undefined): string {
  const named = name === undefined ? undefined : config.includes.get(name);
  const first = named ?? [...config.includes.values()][0];
  return first?.config?.path ?? config.path;
}

/** The nearest file of that name above the unit. */
function parentFolder({
  config,
  texts,
  values,
  origin,
}: Call): Value | undefined {
  const names =
    values.length === 0 ? ["terragrunt.hcl", "root.hcl"] : [texts[0]];
  const { tree } = config.reader;
  for (let at = config.directory; at !== ".";) {
    at = directoryOf(at);
    for (const name of names) {
      const path = name === undefined ? undefined : resolved(at, name);
      if (path === undefined) return undefined;
      if (tree.list(directoryOf(path)).includes(path))
        return known(absolute(path), origin);
    }
  }
  return (
    values[1] ??
    unknown("find_in_parent_folders() finds no such file", origin, {
      fails: true,
    })
  );
}

function readConfig({
  config,
  texts,
  values,
  origin,
}: Call): Value | undefined {
  const path = repositoryPath(texts[0], config.directory);
  if (texts[0] === undefined) return undefined;
  const read =
    path === undefined
      ? undefined
      : configAt(path, config.reader, config.work, {
          directory: directoryOf(path),
          original: config.original,
          depth: config.depth + 1,
        });
  if (!read)
    return (
      values[1] ??
      unknown(
        `${path ?? "the file that it reads"} is not in this repository`,
        origin,
        { fails: true },
      )
    );
  const { values: inputs } = merged(read);
  return known(
    sortedMap([
      ["inputs", inputs[0] ?? known(new Map(), origin)],
      ["locals", allLocals(read, origin)],
    ]),
    origin,
  );
}
