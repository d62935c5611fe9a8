/*
 * Makes the tree from js-yaml's events. The events say where everything begins; where collections
 * end, where an empty value stands and what an alias stands for is found out here. Every text is
 * read from the original, whose placeholders the parser never saw.
 */
import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from "./events";
import type { SourceRange } from "../../core/document";
import type { Problem } from "../../core/finding";
import { contentAt, documentStart } from "./blanks";
import { duplicateKeys, isJsonScalar, isTooMuch, maxProblems } from "./limits";
import type { Entry, Mapping, Node, Scalar, Sequence, Source } from "./node";
import { type Properties, propertiesOf } from "./properties";
import { type Chunk, readScalar } from "./scalar";

/** What a chunk holds. */
export interface Built {
  readonly sources: readonly Omit<Source, "directives">[];
  /** The texts in block style, whose lines are nothing but text. */
  readonly texts: readonly SourceRange[];
  /** What cannot be read. */
  readonly broken: readonly Problem[];
  /** What can be read in one way only by agreement. */
  readonly doubtful: readonly Problem[];
}

/** The documents in a chunk. */
export function build(chunk: Chunk, events: readonly Event[]): Built {
  const builder = new Builder(chunk, events);
  const sources = builder.sources();
  const { broken, doubtful, texts } = builder;
  return { sources, texts, broken, doubtful };
}

/** A key with its value. There are so many of them that each works out its range when it is asked. */
class Pair implements Entry {
  constructor(
    readonly key: Node,
    readonly value: Node,
  ) {}

  get range(): SourceRange {
    const { document, start } = this.key.place;
    return { document, start, end: this.value.place.end };
  }
}

class Builder {
  readonly broken: Problem[] = [];
  readonly doubtful: Problem[] = [];
  readonly texts: SourceRange[] = [];
  /** The next event. */
  private next = 0;
  /** The end of what has been read; places are offsets in the chunk. */
  private cursor = 0;
  /** The nodes of a document by anchor, undefined while a node is not complete. */
  private anchors = new Map<string, Node | undefined>();
  private aliases: { range: SourceRange; of: Node }[] = [];
  /** Whether all of the document so far is also JSON. */
  private json = true;

  constructor(
    private readonly chunk: Chunk,
    private readonly events: readonly Event[],
  ) {}

  sources(): Built["sources"] {
    const { document, shown } = this.chunk;
    const sources: Omit<Source, "directives">[] = [];
    while (this.next < this.events.length) {
      this.next += 1;
      this.anchors = new Map();
      this.aliases = [];
      this.json = true;
      this.cursor = documentStart(shown, this.cursor);
      const root = this.node();
      this.next += 1;
      const { aliases } = this;
      const json = this.json || /\.json(\.[^./]*)?$/i.test(document.path);
      if (aliases.length === 0 || !isTooMuch(root, this.events.length))
        sources.push({ document, json, root, aliases });
      else
        this.complain(
          { ...root.place, end: root.place.start },
          "The aliases of this document lead to too much, or too deeply nested, text to read.",
        );
    }
    return sources;
  }

  private complain(range: SourceRange, message: string): void {
    this.broken.push({ document: this.chunk.document, range, message });
  }

  private range(start: number, end: number): SourceRange {
    const { document, offset } = this.chunk;
    return { document, start: start + offset, end: end + offset };
  }

  /** Moves behind a character if it comes next. */
  private take(character: string): void {
    const at = contentAt(this.chunk.shown, this.cursor);
    if (this.chunk.shown[at] === character) this.cursor = at + 1;
  }

