import { textOf } from "./document";
import {
  type Given,
  type Unknown,
  type Value,
  isSensitive,
  keyOf,
} from "./value";

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
    .filter((each) => !given.some((other) => saysMore(other, each)))
    .map(({ condition, holds }) => {
      if (isSensitive(condition)) return `(sensitive) is ${holds}`;
      const { equates } = condition;
      const subject = equates && subjectOf(condition, equates);
      return subject === undefined
        ? `${sourceText(condition)} is ${holds}`
        : `${subject} is ${holds ? "" : "not "}${equates?.to ?? ""}`;
    })
    .join(" and ");
}

/** Whether what one subject is says already what it is not. */
function saysMore(one: Given, other: Given): boolean {
  const [is, isNot] = [one.condition.equates, other.condition.equates];
  return (
    one.holds &&
    !other.holds &&
    is !== undefined &&
    isNot !== undefined &&
    keyOf(is.subject) === keyOf(isNot.subject)
  );
}

/** What a question asks about: its label may say so, or give the question itself a name, where it stands nowhere. */
function subjectOf(
  { origin: { range, label } }: Unknown,
  { subject, to }: NonNullable<Unknown["equates"]>,
): string | undefined {
  if (range.start < range.end) return sourceText(subject);
  const sides = label.split(" == ");
  const [asked, ...more] = sides.filter((side) => side !== to);
  return sides.length === 2 && more.length === 0 ? asked : undefined;
}

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
