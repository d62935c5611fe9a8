import type { Document, Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Format, Reading } from "../../core/rule";
import { type Reader, isConfiguration, readerOf } from "./configuration";
import { rootModule } from "./evaluation";
import { judge } from "./judge";
import { loadParser } from "./parse";
import { rootsOf } from "./roots";
import { surveyOf } from "./survey";
import { automatic, isVarFile } from "./tfvars";

/** Terraform and OpenTofu, in HCL and JSON. */
export const terraform: Format = {
  name: "terraform",
  claims: (path) => isConfiguration(path) || isVarFile(path),
  async read(tree, options = {}): Promise<Reading> {
    await loadParser();
    const reader = readerOf(tree);
    const problems: Problem[] = [];
    const surveys = rootsOf(reader)
      .filter((root) => options.roots?.has(root) ?? true)
      .flatMap((directory) => {
        const configuration = reader.configuration(directory);
        if (!configuration) return [];
        const files = automatic(reader, directory);
        const report = (problem: Problem) => problems.push(problem);
        return surveyOf(rootModule(reader, configuration, files, report));
      });
    return {
      clusters: surveys.flatMap(({ clusters }) => clusters),
      groups: surveys.flatMap(({ groups }) => groups),
      problems: [...(await unreadable(tree, reader)), ...problems],
    };
  },
  invalid: (document) => judge(document),
};

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
