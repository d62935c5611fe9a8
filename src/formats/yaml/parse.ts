/*
 * Reads YAML and JSON. A file that does not parse is read as far as its documents can be told apart;
 * what is wrong becomes a problem with its place. The tree is described in `node.ts`.
 */
import type { Document, SourceRange } from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Built, build } from "./build";
import { type Event, type Failure, eventsOf } from "./events";
import { maxProblems } from "./limits";
import { onOneLine } from "./flow-lines";
import type { Source } from "./node";
import { masked } from "./placeholders";
import { depthAt } from "./statements";
import type { Chunk } from "./scalar";

/** What a file holds: its documents in order, and what is wrong with it. */
export interface Parsed {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** So many documents are read one by one where not all of them parse. */
const fewDocuments = 8;

const parsedOf = new WeakMap<Document, Parsed>();

/** The documents of a YAML or JSON file. Never throws; takes time in proportion to the text. */
export function parse(document: Document): Parsed {
  const known = parsedOf.get(document);
  if (known) return known;
  if (document.binary) return { sources: [], problems: [noText(document)] };
  const { text, directives } = masked(document.text);
  const whole = read(chunkOf(document, text, 0));
  const starts = whole.failed ? documentStarts(text) : [];
  const parts = starts.length < 2 ? [whole] : apart(document, text, starts);
  const sources = withDirectives(
    parts.flatMap((part) => part.sources),
    outside(
      parts.flatMap((part) => part.texts),
      directives.map(([start, end]) => ({ document, start, end })),
    ),
  );
  const problems = parts.flatMap((part) => [
    ...part.broken,
    ...part.doubtful.filter(({ range }) => !isUnderCondition(sources, range)),
  ]);
  const parsed = { sources, problems: problems.slice(0, maxProblems) };
  parsedOf.set(document, parsed);
  return parsed;
}

function noText(document: Document): Problem {
  const message = "This file is not UTF-8 text, so it is not read.";
  return { document, message };
}

/** The statements that are no lines of a text; both are in order. */
function outside(
  texts: readonly SourceRange[],
  directives: readonly SourceRange[],
): readonly SourceRange[] {
  let next = 0;
  return directives.filter(({ start }) => {
    while ((texts[next]?.end ?? Infinity) <= start) next += 1;
    return start < (texts[next]?.start ?? Infinity);
  });
}

/** Whether a statement of a template decides about a place. */
function isUnderCondition(
  sources: readonly Source[],
  range: SourceRange | undefined,
): boolean {
  const source = sources.find(
    ({ directives, root }) =>
      range && directives.length > 0 && range.end <= root.range.end,
  );
  return source && range ? depthAt(source, range.start) > 0 : false;
}

/** What can be read of documents that begin at these places: halved until what does not parse is among few. */
function apart(
  document: Document,
  text: string,
  starts: readonly number[],
  end = text.length,
): readonly Part[] {
  if (starts.length <= fewDocuments)
    return starts.map((start, index) =>
      read(chunkOf(document, text, start, starts[index + 1] ?? end)),
    );
  const chunk = chunkOf(document, text, starts[0] ?? 0, end);
  const events = eventsOf(chunk.shown);
  if (!("reason" in events)) return [built(chunk, events)];
  const middle = starts.length >> 1;
  return [
    ...apart(document, text, starts.slice(0, middle), starts[middle]),
    ...apart(document, text, starts.slice(middle), end),
  ];
}

/** What a text holds, taken as it is: braces and dollar signs are no placeholders. */
export function parseAlone(document: Document): Built {
  return read(chunkOf(document, document.text, 0));
}

function chunkOf(
  document: Document,
  text: string,
  start: number,
  end = text.length,
): Chunk {
  return {
    document,
    text: document.text.slice(start, end),
    shown: text.slice(start, end),
    offset: start,
  };
}

/** The documents, each with the directives up to where the next one begins. */
function withDirectives(
  sources: Built["sources"],
  directives: readonly SourceRange[],
): readonly Source[] {
  let first = 0;
  return sources.map((source, index) => {
    const { document, end } = source.root.place;
    const next = sources[index + 1]?.root.place.start ?? document.text.length;
    const mark = document.text.slice(end, next).lastIndexOf("\n---");
    const until = mark < 0 ? next : end + mark;
    let last = first;
    while ((directives[last]?.start ?? Infinity) < until) last += 1;
    const own = directives.slice(first, last);
    first = last;
    return { ...source, directives: own };
  });
}

/** Where the documents of a file begin; what stands before a `---` belongs to it when it is only directives (`%YAML 1.2`) and comments. */
function documentStarts(text: string): readonly number[] {
  const starts = [0];
  let content = false;
  for (const { 0: line, index } of text.matchAll(/^.+$/gm)) {
    if (/^---(\s|$)/.test(line)) {
      if (content) starts.push(index);
      content = true;
    } else if (!/^\ufeff?\s*([%#]|$)/.test(line)) content = true;
  }
  return starts;
}

interface Part extends Built {
  /** Whether nothing of the chunk could be read. */
  readonly failed: boolean;
}

function read(chunk: Chunk): Part {
  const events = eventsOf(chunk.shown);
  return "reason" in events ? again(chunk, events) : built(chunk, events);
}

function built(chunk: Chunk, events: readonly Event[]): Part {
  return { ...build(chunk, events), failed: false };
}

/** What can be read of a chunk once the line breaks that js-yaml minds are out of its way. */
function again(chunk: Chunk, { reason, at }: Failure): Part {
  const flat = unclosed.test(reason) ? onOneLine(chunk.shown) : undefined;
  if (flat && reason === deficient && flat.text !== chunk.shown) {
    const part = read({ ...chunk, shown: flat.text });
    if (!part.failed) return part;
  }
  const open = flat?.unclosed;
  const broken = [
    open === undefined
      ? problem(chunk, at, reason)
      : problem(chunk, open, "what opens here is never closed"),
  ];
  return { sources: [], texts: [], broken, doubtful: [], failed: true };
}

const deficient = "deficient indentation";
const unclosed =
  /^(deficient indentation|unexpected end of the (stream|document) within)/;

/** js-yaml's words where they need to be put differently. */
const wording = new Map([
  ["nesting exceeded maxDepth", "it is nested too deeply to read"],
  [
    "bad indentation of a mapping entry",
    "this line does not fit the keys before it; its indentation may be wrong, or a quote missing",
  ],
  [
    "bad indentation of a sequence entry",
    "the indentation of this list entry does not fit the ones before it",
  ],
  ["deficient indentation", "this line has to be indented further"],
  [
    "end of the stream or a document separator is expected",
    "nothing more was expected here",
  ],
  [
    "missed comma between flow collection entries",
    "a comma is missing before this",
  ],
]);

function problem(
  { document, offset }: Chunk,
  at: number,
  reason: string,
): Problem {
  const json = /\.json\b/i.test(document.path);
  const words = [...wording].find(([start]) => reason.startsWith(start))?.[1];
  return {
    document,
    range: { document, start: offset + at, end: offset + at },
    message: `This is not valid ${json ? "JSON" : "YAML"}: ${words ?? reason}.`,
  };
}
