/*
 * Which files there are on the disk: what git lists, or what is there where git cannot say.
 */
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";

/** Directories that are never walked where git cannot say what belongs to the repository. */
const neverWalked = new Set([
  ".git",
  ".terraform",
  ".terragrunt-cache",
  "node_modules",
  ".aws-sam",
]);

/** Whether something is at a path, be it a link that leads nowhere. */
export function isThere(absolute: string): boolean {
  return lstatSync(absolute, { throwIfNoEntry: false }) !== undefined;
}

/** Files below a path from the root: what git would commit, or what is there when git cannot say. */
export function filesBelow(root: string, path: string): readonly string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return (
    (existsSync(join(root, ".git")) ? gitFiles(root, path) : undefined) ??
    walked(root, path)
  );
}

/** Tracked and untracked files that git does not ignore; undefined when git is not there or the path itself is ignored. */
function gitFiles(root: string, path: string): readonly string[] | undefined {
  try {
    if (path !== "." && isIgnored(root, path)) return undefined;
    const which = ["--cached", "--others", "--exclude-standard"];
    return gitListed(root, which, path).filter((each) =>
      isThere(join(root, each)),
    );
  } catch {
    return undefined;
  }
}

/** The files that git tracks; none where git cannot say. */
export function trackedFiles(root: string): readonly string[] {
  try {
    return gitListed(root, ["--cached"], ".");
  } catch {
    return [];
  }
}

/** What `git ls-files` lists below a path. */
function gitListed(
  root: string,
  which: readonly string[],
  path: string,
): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "-z", ...which, "--", path], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return [...new Set(listed.split("\u0000"))].filter((each) => each !== "");
}

function isIgnored(root: string, path: string): boolean {
  try {
    execFileSync("git", ["check-ignore", "-q", "--", path], {
      cwd: root,
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

function walked(root: string, path: string): readonly string[] {
  const found: string[] = [];
  const open = [path];
  for (
    let directory = open.pop();
    directory !== undefined;
    directory = open.pop()
  ) {
    for (const entry of readdirSync(join(root, directory), {
      withFileTypes: true,
    })) {
      const inside = posix.join(directory, entry.name);
      if (!entry.isDirectory()) found.push(inside);
      else if (!neverWalked.has(entry.name)) open.push(inside);
    }
  }
  return found;
}
