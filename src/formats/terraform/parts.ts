/*
 * What every root and unit makes. Each is looked at through a tree that notes what was read, so that
 * where a fix is tried, or another file has arrived, only those are evaluated again that it concerns.
 */
import type { Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import { WatchedTree } from "../../core/watched";
import {
  type Configuration,
  type Reader,
  readerOf,
  watchedReader,
} from "./modules/configuration";
import { directoryOf } from "./modules/paths";
import { rootsOf } from "./modules/roots";
import { type Variant, variantsOf } from "./modules/variants";
import type { Survey } from "./survey";
import { surveysOf } from "./surveys";
import { type Unit, surveyOfUnit, unitAt, unitPaths } from "./terragrunt";
import { isStack, stackProblems } from "./terragrunt/stacks";

/** All that the roots and units of a tree make. */
export interface Parts {
  readonly reader: Reader;
  readonly parts: ReadonlyMap<string, Part>;
  /** The parts that a root consists of. */
  ofRoot(root: string): readonly Part[];
}

/** What one root or unit makes, and what that rests on. */
export interface Part extends Made {
  readonly root: string;
  readonly watch: WatchedTree;
  /** The files read for it. */
  readonly files: Reader["files"];
  readonly problems: readonly Problem[];
}

interface Made {
  readonly surveys: readonly Survey[];
  readonly unit?: Unit;
}

type Make = (view: Reader, report: (problem: Problem) => void) => Made;

/** What the roots and units of a tree make; those that rest on the same files as before are not evaluated again. */
export function partsOf(tree: Tree, before?: Parts): Parts {
  const reader = readerOf(tree, before?.reader);
  const parts = new Map<string, Part>();
  const add = (root: string, key: string, make: Make): Part => {
    const known = before?.parts.get(key);
    const part = known?.watch.isSameIn(tree)
      ? known
      : { root, ...partOf(reader, make) };
    parts.set(key, part);
    return part;
  };
  const units = unitPaths(tree).map((path) =>
    add(directoryOf(path), path, (view, report) => {
      const unit = unitAt(view, path);
      const survey = unit && surveyOfUnit(view, unit, report);
      return { surveys: survey ? [survey] : [], ...(unit ? { unit } : {}) };
    }),
  );
  for (const path of tree.paths.filter(isStack))
    add(directoryOf(path), path, (view, report) => {
      stackProblems(view, path).forEach(report);
      return { surveys: [] };
    });
  const roots = plainRoots(
    reader,
    units.flatMap(({ unit }) => unit ?? []),
  );
  const variants = variantsOf(reader, roots);
  for (const root of roots) {
    const own = variants.get(root) ?? [];
    const key = JSON.stringify([root.directory, own.map(named)]);
    add(root.directory, key, (view, report) => {
      for (const path of own.flatMap(pathsOf)) view.file(path);
      const configuration = view.configuration(root.directory) ?? root;
      return { surveys: surveysOf(view, configuration, own, report) };
    });
  }
  const byRoot = new Map<string, Part[]>();
  for (const part of parts.values())
    byRoot.set(part.root, [...(byRoot.get(part.root) ?? []), part]);
  return { reader, parts, ofRoot: (root) => byRoot.get(root) ?? [] };
}

function partOf(reader: Reader, make: Make): Omit<Part, "root"> {
  const watch = new WatchedTree(reader.tree);
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const view = watchedReader(reader, watch);
  return { watch, files: view.files, problems, ...make(view, report) };
}

/** The roots that Terraform is run in directly. */
function plainRoots(
  reader: Reader,
  units: readonly Unit[],
): readonly Configuration[] {
  const run = new Set(
    units.flatMap(({ module }) =>
      module.kind === "local" ? [module.directory] : [],
    ),
  );
  const own = new Set(units.map(({ directory }) => directory));
  return rootsOf(reader, run)
    .filter((directory) => !own.has(directory))
    .flatMap((directory) => reader.configuration(directory) ?? []);
}

function pathsOf({ files, doubtful }: Variant): readonly string[] {
  return [...files, ...doubtful.values()].map(({ path }) => path);
}

/** What makes a variant another one, its files' texts aside. */
function named(variant: Variant): readonly unknown[] {
  return [variant.name, pathsOf(variant), [...variant.doubtful.keys()]];
}
