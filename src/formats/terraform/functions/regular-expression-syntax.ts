import {
  type Test,
  classes,
  codePoint,
  controls,
  posixClasses,
} from "./regular-expression-classes";
import { type Part, mayBeEmpty } from "./regular-expression-parts";

/** The most that a repetition may count to. Source: RE2. */
const mostRepeats = 1_000;

/** Groups nested deeper than this are not read. */
const deepest = 100;

const nothing: Part = { kind: "sequence", parts: [] };

/** The parts of a pattern and the names of its groups; undefined when it is none or not understood. */
export function parsePattern(
  pattern: string,
):
  | { readonly part: Part; readonly groups: readonly (string | undefined)[] }
  | undefined {
  const parser = new Parser(pattern);
  const part = parser.either(0);
  return parser.understood ? { part, groups: parser.groups } : undefined;
}

class Parser {
  readonly groups: (string | undefined)[] = [];
  private readonly letters: readonly string[];
  private at = 0;
  private refused = false;
  private readonly flags: ReadonlySet<string>;

  constructor(pattern: string) {
    const flags = /^\(\?([ims]+)\)/.exec(pattern);
    this.flags = new Set(flags?.[1]);
    this.letters = [...pattern.slice(flags?.[0].length ?? 0)];
  }

  /** Whether all of the pattern has been read. */
  get understood(): boolean {
    return this.done && !this.refused;
  }

  private get done(): boolean {
    return this.at >= this.letters.length;
  }

  /** Something in the pattern is wrong or not understood: reading ends. */
  private refuse(): Part {
    this.refused = true;
    this.at = this.letters.length;
    return nothing;
  }

  either(depth: number): Part {
    if (depth > deepest) return this.refuse();
    const parts = [this.sequence(depth)];
    while (this.take("|")) parts.push(this.sequence(depth));
    return { kind: "either", parts };
  }

  private sequence(depth: number): Part {
    const parts: Part[] = [];
    while (!this.done && !["|", ")"].includes(this.peek()))
      parts.push(this.repeated(this.atom(depth)));
    return { kind: "sequence", parts };
  }

  private repeated(part: Part): Part {
    const counts = this.repetition();
    if (!counts) return part;
    const [least, most] = counts;
    const greedy = !this.take("?");
    // RE2 refuses repetitions of repetitions; loops over nothing differ between engines.
    if (this.repetition() || (most > mostRepeats && most !== Infinity))
      return this.refuse();
    if (most === Infinity && mayBeEmpty(part)) return this.refuse();
    return { kind: "repeat", part, least, most, greedy };
  }

