/*
 * YAML and JSON as a tree, with the exact place and the writing style of everything: what is read
 * from it must also be edited in it without touching a neighbour. A tree has no cycles, and is small
 * and flat enough to be walked by plain recursion, aliases included.
 */
import type { Document, SourceRange } from "../../core/document";

export type Node = Scalar | Sequence | Mapping;

interface Placed {
  /** The node's own text: without tag and anchor, comments and the line ending after it. Empty where a value is left out. */
  readonly range: SourceRange;
  /** Where the node stands: its text with tag and anchor, or the `*name` that stands for it. */
  readonly place: SourceRange;
  /** "!Ref" in `!Ref Name`; absent for the core types. */
  readonly tag?: string;
  /** The name of the anchor set here. */
  readonly anchor?: string;
  /** The range of the `*name` that stands here for a node written elsewhere; `range` is then the anchored node's. */
  readonly alias?: SourceRange;
}

export interface Scalar extends Placed {
  readonly kind: "scalar";
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** The text, escapes resolved, placeholders of template languages as they are written. */
  readonly text: string;
  /** What the core schema makes of it, with the words that CloudFormation's and eksctl's parsers know besides (`yes`, `off`); tagged scalars stay text. */
  readonly data: null | boolean | number | string;
}

export interface Sequence extends Placed {
  readonly kind: "sequence";
  readonly style: "block" | "flow";
  readonly items: readonly Node[];
}

export interface Mapping extends Placed {
  readonly kind: "mapping";
  readonly style: "block" | "flow";
  /** As written, merges (`<<`) included as entries; `entriesOf` applies them. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: Node;
  readonly value: Node;
  /** From the key's first character to the value's end. */
  readonly range: SourceRange;
}

/** One document of a file. */
export interface Source {
  readonly document: Document;
  /** Written as JSON: texts and keys are in double quotes. */
  readonly json: boolean;
  readonly root: Node;
  /** Every alias, with the node that it stands for. */
  readonly aliases: readonly {
    readonly range: SourceRange;
    readonly of: Node;
  }[];
  /** Lines that only a template language understands, such as `{% if prod %}`; they are read as comments. */
  readonly directives: readonly SourceRange[];
}

/** A mapping's entries: of keys that stand twice the last, merges (`<<`) applied, what is written here before what is merged in. */
export function entriesOf(mapping: Mapping): readonly Entry[] {
  return [...byKey(mapping).values()];
}

function byKey(mapping: Mapping): ReadonlyMap<string, Entry> {
  const own = new Map<string, Entry>();
  const merged = new Map<string, Entry>();
  for (const entry of mapping.entries) {
    const { key, value } = entry;
    if (!isMerge(entry)) own.set(keyText(key), entry);
    else
      for (const each of value.kind === "sequence" ? value.items : [value])
        if (each.kind === "mapping")
          for (const [name, inner] of byKey(each))
            if (!merged.has(name)) merged.set(name, inner);
  }
  for (const [key, entry] of merged) if (!own.has(key)) own.set(key, entry);
  return own;
}

/** A key that is no scalar is found by nobody, and is no other such key. */
function keyText(key: Node): string {
  return key.kind === "scalar" ? key.text : `\0${key.range.start}`;
}

/** Whether an entry merges another mapping's entries into its own (`<<: *base`). */
function isMerge({ key }: Entry): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.text === "<<";
}

/** The value of a key, merges applied; undefined when the node is no mapping or lacks the key. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return entryOf(node, key)?.value;
}

/** The entry of a key, merges applied. */
export function entryOf(
  node: Node | undefined,
  key: string,
): Entry | undefined {
  if (node?.kind !== "mapping") return undefined;
  const own = node.entries.findLast(
    (entry) =>
      entry.key.kind === "scalar" && entry.key.text === key && !isMerge(entry),
  );
  return own ?? (node.entries.some(isMerge) ? byKey(node).get(key) : undefined);
}

/** The text of a scalar; undefined for everything else. */
export function textOfNode(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

/** Where else a node is used: the aliases that stand for it or for something that holds it. An edit of the node changes these too. */
export function usesOf(source: Source, node: Node): readonly SourceRange[] {
  return source.aliases
    .filter(
      ({ of }) =>
        of.place.start <= node.range.start && node.range.end <= of.place.end,
    )
    .map(({ range }) => range);
}
