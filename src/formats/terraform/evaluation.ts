import type { Problem } from "../../core/finding";
import type { Configuration, Reader } from "./configuration";
import { type Module, newMemory } from "./module";
import { type CallContext, callFunction } from "./functions";
import { newWork } from "./scope";
import { rendered } from "./template";
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
  const work = newWork();
  const context: CallContext = {
    tree: reader.tree,
    directory,
    template: (template, variables, origin, file) =>
      rendered(template, variables, origin, file?.path ?? directory, {
        work,
        call: (name, values, at) => callFunction(name, values, at, context),
      }),
  };
  return {
    evaluation: {
      reader,
      work,
      root: directory,
      ...(variant === undefined ? {} : { variant }),
      context,
      report,
    },
    configuration,
    address: "",
    given: [],
    supplied: settingsOf(files),
    memory: newMemory(),
  };
}
