import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Changes, commitStream } from "./fast-import";
import { git } from "./git";
import { type GitObject, GitObjects, type TreeEntry } from "./git-objects";

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
  readonly #objects = new GitObjects(this.directory);
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
        "[uploadpack]\nallowAnySHA1InWant = true\nallowFilter = true\n" +
        // No packs: every object is a file that can be read without git.
        "[fastimport]\nunpackLimit = 1000000\n",
    );
  }

  /** Makes a commit that changes its first parent as told (no parent: an empty tree) and returns its id. */
  commit(changes: Changes, parents: readonly string[], message = "A commit") {
    const args = ["fast-import", "--quiet", "--force", "--date-format=raw"];
    const time = this.#time();
    const input = commitStream({ changes, parents, message, time });
    return git(this.directory, args, input).toString().trim();
  }

  /** Makes the merge commit that GitHub would make, of a tree that is there. */
  mergeCommit(tree: string, into: string, merged: string): string {
    const person = `GitHub <noreply@github.com> ${this.#time()} +0000`;
    const lines = [
      `tree ${tree}`,
      `parent ${into}`,
      `parent ${merged}`,
      `author ${person}`,
      `committer ${person}`,
      "",
      `Merge ${merged} into ${into}`,
    ];
    return this.#objects.write("commit", `${lines.join("\n")}\n`);
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
    if (commit !== undefined) return this.#objects.commit(commit).tree;
    return this.typeOf(name) === "tree" ? name : undefined;
  }

  /** The type of an object id, or undefined when there is no such object. */
  typeOf(sha: string): string | undefined {
    return this.#objects.get(sha)?.type;
  }

  parentsOf(commit: string): readonly string[] {
    return this.#objects.commit(commit).parents;
  }

  messageOf(commit: string): string {
    return this.#objects.commit(commit).message;
  }

  mergeBase(one: string, other: string): string | undefined {
    if (this.isAncestor(one, other)) return one;
    if (this.isAncestor(other, one)) return other;
    try {
      return this.text("merge-base", one, other).trim();
    } catch {
      return undefined;
    }
  }

  isAncestor(ancestor: string, commit: string): boolean {
    const reached = new Set([commit]);
    for (const each of reached)
      for (const parent of this.parentsOf(each)) reached.add(parent);
    return reached.has(ancestor);
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
    const object = this.#objects.get(sha);
    if (object?.type !== "blob") throw new Error(`${sha} is no blob.`);
    return object.bytes;
  }

  /** What a name ("<id>", "<revision>", "<revision>:<path>") stands for. */
  object(name: string): GitObject | undefined {
    return this.#objects.get(this.#idOf(name));
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
    return this.#objects.tree(tree, recursive);
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

  #time(): number {
    return 1_700_000_000 + 60 * ++this.#commits;
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
}
