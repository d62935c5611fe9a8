/*
 * Variable definitions files: `terraform.tfvars`, `*.auto.tfvars` and those that are named on the
 * command line, in HCL and JSON.
 */
import type { Document } from "../../../core/document";
import { type Value, unknown } from "../../../core/value";
import type { Reader } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import { directoryOf, nameOf } from "./paths";
import { type Scope, newWork } from "../evaluation/scope";

/** Values by the name of the variable that they set. */
export type Settings = ReadonlyMap<string, Value>;

/** A variable definitions file. */
export interface VarFile {
  readonly path: string;
  readonly document: Document;
  /** Undefined when the file cannot be read: it may set anything. */
  readonly settings: Settings | undefined;
  /** Why not all of it can be read: then it may set what it does not seem to set. */
  readonly why?: string;
}

/** Whether a file sets variables, by its name. */
export function isVarFile(path: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(path);
}

/** Whether Terraform loads a file without being told. */
export function isLoadedByItself(path: string): boolean {
  return /(?:^terraform|\.auto)\.tfvars(?:\.json)?$/.test(nameOf(path));
}

/** The files of a directory that Terraform loads by itself, the ones that win last. */
export function automatic(
  reader: Reader,
  directory: string,
): readonly VarFile[] {
  const paths = reader.tree.list(directory).filter(isLoadedByItself);
  const ranks = ["terraform.tfvars", "terraform.tfvars.json"];
  const rank = (path: string) => ranks.indexOf(nameOf(path));
  const first = ranks.flatMap((name) =>
    paths.filter((path) => nameOf(path) === name),
  );
  const others = paths.filter((path) => rank(path) < 0);
  return [...first, ...others].flatMap((path) => varFile(reader, path) ?? []);
}

/** A variable definitions file; undefined when there is none. */
export function varFile(reader: Reader, path: string): VarFile | undefined {
  const document = reader.tree.document(path);
  if (!document)
    return reader.tree.list(directoryOf(path)).includes(path)
      ? {
          path,
          document: { path, text: "" },
          settings: undefined,
          why: `${path} could not be read`,
        }
      : undefined;
  const file = reader.file(path);
  const why = `${path} is encrypted or damaged`;
  if (!file || document.binary)
    return { path, document, settings: undefined, why };
  const settings = new Map<string, Value>();
  for (const { name, value } of file.body.attributes)
    settings.set(name, evaluate(value, constants(path), `${name} in ${path}`));
  return file.body.incomplete
    ? { path, document, settings, why }
    : { path, document, settings };
}

/** What expressions mean in a file that may not refer to anything. */
function constants(path: string): Scope {
  return {
    work: newWork(),
    identity: path,
    names: new Map(),
    resolve: () => undefined,
    call: (name, _values, origin) =>
      unknown(
        `${name}() cannot be called in a variable definitions file`,
        origin,
        {
          fails: true,
        },
      ),
  };
}

/** What variables are set to by files, later ones over earlier ones. */
export function settingsOf(
  files: readonly VarFile[],
): (variable: string) => Value | undefined {
  return (variable) => {
    for (const { path, document, settings, why } of files.toReversed()) {
      const value = settings?.get(variable);
      if (value) return value;
      if (why === undefined) continue;
      const range = { document, start: 0, end: 0 };
      return unknown(
        why,
        { range, label: path, from: [] },
        { key: `${variable} in ${path}` },
      );
    }
    return undefined;
  };
}
