import type { Document } from "../../core/document";
import type { File } from "./syntax";

/** A file in Terraform's JSON form. */
export function parseJson(document: Document): File {
  const range = { document, start: 0, end: document.text.length };
  return {
    document,
    body: { attributes: [], blocks: [], range, incomplete: true },
    error: { document, start: 0, end: 0 },
  };
}
