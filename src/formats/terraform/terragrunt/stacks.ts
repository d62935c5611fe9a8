import type { Problem } from "../../../core/finding";
import { knownText } from "../../../core/text";
import { textOf } from "../../../core/document";
import { concernsEks } from "../modules/concern";
import { type Reader, attributeOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import { newWork } from "../evaluation/scope";
import { directoryOf, nameOf } from "../modules/paths";
import { configAt, repositoryPath, scopeOf } from "./config";

/** Whether a file makes units of others, by its name. */
export function isStack(path: string): boolean {
  return nameOf(path) === "terragrunt.stack.hcl";
}

/**
 * What to say of a stack's units that lie elsewhere. Those that lie in the repository are units
 * themselves, to which the values that the stack passes are not known.
 */
export function stackProblems(
  reader: Reader,
  path: string,
): readonly Problem[] {
  const directory = directoryOf(path);
  const config = configAt(path, reader, newWork(), {
    directory,
    original: directory,
    depth: 0,
  });
  const blocks = config?.file.body.blocks ?? [];
  return blocks.flatMap((block): readonly Problem[] => {
    const attribute = attributeOf(block, "source");
    if (!config || !attribute || block.type !== "unit") return [];
    const [name = ""] = block.labels;
    const written = textOf(attribute.value.range).replace(/^"|"$/g, "");
    const source =
      knownText(evaluate(attribute.value, scopeOf(config))) ?? written;
    const inside = /^(?:\.{1,2}(?:\/|$)|\/)/.test(source)
      ? repositoryPath(source.replace("//", "/"), directory)
      : undefined;
    if (inside !== undefined && reader.file(`${inside}/terragrunt.hcl`))
      return [];
    if (!concernsEks({ name, source: written, text: textOf(block.range) }))
      return [];
    return [
      {
        document: block.header.document,
        range: block.header,
        message: `unit ${name} of ${path} is not read: ${written} is not in this repository, so its clusters are not seen.`,
      },
    ];
  });
}
