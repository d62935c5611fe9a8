/*
 * What a reading rests on. A fix changes a file or two, and a repository holds hundreds of roots: one
 * whose files are all as they were is what it was, and need not be evaluated again.
 */
import type { Document, Tree } from "./document";

/** A tree that notes what it is asked for. */
export class WatchedTree implements Tree {
  readonly #documents = new Map<string, Document | undefined>();
  readonly #read = new Set<string>();
  readonly #lists = new Map<string, readonly string[]>();

  constructor(private readonly tree: Tree) {}

  get paths(): readonly string[] {
    return this.tree.paths;
  }

  list(directory: string): readonly string[] {
    const list = this.tree.list(directory);
    this.#lists.set(directory, list);
    return list;
  }

  document(path: string): Document | undefined {
    const document = this.tree.document(path);
    this.#documents.set(path, document);
    this.#read.add(document?.path ?? path);
    return document;
  }

  /** Whether the document of a path was asked for, under this name or another. */
  hasRead(path: string): boolean {
    return this.#read.has(path);
  }

  /** Whether another tree answers all that was asked with the same documents. */
  isSameIn(other: Tree): boolean {
    return (
      [...this.#documents].every(
        ([path, document]) => other.document(path) === document,
      ) &&
      [...this.#lists].every(([directory, list]) =>
        isSameList(list, other.list(directory)),
      )
    );
  }
}

function isSameList(left: readonly string[], right: readonly string[]) {
  return (
    left === right ||
    (left.length === right.length &&
      left.every((path, index) => path === right[index]))
  );
}

/** What is made of a repository part by part; a part made before is taken over where all that it rests on is the same. */
export class Parts<T> {
  readonly #byKey = new Map<string, Part<T>>();
  readonly #byRoot = new Map<string, Part<T>[]>();

  constructor(
    private readonly tree: Tree,
    private readonly before?: Parts<T>,
  ) {}

  /** The part of a key, which belongs to a root; `make` may ask nothing but the tree that it is given. */
  add(root: string, key: string, make: (tree: WatchedTree) => T): T {
    const known = this.before && this.before.#byKey.get(key);
    const part = known?.watch.isSameIn(this.tree) ? known : this.#made(make);
    this.#byKey.set(key, part);
    const others = this.#byRoot.get(root);
    if (others) others.push(part);
    else this.#byRoot.set(root, [part]);
    return part.made;
  }

  #made(make: (tree: WatchedTree) => T): Part<T> {
    const watch = new WatchedTree(this.tree);
    return { watch, made: make(watch) };
  }

  /** Every part, in the order in which they were added. */
  get all(): readonly T[] {
    return [...this.#byKey.values()].map(({ made }) => made);
  }

  /** Whether a part of a root asked for the file of this path. */
  restsOn(root: string, path: string): boolean {
    return (this.#byRoot.get(root) ?? []).some(({ watch }) =>
      watch.hasRead(path),
    );
  }
}

interface Part<T> {
  readonly watch: WatchedTree;
  readonly made: T;
}
