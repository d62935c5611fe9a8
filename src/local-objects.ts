/*
 * What the job's own checkout, in whatever state it is, can spare GitHub: commits and contents that
 * its object store has, and files on the disk. Nothing is fetched. Contents are known by their ids,
 * so that it does not matter what else the checkout is.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CommitTree, type TreeEntry, kindOf } from "./github/commit-tree";

/** At most this many contents are asked of git at once. */
const batch = 500;

/** The repositories in and right below a directory. */
export class LocalObjects {
  readonly #roots: readonly string[];

  constructor(readonly directory: string) {
    this.#roots = [directory, ...childrenOf(directory)].filter((path) =>
      existsSync(join(path, ".git")),
    );
  }

  /** Every file of a commit, named by its id since branches here may be old; undefined when no repository here has it whole. */
  tree(commit: string): CommitTree | undefined {
    if (!/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
    for (const root of this.#roots) {
      const args = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
      const listed = git(root, args)?.toString("utf8");
      if (listed !== undefined)
        return { entries: listed.split("\u0000").flatMap(entry), missing: [] };
    }
    return undefined;
  }

  /** The id of the commit that a revision names; undefined when git knows none. */
  commit(revision: string): string | undefined {
    const named = `${revision}^{commit}`;
    return this.#answer("rev-parse", "--verify", "--end-of-options", named);
  }

  /** The commit that two commits have in common; undefined when git knows none. */
  mergeBase(left: string, right: string): string | undefined {
    return this.#answer("merge-base", left, right);
  }

  #answer(...args: readonly string[]): string | undefined {
    const [root] = this.#roots;
    return (root && git(root, args)?.toString("utf8").trim()) || undefined;
  }

  /** Contents by id, as far as they are here. */
  contents(wanted: readonly TreeEntry[]): ReadonlyMap<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    for (const root of this.#roots) {
      const open = wanted.filter(({ id }) => !found.has(id));
      for (let at = 0; at < open.length; at += batch)
        for (const [id, bytes] of objects(root, open.slice(at, at + batch)))
          found.set(id, bytes);
    }
    for (const { id, path, kind } of wanted) {
      const bytes =
        found.has(id) || kind !== "file"
          ? undefined
          : onDisk(join(this.directory, path));
      if (bytes) found.set(id, bytes);
    }
    return found;
  }
}

function childrenOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== ".git")
      .slice(0, 100)
      .map(({ name }) => join(directory, name));
  } catch {
    return [];
  }
}

function onDisk(path: string): Uint8Array | undefined {
  try {
    return statSync(path).size <= 20 * 1024 * 1024
      ? readFileSync(path)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A line of `git ls-tree -l`: "100644 blob <id>    <size>\t<path>". */
function entry(line: string): readonly TreeEntry[] {
  const found = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t([^]+)$/.exec(line);
  if (!found) return [];
  const [, mode = "", id = "", size = "", path = ""] = found;
  return [{ path, kind: kindOf(mode), id, size: Number(size) || 0 }];
}

/** Reads the answer of `git cat-file --batch`: "<id> blob <size>\n<content>\n", or "<id> missing\n". */
function objects(
  root: string,
  wanted: readonly TreeEntry[],
): readonly (readonly [string, Uint8Array])[] {
  const ids = wanted.map(({ id }) => `${id}\n`).join("");
  const answer = git(root, ["cat-file", "--batch"], ids);
  const found: (readonly [string, Uint8Array])[] = [];
  for (let at = 0; answer && at < answer.length;) {
    const end = answer.indexOf("\n", at);
    if (end < 0) break;
    const [id = "", type, size] = answer.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (size === undefined) continue;
    const bytes = answer.subarray(at, at + Number(size));
    at += Number(size) + 1;
    if (type === "blob") found.push([id, bytes]);
  }
  return found;
}

/** Runs git without letting it fetch; a checkout of another user is as good as ours, since nothing of it is run. */
function git(
  root: string,
  args: readonly string[],
  input = "",
): Buffer | undefined {
  try {
    return execFileSync("git", ["-c", "safe.directory=*", ...args], {
      cwd: root,
      input,
      env: { ...process.env, GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" },
      maxBuffer: 1024 * 1024 * 1024,
      stdio: ["pipe", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
