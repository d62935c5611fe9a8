/*
 * Which directories are root modules. One that is called is evaluated through its callers, with
 * their arguments; what its defaults would make of it on its own is nobody's cluster, unless
 * something says that it is also applied by itself.
 */
import { isPath } from "./children";
import {
  type Configuration,
  type Reader,
  attributeOf,
  blocksOf,
  isConfiguration,
} from "./configuration";
import { plainText } from "../syntax/plain-text";
import { directoryOf, resolved } from "./paths";

/** Directories that hold what Terraform has downloaded or copied. */
const copies = /(?:^|\/)\.(?:terraform|terragrunt-cache)(?:\/|$)/;

/** Directories whose modules show or test others: what they call is also used by other people, who get its defaults. */
const shows = /(?:^|\/)(?:examples?|tests?)(?:\/|$)/;

/** The directories with configuration among the files asked about. */
function directoriesIn(reader: Reader): readonly string[] {
  const directories = new Set(
    reader.tree.paths.filter(isConfiguration).map(directoryOf),
  );
  return [...directories].filter((directory) => !copies.test(directory));
}

/** The directories of root modules; `called` are those that something else than a module calls. */
export function rootsOf(
  reader: Reader,
  called: ReadonlySet<string> = new Set(),
): readonly string[] {
  const directories = directoriesIn(reader);
  const callers = new Map<string, string[]>();
  for (const directory of directories) {
    for (const callee of localCallees(reader, directory)) {
      if (callee !== directory)
        callers.set(callee, [...(callers.get(callee) ?? []), directory]);
    }
  }
  const roots = directories.filter((directory) => {
    const found = callers.get(directory) ?? [];
    if (found.length === 0 && !called.has(directory)) return true;
    const configuration = reader.configuration(directory);
    if (configuration && hasOwnValues(configuration, reader)) return true;
    // Terragrunt asks for a backend block in the module that it runs.
    if (called.has(directory)) return false;
    if (configuration && isStored(configuration)) return true;
    return found.every((caller) => shows.test(caller));
  });
  return [...roots, ...unreached(roots, directories, reader, called)];
}

const calleesOf = new WeakMap<Configuration, readonly string[]>();

/** The directories that the local `module` blocks of a directory lead to. */
function localCallees(reader: Reader, directory: string): readonly string[] {
  const configuration = reader.configuration(directory);
  if (!configuration) return [];
  const known = calleesOf.get(configuration) ?? calleesIn(configuration);
  calleesOf.set(configuration, known);
  return known;
}

function calleesIn({ directory, calls }: Configuration): readonly string[] {
  return [...calls.values()].flatMap((block) => {
    const source = plainText(attributeOf(block, "source")?.value);
    if (source === undefined || !isPath(source)) return [];
    return resolved(directory, source) ?? [];
  });
}

/** Whether a directory says where its state is kept, so that it is applied by itself. */
function isStored({ settings }: Configuration): boolean {
  return settings.some(
    (block) =>
      blocksOf(block, "backend").length > 0 ||
      blocksOf(block, "cloud").length > 0,
  );
}

/** Whether Terraform finds values in a directory that it loads only when it is run there. */
function hasOwnValues({ directory }: Configuration, { tree }: Reader): boolean {
  return tree
    .list(directory)
    .some((path) => /(?:^|\/)terraform\.tfvars(?:\.json)?$/.test(path));
}

/** Directories that call each other in a circle: one of each circle. */
function unreached(
  roots: readonly string[],
  directories: readonly string[],
  reader: Reader,
  called: ReadonlySet<string>,
): readonly string[] {
  const reached = new Set<string>(called);
  const reach = (start: string) => {
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      reached.add(at);
      for (const callee of localCallees(reader, at))
        if (!reached.has(callee)) waiting.push(callee);
    }
  };
  [...roots, ...called].forEach(reach);
  return directories.filter((directory) => {
    if (reached.has(directory)) return false;
    reach(directory);
    return true;
  });
}