  private node(): Node {
    const event = this.events[this.next];
    this.next += 1;
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.remembered(this.scalar(event));
      case EVENT_ID.SEQUENCE:
        return this.remembered(this.sequence(event));
      case EVENT_ID.MAPPING:
        return this.remembered(this.mapping(event));
      case EVENT_ID.ALIAS:
        return this.alias(event.anchorStart, event.anchorEnd);
      default:
        throw new Error("js-yaml's events do not fit together");
    }
  }

  /** Whether a collection goes on; its end is passed over. */
  private more(): boolean {
    const event = this.events[this.next];
    if (event && event.type !== EVENT_ID.POP) return true;
    this.next += 1;
    return false;
  }

  private remembered(node: Node): Node {
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.json &&=
      node.tag === undefined &&
      node.anchor === undefined &&
      (node.kind === "scalar" ? isJsonScalar(node) : node.style === "flow");
    return node;
  }

  private scalar(event: ScalarEvent): Scalar {
    const { opening, closing, names } = propertiesOf(this.chunk.text, event);
    this.cursor = Math.max(this.cursor, closing);
    const read = readScalar(this.chunk, event, this.cursor);
    const { style, text, data, start, end } = read;
    this.cursor = end;
    const range = this.range(start, end);
    if (style === "literal" || style === "folded") this.texts.push(range);
    if (opening === undefined)
      return { kind: "scalar", style, text, data, range, place: range };
    const place = this.range(Math.min(opening, start), end);
    return { kind: "scalar", style, text, data, range, place, ...names };
  }

  private sequence(event: SequenceEvent): Sequence {
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const items: Node[] = [];
    this.cursor = flow ? event.start + 1 : event.start;
    const properties = this.opened(event);
    while (this.more()) {
      if (!flow) this.take("-");
      items.push(this.node());
      if (flow) this.take(",");
    }
    if (flow) this.take("]");
    const style = flow ? "flow" : "block";
    const { range, place, names } = this.closed(event, properties);
    return { kind: "sequence", style, items, range, place, ...names };
  }

  private mapping(event: MappingEvent): Mapping {
    const { shown } = this.chunk;
    const flow = event.style === COLLECTION_STYLE.FLOW;
    // A pair in a flow sequence has no braces, though its key may begin with some.
    const inner = this.events[this.next];
    const braces =
      flow &&
      shown[event.start] === "{" &&
      !(inner?.type === EVENT_ID.MAPPING && inner.start === event.start);
    const entries: Entry[] = [];
    this.cursor = braces ? event.start + 1 : event.start;
    const properties = this.opened(event);
    while (this.more()) {
      this.take("?");
      const key = this.node();
      this.take(":");
      entries.push(new Pair(key, this.node()));
      if (braces) this.take(",");
    }
    if (braces) this.take("}");
    if (this.doubtful.length < maxProblems)
      this.doubtful.push(...duplicateKeys(entries));
    const style = flow ? "flow" : "block";
    const { range, place, names } = this.closed(event, properties);
    return { kind: "mapping", style, entries, range, place, ...names };
  }

  /** Tag and anchor of a collection that begins. */
  private opened(event: SequenceEvent | MappingEvent): Properties {
    const properties = propertiesOf(this.chunk.text, event);
    const { anchor } = properties.names;
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    return properties;
  }

  /** The place of a collection that has been read to its end. */
  private closed(
    { start }: SequenceEvent | MappingEvent,
    { opening, names }: Properties,
  ) {
    const range = this.range(start, this.cursor);
    const place =
      opening === undefined ? range : this.range(opening, this.cursor);
    return { range, place, names };
  }

  private alias(start: number, end: number): Node {
    const name = this.chunk.text.slice(start, end);
    const place = this.range(start - 1, end);
    this.cursor = end;
    this.json = false;
    const target = this.anchors.get(name);
    if (target) {
      const { anchor: _, ...rest } = target;
      this.aliases.push({ range: place, of: target });
      return { ...rest, place, alias: place };
    }
    this.complain(
      place,
      this.anchors.has(name)
        ? `The alias *${name} stands inside of what it stands for.`
        : `Nothing before the alias *${name} has the anchor &${name}.`,
    );
    const nothing = { text: "", data: null, range: place, place };
    return { kind: "scalar", style: "plain", ...nothing };
  }
}
