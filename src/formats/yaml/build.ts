/*
 * Makes the tree from js-yaml's events. The events say where everything begins; where collections
 * end, where an empty value stands, what an alias stands for and which keys occur twice is found out
 * here. Every text is read from the original, whose placeholders the parser never saw.
 */
import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  SCALAR_STYLE,
  type ScalarEvent,
  getScalarValue,
} from "js-yaml";
import type { Document, SourceRange } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Entry, Mapping, Node, Scalar, Sequence, Source } from "./node";
import { hasPlaceholder } from "./placeholders";
import { resolvePlain } from "./resolve";

/** Part of a file to build a tree from; `shown` is what the parser saw of `text`. */
export interface Chunk {
  readonly document: Document;
  readonly text: string;
  readonly shown: string;
  /** Where the chunk begins in the document. */
  readonly offset: number;
}

/** A document may be no more than this deep, its aliases followed. */
export const maxDepth = 200;
/** Following all aliases may not meet more than this many nodes beyond those written. */
const maxAliased = 100_000;

const styles = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double",
  [SCALAR_STYLE.LITERAL_BLOCK]: "literal",
  [SCALAR_STYLE.FOLDED_BLOCK]: "folded",
} as const;

interface Properties {
  readonly anchorStart: number;
  readonly anchorEnd: number;
  readonly tagStart: number;
  readonly tagEnd: number;
}

