import type { Value } from "../../src/core/value";
import {
  attributeOf,
  readerOf,
} from "../../src/formats/terraform/modules/configuration";
import { evaluate } from "../../src/formats/terraform/evaluation/evaluate";
import {
  inputsOf,
  rootModule,
} from "../../src/formats/terraform/modules/evaluation";
import { loadParser, parse } from "../../src/formats/terraform/syntax/parse";
import { scopeOf } from "../../src/formats/terraform/modules/references";
import { treeOf } from "../tree";

/** What we make of the outputs in `main.tf`. */
export async function outputsOf(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Value>> {
  await loadParser();
  const tree = treeOf(files);
  const reader = readerOf(tree);
  const configuration = reader.configuration(".");
  const main = tree.document("main.tf");
  if (!configuration || !main) throw new Error("there is no main.tf");
  const module = rootModule(
    reader,
    configuration,
    inputsOf(reader, configuration),
    () => {},
  );
  const outputs = new Map<string, Value>();
  for (const block of parse(main).body.blocks) {
    const value = attributeOf(block, "value");
    const [name] = block.labels;
    if (block.type !== "output" || !value || name === undefined) continue;
    module.evaluation.work.steps = 500_000;
    outputs.set(name, evaluate(value.value, scopeOf(module), name));
  }
  return outputs;
}
