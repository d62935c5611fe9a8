/*
 * A YAML text as plain data, by the rules of Terraform's `yamldecode`, which are those of YAML 1.2
 * but for: `yes`, `on` and `y` are true; times are written out in full; of keys that stand twice the
 * last one counts, a merge (`<<`) being an entry like every other; a merge of a list, and every tag
 * that is not YAML's own, is an error. All of it was tried with Terraform 1.11.
 */
import type { Document } from "../../core/document";
import type { Mapping, Node, Scalar } from "./node";
import { readWhole } from "./whole-text";

/** Data as `JSON.parse` gives it. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** What a text holds, with the node that says so, or why that cannot be told; the error completes "…, because …". */
export type Decoded =
  { readonly data: Plain; readonly root: Node } | { readonly error: string };

/** The data of a text that holds one YAML or JSON document. */
export function decode(document: Document): Decoded {
  const { sources, broken } = readWhole(document);
  const [source, second] = sources;
  if (broken[0]) return { error: broken[0].message };
  if (!source) return { error: "it holds no document" };
  if (second) return { error: "it holds more than one document" };
  try {
    return { data: decoded(source.root), root: source.root };
  } catch (error) {
    if (error instanceof Undecodable) return { error: error.message };
    throw error;
  }
}

/** Ends the decoding of a text; never leaves this file. */
class Undecodable extends Error {}

function decoded(node: Node): Plain {
  if (node.tag !== undefined)
    throw new Undecodable(`it holds the tag ${node.tag}`);
  switch (node.kind) {
    case "scalar":
      return scalarData(node);
    case "sequence":
      return node.items.map(decoded);
    case "mapping":
      return Object.fromEntries(entries(node, decoded));
  }
}

/** The nodes that the keys of a mapping which was decoded got their data from. */
export function valuesIn(mapping: Mapping): ReadonlyMap<string, Node> {
  return entries(mapping, (node) => node);
}

function entries<T>(
  mapping: Mapping,
  valueOf: (node: Node) => T,
): ReadonlyMap<string, T> {
  const all = new Map<string, T>();
  for (const { key, value } of mapping.entries) {
    const name = keyText(key);
    if (key.kind === "scalar" && key.text === "<<") {
      if (value.kind !== "mapping")
        throw new Undecodable("it merges something that is not a mapping");
      for (const [inner, data] of entries(value, valueOf)) all.set(inner, data);
    } else all.set(name, valueOf(value));
  }
  return all;
}

function keyText(key: Node): string {
  const data = key.kind === "scalar" ? decoded(key) : null;
  if (data === null || typeof data === "object")
    throw new Undecodable("it holds a key that is not a text");
  return String(data);
}

const time =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d+)?(?:[ \t]*(Z|[-+]\d\d:\d\d))?)?$/;

function scalarData({ style, text, data }: Scalar): Plain {
  if (style !== "plain" || data !== text) {
    if (typeof data === "number" && !isExact(text, data))
      throw new Undecodable(`it holds ${text}, a number too large to read`);
    return data;
  }
  if (/^(y|n)$/i.test(text)) return text.toLowerCase() === "y";
  if (/^[-+]?\.(inf|nan)$/i.test(text))
    throw new Undecodable(`it holds ${text}, which is no finite number`);
  const parts = time.exec(text);
  if (!parts) return data;
  const [, year = "", month = "", day = "", hour = "0", minute, second, zone] =
    parts;
  const two = (part = "0") => part.padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zone ?? "Z"}`;
}

/** Whether nothing of a number was lost by reading it. */
function isExact(text: string, number: number): boolean {
  return (
    Number.isFinite(number) &&
    (!Number.isInteger(number) ||
      Number.isSafeInteger(number) ||
      !/^[-+]?\d+$/.test(text))
  );
}
