/** A text file of the repository. */
export interface Document {
  /** Path from the repository's root, with "/" on every system. */
  readonly path: string;
  /** The text as it stands, a byte order mark and the line endings included; of a binary file, the words that can be made out. */
  readonly text: string;
  /** The file holds bytes that are not UTF-8 text, an encrypted file for example. */
  readonly binary?: true;
  /** By what the file was generated; nobody edits such a file by hand. */
  readonly generated?: string;
}

/** Part of a document in UTF-16 offsets, end excluded. An empty range is a place where text could be inserted. */
export interface SourceRange {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** A place as people and editors count: the first line and the first column are 1, columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The repository as a format sees it. What was asked about is in `paths`; references from there may
 * lead anywhere inside the repository.
 */
export interface Tree {
  /** Paths of the files that were asked about, sorted. A symbolic link is listed under its own path. */
  readonly paths: readonly string[];
  /** Paths of all files directly in a directory of the repository ("." at the top), asked about or not, sorted. */
  list(directory: string): readonly string[];
  /**
   * The file at this path, anywhere in the repository; undefined when there is none or its text is
   * not at hand. The document behind a symbolic link carries the path of the file it leads to,
   * where an edit belongs. The same file gives the same object every time.
   */
  document(path: string): Document | undefined;
}

/** A tree whose texts have to be fetched before they can be read. */
export interface Source extends Tree {
  /** Fetches the texts of these paths, and of all that `document` was asked for in vain; true when any text came that was not there before. */
  load(paths: readonly string[]): Promise<boolean>;
  /** What could not be read, and why. */
  readonly problems: readonly {
    readonly document: Document;
    readonly message: string;
    /** Every file and directory that it holds for, where it names only one of them. */
    readonly paths?: readonly string[];
  }[];
  /** Number of files whose text was read. */
  readonly filesRead: number;
}

/** What to say of a symbolic link that leads to no file in the repository. */
export function leadingOut(path: string): Source["problems"][number] {
  return {
    document: { path, text: "" },
    message:
      "This link leads to no file in the repository, so what it stands for is not read.",
  };
}

/** Whether a file is part of a module that `terraform init` downloads. */
export function isDownloaded(path: string): boolean {
  return /(?:^|\/)\.terraform\/modules\//.test(path);
}

/** What to say of downloaded modules that are committed: anybody may have written them. */
export function committedDownload(path: string): Source["problems"][number] {
  return {
    document: { path, text: "" },
    message:
      "What terraform init downloads is committed here. It is not read, since it may not be what is applied.",
  };
}

/** The tree with other texts in place of some of its documents. */
export function withDocuments(
  tree: Tree,
  documents: readonly Document[],
): Tree {
  const changed = new Map(
    documents.map((document) => [document.path, document]),
  );
  return {
    paths: tree.paths,
    list: (directory) => tree.list(directory),
    document: (path) => {
      const original = tree.document(path);
      return original && (changed.get(original.path) ?? original);
    },
  };
}

const lineStartsOf = new WeakMap<Document, readonly number[]>();

/** Offsets at which the document's lines begin; "\n" and "\r\n" end a line. */
export function lineStarts(document: Document): readonly number[] {
  const known = lineStartsOf.get(document);
  if (known) return known;
  const starts = [0];
  for (
    let at = document.text.indexOf("\n");
    at >= 0;
    at = document.text.indexOf("\n", at + 1)
  )
    starts.push(at + 1);
  lineStartsOf.set(document, starts);
  return starts;
}

/** The line and column of an offset. */
export function positionAt(document: Document, offset: number): Position {
  const starts = lineStarts(document);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The offset at which a line begins; the document's end for a line past the last. */
export function lineStart(document: Document, line: number): number {
  return lineStarts(document)[line - 1] ?? document.text.length;
}

/** The text of a line without its ending. */
export function lineText(document: Document, line: number): string {
  return document.text
    .slice(lineStart(document, line), lineStart(document, line + 1))
    .replace(/\r?\n$/, "");
}

/** The text that a range covers. */
export function textOf(range: SourceRange): string {
  return range.document.text.slice(range.start, range.end);
}

/** All of a document. */
export function wholeOf(document: Document): SourceRange {
  return { document, start: 0, end: document.text.length };
}

/** Whether a range is all of its document. */
export function isWhole({ document, start, end }: SourceRange): boolean {
  return start === 0 && end === document.text.length;
}

/** The lines that a range touches; an end at the very start of a line does not touch that line. */
export function linesOf(range: SourceRange): {
  readonly first: number;
  readonly last: number;
} {
  const first = positionAt(range.document, range.start).line;
  return {
    first,
    last:
      range.end > range.start
        ? positionAt(range.document, range.end - 1).line
        : first,
  };
}

/** The line ending that a document uses where it uses one, else "\n". */
export function lineEnding(document: Document): "\n" | "\r\n" {
  const at = document.text.indexOf("\n");
  return at > 0 && document.text[at - 1] === "\r" ? "\r\n" : "\n";
}

/** The directory of a path; "." at the top. */
export function directoryOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : path.slice(0, at);
}
