/*
 * Var-files that Terraform does not load by itself. Nobody says in the code how they are used, so
 * names and places have to tell: which root a file is for, which files go together, and which stand
 * for different environments. Each environment is one more evaluation of the root.
 */
import type { Configuration, Reader } from "./configuration";
import { compareText } from "../../../core/fix";
import { directoryOf, nameOf } from "./paths";
import { type VarFile, isLoadedByItself, isVarFile, varFile } from "./tfvars";

/** Var-files that are used together. */
export interface Variant {
  /** The path of the file that tells the environment. */
  readonly name: string;
  /** Later ones win. */
  readonly files: readonly VarFile[];
  /** Variables that files set which may be used together with these, or not. */
  readonly doubtful: ReadonlyMap<string, VarFile>;
}

/** Folders that hold one var-file for each environment, beside roots or in them. */
const containers = new Set([
  "env",
  "envs",
  "vars",
  "config",
  "configs",
  "tfvars",
  "environments",
]);

/** Files that go together with every other in their folder and below. */
const sharedNames = new Set(["common", "global", "shared", "base"]);

/** Words that name an environment in a file's name. */
const environments = new Set(
  "dev develop development sandbox test qa stg stage staging uat preprod prod prd production live".split(
    " ",
  ),
);

/** Names of files that show what to write, for people to copy. */
const examples = /(?:^|[^a-z])examples?(?:[^a-z]|$)/;

/** The variants of each root. */
export function variantsOf(
  reader: Reader,
  roots: readonly Configuration[],
): ReadonlyMap<Configuration, readonly Variant[]> {
  const files = new Map<Configuration, VarFile[]>();
  for (const path of reader.tree.paths) {
    if (!isVarFile(path) || isAutomatic(reader, path)) continue;
    if (examples.test(baseName(path))) continue;
    const file = varFile(reader, path);
    for (const root of file ? rootsFor(file, roots) : [])
      if (file) files.set(root, [...(files.get(root) ?? []), file]);
  }
  return new Map([...files].map(([root, own]) => [root, layered(own, root)]));
}

/** Whether Terraform loads the file by itself, which it does only in a directory with configuration. */
function isAutomatic(reader: Reader, path: string): boolean {
  return (
    isLoadedByItself(path) &&
    reader.configuration(directoryOf(path)) !== undefined
  );
}

/** The roots that a var-file is for. */
function rootsFor(
  { path, settings }: VarFile,
  roots: readonly Configuration[],
): readonly Configuration[] {
  const names = [...(settings?.keys() ?? [])];
  const declaresAll = (root: Configuration) =>
    names.every((name) => root.variables.has(name));
  const above = ancestors(path);
  const nearest = above
    .map((directory) => roots.find((root) => root.directory === directory))
    .find((root) => root !== undefined);
  if (nearest && declaresAll(nearest)) return [nearest];
  for (const [at, directory] of above.entries()) {
    const folder = above[at - 1];
    if (folder === undefined || !containers.has(nameOf(folder))) continue;
    const beside = roots.filter(
      (root) => isWithin(root.directory, directory) && root !== nearest,
    );
    const declaring = settings ? beside.filter(declaresAll) : [];
    if (declaring.length > 0) return declaring;
  }
  const has = nearest && names.some((name) => nearest.variables.has(name));
  return nearest && (has || !settings) ? [nearest] : [];
}

/** The directories a file is in, the nearest first. */
function ancestors(path: string): readonly string[] {
  const above = [directoryOf(path)];
  for (let at = above[0] ?? "."; at !== ".";) {
    at = directoryOf(at);
    above.push(at);
  }
  return above;
}

function isWithin(directory: string, outer: string): boolean {
  return outer === "." || `${directory}/`.startsWith(`${outer}/`);
}

/** The variants that files of one root make. */
function layered(
  files: readonly VarFile[],
  root: Configuration,
): readonly Variant[] {
  const isShared = ({ path }: VarFile) => sharedNames.has(baseName(path));
  const specific = files.filter((file) => !isShared(file));
  const groups = new Map<string, VarFile[]>();
  for (const file of specific) {
    const key = environmentOf(file.path, root) ?? file.path;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const layers = [...groups].flatMap(([key, group]) =>
    areDisjoint(group)
      ? [{ key, group }]
      : group.map((file) => ({ key, group: [file] })),
  );
  if (layers.length === 0)
    return files.map((file) => ({
      name: file.path,
      files: [file],
      doubtful: new Map(),
    }));
  return layers
    .flatMap(({ key, group }) => {
      const [first] = group;
      if (!first) return [];
      const folder = directoryOf(first.path);
      const base = files
        .filter(
          (file) => isShared(file) && isWithin(folder, directoryOf(file.path)),
        )
        .sort(
          (a, b) => directoryOf(a.path).length - directoryOf(b.path).length,
        );
      const own = [...base, ...group];
      const isEnvironment = key !== first.path;
      const loose = isEnvironment
        ? specific.filter(
            (file) =>
              environmentOf(file.path, root) === undefined &&
              areDisjoint([...group, file]),
          )
        : [];
      return {
        name: first.path,
        files: own,
        doubtful: new Map(
          loose.flatMap((file) =>
            [...(file.settings?.keys() ?? [])].map(
              (name) => [name, file] as const,
            ),
          ),
        ),
      };
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/** The environment that a var-file is for, named by its folder or by a word in its name. */
function environmentOf(
  path: string,
  { directory }: Configuration,
): string | undefined {
  const folder = directoryOf(path);
  if (folder !== directory && !containers.has(nameOf(folder))) return folder;
  const word = baseName(path)
    .split(/[^a-z0-9]+/)
    .find((each) => environments.has(each));
  return word === undefined ? undefined : `${folder} ${word}`;
}

function baseName(path: string): string {
  return nameOf(path)
    .replace(/(?:\.auto)?\.tfvars(?:\.json)?$/, "")
    .toLowerCase();
}

function areDisjoint(files: readonly VarFile[]): boolean {
  const names = files.flatMap(({ settings }) => [...(settings?.keys() ?? [])]);
  return (
    new Set(names).size === names.length &&
    (files.length < 2 || files.every(({ settings }) => settings !== undefined))
  );
}
