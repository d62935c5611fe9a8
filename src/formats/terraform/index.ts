import type { Problem } from "../../core/finding";
import type { Format, Reading } from "../../core/rule";
import { isConfiguration, readerOf } from "./configuration";
import { rootModule } from "./evaluation";
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
      problems,
    };
  },
  invalid: () => Promise.resolve(undefined),
};
