/*
 * What `git fast-import` reads: a whole commit, contents and all, in one run of git.
 */

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

/** A commit to be made. */
export interface NewCommit {
  readonly parents: readonly string[];
  /** Seconds since 1970. */
  readonly time: number;
  readonly message: string;
  readonly changes: Changes;
}

/** The stream that makes a commit and asks for its id. */
export function commitStream(commit: NewCommit): Buffer {
  const [first, ...others] = commit.parents;
  const parts: (string | Buffer)[] = [
    ...(first === undefined ? ["reset refs/loopback/commit\n"] : []),
    "commit refs/loopback/commit\nmark :1\n",
    `committer Dev <dev@example.com> ${commit.time} +0000\n`,
    data(commit.message),
    ...(first === undefined ? [] : [`from ${first}\n`]),
    ...others.map((parent) => `merge ${parent}\n`),
    ...Object.entries(commit.changes).flatMap(([path, change]) =>
      instructions(path, change),
    ),
    "\nget-mark :1\n",
  ];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
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
