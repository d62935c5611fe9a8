/*
 * What every root and unit makes. Each is looked at through a tree that notes what was read, so that
 * where a fix is tried, or another file has arrived, only those are evaluated again that it concerns.
 */
import type { Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import { Parts, type WatchedTree } from "../../core/watched";
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
export interface Evaluated {
  readonly reader: Reader;
  readonly parts: Parts<Part>;
}

/** What one root or unit makes. */
export interface Part extends Made {
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
export function evaluated(tree: Tree, before?: Evaluated): Evaluated {
  const reader = readerOf(tree, before?.reader);
  const parts = new Parts<Part>(tree, before?.parts);
  const add = (root: string, key: string, make: Make): Part =>
    parts.add(root, key, (watch) => partOf(reader, watch, make));
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
  return { reader, parts };
}

function partOf(reader: Reader, watch: WatchedTree, make: Make): Part {
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const view = watchedReader(reader, watch);
  return { files: view.files, problems, ...make(view, report) };
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
