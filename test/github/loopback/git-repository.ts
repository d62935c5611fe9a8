import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a commit does to one path: text or bytes to write, `null` to delete, or one of the special kinds. */
export type Change =
  | string
  | Buffer
  | null
  | { readonly symlink: string }
  | { readonly executable: string }
  | { readonly submodule: string }
  /** Moved from another path, with its text unless new text is given. */
  | { readonly movedFrom: string; readonly text?: string };

/** Path (from the root, "/") to what happens there. */
export type Changes = Readonly<Record<string, Change>>;

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

// The user's own configuration, hooks and locale must not decide what a test sees.
const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: tmpdir(),
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

/** Runs git on its own configuration and returns its output; throws with git's words when it fails. */
export function git(
  directory: string,
  args: readonly string[],
  input?: Buffer | string,
): Buffer {
  return execFileSync("git", args, {
    cwd: directory,
    env: ENVIRONMENT,
    input,
    maxBuffer: 512 * 1024 * 1024,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** A bare repository in a temporary directory: the truth behind everything that the loopback GitHub says about content. */
export class GitRepository {
  readonly directory = mkdtempSync(join(tmpdir(), "loopback-github-"));
  /** What `git clone` and `git fetch` take. */
  readonly url = pathToFileURL(this.directory).href;
  #commits = 0;

  constructor() {
    git(this.directory, ["init", "--quiet", "--bare", "-b", "main", "."]);
    for (const key of ["allowAnySHA1InWant", "allowFilter"])
      git(this.directory, ["config", `uploadpack.${key}`, "true"]);
  }

  /** Makes a commit that changes its first parent as told (no parent: an empty tree) and returns its id. */
  commit(changes: Changes, parents: readonly string[], message = "A commit") {
    const time = 1_700_000_000 + 60 * ++this.#commits;
    const parts: (string | Buffer)[] = [
      "commit refs/loopback/commit\nmark :1\n",
      `committer Dev <dev@example.com> ${time} +0000\n`,
      data(message),
    ];
    const [first, ...others] = parents;
    if (first === undefined) parts.unshift("reset refs/loopback/commit\n");
    else parts.push(`from ${first}\n`);
    parts.push(...others.map((parent) => `merge ${parent}\n`));
    for (const [path, change] of Object.entries(changes))
      parts.push(...instructions(path, change));
    parts.push("\nget-mark :1\n");
    const input = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const args = ["fast-import", "--quiet", "--force", "--date-format=raw"];
    return git(this.directory, args, input).toString().trim();
  }

  setRef(ref: string, sha: string) {
    git(this.directory, ["update-ref", ref, sha]);
  }

  /** The commit that a branch name, ref or commit id means; undefined when it means none. */
  commitOf(name: string): string | undefined {
    return this.#resolve(`${name}^{commit}`);
  }

  /** The tree that a tree id, commit id or branch name means. */
  treeOf(name: string): string | undefined {
    return this.#resolve(`${name}^{tree}`);
  }

  /** The type of an object id, or undefined when there is no such object. */
  typeOf(sha: string): string | undefined {
    try {
      return this.text("cat-file", "-t", sha).trim();
    } catch {
      return undefined;
    }
  }

  parentsOf(commit: string): string[] {
    return this.text("log", "-1", "--format=%P", commit)
      .trim()
      .split(" ")
      .filter((sha) => sha !== "");
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
    try {
      return this.text("merge-tree", "--write-tree", one, other).trim();
    } catch {
      return undefined;
    }
  }

  blob(sha: string): Buffer {
    return git(this.directory, ["cat-file", "blob", sha]);
  }

  /** What several object ids stand for, in one run of git; ids that stand for nothing are missing. */
  objects(ids: readonly string[]): Map<string, GitObject> {
    const input = ids.map((id) => `${id}\n`).join("");
    let rest = git(this.directory, ["cat-file", "--batch"], input);
    const objects = new Map<string, GitObject>();
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

  /** The text of a file in a commit; undefined when it is not there. */
  textAt(commit: string, path: string): string | undefined {
    const entry = this.entryAt(commit, path);
    return entry?.type === "blob" ? this.blob(entry.sha).toString() : undefined;
  }

  entryAt(commit: string, path: string): TreeEntry | undefined {
    const parts = path.split("/");
    if (parts.some((part) => ["", ".", ".."].includes(part))) return undefined;
    return this.#list(
      "ls-tree",
      "-z",
      "-l",
      "--full-tree",
      commit,
      "--",
      path,
    )[0];
  }

  /** A tree's entries in git's order; recursive listings have the trees between the blobs, as GitHub's do. */
  tree(name: string, recursive: boolean): TreeEntry[] {
    const flags = recursive ? ["-r", "-t"] : [];
    return this.#list("ls-tree", "-z", "-l", "--full-tree", ...flags, name);
  }

  text(...args: string[]): string {
    return git(this.directory, args).toString();
  }

  remove() {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  #resolve(revision: string): string | undefined {
    for (const candidate of [revision, `refs/heads/${revision}`])
      try {
        return this.text("rev-parse", "--verify", "--quiet", candidate).trim();
      } catch {
        // The other spelling may exist.
      }
    return undefined;
  }

  #list(...args: string[]): TreeEntry[] {
    const lines = this.text(...args).split("\0");
    return lines.flatMap((line) => {
      const match = /^(\d+) (\w+) (\w+) +(\d+|-)\t([\s\S]+)$/.exec(line);
      if (match === null) return [];
      const [, mode = "", type = "", sha = "", size = "-", path = ""] = match;
      const entry = { path, mode, type, sha };
      return [size === "-" ? entry : { ...entry, size: Number(size) }];
    });
  }
}

function instructions(path: string, change: Change): (string | Buffer)[] {
  const name = quoted(path);
  const write = (mode: string, content: string | Buffer) => [
    `M ${mode} inline ${name}\n`,
    data(content),
  ];
  if (change === null) return [`D ${name}\n`];
  if (typeof change === "string" || Buffer.isBuffer(change))
    return write("100644", change);
  if ("symlink" in change) return write("120000", change.symlink);
  if ("executable" in change) return write("100755", change.executable);
  if ("submodule" in change) return [`M 160000 ${change.submodule} ${name}\n`];
  const move = `R ${quoted(change.movedFrom)} ${name}\n`;
  return change.text === undefined
    ? [move]
    : [move, ...write("100644", change.text)];
}

function data(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`data ${bytes.length}\n`),
    bytes,
    Buffer.from("\n"),
  ]);
}

/** A path in the quotes that fast-import reads, newlines and all. */
function quoted(path: string): string {
  const escaped = path.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replaceAll("\n", "\\n")}"`;
}
