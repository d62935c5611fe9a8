/** Paths inside the repository: "/" between the names, "." for the top. */

/** A path seen from a directory; undefined when it leads out of the repository. */
export function resolved(directory: string, path: string): string | undefined {
  const names: string[] = [];
  for (const name of `${directory}/${path}`.split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join("/") || ".";
}

/** The directory that a file or directory is in; the top is in itself. */
export function directoryOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : path.slice(0, at);
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** How one directory is written as seen from another: ".", "modules/eks", "../eks". */
export function relative(from: string, to: string): string {
  const a = from === "." ? [] : from.split("/");
  const b = to === "." ? [] : to.split("/");
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared])
    shared += 1;
  const up = a.slice(shared).map(() => "..");
  return [...up, ...b.slice(shared)].join("/") || ".";
}
