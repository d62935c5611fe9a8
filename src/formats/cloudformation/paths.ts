/** The path that a location beside a file leads to; undefined when it is a URL or leads out of the repository. */
export function relativePath(
  from: string,
  location: string,
): string | undefined {
  const local = location.replace(/^file:\/\//, "");
  if (
    local === "" ||
    local.startsWith("/") ||
    /^[a-z][a-z0-9+.-]*:/i.test(local)
  )
    return undefined;
  const parts = from.split("/").slice(0, -1);
  for (const part of local.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/** The directory of a path, "." at the top. */
export function directoryOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 0 ? "." : path.slice(0, end);
}

/** The names of the folders that a file is in, the nearest first. */
export function foldersOf(path: string): readonly string[] {
  return path.split("/").slice(0, -1).reverse();
}
