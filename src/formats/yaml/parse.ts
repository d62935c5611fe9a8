/*
 * Reads YAML and JSON. A file that does not parse is read as far as its documents can be told apart;
 * what is wrong becomes a problem with its place. The tree is described in `node.ts`.
 */
import { YAMLException, parseEvents } from "js-yaml";
import type { Document } from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Chunk, build, maxDepth } from "./build";
import { onOneLine } from "./flow-lines";
import type { Source } from "./node";
import { masked } from "./placeholders";

/** What a file holds: its documents in order, and what is wrong with it. */
export interface Parsed {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** At most this many problems of a file are told. */
const maxProblems = 20;

const parsedOf = new WeakMap<Document, Parsed>();

/** The documents of a YAML or JSON file. Never throws; takes time in proportion to the text. */
export function parse(document: Document): Parsed {
  const known = parsedOf.get(document);
  if (known) return known;
  const { text, directives } = masked(document.text);
  const all = read(document, document.text, text, 0);
  const chunks = all.failed ? documentStarts(text) : [];
  const parts =
    chunks.length < 2
      ? [all]
      : chunks.map((start, index) => {
          const end = chunks[index + 1] ?? text.length;
          return read(
            document,
            document.text.slice(start, end),
            text.slice(start, end),
            start,
          );
        });
  const ranges = directives.map(([start, end]) => ({ document, start, end }));
  const sources = parts.flatMap((part) => part.sources);
  const parsed = {
    sources: sources.map((source, index) => ({
      ...source,
      directives: ranges.filter(
        ({ start }) =>
          start >= (sources[index - 1]?.root.place.end ?? 0) &&
          start < (sources[index + 1]?.root.place.start ?? text.length),
      ),
    })),
    problems: parts.flatMap((part) => part.problems).slice(0, maxProblems),
  };
  parsedOf.set(document, parsed);
  return parsed;
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

interface Part {
  readonly sources: readonly Omit<Source, "directives">[];
  readonly problems: readonly Problem[];
  readonly failed: boolean;
}

function read(
  document: Document,
  text: string,
  shown: string,
  offset: number,
): Part {
  const chunk: Chunk = { document, text, shown, offset };
  try {
    return { ...build(chunk, events(shown)), failed: false };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason === "deficient indentation") {
      const flat = onOneLine(shown);
      if (flat !== shown) {
        const again = read(document, text, flat, offset);
        if (!again.failed) return again;
      }
    }
    const at = offset + Math.min(error.mark?.position ?? 0, text.length);
    return {
      sources: [],
      problems: [problem(document, at, error.reason)],
      failed: true,
    };
  }
}

const events = (text: string) => parseEvents(text, { filename: "", maxDepth });

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
  ["unexpected end of the stream within", "a bracket or quote is never closed"],
  [
    "end of the stream or a document separator is expected",
    "nothing more was expected here",
  ],
  [
    "missed comma between flow collection entries",
    "a comma is missing before this",
  ],
]);

function problem(document: Document, at: number, reason: string): Problem {
  const json =
    /^\ufeff?\s*[{[]/.test(document.text) && /\.json\b/i.test(document.path);
  const words = [...wording].find(([start]) => reason.startsWith(start))?.[1];
  return {
    document,
    range: { document, start: at, end: at },
    message: `This is not valid ${json ? "JSON" : "YAML"}: ${words ?? reason}.`,
  };
}
