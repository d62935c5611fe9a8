/*
 * What the fixes share: replacing, adding and inserting at the place where a value was written, and
 * keeping to what the parameters on the way accept.
 */
import { linesOf, textOf } from "../../core/document";
import type { Fix, TextEdit } from "../../core/fix";
import { sameEdit } from "../../core/fix";
import { type Mapping, type Node, type Source, usesOf } from "../yaml/node";
import { replaceScalar, setEntries } from "../yaml/edit";
import { type Written, blockItemText, flowText } from "../yaml/render";
import { columnOf, indentOf, styleOf } from "../yaml/style";
import type { Missing, Written as WrittenPlace } from "./places";

/** Edits, and what else they change. */
export interface Change {
  readonly edits: readonly TextEdit[];
  /** Completes "This fix is unsafe because …". */
  readonly why?: string;
}

/** Several changes as one; undefined as soon as one of them cannot be made. */
export function together(
  changes: readonly (Change | undefined)[],
): Change | undefined {
  const edits: TextEdit[] = [];
  let why: string | undefined;
  for (const change of changes) {
    if (!change) return undefined;
    why ??= change.why;
    for (const edit of change.edits)
      if (!edits.some((other) => sameEdit(other, edit))) edits.push(edit);
  }
  return { edits, ...(why === undefined ? {} : { why }) };
}

/** A change as a fix that may be offered. */
export function fixOf(
  title: string,
  change: Change | undefined,
): Fix | undefined {
  if (!change || change.edits.length === 0) return undefined;
  const { edits, why } = change;
  return why === undefined
    ? { title, safety: "safe", edits }
    : { title, safety: "unsafe", why, edits };
}

/** Writes a value where nothing is written. */
export function add(place: Missing, value: Written): Change {
  const { source, mapping, path } = place;
  const [key = "", ...rest] = path;
  return change(
    source,
    mapping,
    setEntries(source, mapping, { [key]: nest(rest, value) }),
  );
}

/** Writes a value in the place of what is written. */
export function replace(place: WrittenPlace, value: Written): Change {
  const { source, node, path } = place;
  const isPlain = node.kind === "scalar" && node.tag === undefined;
  if (
    isPlain &&
    path.length === 0 &&
    (typeof value === "number" || typeof value === "string") &&
    node.data !== null
  )
    return change(source, node, [replaceScalar(node, value)]);
  const holder = isPlain ? holderOf(source.root, node) : undefined;
  if (holder)
    return change(
      source,
      node,
      setEntries(source, holder.mapping, { [holder.key]: nest(path, value) }),
    );
  const gap = node.place.start === node.place.end ? " " : "";
  const text = gap + textFor(source, node, nest(path, value));
  return change(source, node, [{ range: node.place, text }]);
}

/** The mapping that holds a node, and under which key. */
function holderOf(
  root: Node,
  node: Node,
): { readonly mapping: Mapping; readonly key: string } | undefined {
  const entries = root.kind === "mapping" ? root.entries : [];
  for (const { key, value } of entries) {
    if (value === node && root.kind === "mapping" && key.kind === "scalar")
      return { mapping: root, key: key.text };
  }
  const inner =
    root.kind === "sequence" ? root.items : entries.map(({ value }) => value);
  for (const each of inner) {
    const isAround =
      each.range.start <= node.place.start && node.place.end <= each.range.end;
    const found = isAround ? holderOf(each, node) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A value as text for the place of a node: in block style where the node is an element of a block list. */
function textFor(source: Source, node: Node, value: Written): string {
  const { document, start } = node.place;
  const old = textOf(node.range);
  const isShort = node.kind === "mapping" && /^\{.+\}$/.test(old);
  const style = {
    ...styleOf(source, [], node),
    ...(isShort ? { tall: false, pad: old.startsWith("{ ") } : {}),
  };
  const column = columnOf(document, start);
  const before = document.text.slice(start - column, start);
  if (source.json || !/^\ufeff? *(- +)+$/.test(before))
    return flowText(value, style, indentOf(document, start));
  const indent = " ".repeat(column);
  const list: readonly Written[] = Array.isArray(value) ? value : [];
  return list.length > 0
    ? list
        .map((item) => blockItemText(item, style, indent))
        .join(style.lineEnding + indent)
    : blockItemText(value, style, " ".repeat(column - 2)).slice(2);
}

/** An edit of a node, which also changes every place that repeats the node by an alias. */
export function change(
  source: Source,
  node: Node,
  edits: readonly TextEdit[],
): Change {
  const [use] = usesOf(source, node);
  return use
    ? {
        edits,
        why: `the text is repeated by an alias in line ${linesOf(use).first}, which changes too`,
      }
    : { edits };
}

function nest(path: readonly string[], value: Written): Written {
  return path.reduceRight<Written>((inner, key) => ({ [key]: inner }), value);
}
