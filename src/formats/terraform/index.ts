import type { Document, Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Format, Reading } from "../../core/rule";
import {
  type Configuration,
  type Reader,
  isConfiguration,
  readerOf,
} from "./modules/configuration";
import { inputsOf, rootModule } from "./modules/evaluation";
import { manifestsIn } from "./modules/installed";
import { judge } from "./syntax/judge";
import { loadParser } from "./syntax/parse";
import { rootsOf } from "./modules/roots";
import { type Survey, surveyOf } from "./survey";
import { isTerragrunt, type Unit, surveyOfUnit, unitsIn } from "./terragrunt";
import { isVarFile } from "./modules/tfvars";
import { type Variant, variantsOf } from "./modules/variants";

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

/** More variants than this of one root are not evaluated. */
const mostVariants = 64;

/** What a root makes, on its own and in each variant. */
function surveysOf(
  reader: Reader,
  root: Configuration,
  variants: readonly Variant[],
  report: (problem: Problem) => void,
): readonly Survey[] {
  const alone = rootModule(reader, root, inputsOf(reader, root), report);
  const plain = surveyOf(alone);
  const set = new Set(
    variants.flatMap(({ files }) =>
      files.flatMap(({ settings }) => [...(settings?.keys() ?? [])]),
    ),
  );
  // Without a var-file Terraform would ask for a value, so nobody applies it like that.
  const asks = [...alone.evaluation.unset].some((name) => set.has(name));
  const surveys = [
    ...(asks ? [] : [plain]),
    ...variants
      .slice(0, mostVariants)
      .flatMap((variant) => surveyOfVariant(reader, root, variant, report)),
  ];
  const [left] = variants.slice(mostVariants).flatMap(({ files }) => files);
  if (left && surveys.some(({ clusters }) => clusters.length > 0))
    report({
      document: left.document,
      message: `${variants.length - mostVariants} of the ${variants.length} var-files or groups of var-files for ${root.directory} are not evaluated, from ${left.path} on: no more than ${mostVariants} of a root are.`,
    });
  return surveys;
}

/** What a root makes with a variant's files; nothing new if they set nothing that its clusters and groups need. */
function surveyOfVariant(
  reader: Reader,
  root: Configuration,
  variant: Variant,
  report: (problem: Problem) => void,
): readonly Survey[] {
  const { supplied, ...inputs } = inputsOf(reader, root, variant);
  const needed = new Set<string>();
  const survey = surveyOf(
    rootModule(
      reader,
      root,
      {
        ...inputs,
        supplied(variable) {
          needed.add(variable);
          return supplied(variable);
        },
      },
      report,
    ),
  );
  const counts = variant.files.some(
    ({ settings }) =>
      !settings || [...settings.keys()].some((name) => needed.has(name)),
  );
  return counts ? [survey] : [];
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
