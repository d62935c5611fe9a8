import { type Data, type Value, known } from "../../../core/value";
import { type Call, type Table, string } from "./entry";
import { type Pattern, compilePattern } from "./regular-expression";
import {
  type Type,
  collection,
  sortedMap,
  stringType,
  typed,
} from "../values/types";

/** Functions that search with a regular expression. */
export const regexFunctions: Table = {
  regex: { takes: [string, string], gives: find },
  regexall: { takes: [string, string], gives: findAll },
};

/** The longest text that is searched, in letters. */
const longest = 20_000;

type Match = readonly number[];

function find(call: Call): Data | Value {
  const letters = [...call.text(1)];
  const pattern = compiled(call, call.text(0), letters);
  if ("kind" in pattern) return pattern;
  const match = pattern.match(letters, 0);
  if (match === "too long") return call.unsure("a search in it takes too long");
  return match
    ? resultOf(match, pattern, letters, call)
    : call.fail("regex finds no match");
}

function findAll(call: Call): Data | Value {
  const letters = [...call.text(1)];
  const pattern = compiled(call, call.text(0), letters);
  if ("kind" in pattern) return pattern;
  const matches = allMatches(pattern, letters);
  if (!matches) return call.unsure("a search in it takes too long");
  // An empty match right behind another is none.
  const kept = matches.filter(
    (match, at) => match[0] !== match[1] || match[0] !== matches[at - 1]?.[1],
  );
  return collection(
    "list",
    kept.map((match) => resultOf(match, pattern, letters, call)),
    resultType(pattern),
    call,
  );
}

/** `replace` with a pattern. */
export function replaceMatches(call: Call, written: string): Data | Value {
  const [subject, template] = [call.text(0), call.text(2)];
  const letters = [...subject];
  const pattern = compiled(call, written, letters);
  if ("kind" in pattern) return pattern;
  const matches = allMatches(pattern, letters);
  if (!matches) return call.unsure("a search in it takes too long");
  let result = "";
  let end = 0;
  for (const match of matches) {
    const [from = 0, to = 0] = match;
    result += letters.slice(end, from).join("");
    if (to > end || from === 0)
      result += expanded(template, match, pattern, letters);
    if (result.length > 1_000_000)
      return call.unsure("it is too large to evaluate");
    end = to;
  }
  return result + letters.slice(end).join("");
}

function compiled(
  call: Call,
  written: string,
  letters: readonly string[],
): Pattern | Value {
  const pattern = compilePattern(written);
  const folds = /^\(\?\w*i/.test(written);
  const ascii = /^[\0-\x7f]*$/;
  if (
    !pattern ||
    letters.length > longest ||
    (folds &&
      !(ascii.test(written) && letters.every((each) => ascii.test(each))))
  )
    return call.unsure("a regular expression in it is not understood");
  return pattern;
}

/** Every match from left to right; undefined when that takes too long. */
function allMatches(
  pattern: Pattern,
  letters: readonly string[],
): readonly Match[] | undefined {
  const matches: Match[] = [];
  let work = 0;
  for (let from = 0; from <= letters.length;) {
    const match = pattern.match(letters, from);
    if (!match) break;
    const [start = 0, end = 0] = match === "too long" ? [] : match;
    work += end - from + (start === end ? 1 : 0);
    if (match === "too long" || work > 100 * longest) return undefined;
    matches.push(match);
    from = Math.max(end, from + 1);
  }
  return matches;
}

function resultType({ groups }: Pattern): Type {
  if (groups.length === 0) return stringType;
  if (groups[0] === undefined)
    return { kind: "tuple", elements: groups.map(() => stringType) };
  const attributes = groups.flatMap((name) =>
    name === undefined
      ? []
      : [[name, { type: stringType, optional: false }] as const],
  );
  return { kind: "object", attributes: sortedMap(attributes) };
}

/** The text of a match, or the list or object of its groups. */
function resultOf(
  match: Match,
  { groups }: Pattern,
  letters: readonly string[],
  { origin, fail }: Call,
): Value {
  const named = groups.filter((name) => name !== undefined);
  if (named.length > 0 && named.length < groups.length)
    return fail("a regular expression mixes groups with and without names");
  const value = (group: number): Value => {
    const text = textOfGroup(match, group, letters);
    return text === undefined
      ? typed(known(null, origin), stringType)
      : known(text.normalize("NFC"), origin);
  };
  if (groups.length === 0) return value(0);
  if (named.length === 0)
    return known(
      groups.map((_, at) => value(at + 1)),
      origin,
    );
  return known(
    sortedMap(named.map((name, at) => [name, value(at + 1)] as const)),
    origin,
  );
}

function textOfGroup(
  match: Match,
  group: number,
  letters: readonly string[],
): string | undefined {
  const [from = -1, to = -1] = match.slice(2 * group, 2 * group + 2);
  return from < 0 || to < 0 ? undefined : letters.slice(from, to).join("");
}

/** A replacement with its `$1`, `$name` and `${name}` filled in. */
function expanded(
  template: string,
  match: Match,
  { groups }: Pattern,
  letters: readonly string[],
): string {
  return template.replace(
    /\$(?:\$|\{(\w+)\}|(\w+))/g,
    (_, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare;
      if (name === undefined) return "$";
      const group = /^\d+$/.test(name)
        ? Number(name)
        : groups.indexOf(name) + 1 || groups.length + 1;
      return textOfGroup(match, group, letters) ?? "";
    },
  );
}
