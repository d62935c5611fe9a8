import { type Data, type Value, known } from "../../../core/value";
import { type Call, type Table, string } from "./entry";
import { type Match, type Pattern, compilePattern } from "./regular-expression";
import {
  type Type,
  collection,
  listOf,
  sortedMap,
  stringType,
  typed,
} from "../values/types";

/** Functions that search with a regular expression. */
export const regexFunctions: Table = {
  regex: { takes: [string, string], gives: find, type: matchType },
  regexall: {
    takes: [string, string],
    gives: findAll,
    type: (values) => {
      const element = matchType(values);
      return element && listOf(element);
    },
  },
};

/** Longer patterns are not compiled. */
const longestPattern = 5_000;

/** Longer texts are not made. */
const longestResult = 1_000_000;

/** How often one call may compare a letter with an instruction of a pattern: half a second's work. */
const mostComparisons = 5_000_000;

/** How many comparisons count as a step of the evaluation, and how many it takes to compile a letter. */
const perStep = 100;
const perLetter = 250;

/** A pattern and a text that is searched with it, for as long as that may take. */
interface Task {
  readonly pattern: Pattern;
  readonly text: string;
  /** The first match at or after an offset. */
  search(from: number): Match | undefined | "too long";
}

function find(call: Call): Data | Value {
  const task = taskOf(call, call.text(0), call.text(1));
  if ("kind" in task) return task;
  if (!resultType(task.pattern)) return mixed(call);
  const match = task.search(0);
  if (match === "too long") return tooLong(call);
  return match
    ? resultOf(match, task.pattern, call)
    : call.fail("regex finds no match");
}

function findAll(call: Call): Data | Value {
  const task = taskOf(call, call.text(0), call.text(1));
  if ("kind" in task) return task;
  const type = resultType(task.pattern);
  if (!type) return mixed(call);
  const matches = allMatches(task);
  if (matches === "too long") return tooLong(call);
  // An empty match right behind another is none.
  const kept = matches.filter(
    ({ start, end }, at) => start !== end || start !== matches[at - 1]?.end,
  );
  return collection(
    "list",
    kept.map((match) => resultOf(match, task.pattern, call)),
    type,
    call,
  );
}

/** `replace` with a pattern. */
export function replaceMatches(call: Call, written: string): Data | Value {
  const [subject, template] = [call.text(0), call.text(2)];
  const task = taskOf(call, written, subject);
  if ("kind" in task) return task;
  const matches = allMatches(task);
  if (matches === "too long") return tooLong(call);
  let result = "";
  let last = 0;
  for (const match of matches) {
    const { start, end } = match;
    result += subject.slice(last, start);
    if (end > last || start === 0)
      result += expanded(template, match, task.pattern);
    if (result.length > longestResult)
      return call.unsure("it is too large to evaluate");
    last = end;
  }
  return result + subject.slice(last);
}

const tooLong = (call: Call) => call.unsure("a search in it takes too long");

const mixed = (call: Call) =>
  call.fail("a regular expression mixes groups with and without names");

function taskOf(call: Call, written: string, text: string): Task | Value {
  if (written.length > longestPattern)
    return call.unsure("a regular expression in it is too long");
  const pattern = compilePattern(written);
  if (pattern === "invalid")
    return call.fail("a regular expression in it is not valid");
  if (pattern === "not understood")
    return call.unsure("a regular expression in it is not understood");
  let left = mostComparisons;
  const spend = (comparisons: number): void => {
    left -= comparisons;
    call.context.work.steps -= Math.ceil(comparisons / perStep);
  };
  spend(perLetter * written.length);
  const search = pattern.searchIn(text);
  return {
    pattern,
    text,
    search(from) {
      // A search does not tell how far it has looked, so it counts as having looked at all the rest.
      spend(pattern.size * (text.length - from + 1));
      return left < 0 ? "too long" : search(from);
    },
  };
}

/** Every match from left to right. */
function allMatches({ text, search }: Task): readonly Match[] | "too long" {
  const matches: Match[] = [];
  for (let from = 0; from <= text.length;) {
    const match = search(from);
    if (match === "too long") return match;
    if (!match) break;
    matches.push(match);
    const letter = (text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
    from = Math.max(match.end, from + letter);
  }
  return matches;
}

/** What a pattern that is known says about its matches in a text that is not. */
function matchType([written]: readonly Value[]): Type | undefined {
  if (written?.kind !== "known" || typeof written.data !== "string")
    return undefined;
  if (written.data.length > longestPattern) return undefined;
  const pattern = compilePattern(written.data);
  return typeof pattern === "string" ? undefined : resultType(pattern);
}

/** The type of what `regex` gives; undefined when the pattern is not meant for it. */
function resultType({ groups }: Pattern): Type | undefined {
  const names = groups.filter((name) => name !== undefined);
  if (groups.length === 0) return stringType;
  if (names.length === 0)
    return { kind: "tuple", elements: groups.map(() => stringType) };
  if (names.length < groups.length) return undefined;
  return {
    kind: "object",
    attributes: sortedMap(
      names.map((name) => [name, { type: stringType, optional: false }]),
    ),
  };
}

/** The text of a match, or the list or object of its groups. */
function resultOf(
  { texts: [whole, ...texts] }: Match,
  { groups }: Pattern,
  { origin }: Call,
): Value {
  const value = (text: string | undefined): Value =>
    text === undefined
      ? typed(known(null, origin), stringType)
      : known(text.normalize("NFC"), origin);
  if (groups.length === 0) return value(whole);
  const values = texts.map(value);
  if (groups[0] === undefined) return known(values, origin);
  return known(
    sortedMap(values.map((each, at) => [groups[at] ?? "", each] as const)),
    origin,
  );
}

/** A replacement with its `$1`, `$name` and `${name}` filled in. Source: `Regexp.Expand` of Go. */
function expanded(
  template: string,
  { texts }: Match,
  { groups }: Pattern,
): string {
  return template.replace(
    /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (_, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare;
      if (name === undefined) return "$";
      const group = /^(0|[1-9]\d{0,8})$/.test(name)
        ? Number(name)
        : groups.indexOf(name) + 1 || groups.length + 1;
      return texts[group] ?? "";
    },
  );
}
