import { type Known, type Origin, type Value, known } from "../../core/value";
import { numberText, parseNumber } from "./numbers";
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
  return valueOf(parsed, origin);
}

/** An upper bound of how deep brackets nest. */
function nesting(text: string): number {
  let [depth, most] = [0, 0];
  for (const letter of text)
    if (letter === "[" || letter === "{") most = Math.max(most, (depth += 1));
    else if (letter === "]" || letter === "}") depth -= 1;
  return most;
}

function valueOf(parsed: unknown, origin: Origin): Known {
  if (typeof parsed === "string") return known(parsed.normalize("NFC"), origin);
  if (typeof parsed === "number" || typeof parsed === "boolean")
    return known(parsed, origin);
  if (Array.isArray(parsed))
    return known(
      parsed.map((each: unknown) => valueOf(each, origin)),
      origin,
    );
  if (typeof parsed !== "object" || parsed === null) return known(null, origin);
  return known(
    sortedMap(
      Object.entries(parsed).map(([key, each]): [string, Value] => [
        key.normalize("NFC"),
        valueOf(each, origin),
      ]),
    ),
    origin,
  );
}
