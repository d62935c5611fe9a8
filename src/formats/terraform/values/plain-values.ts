/*
 * Decoded data as values. What is decoded from the whole text of a file came from there: each part
 * remembers its place in that file.
 */
import { type Document, isWhole } from "../../../core/document";
import {
  type Data,
  type Known,
  type Origin,
  type Value,
  known,
  passed,
  written,
} from "../../../core/value";
import type { Mapping, Node } from "../../yaml/node";
import { isExact } from "./numbers";
import { sortedMap } from "./types";

/** Where data is written in a file. */
export interface Place {
  readonly node: Node;
  /** What stands there, in words. */
  readonly label: string;
  /** The node that each key of an object has its value from. */
  valuesIn(mapping: Mapping): ReadonlyMap<string, Node>;
  /** The keys in the file must not be printed. */
  readonly keysHidden: boolean;
}

/** The file that a text is all of. */
export function fileOf(text: Known): Document | undefined {
  const { range } = written(text).origin;
  const { document } = range;
  return isWhole(range) && document.text === text.data ? document : undefined;
}

/** What the whole of a file is, in words. */
export const contents = ({ path }: Document): string => `contents of ${path}`;

/** Plain data as a value; undefined when a number in it may have lost digits. */
export function plainValue(
  data: unknown,
  origin: Origin,
  place?: Place,
): Known | undefined {
  const value = (content: Data) => placed(content, origin, place);
  if (typeof data === "string") return value(textOf(data));
  if (typeof data === "number") return isExact(data) ? value(data) : undefined;
  if (typeof data === "boolean") return value(data);
  if (typeof data !== "object" || data === null) return value(null);
  if (Array.isArray(data)) {
    const items = place?.node.kind === "sequence" ? place.node.items : [];
    const elements = data.map((each: unknown, at) =>
      plainValue(each, origin, partOf(place, items[at])),
    );
    return elements.every((each) => each !== undefined)
      ? value(elements)
      : undefined;
  }
  const nodes =
    place?.node.kind === "mapping" ? place.valuesIn(place.node) : undefined;
  const entries: [string, Value][] = [];
  for (const [key, each] of Object.entries(data)) {
    const element = plainValue(
      each,
      origin,
      partOf(place, nodes?.get(key), key),
    );
    if (!element) return undefined;
    entries.push([textOf(key), element]);
  }
  return value(sortedMap(entries));
}

function placed(data: Data, origin: Origin, place: Place | undefined): Known {
  if (!place) return known(data, origin);
  const { label, node } = place;
  const there = known(data, { range: node.range, label, from: [] });
  return known(data, passed(there, origin.range, origin.label).origin);
}

/** Longer keys do not help to find a place. */
const longestKey = 60;

function partOf(
  place: Place | undefined,
  node: Node | undefined,
  key?: string,
): Place | undefined {
  if (!place || !node) return undefined;
  const told =
    key !== undefined && !place.keysHidden && key.length <= longestKey;
  const { path } = node.range.document;
  return { ...place, node, ...(told ? { label: `${key} in ${path}` } : {}) };
}

/** Half a letter, as an escape may write it, becomes a replacement character. */
function textOf(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC");
}
