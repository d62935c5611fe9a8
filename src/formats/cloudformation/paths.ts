/** A path as it is written from the top of the repository. */
export function pathFromTop(path: string): string {
  return relativePath("", path) ?? path;
}

/** Whether a location is a path beside the file that names it, not a URL. */
export function isLocal(location: string): boolean {
  const local = location.replace(/^file:\/\//, "");
  return (
    local !== "" &&
    !local.startsWith("/") &&
    !/^[a-z][a-z0-9+.-]*:/i.test(local)
  );
}

/** The path that a location beside a file leads to; undefined when it is a URL or leads out of the repository. */
export function relativePath(
  from: string,
  location: string,
): string | undefined {
  if (!isLocal(location)) return undefined;
  const local = location.replace(/^file:\/\//, "");
  const parts = from.split("/").slice(0, -1);
  for (const part of local.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

/**
 * The one of several paths that a URL most likely uploads: it shares the most with the URL's end,
 * and then with the directory that the URL is written in. Undefined when two are as likely.
 */
export function likeliest(
  paths: readonly string[],
  url: string,
  from: string,
): string | undefined {
  const end = url.split("/").reverse();
  const place = from.split("/");
  const ranked = paths
    .map((path) => {
      const parts = path.split("/");
      const tail = shared(parts.slice().reverse(), end);
      return { path, tail, head: shared(parts, place) };
    })
    .sort((a, b) => b.tail - a.tail || b.head - a.head);
  const [best, next] = ranked;
  return best && best.tail === next?.tail && best.head === next.head
    ? undefined
    : best?.path;
}

/** How many parts two paths begin with alike. */
function shared(parts: readonly string[], others: readonly string[]): number {
  const different = parts.findIndex((part, index) => part !== others[index]);
  return different < 0 ? parts.length : different;
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
