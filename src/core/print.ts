import { textOf } from "./document";
import type { Given, Value } from "./value";
import { isSensitive } from "./value";

/** Longer texts are cut in messages. */
const longest = 80;

/** How a message shows a value: as code where it is known, by its text in the source where it is not. */
export function printed(value: Value): string {
  if (isSensitive(value)) return "(sensitive)";
  if (value.kind === "unknown")
    return value.parts ? shortened(pieces(value.parts)) : sourceText(value);
  return shortened(JSON.stringify(plain(value)));
}

function plain(value: Value): unknown {
  if (value.kind === "unknown") return `(${sourceText(value)})`;
  const { data } = value;
  if (data === null || typeof data !== "object") return data;
  if (data instanceof Map)
    return Object.fromEntries(
      [...data].map(([key, element]) => [key, plain(element)]),
    );
  return [...data.values()].map(plain);
}

function pieces(parts: readonly (string | Value)[]): string {
  return JSON.stringify(
    parts
      .map((part) =>
        typeof part === "string" ? part : `(${sourceText(part)})`,
      )
      .join(""),
  );
}

/** What is written where a value is used, on one line; its label where that says more. */
function sourceText(value: Value): string {
  const text = textOf(value.origin.range).replace(/\s+/g, " ").trim();
  return text === "" || text.length > longest ? value.origin.label : text;
}

/** An outcome in words: `var.prod is false`, `var.env is "dev" and var.x is false`. */
export function printedGiven(given: readonly Given[]): string {
  return given
    .map(({ condition, holds }) => {
      if (isSensitive(condition)) return `(sensitive) is ${holds}`;
      const text = sourceText(condition);
      const subject = subjectOf(text, condition.equates?.to ?? "");
      return subject === undefined
        ? `${text} is ${holds}`
        : `${subject} is ${holds ? "" : "not "}${condition.equates?.to ?? ""}`;
    })
    .join(" and ");
}

/** What a text asks about, when it names that, or compares it with `other`. */
function subjectOf(text: string, other: string): string | undefined {
  if (other === "") return undefined;
  const sides = text.split(" == ");
  const named =
    sides.length === 2 ? sides.filter((side) => side !== other) : sides;
  const [subject] = named;
  return subject !== undefined && named.length === 1 && isPath(subject)
    ? subject
    : undefined;
}

/** Whether a text names something, rather than asking a question about it. */
const isPath = (text: string): boolean =>
  /^[\w.:-]+(?:\[[^\s\]]*\][\w.-]*)*$/.test(text);

/** Texts as a list in a sentence: `"api" and "audit"`. */
export function listed(texts: readonly string[], word = "and"): string {
  const quoted = texts.map((text) => JSON.stringify(text));
  return quoted.length < 2
    ? quoted.join("")
    : `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1) ?? ""}`;
}

/** The first of many names, and how many are left out: `a, b and 7 more`. */
export function firstOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  const shown = names.slice(0, most).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** "7 days", "1 day". */
export function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
