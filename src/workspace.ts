/*
 * The only place that touches the repository on the disk. What is asked about are files below the
 * named paths, as git lists them; references may lead to any regular file inside the repository,
 * never outside.
 */
import {
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import {
  type Document,
  type Source,
  committedDownload,
  isDownloaded,
  leadingOut,
} from "./core/document";
import { compareText } from "./core/fix";
import { filesBelow, isThere, trackedFiles } from "./listed-files";

/** Larger files are not read: no infrastructure code written by people comes near. */
const largestFile = 20 * 1024 * 1024;

/** A repository on the disk. */
export interface Workspace extends Source {
  /** Absolute path of the repository's root. */
  readonly root: string;
  /** Path of the working directory from the root; "." at the root. */
  readonly directory: string;
  /** Files and directories that were named, from the root; none: everything. */
  readonly named: readonly string[];
  /** Writes documents that still are what was read: regular files inside the repository. Answers with the paths it could not write, and why. */
  write(documents: readonly Document[]): readonly string[];
}

/** What a workspace is opened with. */
export interface WorkspaceOptions {
  /** The working directory, absolute. */
  readonly directory: string;
  /** Files and directories to look at, from the working directory; empty: everything below it. */
  readonly named: readonly string[];
  /** Which files below them count. */
  readonly includes: (path: string) => boolean;
}

/** Opens the repository around a directory; an error names the path that cannot be looked at. */
export function openWorkspace(
  options: WorkspaceOptions,
): Workspace | { readonly error: string } {
  const start = realpathSync(options.directory);
  const root = repositoryRoot(start);
  const named: string[] = [];
  for (const path of options.named.length > 0 ? options.named : ["."]) {
    const absolute = resolve(start, path);
    if (!existsSync(absolute))
      return {
        error: `There is no file or directory ${JSON.stringify(path)}.`,
      };
    const inside = insideRoot(root, realpathSync(absolute));
    if (inside === undefined)
      return {
        error: `${JSON.stringify(path)} lies outside the repository ${root}.`,
      };
    named.push(inside);
  }
  const paths = [...new Set(named.flatMap((path) => filesBelow(root, path)))]
    .filter(options.includes)
    .sort(compareText);
  const places = named.includes(".") ? [] : named;
  return new Disk(root, insideRoot(root, start) ?? ".", places, paths);
}

/** The nearest directory that holds `.git`, else the directory itself. */
export function repositoryRoot(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return directory;
  }
}

class Disk implements Workspace {
  filesRead = 0;
  readonly problems: { document: Document; message: string }[] = [];
  readonly #documents = new Map<string, Document | undefined>();
  readonly #lists = new Map<string, readonly string[]>();
  #tracked: ReadonlySet<string> | undefined;

  constructor(
    readonly root: string,
    readonly directory: string,
    readonly named: readonly string[],
    readonly paths: readonly string[],
  ) {}

  list(directory: string): readonly string[] {
    const known = this.#lists.get(directory);
    if (known) return known;
    const listed = this.#read(directory);
    this.#lists.set(directory, listed);
    return listed;
  }

  #read(directory: string): readonly string[] {
    const inside = this.#inside(directory);
    if (
      inside === undefined ||
      !statSync(join(this.root, inside)).isDirectory()
    )
      return [];
    return readdirSync(join(this.root, inside), { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => posix.join(directory, entry.name))
      .sort(compareText);
  }

  document(path: string): Document | undefined {
    const normal = posix.normalize(path);
    if (this.#documents.has(normal)) return this.#documents.get(normal);
    const inside = this.#inside(normal);
    if (inside === undefined && this.#isLink(normal))
      this.problems.push(leadingOut(normal));
    const document =
      inside === undefined || inside === normal
        ? inside && this.#text(inside)
        : this.document(inside);
    this.#documents.set(normal, document || undefined);
    return document || undefined;
  }

  /** The path from the root of what is really there, links resolved; undefined when nothing is, or it lies outside. */
  #inside(path: string): string | undefined {
    try {
      return insideRoot(this.root, realpathSync.native(join(this.root, path)));
    } catch {
      return undefined;
    }
  }

  #isLink(path: string): boolean {
    const absolute = join(this.root, path);
    return insideRoot(this.root, absolute) !== undefined && isThere(absolute);
  }

  #text(path: string): Document | undefined {
    const absolute = join(this.root, path);
    const stats = statSync(absolute);
    if (!stats.isFile()) return undefined;
    if (isDownloaded(path) && this.#committed().has(path)) {
      const { problems } = this;
      if (!problems.some(({ document }) => isDownloaded(document.path)))
        problems.push(committedDownload(path));
      return undefined;
    }
    if (stats.size > largestFile) {
      this.problems.push({
        document: { path, text: "" },
        message: "The file is larger than 20 MiB and was not read.",
      });
      return undefined;
    }
    try {
      const bytes = readFileSync(absolute);
      this.filesRead += 1;
      return decoded(path, bytes);
    } catch {
      this.problems.push({
        document: { path, text: "" },
        message: "The file cannot be read.",
      });
      return undefined;
    }
  }

  /** Files of downloaded modules that git tracks. */
  #committed(): ReadonlySet<string> {
    this.#tracked ??= new Set(trackedFiles(this.root).filter(isDownloaded));
    return this.#tracked;
  }

  load(): Promise<boolean> {
    return Promise.resolve(false);
  }

  write(documents: readonly Document[]): readonly string[] {
    return documents.flatMap((document) => {
      const absolute = join(this.root, document.path);
      const read = this.#documents.get(document.path);
      const regular =
        this.#inside(document.path) === document.path &&
        lstatSync(absolute).isFile();
      if (!regular)
        return [`${document.path} is no regular file inside the repository.`];
      if (
        !read ||
        read.text !== decoded(document.path, readFileSync(absolute)).text
      )
        return [`${document.path} has changed since it was read.`];
      try {
        writeFileSync(absolute, document.text);
        return [];
      } catch (error) {
        return [`${document.path} cannot be written: ${String(error)}.`];
      }
    });
  }
}

/** The document that bytes stand for: text where they are UTF-8, else a binary file with what words can be made out in it. */
export function decoded(path: string, bytes: Uint8Array): Document {
  try {
    const text = new TextDecoder("utf-8", {
      fatal: true,
      ignoreBOM: true,
    }).decode(bytes);
    if (!text.includes("\u0000")) return { path, text };
  } catch {
    // Not UTF-8: an encrypted file, most likely.
  }
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = new TextDecoder(wide ? "utf-16le" : "latin1").decode(bytes);
  return { path, text, binary: true };
}

function insideRoot(root: string, absolute: string): string | undefined {
  const path = relative(root, absolute).split(sep).join("/");
  if (path === "") return ".";
  return path === ".." || path.startsWith("../") || resolve(path) === path
    ? undefined
    : path;
}
