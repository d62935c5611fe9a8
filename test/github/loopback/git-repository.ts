import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Changes, commitStream, type NewCommit } from "./fast-import";
import { git } from "./git";

/** One line of a tree listing; `size` only for blobs. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

/** What an object id stands for. */
export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a commit object holds. */
interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

const OBJECT_ID = /^[0-9a-f]{40}$/;

/**
 * A bare repository in a temporary directory: the truth behind everything that the loopback GitHub says about content.
 * What an object id stands for never changes, so git is asked about it once: starting git is what a test spends most
 * of its time on.
 */
export class GitRepository {
  readonly directory = mkdtempSync(join(tmpdir(), "loopback-github-"));
  /** What `git clone` and `git fetch` take. */
  readonly url = pathToFileURL(this.directory).href;
  readonly #refs = new Map<string, string>();
  readonly #objects = new Map<string, GitObject>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();
  readonly #answers = new Map<string, string>();
  #commits = 0;

  constructor() {
    // What `git init --bare` makes, without running it.
    for (const folder of ["objects", "refs/heads"])
      mkdirSync(join(this.directory, folder), { recursive: true });
    writeFileSync(join(this.directory, "HEAD"), "ref: refs/heads/main\n");
    writeFileSync(
      join(this.directory, "config"),
      "[core]\nrepositoryformatversion = 0\nbare = true\n" +
        "[uploadpack]\nallowAnySHA1InWant = true\nallowFilter = true\n",
    );
  }

  /** Makes a commit that changes its first parent as told (no parent: an empty tree) and returns its id. */
  commit(changes: Changes, parents: readonly string[], message = "A commit") {
    const committer = "Dev <dev@example.com>";
    return this.#import({ changes, parents, message, committer });
  }

