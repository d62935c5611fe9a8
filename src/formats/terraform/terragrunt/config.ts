/*
 * Terragrunt's configuration files. They are HCL like Terraform's, with other names and functions:
 * a file is always read on behalf of a unit, the directory that Terragrunt runs in, and what it
 * includes or reads is evaluated as seen from there.
 */
import { type Origin, type Value, known, unknown } from "../../../core/value";
import { type Reader, attributeOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import { nameOf, resolved } from "../modules/paths";
import type { Scope, Work } from "../evaluation/scope";
import type { Attribute, Block, File } from "../syntax/syntax";
import { call } from "./functions";
import { sortedMap } from "../values/types";

/** A configuration file, read on behalf of a unit. */
export interface Config {
  readonly reader: Reader;
  readonly work: Work;
  readonly path: string;
  readonly file: File;
  /** The directory of the unit that it is read for: `get_terragrunt_dir()`. */
  readonly directory: string;
  /** The directory of the unit that everything is read for in the end. */
  readonly original: string;
  /** The included file from which, or for which, this one is read: what paths "to the include" are about. */
  readonly includes: ReadonlyMap<string, Included>;
  readonly memory: Map<string, Value | undefined>;
  /** How many files are being read inside each other. */
  readonly depth: number;
}

/** What an `include` block leads to. */
export interface Included {
  readonly block: Block;
  readonly strategy: "shallow" | "deep" | "no_merge";
  /** Undefined when it is not known, or not there. */
  readonly config: Config | undefined;
}

/** Files that read each other more deeply than this are not read. */
const deepest = 8;

/** A configuration file and what it includes; undefined when it is not at hand. */
export function configAt(
  path: string,
  reader: Reader,
  work: Work,
  origin: Pick<Config, "directory" | "original" | "depth">,
): Config | undefined {
  const file = reader.file(path);
  if (!file || origin.depth > deepest) return undefined;
  const includes = new Map<string, Included>();
  const config: Config = {
    ...origin,
    reader,
    work,
    path,
    file,
    includes,
    memory: new Map(),
  };
  for (const block of file.body.blocks)
    if (block.type === "include")
      includes.set(block.labels[0] ?? "", included(block, config));
  return config;
}

/** An included file is read for the same unit, and includes nothing itself. */
function included(block: Block, config: Config): Included {
  const text = (name: string) => {
    const attribute = attributeOf(block, name);
    const value = attribute && evaluate(attribute.value, scopeOf(config));
    return value?.kind === "known" && typeof value.data === "string"
      ? value.data
      : undefined;
  };
  const strategy = text("merge_strategy");
  const path = repositoryPath(text("path"), config.directory);
  const file = path === undefined ? undefined : config.reader.file(path);
  return {
    block,
    strategy:
      strategy === "deep" || strategy === "no_merge" ? strategy : "shallow",
    config:
      path !== undefined && file
        ? { ...config, path, file, includes: new Map(), memory: new Map() }
        : undefined,
  };
}

/** What stands for the directory that the repository is checked out in. */
const checkout = "/\ue000";

/** A path of the repository as Terragrunt sees it: absolute. */
export function absolute(path: string): string {
  return path === "." ? checkout : `${checkout}/${path}`;
}

/** The path inside the repository that Terragrunt's absolute or relative path leads to. */
export function repositoryPath(
  path: string | undefined,
  directory: string,
): string | undefined {
  if (path === undefined) return undefined;
  if (path.startsWith(checkout))
    return resolved(".", path.slice(checkout.length));
  return path.startsWith("/") ? undefined : resolved(directory, path);
}

/** A value that would tell where the repository is checked out is not known. */
export function withoutCheckout(value: Value): Value {
  if (value.kind === "unknown") return value;
  const { data, origin } = value;
  if (typeof data === "string")
    return data.includes("\ue000")
      ? unknown("it depends on where the repository is checked out", origin, {
          key: `checkout ${data}`,
        })
      : value;
  if (data === null || typeof data !== "object") return value;
  return "get" in data
    ? {
        ...value,
        data: new Map(
          [...data].map(([key, element]) => [key, withoutCheckout(element)]),
        ),
      }
    : { ...value, data: data.map(withoutCheckout) };
}

/** What expressions mean in a configuration file. */
export function scopeOf(config: Config): Scope {
  return {
    work: config.work,
    identity: `${config.path} for ${config.directory}`,
    names: new Map(),
    call: (name, values, origin) => call(config, name, values, origin),
    resolve(name, attributes, origin) {
      const [first, ...rest] = attributes;
      if (first === undefined) return undefined;
      if (name === "local")
        return { value: local(config, first, origin), taken: 1 };
      if (name === "include") return includedName(config, first, rest, origin);
      if (name === "feature" && rest[0] === "value")
        return { value: feature(config, first, origin), taken: 2 };
      return name === "dependency" || name === "values" || name === "feature"
        ? {
            value: outside(config, [name, ...attributes].join("."), origin),
            taken: attributes.length,
          }
        : undefined;
    },
  };
}

function outside(config: Config, name: string, origin: Origin): Value {
  return unknown(`${name} is known only when Terragrunt runs`, origin, {
    key: `${name} of ${config.path}`,
  });
}

function localsOf({ file }: Config): readonly Attribute[] {
  return file.body.blocks
    .filter(({ type }) => type === "locals")
    .flatMap(({ body }) => body.attributes);
}

function local(config: Config, name: string, origin: Origin): Value {
  const attribute = localsOf(config).find((each) => each.name === name);
  if (!attribute)
    return unknown(`local.${name} is not declared`, origin, { fails: true });
  const label = `local.${name} of ${nameOf(config.path)}`;
  if (config.memory.has(name))
    return config.memory.get(name) ?? unknown("it needs itself", origin);
  config.memory.set(name, undefined);
  const value = evaluate(attribute.value, scopeOf(config), label);
  config.memory.set(name, value);
  return value;
}

/** All locals of a file. */
export function allLocals(config: Config, origin: Origin): Value {
  return known(
    sortedMap(
      localsOf(config).map(({ name }): [string, Value] => [
        name,
        local(config, name, origin),
      ]),
    ),
    origin,
  );
}

/** `include.root.locals.x`, or `include.locals.x` where the block has no label. */
function includedName(
  config: Config,
  first: string,
  rest: readonly string[],
  origin: Origin,
) {
  const labelled = config.includes.get(first);
  const found = labelled ?? config.includes.get("");
  const [part, name] = labelled ? rest : [first, ...rest];
  const taken = labelled ? 2 : 1;
  if (!found?.config)
    return { value: outside(config, `include.${first}`, origin), taken: 1 };
  if (part === "locals")
    return name === undefined
      ? { value: allLocals(found.config, origin), taken }
      : { value: local(found.config, name, origin), taken: taken + 1 };
  const inputs = part === "inputs" ? ownInputs(found.config) : undefined;
  return {
    value: inputs ?? outside(config, `include.${first}.${part ?? ""}`, origin),
    taken,
  };
}

function feature(config: Config, name: string, origin: Origin): Value {
  const block = config.file.body.blocks.find(
    ({ type, labels }) => type === "feature" && labels[0] === name,
  );
  const fallback = block && attributeOf(block, "default");
  return fallback
    ? evaluate(fallback.value, scopeOf(config), `default of feature.${name}`)
    : outside(config, `feature.${name}`, origin);
}

/** An argument at the top of a file. */
export function argumentOf(
  config: Config,
  name: string,
): Attribute | undefined {
  return config.file.body.attributes.find((each) => each.name === name);
}

/** The `inputs` that a file itself writes. */
export function ownInputs(config: Config): Value | undefined {
  const attribute = argumentOf(config, "inputs");
  if (!attribute) return undefined;
  const { memory, path } = config;
  const key = "inputs =";
  const origin = { range: attribute.range, label: "inputs", from: [] };
  if (memory.has(key))
    return memory.get(key) ?? unknown("it needs itself", origin);
  memory.set(key, undefined);
  const value = evaluate(attribute.value, scopeOf(config), `inputs of ${path}`);
  memory.set(key, value);
  return value;
}
