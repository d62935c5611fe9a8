import type { Document, Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Format, Reading } from "../../core/rule";
import { isConfiguration } from "./modules/configuration";
import { isVarFile } from "./modules/tfvars";
import { type Evaluated, evaluated } from "./parts";
import { judge } from "./syntax/judge";
import { isTooLong, loadParser } from "./syntax/parse";
import type { Body, File } from "./syntax/syntax";
import { isTerragrunt } from "./terragrunt";

/** What stands behind a reading. */
const behind = new WeakMap<Reading, Evaluated>();

/** Terraform and OpenTofu, in HCL and JSON. */
export const terraform: Format = {
  name: "terraform",
  claims: (path) =>
    isConfiguration(path) || isVarFile(path) || isTerragrunt(path),
  async read(tree, before): Promise<Reading> {
    await loadParser();
    const found = evaluated(tree, before && behind.get(before));
    const { parts } = found;
    const surveys = parts.all.flatMap((part) => part.surveys);
    const reading: Reading = {
      clusters: surveys.flatMap(({ clusters }) => clusters),
      groups: surveys.flatMap(({ groups }) => groups),
      restsOn: (root, path) => parts.restsOn(root, path),
      moves: surveys.flatMap(({ moves }) => moves),
      refusals: () => surveys.flatMap((survey) => survey.refusals()),
      problems: [
        ...(await unreadable(tree, found)),
        ...parts.all.flatMap(({ problems }) => problems),
      ],
    };
    behind.set(reading, found);
    return reading;
  },
  invalid: (document) => judge(document),
};

/** What is wrong with the files that were asked about or read on the way. */
async function unreadable(
  tree: Tree,
  { reader, parts }: Evaluated,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const path of tree.paths) {
    if (!terraform.claims(path)) continue;
    const document = tree.document(path);
    if (document?.binary) problems.push(noText(document));
    reader.file(path);
  }
  const read = [reader, ...parts.all].flatMap(({ files }) => [
    ...files.values(),
  ]);
  for (const file of new Set(read)) {
    const problem = file.error && (await problemOf(file));
    if (problem) problems.push(told(problem));
  }
  return problems;
}

/** What is wrong with a file in which the parser saw an error. */
async function problemOf(file: File): Promise<Problem | undefined> {
  const { document, body } = file;
  if (isTooLong(document))
    return {
      document,
      message: "This file is too long, so it is not read.",
    };
  const problem = await judge(document);
  if (problem || !isIncomplete(body)) return problem;
  const message =
    "A part of this file could not be read, though Terraform can parse it.";
  return { document, message };
}

function isIncomplete({ blocks, incomplete }: Body): boolean {
  return incomplete === true || blocks.some(({ body }) => isIncomplete(body));
}

function noText(document: Document): Problem {
  const message = isVarFile(document.path)
    ? "This file is no text, so it may be encrypted: the variables that it sets cannot be known."
    : "This file is not UTF-8 text, so Terraform cannot read it: what it declares cannot be known.";
  return { document, message };
}

/** A problem that does not quote values. */
function told(problem: Problem): Problem {
  return isVarFile(problem.document.path)
    ? { ...problem, message: "Terraform cannot parse this file." }
    : problem;
}
