/*
 * Edits of Terraform's JSON form. What the tree of blocks no longer shows, such as which of several
 * nested objects holds a resource, is looked up in the JSON itself.
 */
import {
  type Document,
  type SourceRange,
  textOf,
} from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import {
  type Entry,
  type Mapping,
  type Node,
  textOfNode,
} from "../../yaml/node";
import { parse } from "../../yaml/parse";
import { edit, indentationAt, onOneLine } from "./lines";
import { addedElements } from "./list";
import type { Block } from "../syntax/syntax";
import { type NewBlock, jsonBody } from "./written";

/** What a level of indentation is in a document: what its first indented line begins with. */
export function unitOf({ text }: Document): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
}

/** Adds a property to the object that stands in this range, its braces included or not; undefined when none does. */
export function addedProperty(
  range: SourceRange,
  name: string,
  value: string,
): TextEdit | undefined {
  const mapping = mappingAt(range);
  return mapping && added(mapping, `${JSON.stringify(name)}: ${value}`);
}

/** Adds a block of the top level beside another. */
export function addedBlock(
  beside: Block,
  block: NewBlock,
): TextEdit | undefined {
  const { document } = beside.range;
  let place = within(parse(document).sources[0]?.root, beside.range);
  let path = [block.type, ...block.labels];
  for (;;) {
    const [key] = path;
    const holder: Entry | undefined = place?.entries.find(
      (entry) => textOfNode(entry.key) === key,
    );
    if (!place || !holder || path.length === 1) break;
    const inner = within(holder.value, beside.range);
    if (!inner) return undefined;
    place = inner;
    path = path.slice(1);
  }
  if (!place) return undefined;
  const unit = unitOf(document);
  const indentation = childIndentation(place, unit);
  return added(place, nestedProperty(path, block, indentation, unit));
}

/** `"type": {"name": {…}}`. */
function nestedProperty(
  [key = "", ...path]: readonly string[],
  block: NewBlock,
  indentation: string,
  unit: string,
): string {
  const inner = indentation + unit;
  const value =
    path.length === 0
      ? jsonBody(block, indentation, unit)
      : `{\n${inner}${nestedProperty(path, block, inner, unit)}\n${indentation}}`;
  return `${JSON.stringify(key)}: ${value}`;
}

/** Adds a block to what another holds. */
export function addedNestedBlock(
  outer: Block,
  block: NewBlock,
): TextEdit | undefined {
  const mapping = mappingAt(outer.body.range);
  if (!mapping) return undefined;
  const unit = unitOf(outer.range.document);
  const indentation = childIndentation(mapping, unit);
  const existing = mapping.entries.find(
    ({ key }) => textOfNode(key) === block.type,
  )?.value;
  if (!existing) {
    const value = jsonBody(block, indentation, unit);
    return added(mapping, `${JSON.stringify(block.type)}: ${value}`);
  }
  const { document, start, end } = existing.range;
  if (existing.kind === "mapping")
    return edit(
      document,
      start,
      end,
      `[${textOf(existing.range)}, ${jsonBody(block, indentation, unit)}]`,
    );
  if (existing.kind !== "sequence") return undefined;
  const last = existing.items.at(-1)?.range;
  const body = jsonBody(
    block,
    last ? indentationAt(document, last.start) : indentation,
    unit,
  );
  return addedElements({ range: existing.range, unit, ...(last && { last }) }, [
    body,
  ]);
}

function added(mapping: Mapping, property: string): TextEdit {
  const last = mapping.entries.at(-1)?.range;
  const unit = unitOf(mapping.range.document);
  const spread = !onOneLine(documentRange(mapping.range.document));
  return addedElements(
    { range: mapping.range, unit, spread, padded: true, ...(last && { last }) },
    [property],
  );
}

const documentRange = (document: Document): SourceRange => ({
  document,
  start: 0,
  end: document.text.trimEnd().length,
});

/** The indentation of a mapping's properties. */
function childIndentation({ range, entries }: Mapping, unit: string): string {
  const [first] = entries;
  return first
    ? indentationAt(range.document, first.range.start)
    : indentationAt(range.document, range.start) + unit;
}

/** The mapping that begins where the range does, or just before it. */
function mappingAt(range: SourceRange): Mapping | undefined {
  const node = parse(range.document).sources[0]?.root;
  const search = (at: Node | undefined): Mapping | undefined => {
    if (!at || at.kind === "scalar") return undefined;
    const { start, end } = at.range;
    if (
      at.kind === "mapping" &&
      (start === range.start || start + 1 === range.start)
    )
      return at;
    if (start > range.start || end < range.start) return undefined;
    const inner =
      at.kind === "mapping" ? at.entries.map(({ value }) => value) : at.items;
    for (const each of inner) {
      const found = search(each);
      if (found) return found;
    }
    return undefined;
  };
  return search(node);
}

/** The mapping itself, or that element of a list which holds the place or, failing that, the last. */
function within(
  node: Node | undefined,
  place: SourceRange,
): Mapping | undefined {
  if (node?.kind === "mapping") return node;
  if (node?.kind !== "sequence") return undefined;
  const mappings = node.items.filter((item) => item.kind === "mapping");
  return (
    mappings.find(
      ({ range }) => range.start <= place.start && place.start < range.end,
    ) ?? mappings.at(-1)
  );
}
