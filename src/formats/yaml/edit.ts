/*
 * Edits of YAML and JSON. Each is the smallest that does it: it inserts, in the style of the
 * neighbours, and touches no comment. A node that an alias stands for is edited where it is written,
 * which changes every place that uses it (`usesOf`).
 */
import { type Document, type SourceRange, textOf } from "../../core/document";
import type { TextEdit } from "../../core/fix";
import type { Entry, Mapping, Node, Scalar, Sequence, Source } from "./node";
import { insertInBrackets, insertion, lineEndAt } from "./brackets";
import {
  type Style,
  type Written,
  blockEntryText,
  blockItemText,
  blockValueText,
  flowEntryText,
  flowText,
  scalarText,
} from "./render";
import { columnOf, indentOf, styleOf } from "./style";

/** Adds elements at the end of a list. */
export function addItems(
  source: Source,
  sequence: Sequence,
  items: readonly Written[],
): readonly TextEdit[] {
  const style = styleOfItems(source, sequence);
  if (sequence.style === "flow")
    return insertInBrackets(
      sequence,
      sequence.items.map(({ place }) => place),
      items.map((item) => (indent) => flowText(item, style, indent)),
      style,
    );
  const last = sequence.items.at(-1);
  const { document, start } = sequence.range;
  const indent = " ".repeat(columnOf(document, start));
  const lines = items.map(
    (item) => style.lineEnding + indent + blockItemText(item, style, indent),
  );
  return [
    insertion(
      document,
      lineEndAt(document, last?.place.end ?? start),
      lines.join(""),
    ),
  ];
}

/** How a list's elements are written: in the quotes of the texts in them, each on one line where one of them is. */
function styleOfItems(source: Source, sequence: Sequence): Style {
  const { items } = sequence;
  const texts = items.flatMap((item) =>
    item.kind === "mapping" ? item.entries.map(({ value }) => value) : [item],
  );
  const style = styleOf(source, texts, sequence);
  const short = items.find(
    (item) =>
      item.kind !== "scalar" &&
      item.style === "flow" &&
      !textOf(item.range).includes("\n"),
  );
  if (!short) return style;
  const pad = textOf(short.range).startsWith("{ ");
  return { ...style, tall: false, ...(pad ? { pad } : {}) };
}

/** Where and how new entries are put. */
export interface Placement {
  /** The entry of the same mapping to put them after; the last one when absent. */
  readonly after?: Entry;
  /** How far what belongs to that entry reaches, where that is further than its value. */
  readonly behind?: number;
  /** Whether a line is left blank before them, as between resources; as between the last entries when absent. */
  readonly blankLine?: boolean;
}

/** Gives keys of a mapping values: adds the entries, or replaces the values that are there. */
export function setEntries(
  source: Source,
  mapping: Mapping,
  values: { readonly [key: string]: Written },
  placement: Placement = {},
): readonly TextEdit[] {
  const style = styleOf(
    source,
    mapping.entries.map((entry) => entry.value),
    mapping,
  );
  const { document, start } = mapping.range;
  const indent = " ".repeat(columnOf(document, start));
  const replaced: TextEdit[] = [];
  const added: [string, Written][] = [];
  for (const [key, value] of Object.entries(values)) {
    const existing = mapping.entries.findLast(
      (entry) => entry.key.kind === "scalar" && entry.key.text === key,
    );
    if (!existing) added.push([key, value]);
    else if (mapping.style === "flow")
      replaced.push(...replaceFlowValue(existing, value, style));
    else replaced.push(...replaceBlockValue(existing, value, style, indent));
  }
  if (added.length === 0) return replaced;
  const after = placement.after ?? mapping.entries.at(-1);
  if (mapping.style === "flow")
    return [
      ...replaced,
      ...insertInBrackets(
        mapping,
        mapping.entries.map(({ range }) => range),
        added.map(
          ([key, value]) =>
            (inner) =>
              flowEntryText(key, value, style, inner),
        ),
        style,
        after ? mapping.entries.indexOf(after) : -1,
      ),
    ];
  const blank = placement.blankLine ?? endsWithBlankLines(mapping);
  const text = added
    .map(
      ([key, value]) =>
        `${blank ? style.lineEnding : ""}${style.lineEnding}${indent}${blockEntryText(key, value, style, indent)}`,
    )
    .join("");
  const at = behindComments(
    document,
    lineEndAt(document, placement.behind ?? after?.range.end ?? start),
    indent.length,
  );
  return [...replaced, insertion(document, at, text)];
}

/** Whether the last entries of a block mapping have a blank line between them. */
function endsWithBlankLines({ entries }: Mapping): boolean {
  const [before, last] = entries.slice(-2);
  if (!before || !last) return false;
  const { document, end } = before.range;
  const between = document.text.slice(end, last.range.start);
  return /\n[ \t]*\r?\n/.test(between);
}

/** Behind the comment lines that are indented deeper than so far, as what is commented out of a value is. */
function behindComments(
  document: Document,
  from: number,
  indent: number,
): number {
  const comment = /\r?\n( *)#[^\n]*/y;
  let at = from;
  for (;;) {
    comment.lastIndex = at;
    const match = comment.exec(document.text);
    if (!match || (match[1] ?? "").length <= indent) return at;
    at = lineEndAt(document, comment.lastIndex - 1);
  }
}

/** Replaces a scalar's value, in its own quotes: what was a text in quotes stays one. */
export function replaceScalar(
  { style, range, data }: Scalar,
  value: null | boolean | number | string,
): TextEdit {
  if (style === "single" || style === "double")
    return {
      range,
      text: scalarText(value === null ? value : String(value), style),
    };
  // A number may stand in JSON, where a text needs its quotes.
  const quote = typeof data === "string" ? "plain" : "double";
  return { range, text: scalarText(value, quote) };
}

/** The value of an entry in a block mapping whose keys are indented so far. */
function replaceBlockValue(
  { value: old }: Entry,
  value: Written,
  style: Style,
  indent: string,
): readonly TextEdit[] {
  const { document, start, end } = old.range;
  if (old.kind !== "scalar" || old.data !== null || old.alias) {
    const text = flowText(value, { ...style, tall: false }, indent);
    return [{ range: replaceable(old), text }];
  }
  const text = blockValueText(value, style, indent);
  const range = { document, start: blanksBefore(document, start), end };
  const lineEnd = lineEndAt(document, end);
  if (!text.startsWith(style.lineEnding) || lineEnd === end)
    return [{ range, text }];
  // What is nested begins on the next line, behind a comment on this one.
  return [
    ...(start < end ? [{ range, text: "" }] : []),
    insertion(document, lineEnd, text),
  ];
}

/** The value of an entry in braces. */
function replaceFlowValue(
  { key, value: old }: Entry,
  value: Written,
  style: Style,
): readonly TextEdit[] {
  const range = replaceable(old);
  const { document, start, end } = range;
  const text = flowText(value, style, indentOf(document, start));
  if (start < end) return [{ range, text }];
  const blank = /\s/.test(document.text.charAt(start - 1));
  const gap = start === key.place.end ? ": " : blank ? "" : " ";
  return [{ range, text: gap + text }];
}

/** What to replace of a value: an alias or a tag with it, but never an anchor, which others may need. */
function replaceable(node: Node): SourceRange {
  return node.anchor === undefined ? node.place : node.range;
}

function blanksBefore(document: Document, offset: number): number {
  let at = offset;
  while (/[ \t]/.test(document.text.charAt(at - 1))) at -= 1;
  return at;
}
