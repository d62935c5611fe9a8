import type { Document, Source, SourceRange } from "../src/core/document";
import { compareText } from "../src/core/fix";

/** A repository made of these files, everything asked about. */
export function treeOf(files: Readonly<Record<string, string>>): Source {
  const documents = new Map<string, Document>(
    Object.entries(files).map(([path, text]) => [path, { path, text }]),
  );
  const paths = [...documents.keys()].sort(compareText);
  const directoryOf = (path: string) =>
    path.split("/").slice(0, -1).join("/") || ".";
  return {
    paths,
    list: (directory) =>
      paths.filter((path) => directoryOf(path) === directory),
    document: (path) => documents.get(path),
    load: () => Promise.resolve(false),
    problems: [],
    filesRead: paths.length,
  };
}

/** The place of the first occurrence of a text in a document; a test that names a text that is not there fails. */
export function rangeOf(document: Document, text: string): SourceRange {
  const start = document.text.indexOf(text);
  if (start < 0)
    throw new Error(
      `${document.path} does not contain ${JSON.stringify(text)}`,
    );
  return { document, start, end: start + text.length };
}
