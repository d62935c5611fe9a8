/*
 * Which environment a cluster is of, and how long its audit log is to be kept there. Words decide,
 * never parts of words: "prod" speaks in `eks-prod-1` and in `myProdCluster`, not in `products`.
 */
import type { Clue, Cluster } from "./cluster";
import type { Policy } from "./policy";
import { printed } from "./print";
import { narrowed } from "./outcomes";
import { text as textOfPieces } from "./text";
import { type Given, type Value, keyOf, known, maxOptions } from "./value";

export interface Environment {
  /** Null when nothing names exactly one. */
  readonly name: string | null;
  /** What decided, in words: `the word "prod" in its name`. */
  readonly why: string;
}

/** Stands in a text for a piece nobody knows; a word that touches it is no whole word. */
const gap = "\u0000";

/** The environment that the first telling source names; the strictest one where the same cluster is of several. `given`: in this outcome of conditions. */
export function environmentOf(
  { clues, otherClues = [] }: Cluster,
  policy: Policy,
  given: readonly Given[] = [],
): Environment {
  const environmentBy = (each: readonly Clue[]) =>
    given.length === 0
      ? always(each, policy)
      : environmentIn(
          each.map((clue) => ({ ...clue, text: when(clue.text, given) })),
          policy,
        );
  return otherClues
    .map(environmentBy)
    .reduce(
      (strictest, each) =>
        minimumDays(each, policy) > minimumDays(strictest, policy)
          ? each
          : strictest,
      environmentBy(clues),
    );
}

/** What clues tell is asked by every rule about every cluster, before and after every fix. */
const told = new WeakMap<Policy, WeakMap<readonly Clue[], Environment>>();

function always(clues: readonly Clue[], policy: Policy): Environment {
  const before =
    told.get(policy) ?? new WeakMap<readonly Clue[], Environment>();
  told.set(policy, before);
  const environment = before.get(clues) ?? environmentIn(clues, policy);
  before.set(clues, environment);
  return environment;
}

/** What a text is in one outcome of conditions: what it is asked to be equal to there, and so in each of its pieces. */
function when(value: Value, given: readonly Given[]): Value {
  if (value.kind === "known") return value;
  const asked = given
    .flatMap(({ condition, holds }) => (holds && condition.equates) || [])
    .find(({ subject }) => keyOf(subject) === value.key)?.to;
  if (asked?.startsWith('"')) {
    const sensitive = value.sensitive ? ({ sensitive: true } as const) : {};
    return known(String(JSON.parse(asked)), value.origin, sensitive);
  }
  if (value.options.length > 0) {
    const left = narrowed(value, [given]);
    const values = (left.kind === "unknown" ? left.options : []).map((option) =>
      when(option.value, given),
    );
    const [first] = values;
    return first && new Set(values.map(keyOf)).size === 1 ? first : left;
  }
  return value.parts
    ? textOfPieces(
        value.parts.map((part) =>
          typeof part === "string" ? part : when(part, given),
        ),
        value.origin,
      )
    : value;
}

function environmentIn(clues: readonly Clue[], policy: Policy): Environment {
  for (const clue of clues) {
    const names = new Set(
      textsOf(clue.text).flatMap((each) => environmentsIn(each, policy)),
    );
    const [name] = names;
    if (name !== undefined && names.size === 1)
      return { name, why: reason(clue) };
  }
  return { name: null, why: "nothing names its environment" };
}

/** The days for which the policy wants a cluster's log events kept at least. */
export function minimumDays(environment: Environment, policy: Policy): number {
  const fallback = policy.retention.get("default") ?? 0;
  return environment.name === null
    ? fallback
    : (policy.retention.get(environment.name) ?? fallback);
}

function reason({ source, text }: Clue): string {
  const where = {
    "var-file": "the var-file",
    "parameter-file": "the parameter file",
    configuration: "the configuration for",
    tag: "its Environment tag",
    name: "its name",
    folder: "the folder",
  };
  return `${where[source]} ${printed(text)} says so`;
}

function textsOf(value: Value, most = maxOptions): readonly string[] {
  if (value.kind === "known")
    return typeof value.data === "string" ? [value.data] : [];
  if (value.options.length > 0 && most > 0)
    return value.options.flatMap((option) => textsOf(option.value, most - 1));
  return value.parts
    ? [
        value.parts
          .map((part) => (typeof part === "string" ? part : gap))
          .join(""),
      ]
    : [];
}

/** The environments whose words a text contains; "nonprod" and "non-prod" name none. */
export function environmentsIn(
  text: string,
  policy: Policy,
): readonly string[] {
  const words = wordsOf(text);
  const entries = [...policy.environments]
    .flatMap(([name, list]) =>
      list.map((word) => ({ name, words: wordsOf(word) })),
    )
    .sort((a, b) => b.words.length - a.words.length);
  const found = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const negated = words[at - 1] === "non";
    const entry = entries.find((each) =>
      each.words.every((word, index) => words[at + index] === word),
    );
    if (!entry) continue;
    if (!negated) found.add(entry.name);
    at += entry.words.length - 1;
  }
  return [...found];
}

/** Lower-case words, split at "-", "_", ".", "/", blanks, case changes, and before digits at a word's end. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1-$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1-$2")
    .split(/[-_./\\\s]+/)
    .filter((word) => word !== "" && !word.includes(gap))
    .map((word) => word.toLowerCase().replace(/(?<=\D)\d+$/, ""));
}
