import type { Problem } from "../../core/finding";
import { unknown } from "../../core/value";
import type { Configuration, Reader } from "./configuration";
import { type Module, newMemory } from "./module";
import { newWork } from "./scope";
import { type VarFile, settingsOf } from "./tfvars";

/** The root module of a new evaluation, its variables set by these files. */
export function rootModule(
  reader: Reader,
  configuration: Configuration,
  files: readonly VarFile[],
  report: (problem: Problem) => void,
  variant?: string,
): Module {
  const { directory } = configuration;
  return {
    evaluation: {
      reader,
      work: newWork(),
      root: directory,
      ...(variant === undefined ? {} : { variant }),
      context: {
        tree: reader.tree,
        directory,
        template: (_text, _variables, origin) =>
          unknown("templates in files are not evaluated", origin),
      },
      report,
    },
    configuration,
    address: "",
    given: [],
    supplied: settingsOf(files),
    memory: newMemory(),
  };
}
