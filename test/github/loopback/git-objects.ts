import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";

/** What an object id stands for. */
export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** One line of a tree listing; `size` only for blobs. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number;
}

/** What a commit object holds. */
interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** The objects of a repository that has no packs, read as git reads them, each once. */
export class GitObjects {
  readonly #objects = new Map<string, GitObject>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();

  constructor(readonly directory: string) {}

  /** Undefined when there is no such object. */
  get(sha: string): GitObject | undefined {
    if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
    const known = this.#objects.get(sha);
    if (known !== undefined) return known;
    const file = this.#file(sha);
    if (!existsSync(file)) return undefined;
    const whole = inflateSync(readFileSync(file));
    const start = whole.indexOf(0);
    const [type = ""] = whole.subarray(0, start).toString().split(" ");
    const object = { sha, type, bytes: whole.subarray(start + 1) };
    this.#objects.set(sha, object);
    return object;
  }

  /** Adds an object, as `git hash-object -w` does, and returns its id. */
  write(type: string, content: string): string {
    const bytes = Buffer.from(content);
    const header = Buffer.from(`${type} ${bytes.length}\0`);
    const whole = Buffer.concat([header, bytes]);
    const sha = createHash("sha1").update(whole).digest("hex");
    const file = this.#file(sha);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, deflateSync(whole));
    return sha;
  }

  commit(sha: string): Commit {
    const text = this.get(sha)?.bytes.toString() ?? "";
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

  /** A tree's entries in git's order; deep listings have the trees between the blobs. */
  tree(sha: string, deep: boolean): readonly TreeEntry[] {
    const key = `${sha} ${deep}`;
    const entries = this.#trees.get(key) ?? this.#below(sha, "", deep);
    this.#trees.set(key, entries);
    return entries;
  }

  #below(tree: string, folder: string, deep: boolean): TreeEntry[] {
    const entries = entriesOf(this.get(tree)?.bytes ?? Buffer.of());
    return entries.flatMap((entry) => {
      const found = { ...entry, path: folder + entry.path };
      if (entry.type === "blob")
        return [{ ...found, size: this.get(entry.sha)?.bytes.length ?? 0 }];
      if (entry.type === "commit" || !deep) return [found];
      return [found, ...this.#below(entry.sha, `${found.path}/`, deep)];
    });
  }

  #file(sha: string): string {
    return join(this.directory, "objects", sha.slice(0, 2), sha.slice(2));
  }
}

/** Reads a tree object: "<mode> <name>", a zero byte and 20 bytes of id for each entry. */
function entriesOf(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at);
    const [mode = "", ...name] = bytes.toString("utf8", at, end).split(" ");
    at = end + 21;
    entries.push({
      path: name.join(" "),
      mode: mode.padStart(6, "0"),
      type: mode === "40000" ? "tree" : mode === "160000" ? "commit" : "blob",
      sha: bytes.toString("hex", end + 1, at),
    });
  }
  return entries;
}
