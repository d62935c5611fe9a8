import { git } from "./git";
import type { LoopbackGitHub } from "./server";

/** How `actions/checkout` is told to check out; by default as it does by itself: one commit deep, every file. */
export interface CheckoutOptions {
  /** The whole history with every branch, as `fetch-depth: 0` does. */
  readonly history?: boolean;
  /** Only these folders (and the files at the top), whose blobs alone are fetched. */
  readonly sparse?: readonly string[];
  /** Git's line ending conversion on Windows. */
  readonly autocrlf?: boolean;
}

/** Checks a commit out into a new directory as `actions/checkout` does, and returns the directory. */
export function checkout(
  github: LoopbackGitHub,
  commit: string,
  options: CheckoutOptions = {},
): string {
  const directory = github.directory();
  const run = (...args: string[]) => git(directory, args);
  run("init", "--quiet", "-b", "main", ".");
  run("remote", "add", "origin", github.pull.repository.url);
  if (options.autocrlf === true) run("config", "core.autocrlf", "true");
  const filter = options.sparse === undefined ? [] : ["--filter=blob:none"];
  const what =
    options.history === true
      ? ["+refs/heads/*:refs/remotes/origin/*", commit]
      : ["--depth=1", commit];
  run("fetch", "--quiet", "--no-tags", ...filter, "origin", ...what);
  if (options.sparse !== undefined)
    run("sparse-checkout", "set", ...options.sparse);
  run("checkout", "--quiet", "--force", "--detach", commit);
  return directory;
}
