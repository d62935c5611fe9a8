import type { Document, Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Format, Reading } from "../../core/rule";
import {
  type Configuration,
  type Reader,
  isConfiguration,
  readerOf,
} from "./modules/configuration";
import { manifestsIn } from "./modules/installed";
import { judge } from "./syntax/judge";
import { loadParser } from "./syntax/parse";
import { rootsOf } from "./modules/roots";
import { surveysOf } from "./surveys";
import { isTerragrunt, type Unit, surveyOfUnit, unitsIn } from "./terragrunt";
import { isVarFile } from "./modules/tfvars";
import { variantsOf } from "./modules/variants";

/** Terraform and OpenTofu, in HCL and JSON. */
export const terraform: Format = {
  name: "terraform",
  claims: (path) =>
    isConfiguration(path) || isVarFile(path) || isTerragrunt(path),
  async read(tree, options = {}): Promise<Reading> {
    await loadParser();
    const reader = readerOf(tree);
    const problems: Problem[] = [];
    const report = (problem: Problem) => problems.push(problem);
    const units = unitsIn(reader);
    const wanted = (root: string) => options.roots?.has(root) ?? true;
    const roots = plainRoots(reader, units);
    const variants = variantsOf(reader, roots);
    const surveys = [
      ...roots
        .filter(({ directory }) => wanted(directory))
        .flatMap((root) =>
          surveysOf(reader, root, variants.get(root) ?? [], report),
        ),
      ...units
        .filter(({ directory }) => wanted(directory))
        .flatMap((unit) => surveyOfUnit(reader, unit, report) ?? []),
    ];
    return {
      clusters: surveys.flatMap(({ clusters }) => clusters),
      groups: surveys.flatMap(({ groups }) => groups),
      moves: surveys.flatMap(({ moves }) => moves),
      problems: [
        ...(await unreadable(tree, reader)),
        ...committed(tree),
        ...problems,
      ],
    };
  },
  invalid: (document) => judge(document),
};

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

/** What is wrong with the files that were asked about or read on the way. */
async function unreadable(
  tree: Tree,
  reader: Reader,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const path of tree.paths) {
    if (!terraform.claims(path)) continue;
    const document = tree.document(path);
    if (document?.binary && isVarFile(path)) problems.push(encrypted(document));
    reader.file(path);
  }
  for (const { document, error } of reader.files.values()) {
    const problem = error && (await judge(document));
    if (problem) problems.push(told(problem));
  }
  return problems;
}

/** Downloaded modules that are part of the repository: they are not read, since anybody may have changed them. */
function committed(tree: Tree): readonly Problem[] {
  return manifestsIn(tree).flatMap((path) => {
    const document = tree.document(path);
    const message =
      "What terraform init downloads is committed here. It is not read, since it may not be what is applied.";
    return document ? [{ document, message }] : [];
  });
}

function encrypted(document: Document): Problem {
  return {
    document,
    message:
      "This file is no text, so it may be encrypted: the variables that it sets cannot be known.",
  };
}

/** A problem that does not quote values. */
function told(problem: Problem): Problem {
  return isVarFile(problem.document.path)
    ? { ...problem, message: "Terraform cannot parse this file." }
    : problem;
}
