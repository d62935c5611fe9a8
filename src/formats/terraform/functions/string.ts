import { text } from "../../../core/text";
import { lift } from "../../../core/outcomes";
import { type Data, type Value, known } from "../../../core/value";
import { formatted, formattedList } from "./format";
import {
  type Call,
  type Table,
  elementsOf,
  nullable,
  number,
  string,
  strings,
} from "./entry";
import { replaceMatches } from "./regex";
import { graphemes } from "./graphemes";

/** Longer texts are not made. */
const longest = 1_000_000;

/** Functions on texts. */
export const stringFunctions: Table = {
  chomp: {
    takes: [string],
    gives: ({ text }) => trimmed(text(0), "\r\n", "end"),
  },
  endswith: {
    takes: [string, string],
    gives: ({ text }) => text(0).endsWith(text(1)),
  },
  format: { takes: [string], rest: nullable, gives: formatted },
  formatlist: {
    takes: [string],
    rest: nullable,
    needs: "outer",
    gives: formattedList,
  },
  indent: { takes: [number, string], gives: indented },
  join: { takes: [string], rest: strings, needs: "outer", gives: joined },
  lower: { takes: [string], gives: (call) => inCase(call, "toLowerCase") },
  replace: { takes: [string, string, string], gives: replaced },
  split: { takes: [string, string], gives: split },
  startswith: { takes: [string, string], handles: startsWith },
  strcontains: {
    takes: [string, string],
    gives: ({ text }) => text(0).includes(text(1)),
  },
  strrev: {
    takes: [string],
    gives: ({ text }) => graphemes(text(0)).reverse().join(""),
  },
  substr: { takes: [string, number, number], gives: substring },
  title: { takes: [string], gives: titled },
  trim: {
    takes: [string, string],
    gives: ({ text }) =>
      trimmed(trimmed(text(0), text(1), "end"), text(1), "start"),
  },
  trimprefix: {
    takes: [string, string],
    gives: ({ text }) =>
      text(0).startsWith(text(1)) ? text(0).slice(text(1).length) : text(0),
  },
  trimspace: {
    takes: [string],
    gives: ({ text }) =>
      trimmed(trimmed(text(0), whiteSpace, "end"), whiteSpace, "start"),
  },
  trimsuffix: {
    takes: [string, string],
    gives: ({ text }) =>
      text(1) !== "" && text(0).endsWith(text(1))
        ? text(0).slice(0, -text(1).length)
        : text(0),
  },
  upper: { takes: [string], gives: (call) => inCase(call, "toUpperCase") },
};

/** What Go counts as white space. */
const whiteSpace =
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

function trimmed(text: string, letters: string, side: "start" | "end"): string {
  const cut = new Set(letters);
  const all = [...text];
  let [start, end] = [0, all.length];
  if (side === "end") while (end > 0 && cut.has(all[end - 1] ?? "")) end -= 1;
  else while (start < end && cut.has(all[start] ?? "")) start += 1;
  return all.slice(start, end).join("");
}

function inCase(call: Call, way: "toLowerCase" | "toUpperCase"): Data | Value {
  const letters = [...call.text(0)].map((letter) => letter[way]());
  return letters.some((letter) => [...letter].length > 1)
    ? call.unsure("it has a letter without a counterpart in the other case")
    : letters.join("");
}

function titled(call: Call): Data | Value {
  let before = " ";
  let result = "";
  for (const letter of call.text(0)) {
    const starts = /[\0-\x7f]/.test(before)
      ? /[^0-9A-Za-z_]/.test(before)
      : whiteSpace.includes(before);
    const raised = starts ? letter.toUpperCase() : letter;
    if (raised !== letter && !/^[A-Z\u00c0-\u0178\u0391-\u042f]$/.test(raised))
      return call.unsure("it has a letter whose title case is not known");
    result += raised;
    before = letter;
  }
  return result;
}

function indented({ number, text, fail, unsure }: Call): Data | Value {
  const [spaces, lines] = [number(0), text(1).split("\n")];
  if (!Number.isInteger(spaces) || spaces < 0)
    return fail("indent is given no number of spaces");
  return spaces * lines.length > longest
    ? unsure("it is too large to evaluate")
    : lines.join(`\n${" ".repeat(spaces)}`);
}

function joined(call: Call): Data | Value {
  const { origin, fail } = call;
  const lists = call.arguments.slice(1);
  if (lists.length === 0) return fail("join is given no list");
  const elements = lists.flatMap(elementsOf);
  if (elements.some((each) => each.kind === "known" && each.data === null))
    return fail("join is given a null");
  const separator = call.text(0);
  return text(
    elements.flatMap((each, at) => (at === 0 ? [each] : [separator, each])),
    origin,
  );
}

function replaced(call: Call): Data | Value {
  const [all, wanted, by] = [call.text(0), call.text(1), call.text(2)];
  if (wanted.length > 1 && wanted.startsWith("/") && wanted.endsWith("/"))
    return replaceMatches(call, wanted.slice(1, -1));
  const pieces = wanted === "" ? ["", ...all, ""] : all.split(wanted);
  return all.length + pieces.length * by.length > longest
    ? call.unsure("it is too large to evaluate")
    : pieces.join(by);
}

/** The text may go on with what is not known. */
function startsWith(values: readonly Value[], { origin }: Call): Value {
  const [all, start] = values;
  const [first] = all?.kind === "unknown" ? (all.parts ?? []) : [];
  if (start?.kind === "known" && typeof first === "string") {
    const [a, b] = [first, String(start.data)];
    if (a.startsWith(b)) return known(true, origin);
    if (!b.startsWith(a)) return known(false, origin);
  }
  return lift("startswith", values, origin, ([text, prefix]) =>
    String(text?.data).startsWith(String(prefix?.data)),
  );
}

function split({ text, texts, unsure }: Call): Data | Value {
  const parts = text(0) === "" ? [...text(1)] : text(1).split(text(0));
  return parts.length > longest / 64
    ? unsure("it is too large to evaluate")
    : texts(parts);
}

function substring({ text, number, fail }: Call): Data | Value {
  const all = graphemes(text(0));
  const [given, length] = [number(1), number(2)];
  if (!Number.isInteger(given) || !Number.isInteger(length))
    return fail("substr is given a fraction");
  if (given >= 0 && length === 0) return "";
  const offset = Math.max(given < 0 ? given + all.length : given, 0);
  // Counted from the end, no letters are all letters.
  return all.slice(offset, length <= 0 ? undefined : offset + length).join("");
}
