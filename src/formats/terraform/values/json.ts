import {
  type Known,
  type Origin,
  type Value,
  known,
} from "../../../core/value";
import { isExact, numberText, parseNumber } from "./numbers";
import { sortedMap } from "./types";

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

/** What a JSON text says: undefined when it is none, "inexact" when a number in it has too many digits. */
export function parseJson(
  text: string,
  origin: Origin,
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
  return plainValue(parsed, origin) ?? "inexact";
}

/** An upper bound of how deep brackets nest. */
function nesting(text: string): number {
  let [depth, most] = [0, 0];
  for (const letter of text)
    if (letter === "[" || letter === "{") most = Math.max(most, (depth += 1));
    else if (letter === "]" || letter === "}") depth -= 1;
  return most;
}

/** Half a letter, as an escape may write it, becomes a replacement character. */
function textOf(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC");
}

/** Plain data as a value; undefined when a number in it may have lost digits. */
export function plainValue(data: unknown, origin: Origin): Known | undefined {
  if (typeof data === "string") return known(textOf(data), origin);
  if (typeof data === "number")
    return isExact(data) ? known(data, origin) : undefined;
  if (typeof data === "boolean") return known(data, origin);
  if (typeof data !== "object" || data === null) return known(null, origin);
  if (Array.isArray(data)) {
    const elements = data.map((each: unknown) => plainValue(each, origin));
    return elements.every((each) => each !== undefined)
      ? known(elements, origin)
      : undefined;
  }
  const entries: [string, Value][] = [];
  for (const [key, each] of Object.entries(data)) {
    const element = plainValue(each, origin);
    if (!element) return undefined;
    entries.push([textOf(key), element]);
  }
  return known(sortedMap(entries), origin);
}
