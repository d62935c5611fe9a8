/*
 * Files that `generate` blocks write into the module before Terraform runs. They are not read:
 * a provider or a backend matters to nobody here, and of anything else it is said. Source:
 * Terragrunt's documentation, "generate".
 */
import type { Problem } from "../../../core/finding";
import { knownText } from "../../../core/text";
import { type Value, unknown } from "../../../core/value";
import { concernsEks } from "../modules/concern";
import { attributeOf, isConfiguration } from "../modules/configuration";
import { type VarFile, isLoadedByItself } from "../modules/tfvars";
import { evaluate } from "../evaluation/evaluate";
import { knownModule } from "../registry-modules";
import type { Block } from "../syntax/syntax";
import { type Config, scopeOf } from "./config";
import { layersOf } from "./inputs";

interface Generated {
  readonly config: Config;
  readonly block: Block;
  readonly path: string;
  /** Null when it is not known. */
  readonly contents: string | null;
}

function generatedBy(config: Config): readonly Generated[] {
  return layersOf(config).flatMap((layer) =>
    layer.file.body.blocks
      .filter(({ type }) => type === "generate")
      .map((block) => {
        const text = (name: string) => {
          const attribute = attributeOf(block, name);
          return (
            attribute && knownText(evaluate(attribute.value, scopeOf(layer)))
          );
        };
        const path = text("path") ?? "";
        return {
          config: layer,
          block,
          path,
          contents: text("contents") ?? null,
        };
      }),
  );
}

/** Var-files that Terraform loads by itself once they are generated: what they set is not known. */
export function generatedVarFiles(config: Config): readonly VarFile[] {
  return generatedBy(config)
    .filter(({ path }) => isLoadedByItself(path))
    .map(({ config: { path, file }, path: name, contents }) => {
      const { document } = file;
      const why = `${path} generates ${name}, which is not read`;
      if (contents === null)
        return { path, document, settings: undefined, why };
      const range = { document, start: 0, end: 0 };
      const names = contents.matchAll(/^\s*"?([\w-]+)"?\s*[=:]/gm);
      const settings = new Map<string, Value>(
        [...names].map(([, variable = ""]) => [
          variable,
          unknown(why, { range, label: path, from: [] }),
        ]),
      );
      return { path, document, settings };
    });
}

/** What to say of generated configuration that makes a cluster. */
export function generatedClusters(config: Config): readonly Problem[] {
  return generatedBy(config)
    .filter(({ path, contents }) => isConfiguration(path) && makes(contents))
    .map(({ block: { header: range }, path }) => ({
      document: range.document,
      range,
      message: `${path}, which Terragrunt generates in ${config.directory}, is not read, so its clusters are not seen.`,
    }));
}

function makes(contents: string | null): boolean {
  const text = contents ?? "";
  const calls = text.matchAll(
    /\bmodule\s+"([^"]+)"\s*\{[^}]*?\bsource\s*=\s*"([^"]+)"/g,
  );
  return (
    /\bresource\s+"(?:aws|awscc)_eks_cluster"/.test(text) ||
    [...calls].some(([, name = "", source = ""]) => {
      const known = knownModule(source);
      return known
        ? !known.clusterless
        : concernsEks({ name, source, text: "" });
    })
  );
}