  private repetition(): readonly [number, number] | undefined {
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.take("?")) return [0, 1];
    const counts = /^\{(\d+)(,?)(\d*)\}/.exec(
      this.letters.slice(this.at, this.at + 12).join(""),
    );
    if (!counts) return undefined;
    const [whole, from, comma, to] = counts;
    this.at += whole.length;
    const least = Number(from);
    const most = to ? Number(to) : comma ? Infinity : least;
    if (least > most || least > mostRepeats) this.refuse();
    return [least, most];
  }

  private atom(depth: number): Part {
    const letter = this.next();
    switch (letter) {
      case "(":
        return this.group(depth);
      case "[":
        return this.class();
      case ".":
        return this.letter(
          this.flags.has("s") ? () => true : (each) => each !== "\n",
        );
      case "^":
        return {
          kind: "assert",
          what: this.flags.has("m") ? "line start" : "start",
        };
      case "$":
        return {
          kind: "assert",
          what: this.flags.has("m") ? "line end" : "end",
        };
      case "*":
      case "+":
      case "?":
        return this.refuse();
      case "\\":
        return this.escaped();
      default:
        return this.letter((each) => each === letter);
    }
  }

  private group(depth: number): Part {
    const rest = this.letters.slice(this.at, this.at + 80).join("");
    const opening = /^\?(?::|P?<([A-Za-z_][A-Za-z0-9_]*)>)/.exec(rest);
    if (!opening && rest.startsWith("?")) return this.refuse();
    this.at += opening?.[0].length ?? 0;
    if (opening?.[0] === "?:") return this.closed(this.either(depth + 1));
    const name = opening?.[1];
    if (name !== undefined && this.groups.includes(name)) return this.refuse();
    const index = this.groups.push(name);
    return { kind: "group", index, part: this.closed(this.either(depth + 1)) };
  }

  private closed(part: Part): Part {
    return this.take(")") ? part : this.refuse();
  }

  private escaped(): Part {
    const letter = this.next();
    switch (letter) {
      case "A":
        return { kind: "assert", what: "start" };
      case "z":
        return { kind: "assert", what: "end" };
      case "b":
        return { kind: "assert", what: "word boundary" };
      case "B":
        return { kind: "assert", what: "no word boundary" };
    }
    return this.letter(this.named(letter) ?? this.plain(letter));
  }

  /** The class that an escaped letter names. */
  private named(letter: string): Test | undefined {
    const test = classes[letter.toLowerCase()];
    return !test || letter === letter.toLowerCase()
      ? test
      : (each) => !test(each);
  }

  private plain(letter: string): Test {
    const wanted = this.literal(letter);
    return (each) => each === wanted;
  }

  /** The letter that an escape stands for. */
  private literal(letter: string): string {
    const control = controls[letter];
    if (control !== undefined) return control;
    if (/^[!-/:-@[-`{-~]$/.test(letter)) return letter;
    const digits = this.letters.slice(this.at, this.at + 2).join("");
    if (letter !== "x" || !/^[0-9A-Fa-f]{2}$/.test(digits)) this.refuse();
    this.at += 2;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private class(): Part {
    const negated = this.take("^");
    const tests: Test[] = [];
    for (let first = true; first || !this.take("]"); first = false) {
      if (this.done) return this.refuse();
      tests.push(this.member());
    }
    const test: Test = (letter) => tests.some((each) => each(letter));
    const either = this.folded(test);
    return {
      kind: "letter",
      takes: negated ? (letter) => !either(letter) : either,
    };
  }

  private member(): Test {
    const rest = this.letters.slice(this.at, this.at + 12).join("");
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
    if (posix) {
      const pattern = posixClasses[posix[2] ?? ""];
      this.at += posix[0].length;
      if (!pattern) this.refuse();
      return (letter) => pattern?.test(letter) === (posix[1] === "");
    }
    const letter = this.next();
    const named = letter === "\\" ? this.named(this.peek()) : undefined;
    if (named) {
      this.at += 1;
      return named;
    }
    const low = letter === "\\" ? this.literal(this.next()) : letter;
    if (
      this.peek() !== "-" ||
      [undefined, "]"].includes(this.letters[this.at + 1])
    )
      return (each) => each === low;
    this.at += 1;
    const end = this.next();
    const high = end === "\\" ? this.literal(this.next()) : end;
    const [from, to] = [codePoint(low), codePoint(high)];
    if (from > to) this.refuse();
    return (each) => codePoint(each) >= from && codePoint(each) <= to;
  }

  private letter(takes: Test): Part {
    return { kind: "letter", takes: this.folded(takes) };
  }

  /** With the flag "i" a letter is taken in any case. */
  private folded(test: Test): Test {
    return this.flags.has("i")
      ? (letter) =>
          test(letter) ||
          test(letter.toLowerCase()) ||
          test(letter.toUpperCase())
      : test;
  }

  private peek(): string {
    return this.letters[this.at] ?? "";
  }

  private next(): string {
    const letter = this.letters[this.at];
    if (letter === undefined) this.refuse();
    else this.at += 1;
    return letter ?? "";
  }

  private take(letter: string): boolean {
    if (this.peek() !== letter) return false;
    this.at += 1;
    return true;
  }
}
