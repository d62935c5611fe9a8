import type { Document } from "../../../core/document";
import { readBody } from "./hcl-recovery";
import { parseJson } from "./parse-json";
import type { File } from "./syntax";

export { loadParser } from "./tree-sitter";

/** Longer files are not read; the largest written by hand have a fraction of this. In UTF-16 units. */
const longestText = 2_000_000;

const files = new WeakMap<Document, File>();

/** The file as Terraform's syntax, HCL or JSON by its name. What cannot be read is left out and noted, never thrown. Needs `loadParser` to have finished. */
export function parse(document: Document): File {
  const known = files.get(document);
  if (known) return known;
  const file =
    tooLong(document) ??
    (document.path.endsWith(".json")
      ? parseJson(document)
      : parseHcl(document));
  files.set(document, file);
  return file;
}

function parseHcl(document: Document): File {
  const { body, error } = readBody({
    text: document.text,
    place: (start, end) => ({ document, start, end }),
  });
  return {
    document,
    body,
    ...(error ? { error: { document, ...error } } : {}),
  };
}

/** Whether a file is not read for its length. */
export function isTooLong({ text }: Document): boolean {
  return text.length > longestText;
}

function tooLong(document: Document): File | undefined {
  if (!isTooLong(document)) return undefined;
  const range = { document, start: 0, end: document.text.length };
  return {
    document,
    body: { attributes: [], blocks: [], range, incomplete: true },
    error: { document, start: 0, end: 0 },
  };
}