  /** Makes the merge commit that GitHub would make, of a tree that is there. */
  mergeCommit(tree: string, into: string, merged: string): string {
    return this.#import({
      tree,
      parents: [into, merged],
      message: `Merge ${merged} into ${into}`,
      committer: "GitHub <noreply@github.com>",
    });
  }

  setRef(ref: string, sha: string) {
    this.#refs.set(ref, sha);
    const file = join(this.directory, ref);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${sha}\n`);
  }

  deleteRef(ref: string) {
    this.#refs.delete(ref);
    rmSync(join(this.directory, ref), { force: true });
  }

  /** The commit that a branch name, ref or commit id means; undefined when it means none. */
  commitOf(name: string): string | undefined {
    const sha = this.#idOf(name);
    return this.typeOf(sha) === "commit" ? sha : undefined;
  }

  /** The tree that a tree id, commit id or branch name means. */
  treeOf(name: string): string | undefined {
    const commit = this.commitOf(name);
    if (commit !== undefined) return this.#commit(commit).tree;
    return this.typeOf(name) === "tree" ? name : undefined;
  }

  /** The type of an object id, or undefined when there is no such object. */
  typeOf(sha: string): string | undefined {
    return this.#object(sha)?.type;
  }

  parentsOf(commit: string): readonly string[] {
    return this.#commit(commit).parents;
  }

  messageOf(commit: string): string {
    return this.#commit(commit).message;
  }

  mergeBase(one: string, other: string): string | undefined {
    try {
      return this.text("merge-base", one, other).trim();
    } catch {
      return undefined;
    }
  }

  isAncestor(ancestor: string, commit: string): boolean {
    return this.mergeBase(ancestor, commit) === ancestor;
  }

  /** The tree that a merge of two commits would have; undefined when they conflict. */
  mergedTree(one: string, other: string): string | undefined {
    if (this.isAncestor(one, other)) return this.treeOf(other);
    try {
      return this.text("merge-tree", "--write-tree", one, other).trim();
    } catch {
      return undefined;
    }
  }

  blob(sha: string): Buffer {
    const object = this.#object(sha);
    if (object?.type !== "blob") throw new Error(`${sha} is no blob.`);
    return object.bytes;
  }

  /** What several names ("<id>", "<revision>", "<revision>:<path>") stand for, in one run of git; those that stand for nothing are missing. */
  objects(names: readonly string[]): Map<string, GitObject> {
    const ids = names.map((name) => [name, this.#idOf(name)] as const);
    const open = ids
      .map(([, id]) => id)
      .filter((id) => !this.#objects.has(id) && OBJECT_ID.test(id));
    for (const [id, object] of this.#read(open)) this.#objects.set(id, object);
    return new Map(
      ids.flatMap(([name, id]) => {
        const object = this.#objects.get(id);
        return object === undefined ? [] : [[name, object] as const];
      }),
    );
  }

  /** The text of a file in a commit; undefined when it is not there. */
  textAt(commit: string, path: string): string | undefined {
    const entry = this.entryAt(commit, path);
    return entry?.type === "blob" ? this.blob(entry.sha).toString() : undefined;
  }

  entryAt(commit: string, path: string): TreeEntry | undefined {
    return this.tree(commit, true).find((entry) => entry.path === path);
  }

  /** A tree's entries in git's order; recursive listings have the trees between the blobs, as GitHub's do. */
  tree(name: string, recursive: boolean): readonly TreeEntry[] {
    const tree = this.treeOf(name);
    if (tree === undefined) throw new Error(`${name} has no tree.`);
    const key = `${tree} ${recursive}`;
    const known = this.#trees.get(key);
    if (known !== undefined) return known;
    const flags = recursive ? ["-r", "-t"] : [];
    const entries = treeEntries(
      this.text("ls-tree", "-z", "-l", ...flags, tree),
    );
    this.#trees.set(key, entries);
    return entries;
  }

  /** What git says about objects that are named by their ids, so that it always says the same. */
  text(...args: string[]): string {
    const question = args.join(" ");
    const answer =
      this.#answers.get(question) ?? git(this.directory, args).toString();
    this.#answers.set(question, answer);
    return answer;
  }

  remove() {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  #import(commit: Omit<NewCommit, "time">): string {
    const time = 1_700_000_000 + 60 * ++this.#commits;
    const args = ["fast-import", "--quiet", "--force", "--date-format=raw"];
    const input = commitStream({ ...commit, time });
    return git(this.directory, args, input).toString().trim();
  }

  #idOf(name: string): string {
    const [revision = "", ...path] = name.split(":");
    if (path.length === 0)
      return (
        this.#refs.get(name) ?? this.#refs.get(`refs/heads/${name}`) ?? name
      );
    const tree = this.treeOf(revision);
    return (tree && this.entryAt(tree, path.join(":"))?.sha) ?? "";
  }

  #object(sha: string): GitObject | undefined {
    return this.objects([sha]).get(sha);
  }

  #commit(sha: string): Commit {
    const text = this.#object(sha)?.bytes.toString() ?? "";
    const end = text.indexOf("\n\n");
    const lines = text.slice(0, end).split("\n");
    const values = (key: string) =>
      lines
        .filter((line) => line.startsWith(`${key} `))
        .map((line) => line.slice(key.length + 1));
    return {
      tree: values("tree")[0] ?? "",
      parents: values("parent"),
      message: text.slice(end + 2).trim(),
    };
  }

  #read(ids: readonly string[]): Map<string, GitObject> {
    const objects = new Map<string, GitObject>();
    if (ids.length === 0) return objects;
    const input = ids.map((id) => `${id}\n`).join("");
    let rest = git(this.directory, ["cat-file", "--batch"], input);
    for (const id of ids) {
      const end = rest.indexOf("\n");
      const [sha = "", type = "", size = ""] = rest
        .subarray(0, end)
        .toString()
        .split(" ");
      const found = /^\d+$/.test(size);
      const length = found ? Number(size) : 0;
      const bytes = rest.subarray(end + 1, end + 1 + length);
      if (found) objects.set(id, { sha, type, bytes });
      rest = rest.subarray(end + 1 + length + (found ? 1 : 0));
    }
    return objects;
  }
}

/** Reads the answer of `git ls-tree -z -l`. */
function treeEntries(listing: string): readonly TreeEntry[] {
  return listing.split("\0").flatMap((line) => {
    const match = /^(\d+) (\w+) (\w+) +(\d+|-)\t([\s\S]+)$/.exec(line);
    if (match === null) return [];
    const [, mode = "", type = "", sha = "", size = "-", path = ""] = match;
    const entry = { path, mode, type, sha };
    return [size === "-" ? entry : { ...entry, size: Number(size) }];
  });
}
