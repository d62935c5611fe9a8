/*
 * What Terraform makes of the files of one directory before it evaluates anything: which files
 * count, and what override files change in the others.
 */
import type { Document, Tree } from "../../../core/document";
import type { WatchedTree } from "../../../core/watched";
import { parse } from "../syntax/parse";
import { plainText } from "../syntax/plain-text";
import { nameOf } from "./paths";
import type { Attribute, Block, Body, File } from "../syntax/syntax";

/** The configuration of a directory: a root module or one that others call. */
export interface Configuration {
  /** From the repository's root; "." at the top. */
  readonly directory: string;
  readonly files: readonly File[];
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  /** By "aws_eks_cluster.main". */
  readonly resources: ReadonlyMap<string, Block>;
  /** By "aws_region.current". */
  readonly data: ReadonlyMap<string, Block>;
  /** By "aws", or "aws.us" with an alias. */
  readonly providers: ReadonlyMap<string, Block>;
  /** The `terraform` blocks. */
  readonly settings: readonly Block[];
  /** The `moved` blocks. */
  readonly moved: readonly Block[];
  /** A file of which not all could be read: it may declare what nothing else does. */
  readonly unread?: string;
}

const extension = /\.(?:tf|tofu)(?:\.json)?$/;

/** Whether a file holds configuration, by its name. */
export function isConfiguration(path: string): boolean {
  const name = nameOf(path);
  return extension.test(name) && !name.startsWith(".");
}

/** Reads directories and files of a tree, each once. */
export interface Reader {
  readonly tree: Tree;
  /** The configuration of a directory; undefined when no file there holds any. */
  configuration(directory: string): Configuration | undefined;
  /** A file as Terraform's syntax; undefined when it is not at hand or binary. */
  file(path: string): File | undefined;
  /** All files read so far. */
  readonly files: ReadonlyMap<Document, File>;
}

/** A reader of a tree; what one before has read is taken over where its files are the same. */
export function readerOf(tree: Tree, before?: Reader): Reader {
  const files = new Map<Document, File>();
  const configurations = new Map<string, Configuration | undefined>();
  const file = (path: string): File | undefined => {
    const document = tree.document(path);
    if (!document || document.binary) return undefined;
    const parsed = files.get(document) ?? parse(document);
    files.set(document, parsed);
    return parsed;
  };
  return {
    tree,
    files,
    file,
    configuration(directory) {
      if (!configurations.has(directory)) {
        const paths = loaded(tree.list(directory));
        const known = before?.configuration(directory);
        const read = paths.map(file);
        configurations.set(
          directory,
          known && isMadeOf(known, read)
            ? known
            : configurationOf(directory, paths, file),
        );
      }
      return configurations.get(directory);
    },
  };
}

function isMadeOf(
  { files, unread }: Configuration,
  read: readonly (File | undefined)[],
): boolean {
  return (
    files.length === read.length &&
    files.every((file, index) => file === read[index]) &&
    (unread === undefined ||
      files.some(({ document }) => document.path === unread))
  );
}

/** A reader that notes in its tree what is read. */
export function watchedReader(reader: Reader, tree: WatchedTree): Reader {
  const files = new Map<Document, File>();
  const seen = new Set<string>();
  const file = (path: string): File | undefined => {
    tree.document(path);
    const read = reader.file(path);
    if (read) files.set(read.document, read);
    return read;
  };
  return {
    tree,
    files,
    file,
    configuration(directory) {
      if (!seen.has(directory)) loaded(tree.list(directory)).forEach(file);
      seen.add(directory);
      return reader.configuration(directory);
    },
  };
}

/** Lists of directories that were asked for before, as fixes do again and again. */
const loadedOf = new WeakMap<readonly string[], readonly string[]>();

/** The names that count, in Terraform's order: `x.tofu` hides `x.tf`, override files come last. */
function loaded(paths: readonly string[]): readonly string[] {
  const known = loadedOf.get(paths) ?? inOrder(paths);
  loadedOf.set(paths, known);
  return known;
}

function inOrder(paths: readonly string[]): readonly string[] {
  const own = paths.filter(isConfiguration);
  const counting = own.filter(
    (path) =>
      !own.includes(path.replace(/\.tf(\.json)?$/, ".tofu$1")) ||
      /\.tofu(\.json)?$/.test(path),
  );
  return [
    ...counting.filter((path) => !isOverride(path)),
    ...counting.filter(isOverride),
  ];
}

function isOverride(path: string): boolean {
  const base = nameOf(path).replace(extension, "");
  return base === "override" || base.endsWith("_override");
}

function configurationOf(
  directory: string,
  paths: readonly string[],
  read: (path: string) => File | undefined,
): Configuration | undefined {
  if (paths.length === 0) return undefined;
  let unread: string | undefined;
  const files: File[] = [];
  const locals = new Map<string, Attribute>();
  const settings: Block[] = [];
  const moved: Block[] = [];
  const blocks = new Map<string, Map<string, Block>>();
  for (const path of paths) {
    const file = read(path);
    if (!file || file.body.incomplete) unread = path;
    if (!file) continue;
    files.push(file);
    for (const block of file.body.blocks) {
      if (block.type === "locals") {
        for (const attribute of block.body.attributes)
          if (!locals.has(attribute.name) || isOverride(path))
            locals.set(attribute.name, attribute);
      } else if (block.type === "terraform") {
        settings.push(block);
      } else if (block.type === "moved") {
        moved.push(block);
      } else {
        const byName = blocks.get(block.type) ?? new Map<string, Block>();
        const name = nameIn(block);
        const before = byName.get(name);
        if (!before) byName.set(name, block);
        else if (isOverride(path)) byName.set(name, overridden(before, block));
        blocks.set(block.type, byName);
      }
    }
  }
  const named = (type: string): ReadonlyMap<string, Block> =>
    blocks.get(type) ?? new Map<string, Block>();
  return {
    directory,
    files,
    locals,
    settings,
    moved,
    variables: named("variable"),
    outputs: named("output"),
    calls: named("module"),
    resources: named("resource"),
    data: named("data"),
    providers: named("provider"),
    ...(unread === undefined ? {} : { unread }),
  };
}

/** What tells a block from others of its type. */
function nameIn(block: Block): string {
  const alias =
    block.type === "provider" ? attributeOf(block, "alias") : undefined;
  const name = alias && plainText(alias.value);
  return [...block.labels, ...(name === undefined ? [] : [name])].join(".");
}

/** A block after an override: arguments one by one, nested blocks by type. */
function overridden(block: Block, by: Block): Block {
  const names = new Set(by.body.attributes.map(({ name }) => name));
  const types = new Set(by.body.blocks.map(({ type }) => type));
  const body: Body = {
    ...block.body,
    attributes: [
      ...block.body.attributes.filter(({ name }) => !names.has(name)),
      ...by.body.attributes,
    ],
    blocks: [
      ...block.body.blocks.filter(({ type }) => !types.has(type)),
      ...by.body.blocks,
    ],
  };
  return { ...block, body };
}

/** An argument of a block. */
export function attributeOf(block: Block, name: string): Attribute | undefined {
  return block.body.attributes.find((attribute) => attribute.name === name);
}

/** The nested blocks of a type. */
export function blocksOf(block: Block, type: string): readonly Block[] {
  return block.body.blocks.filter((each) => each.type === type);
}
