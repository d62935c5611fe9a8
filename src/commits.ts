/*
 * The commits that a job reads: as much as possible from its own checkout, the rest from GitHub.
 */
import { type Document, type Source, isDownloaded } from "./core/document";
import { Blobs } from "./github/blobs";
import type { Client } from "./github/client";
import { CommitSource, absentFrom } from "./github/commit-source";
import { type CommitTree, commitTree } from "./github/commit-tree";
import { fileAt, mergeBase } from "./github/pull-request";
import { RequestFailed } from "./github/refusal";
import { LocalObjects } from "./local-objects";
import { Overlay } from "./overlay";
import { decoded, openWorkspace } from "./workspace";

/** Which files are asked about. */
export interface Scope {
  /** Files and directories from the root; none: everything. */
  readonly named: readonly string[];
  readonly includes: (path: string) => boolean;
}

/** A commit with the modules that are installed on the disk for another: nobody installs them for this one, too. */
export function withInstalled(
  commit: Source,
  { entries }: CommitTree,
  disk: Source,
): Source {
  const tracked = new Set(entries.map(({ path }) => path));
  return new Overlay(
    commit,
    disk,
    (path) => isDownloaded(path) && !tracked.has(path),
  );
}

/** The commits of one repository. */
export class Commits {
  readonly #local: LocalObjects;
  readonly #blobs: Blobs;

  constructor(
    readonly directory: string,
    readonly client: Client | undefined,
  ) {
    this.#local = new LocalObjects(directory);
    const nearby = this.#local.contents.bind(this.#local);
    this.#blobs = new Blobs(nearby, client);
  }

  /** Every file of a commit; throws a `RequestFailed` when neither the checkout nor GitHub can tell. */
  async tree(commit: string): Promise<CommitTree> {
    const local = this.#local.tree(commit);
    if (local) return local;
    if (!this.client)
      throw new RequestFailed(
        `The checkout does not have the commit ${commit}, and there is no github-token to ask GitHub with.`,
        0,
      );
    return commitTree(this.client, commit);
  }

  /** The commit at which a head left a branch or commit. */
  async mergeBase(base: string, head: string): Promise<string> {
    return mergeBase(this.#asked(), base, head);
  }

  /** Who is asked for what the checkout does not have. */
  #asked(): Client {
    if (this.client) return this.client;
    throw new RequestFailed("There is no github-token to ask GitHub with.", 0);
  }

  /** One text file of a branch or commit; undefined when it is not there. */
  async file(revision: string, path: string): Promise<Document | undefined> {
    const tree = this.#local.tree(revision);
    if (!tree) {
      const text = await fileAt(this.#asked(), revision, path);
      return text === undefined ? undefined : { path, text };
    }
    const entries = tree.entries.filter((entry) => entry.path === path);
    const [entry] = entries;
    if (!entry) return undefined;
    const bytes = (await this.#blobs.read(entries)).get(entry.id);
    if (!bytes)
      throw new RequestFailed(`${path} of ${revision} cannot be read.`, 0);
    return decoded(path, bytes);
  }

  /** A commit as a source. */
  source(tree: CommitTree, scope: Scope): CommitSource {
    return new CommitSource(tree, this.#blobs, { ...scope, decoded });
  }

  /** The commit that is judged, with files that only the disk has where the paths name them; an error names a path that is nowhere, in the code that is compared with either. */
  head(
    tree: CommitTree,
    scope: Scope,
    before: CommitTree | undefined,
  ): Source | { readonly error: string } {
    const commit = this.source(tree, scope);
    const missing = absentFrom(tree, scope.named);
    const absent = before ? absentFrom(before, missing) : missing;
    const disk = openWorkspace({
      directory: this.directory,
      named: absent,
      includes: scope.includes,
    });
    if ("error" in disk) return disk;
    if (disk.directory !== ".")
      return absent[0] === undefined
        ? commit
        : { error: `The commit has nothing at ${JSON.stringify(absent[0])}.` };
    const tracked = new Set(tree.entries.map(({ path }) => path));
    return new Overlay(
      commit,
      disk,
      (path) =>
        !tracked.has(path) &&
        (isDownloaded(path) ||
          absent.some((each) => path === each || path.startsWith(`${each}/`))),
    );
  }
}
