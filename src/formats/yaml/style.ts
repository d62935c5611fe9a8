/*
 * How a document is written: what is added to it should look as if its author had added it.
 */
import {
  type Document,
  lineEnding,
  lineStart,
  positionAt,
} from "../../core/document";
import type { Entry, Node, Source } from "./node";
import type { Quote, Style } from "./render";

/** At most this many nodes are looked at. */
const maxSamples = 5_000;

/** The style of a document, quotes after these neighbours, and commas and colons first after those in `inside`. */
export function styleOf(
  source: Source,
  neighbours: readonly Node[],
  inside: Node,
): Style {
  const { document, json } = source;
  const nodes = samples(source.root);
  const nearest = [inside, ...nodes];
  const unit = first(nodes, unitBelow) ?? "  ";
  const keys = nodes.flatMap((node) =>
    node.kind === "mapping" ? node.entries.map(({ key }) => key) : [],
  );
  const tight = first(nearest, (node) =>
    node.kind === "mapping" && node.style === "flow"
      ? first(node.entries, tightColon)
      : undefined,
  );
  const comma = first(nearest, commaIn);
  const tallLists = first(nodes, (node) =>
    node.kind === "sequence" &&
    node.style === "flow" &&
    node.items[0]?.kind === "scalar"
      ? isTall(node, node.items[0])
      : undefined,
  );
  return {
    lineEnding: lineEnding(document),
    unit,
    dash: first(nodes, (node) => dashBelow(node)) ?? unit,
    quote: json ? "double" : quoteOf(neighbours),
    keyQuote: json ? "double" : quoteOf(keys.slice(0, 20)),
    colon: tight && json ? ":" : ": ",
    comma: comma ?? (tight && json ? "," : ", "),
    tall:
      json &&
      nodes.some(
        (node) => node.kind === "mapping" && isTall(node, node.entries[0]?.key),
      ),
    tallLists: tallLists ?? true,
  };
}

/** The nodes of a document in order, as many as are needed to see its style. */
function samples(root: Node): readonly Node[] {
  const all: Node[] = [];
  const walk = (node: Node): void => {
    if (all.length >= maxSamples || node.alias) return;
    all.push(node);
    if (node.kind === "sequence") node.items.forEach(walk);
    if (node.kind === "mapping")
      for (const { key, value } of node.entries) [key, value].forEach(walk);
  };
  walk(root);
  return all;
}

function first<T, R>(
  all: readonly T[],
  find: (each: T) => R | undefined,
): R | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a bracket's first element stands on a later line. */
function isTall(bracket: Node, child: Node | undefined): boolean {
  const { document, start } = bracket.range;
  return (
    child !== undefined &&
    document.text.slice(start, child.place.start).includes("\n")
  );
}

function collectionsIn(node: Node): readonly Node[] {
  if (node.kind === "scalar") return [];
  const children =
    node.kind === "sequence"
      ? node.items
      : node.entries.map(({ value }) => value);
  return children.filter((child) => child.kind !== "scalar" && !child.alias);
}

/** One level's indentation, as far as it can be seen between this node and what it holds. */
function unitBelow(node: Node): string | undefined {
  if (node.kind === "scalar") return undefined;
  const { document, start } = node.range;
  const outer = indentOf(document, start);
  const child = node.kind === "mapping" ? node.entries[0]?.key : node.items[0];
  if (node.style === "flow") {
    if (!isTall(node, child) || !child) return undefined;
    const inner = indentOf(document, child.place.start);
    return inner.length > outer.length && inner.startsWith(outer)
      ? inner.slice(outer.length)
      : undefined;
  }
  if (node.kind !== "mapping") return undefined;
  return first(collectionsIn(node), (value) => {
    if (value.kind !== "mapping" || value.style !== "block") return undefined;
    const depth =
      columnOf(document, value.range.start) - columnOf(document, start);
    return depth > 0 ? " ".repeat(depth) : undefined;
  });
}

/** The indentation of a list's dashes below their key. */
function dashBelow(node: Node): string | undefined {
  if (node.kind !== "mapping" || node.style !== "block") return undefined;
  const { document, start } = node.range;
  return first(collectionsIn(node), (value) =>
    value.kind === "sequence" && value.style === "block"
      ? " ".repeat(
          Math.max(
            0,
            columnOf(document, value.range.start) - columnOf(document, start),
          ),
        )
      : undefined,
  );
}

/** Whether nothing stands between the colon and the value. */
function tightColon({ key, value }: Entry): boolean | undefined {
  const { document } = key.range;
  return key.place.end < value.place.start
    ? document.text.slice(key.place.end, value.place.start) === ":"
    : undefined;
}

/** What stands between two elements in brackets on one line. */
function commaIn(node: Node): "," | ", " | undefined {
  if (node.kind === "scalar" || node.style !== "flow") return undefined;
  const places =
    node.kind === "sequence"
      ? node.items.map(({ place }) => place)
      : node.entries.map(({ range }) => range);
  const [left, right] = places;
  if (!left || !right) return undefined;
  const between = left.document.text.slice(left.end, right.start);
  return between === "," || between === ", " ? between : undefined;
}

/** The quotes that the texts among these nodes are written in, when all agree. */
function quoteOf(nodes: readonly Node[]): Quote {
  const styles = new Set(
    nodes.flatMap((node) =>
      node.kind === "scalar" && typeof node.data === "string"
        ? [node.style]
        : [],
    ),
  );
  const [only] = styles;
  return styles.size === 1 && (only === "single" || only === "double")
    ? only
    : "plain";
}

/** The column of a place, from 0; a byte order mark takes none. */
export function columnOf(document: Document, offset: number): number {
  const { line, column } = positionAt(document, offset);
  return (
    column - 1 - (line === 1 && document.text.startsWith("\ufeff") ? 1 : 0)
  );
}

/** The indentation of the line of a place. */
export function indentOf(document: Document, offset: number): string {
  const start = lineStart(document, positionAt(document, offset).line);
  return (
    /[ \t]*/.exec(
      document.text.slice(start, offset).replace(/^\ufeff/, ""),
    )?.[0] ?? ""
  );
}
