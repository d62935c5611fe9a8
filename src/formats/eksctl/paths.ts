/*
 * Finds settings in an eksctl file: through merges and aliases, and between the statements of a
 * template language, which may decide whether a setting is there at all.
 */
import { type SourceRange, textOf } from "../../core/document";
import {
  type Entry,
  type Mapping,
  type Node,
  type Source,
  entriesOf,
  entryOf,
  textOfNode,
} from "../yaml/node";
import { hasPlaceholder } from "../yaml/placeholders";
import { brings, bringsAt, following, isConditional } from "../yaml/statements";
import { columnOf } from "../yaml/style";

/** Where a setting is, or how far the way to it is written. */
export interface Found {
  /** The setting's entry; undefined when it is not written. */
  readonly entry?: Entry;
  /** The last mapping on the way. */
  readonly mapping?: Mapping;
  /** The keys that are missing from there on; only the setting's own when its mapping is written. */
  readonly missing: readonly string[];
  /** Aliases and merges on the way, the nearest to the document's top first. */
  readonly references: readonly Reference[];
  /** Why nobody can tell what is there; completes "cannot be known because …". */
  readonly unknown?: string;
}

interface Reference {
  readonly range: SourceRange;
  readonly label: string;
}

/** The setting at the end of these keys. A null on the way is the same as nothing. */
export function find(source: Source, keys: readonly string[]): Found {
  const references: Reference[] = [];
  let node = source.root;
  let mapping: Mapping | undefined;
  let entry: Entry | undefined;
  for (const [index, key] of keys.entries()) {
    const missing = keys.slice(index);
    if (node.kind !== "mapping") {
      const path = keys.slice(0, index).join(".");
      return isNothing(node) && mapping
        ? {
            mapping,
            missing: keys.slice(index - 1),
            references,
            ...because(brought(source, node), "bring it"),
          }
        : { missing, references, unknown: blocked(node, path) };
    }
    mapping = node;
    entry = entryOf(mapping, key);
    if (!entry)
      return {
        mapping,
        missing,
        references,
        ...because(bringing(source, mapping), "bring it"),
      };
    const merge = mapping.entries.includes(entry)
      ? undefined
      : mergeOf(mapping, entry);
    if (merge) references.push({ range: merge.range, label: "merged in here" });
    node = entry.value;
    if (node.alias && node.kind !== "scalar")
      references.push({ range: node.alias, label: "an alias of it" });
  }
  const undecided = entry && reasonFor(source, entry.value);
  return {
    ...(entry ? { entry } : {}),
    ...(mapping ? { mapping } : {}),
    missing: [],
    references,
    ...(undecided === undefined ? {} : { unknown: undecided }),
  };
}

/** Whether a value is left out or null. */
export function isNothing(node: Node): boolean {
  return node.kind === "scalar" && node.data === null;
}

function blocked(node: Node, path: string): string {
  return node.kind === "scalar" && hasPlaceholder(node.text)
    ? `the placeholder ${node.text} is filled in before eksctl reads the file`
    : `${path} is not a mapping, which eksctl refuses`;
}

/** The merge that brings an entry. */
function mergeOf(mapping: Mapping, entry: Entry): Entry | undefined {
  return mapping.entries.find(({ key, value }) => {
    const merged = value.kind === "sequence" ? value.items : [value];
    return (
      textOfNode(key) === "<<" &&
      merged.some(
        (each) => each.kind === "mapping" && entriesOf(each).includes(entry),
      )
    );
  });
}

/** Why a template leaves open what is written here. */
function reasonFor(source: Source, node: Node): string | undefined {
  if (isConditional(source, node))
    return "a statement of a template decides whether it is there";
  const goesOn =
    isNothing(node) || (node.kind === "sequence" && node.style === "block");
  const line = goesOn ? brought(source, node) : undefined;
  return because(line, isNothing(node) ? "bring it" : "add to it").unknown;
}

/** The template's line that may bring what follows a key, or further elements of a list. */
function brought(source: Source, node: Node): SourceRange | undefined {
  const { document, start } = node.range;
  return following(source, node).find((line) =>
    isNothing(node) ? brings(line) : bringsAt(line, columnOf(document, start)),
  );
}

/** The template's line that may bring further keys of a mapping. */
function bringing(source: Source, mapping: Mapping): SourceRange | undefined {
  const { document, start, end } = mapping.range;
  const behind = mapping.style === "block" ? following(source, mapping) : [];
  return source.directives.find(
    (line) =>
      bringsAt(line, columnOf(document, start)) &&
      (mapping === source.root ||
        (start < line.start && line.start < end) ||
        behind.includes(line)),
  );
}

function because(
  line: SourceRange | undefined,
  what: string,
): { readonly unknown?: string } {
  return line === undefined
    ? {}
    : { unknown: `the template line ${spoken(line)} may ${what}` };
}

function spoken(line: SourceRange): string {
  return textOf(line).replace(/\s+/g, " ");
}
