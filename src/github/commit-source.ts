/*
 * The files of a commit as a source: all paths at once, texts as they are asked for. Links are
 * followed inside the commit and lead nowhere else.
 */
import {
  type Document,
  type Source,
  committedDownload,
  isDownloaded,
  leadingOut,
} from "../core/document";
import { compareText } from "../core/fix";
import type { Blobs } from "./blobs";
import type { CommitTree, TreeEntry } from "./commit-tree";

/** Which files of a commit are asked about. */
export interface Asked {
  /** Files and directories from the root; none: everything. */
  readonly named: readonly string[];
  readonly includes: (path: string) => boolean;
  /** Makes a document of a file's bytes. */
  readonly decoded: (path: string, bytes: Uint8Array) => Document;
}

/** Larger files are not read: no infrastructure code written by people comes near. */
const largestFile = 20 * 1024 * 1024;
/** More steps than this from link to link are a circle. */
const mostLinks = 40;

/** The files of a commit. */
export class CommitSource implements Source {
  readonly paths: readonly string[];
  filesRead = 0;
  readonly #entries: ReadonlyMap<string, TreeEntry>;
  readonly #directories = new Map<string, string[]>();
  readonly #documents = new Map<string, Document | undefined>();
  readonly #links = new Map<string, string>();
  readonly #asked = new Set<string>();
  readonly #unread = new Set<string>();
  readonly #large: string[] = [];
  readonly #leadingOut = new Set<string>();
  /** The first file of downloaded modules that is asked for in each directory. */
  readonly #withheld = new Map<string, string>();

  constructor(
    readonly tree: CommitTree,
    readonly blobs: Blobs,
    readonly options: Asked,
  ) {
    const files = tree.entries.filter(({ kind }) => kind !== "submodule");
    this.#entries = new Map(files.map((entry) => [entry.path, entry]));
    for (const { path } of files) {
      const at = path.lastIndexOf("/");
      const directory = at < 0 ? "." : path.slice(0, at);
      const names = this.#directories.get(directory) ?? [];
      names.push(path.slice(at + 1));
      this.#directories.set(directory, names);
    }
    const named = options.named.map(normal);
    this.paths = files
      .map(({ path }) => path)
      .filter((path) => isNamed(path, named) && options.includes(path))
      .sort(compareText);
  }

  get problems(): Source["problems"] {
    const { missing } = this.tree;
    return [
      ...[...this.#leadingOut].map(leadingOut),
      ...[...this.#withheld.values()].map(committedDownload),
      ...this.#large.map((path) => ({
        document: { path, text: "" },
        message: "The file is larger than 20 MiB and was not read.",
      })),
      ...missing.slice(0, 1).map((path) => ({
        document: { path: path.replace(/\/$/, "") || ".", text: "" },
        paths: missing.map((each) => each.replace(/\/$/, "") || "."),
        message: `The repository is so large that ${missing.length} of its directories could not be listed. Check it out before this step.`,
      })),
      ...[...this.#unread].slice(0, 1).map((path) => ({
        document: { path, text: "" },
        paths: [...this.#unread],
        message: `${this.#unread.size} files, this one among them, could not be read within the number of requests that GitHub allows. Check the repository out before this step.`,
      })),
    ];
  }

  list(directory: string): readonly string[] {
    const normalised = normal(directory);
    const real = this.#resolved(normalised);
    if (real === undefined) return [];
    return [...(this.#directories.get(real) ?? [])]
      .map((name) => (normalised === "." ? name : `${normalised}/${name}`))
      .sort(compareText);
  }

  document(path: string): Document | undefined {
    const normalised = normal(path);
    const real = this.#resolved(normalised);
    if (real === undefined || !this.#entries.has(real)) {
      if (this.#links.has(normalised)) this.#leadingOut.add(normalised);
      return undefined;
    }
    if (isDownloaded(real)) {
      const directory = real.replace(/(\.terraform\/modules\/).*$/, "$1");
      if (!this.#withheld.has(directory)) this.#withheld.set(directory, real);
      return undefined;
    }
    if (!this.#documents.has(real)) this.#asked.add(real);
    return this.#documents.get(real);
  }

  async load(paths: readonly string[]): Promise<boolean> {
    if (this.#links.size === 0) await this.#loadLinks();
    const wanted = new Set(
      paths.flatMap((path) => this.#resolved(normal(path)) ?? []),
    );
    for (const path of this.#asked) wanted.add(path);
    this.#asked.clear();
    const entries = [...wanted]
      .filter((path) => !this.#documents.has(path))
      .flatMap((path) => this.#entries.get(path) ?? [])
      .sort((a, b) => urgency(b) - urgency(a) || compareText(a.path, b.path));
    const small = entries.filter(({ size }) => size <= largestFile);
    const contents = await this.blobs.read(small);
    for (const entry of entries) this.#take(entry, contents.get(entry.id));
    return entries.some(({ path }) => this.#documents.get(path) !== undefined);
  }

  #take({ path, size }: TreeEntry, bytes: Uint8Array | undefined): void {
    if (size > largestFile) this.#large.push(path);
    else if (!bytes) this.#unread.add(path);
    else this.filesRead += 1;
    this.#documents.set(path, bytes && this.options.decoded(path, bytes));
  }

  async #loadLinks(): Promise<void> {
    const links = [...this.#entries.values()].filter(
      ({ kind, size }) => kind === "link" && size < 4096,
    );
    if (links.length === 0) return;
    const contents = await this.blobs.read(links);
    for (const { path, id } of links)
      this.#links.set(path, new TextDecoder().decode(contents.get(id)));
  }

  /** The path of what is really there; undefined when links lead out of the commit or in a circle. */
  #resolved(path: string): string | undefined {
    if (this.#links.size === 0) return path;
    let open = path.split("/");
    let done: string[] = [];
    for (let links = 0; open.length > 0;) {
      const [step = "", ...rest] = open;
      const at = [...done, step].join("/");
      const target = this.#links.get(at);
      open = rest;
      if (step === ".." && done.length === 0) return undefined;
      if (step === "..") done = done.slice(0, -1);
      else if (target === undefined) {
        if (step !== "." && step !== "") done = [...done, step];
      } else {
        links += 1;
        if (links > mostLinks || target.startsWith("/")) return undefined;
        open = [...target.split("/"), ...open];
      }
    }
    return done.join("/") || ".";
  }
}

/** Which of the named files and directories a commit does not have. */
export function absentFrom(
  { entries }: CommitTree,
  named: readonly string[],
): readonly string[] {
  return named
    .map(normal)
    .filter((each) => !entries.some(({ path }) => isNamed(path, [each])));
}

/** Files that are read first when there are too many for all: Terraform decides across files. */
function urgency({ path }: TreeEntry): number {
  return /\.(tf|tofu|tfvars|hcl)(\.json)?$/.test(path) ? 1 : 0;
}

/** The path without "." and ".." as far as it stays inside. */
function normal(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
      else steps.push(step);
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/") || ".";
}

function isNamed(path: string, named: readonly string[]): boolean {
  return (
    named.length === 0 ||
    named.some(
      (each) => each === "." || path === each || path.startsWith(`${each}/`),
    )
  );
}
