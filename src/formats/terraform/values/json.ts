import {
  type Known,
  type Origin,
  type Value,
  isSensitive,
} from "../../../core/value";
import type { Mapping, Node } from "../../yaml/node";
import { readWhole } from "../../yaml/whole-text";
import { numberText, parseNumber } from "./numbers";
import { type Place, contents, fileOf, plainValue } from "./plain-values";

/** Values nested deeper than this are not read. */
const deepest = 200;

/** Letters that Go escapes in JSON, for the sake of HTML. */
const escaped = /[<>&\u2028\u2029]/g;

/** A value, known at every depth, as Terraform's `jsonencode` writes it. */
export function jsonText(value: Value): string {
  const { data } = value.kind === "known" ? value : { data: null };
  switch (typeof data) {
    case "string":
      return jsonString(data);
    case "number":
      return numberText(data);
    case "boolean":
      return String(data);
  }
  if (data === null) return "null";
  if (data instanceof Map)
    return `{${[...data].map(([key, each]) => `${jsonString(key)}:${jsonText(each)}`).join()}}`;
  return `[${[...data.values()].map(jsonText).join()}]`;
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    escaped,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What a JSON text says: undefined when it is none, "inexact" when a number in it has too many digits. `place` is where it is written in a file. */
export function parseJson(
  text: string,
  origin: Origin,
  place?: Place,
): Known | "inexact" | "too deep" | undefined {
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g))
    if (!token.startsWith('"') && parseNumber(token) === "inexact")
      return "inexact";
  if (nesting(text) > deepest) return "too deep";
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return plainValue(parsed, origin, place) ?? "inexact";
}

/** Where a text that is a whole JSON file is written. */
export function placeOfJson(text: Known): Place | undefined {
  const document = fileOf(text);
  const [source] = document ? readWhole(document).sources : [];
  return (
    source && {
      node: source.root,
      label: contents(source.document),
      valuesIn: valuesInJson,
      keysHidden: isSensitive(text),
    }
  );
}

/** Of keys that stand twice the last counts. */
function valuesInJson({ entries }: Mapping): ReadonlyMap<string, Node> {
  return new Map(
    entries.map(({ key, value }) => [
      key.kind === "scalar" ? key.text : "",
      value,
    ]),
  );
}

/** An upper bound of how deep brackets nest. */
function nesting(text: string): number {
  let [depth, most] = [0, 0];
  for (const letter of text)
    if (letter === "[" || letter === "{") most = Math.max(most, (depth += 1));
    else if (letter === "]" || letter === "}") depth -= 1;
  return most;
}