/** The documents in a chunk, as far as they can be taken. */
export function build(
  chunk: Chunk,
  events: readonly Event[],
): { sources: Omit<Source, "directives">[]; problems: Problem[] } {
  const { document, text, shown, offset } = chunk;
  const problems: Problem[] = [];
  const sources: Omit<Source, "directives">[] = [];
  let next = 0;
  let cursor = 0;
  let anchors = new Map<string, Node | undefined>();
  let aliases: { range: SourceRange; of: Node }[] = [];
  let weights = new Map<Node, { nodes: number; depth: number }>();
  let tooMuch = false;
  let strict = true;

  const range = (start: number, end: number): SourceRange => ({
    document,
    start: start + offset,
    end: end + offset,
  });
  const complain = (where: SourceRange, message: string): void => {
    problems.push({ document, range: where, message });
  };

  /** The first place at or after this one that is neither blank nor comment. */
  const skip = (from: number): number => {
    let at = from;
    for (;;) {
      while (/[ \t\r\n\ufeff]/.test(shown[at] ?? "")) at += 1;
      if (shown[at] !== "#" || (at > 0 && !/\s/.test(shown[at - 1] ?? "")))
        return at;
      at = lineEnd(shown, at);
    }
  };
  const take = (character: string): boolean => {
    const at = skip(cursor);
    if (shown[at] !== character) return false;
    cursor = at + 1;
    return true;
  };

  const documentStart = (from: number): number => {
    let at = skip(from);
    for (;;) {
      if (/^---(\s|$)/.test(shown.slice(at, at + 4))) return at + 3;
      if (shown[at] === "%") at = skip(lineEnd(shown, at));
      else if (/^\.\.\.(\s|$)/.test(shown.slice(at, at + 4))) at = skip(at + 3);
      else return at;
    }
  };

  const weigh = (node: Node, children: readonly Node[]): void => {
    const weight = { nodes: 1, depth: 1 };
    for (const child of children) {
      const inner = weights.get(child) ?? weight;
      weight.nodes += inner.nodes;
      weight.depth = Math.max(weight.depth, inner.depth + 1);
    }
    weights.set(node, weight);
    if (weight.nodes > maxAliased + next || weight.depth > maxDepth)
      tooMuch = true;
  };

  /** Tag, anchor and the place that they open. */
  const properties = (event: Properties, start: number) => {
    const tag = text.slice(event.tagStart, event.tagEnd);
    return {
      start: Math.min(
        start,
        ...[event.tagStart, event.anchorStart - 1].filter((at) => at >= 0),
      ),
      end: Math.max(event.tagEnd, event.anchorEnd),
      written: {
        ...(event.tagStart < 0 || tag === "!" || tag.startsWith("!!")
          ? {}
          : { tag }),
        ...(event.anchorStart < 0
          ? {}
          : { anchor: text.slice(event.anchorStart, event.anchorEnd) }),
      },
    };
  };

  const remember = <T extends Node>(node: T, children: readonly Node[]): T => {
    if (node.tag !== undefined || node.anchor !== undefined || !isStrict(node))
      strict = false;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    weigh(node, children);
    return node;
  };

  const scalar = (event: ScalarEvent): Scalar => {
    const empty = event.valueStart < 0;
    const props = properties(event, empty ? cursor : event.valueStart);
    if (props.end >= 0) cursor = props.end;
    let [start, end] = empty
      ? [cursor, cursor]
      : [event.valueStart, event.valueEnd];
    const style = styles[event.style];
    if (style === "single" || style === "double")
      [start, end] = [start - 1, end + 1];
    if (style === "literal" || style === "folded") {
      start = skip(cursor);
      // What follows the last line belongs to the text only where "+" says so.
      const kept = event.chomping === CHOMPING_MODE.KEEP;
      const written = text.slice(start, end);
      end =
        start +
        (kept ? written.replace(/\r?\n$/, "") : written.trimEnd()).length;
    }
    const untouched =
      text.slice(event.valueStart, event.valueEnd) ===
      shown.slice(event.valueStart, event.valueEnd);
    const value = empty
      ? ""
      : getScalarValue(text, untouched ? event : { ...event, fast: false });
    const rawTag = text.slice(event.tagStart, event.tagEnd);
    const data =
      style !== "plain" ||
      (event.tagStart >= 0 &&
        (rawTag === "!" || rawTag === "!!str" || !rawTag.startsWith("!!")))
        ? value
        : resolvePlain(value);
    cursor = Math.max(cursor, end);
    return remember(
      {
        kind: "scalar",
        style,
        text: value,
        data,
        range: range(start, end),
        place: range(Math.min(props.start, start), end),
        ...props.written,
      },
      [],
    );
  };

  const alias = (start: number, end: number): Node => {
    const name = text.slice(start, end);
    const place = range(start - 1, end);
    cursor = end;
    strict = false;
    const target = anchors.get(name);
    if (target) {
      const { anchor: _, ...rest } = target;
      const node: Node = { ...rest, place, alias: place };
      aliases.push({ range: place, of: target });
      weights.set(node, weights.get(target) ?? { nodes: 1, depth: 1 });
      return node;
    }
    complain(
      place,
      anchors.has(name)
        ? `The alias *${name} stands inside of what it stands for.`
        : `Nothing before this alias has the anchor &${name}.`,
    );
    return remember(
      {
        kind: "scalar",
        style: "plain",
        text: "",
        data: null,
        range: place,
        place,
      },
      [],
    );
  };

  const sequence = (
    event: Extract<Event, { type: typeof EVENT_ID.SEQUENCE }>,
  ): Sequence => {
    const props = properties(event, event.start);
    const flow = event.style === COLLECTION_STYLE.FLOW;
    if (props.written.anchor !== undefined)
      anchors.set(props.written.anchor, undefined);
    const items: Node[] = [];
    cursor = flow ? event.start + 1 : event.start;
    while (events[next]?.type !== EVENT_ID.POP && next < events.length) {
      if (!flow) take("-");
      items.push(node());
      if (flow) take(",");
    }
    next += 1;
    if (flow) take("]");
    const end = flow
      ? cursor
      : (items.at(-1)?.place.end ?? event.start) -
        (items.length > 0 ? offset : 0);
    return remember(
      {
        kind: "sequence",
        style: flow ? "flow" : "block",
        items,
        range: range(event.start, end),
        place: range(props.start, end),
        ...props.written,
      },
      items,
    );
  };

  const mapping = (
    event: Extract<Event, { type: typeof EVENT_ID.MAPPING }>,
  ): Mapping => {
    const props = properties(event, event.start);
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const inner = events[next];
    // A pair in a flow sequence has no braces, though its key may begin with some.
    const braces =
      flow &&
      shown[event.start] === "{" &&
      !(inner?.type === EVENT_ID.MAPPING && inner.start === event.start);
    if (props.written.anchor !== undefined)
      anchors.set(props.written.anchor, undefined);
    const entries: Entry[] = [];
    cursor = braces ? event.start + 1 : event.start;
    while (events[next]?.type !== EVENT_ID.POP && next < events.length) {
      take("?");
      const key = node();
      take(":");
      const value = node();
      entries.push({
        key,
        value,
        range: { document, start: key.place.start, end: value.place.end },
      });
      if (braces) take(",");
    }
    next += 1;
    if (braces) take("}");
    problems.push(...duplicates(entries));
    const last = entries.at(-1);
    const end = braces || !last ? cursor : last.range.end - offset;
    return remember(
      {
        kind: "mapping",
        style: flow ? "flow" : "block",
        entries,
        range: range(event.start, end),
        place: range(props.start, end),
        ...props.written,
      },
      entries.flatMap((entry) => [entry.key, entry.value]),
    );
  };

  const node = (): Node => {
    const event = events[next];
    next += 1;
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return scalar(event);
      case EVENT_ID.ALIAS:
        return alias(event.anchorStart, event.anchorEnd);
      case EVENT_ID.SEQUENCE:
        return sequence(event);
      case EVENT_ID.MAPPING:
        return mapping(event);
      default:
        throw new Error("js-yaml's events do not fit together");
    }
  };

  while (next < events.length) {
    next += 1;
    anchors = new Map();
    aliases = [];
    weights = new Map();
    tooMuch = false;
    strict = true;
    cursor = documentStart(cursor);
    const root = node();
    next += 1;
    if (tooMuch)
      complain(
        range(root.place.start - offset, root.place.start - offset),
        "The aliases of this document lead to too much or too deeply nested text to read.",
      );
    else
      sources.push({
        document,
        json: strict || isJsonPath(document.path),
        root,
        aliases,
      });
  }
  return { sources, problems };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function isStrict(node: Node): boolean {
  if (node.kind !== "scalar") return node.style === "flow";
  return (
    node.style === "double" ||
    (node.style === "plain" &&
      typeof node.data !== "string" &&
      node.text !== "")
  );
}

function isJsonPath(path: string): boolean {
  return /\.json(\.[^./]*)?$/i.test(path);
}

/** What is wrong with keys that stand twice: the last one counts, as for CloudFormation. */
function duplicates(entries: readonly Entry[]): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { key } of entries) {
    if (key.kind !== "scalar" || key.text === "<<" || hasPlaceholder(key.text))
      continue;
    if (seen.has(key.text))
      problems.push({
        document: key.range.document,
        range: key.range,
        message: `The key "${key.text}" stands more than once in this mapping; only the last one is read.`,
      });
    seen.add(key.text);
  }
  return problems;
}
