/*
 * Regular expressions as Terraform has them (RE2's): every alternative is followed at once, so
 * matching takes time in proportion to text and pattern and cannot be made to hang, as JavaScript's
 * own engine can. What is rarely written (Unicode classes, flags inside a pattern) is not read.
 */
import { type Part } from "./regular-expression-parts";
import { parsePattern } from "./regular-expression-syntax";

/** A compiled pattern. */
export interface Pattern {
  /** The names of the groups in order; undefined for one without a name. */
  readonly groups: readonly (string | undefined)[];
  /** The first match at or after a position: where it and each group start and end, in letters; undefined: none. "too long" when it takes too many steps. */
  match(
    letters: readonly string[],
    from: number,
  ): readonly number[] | undefined | "too long";
}

type Instruction =
  | { readonly kind: "letter"; readonly takes: (letter: string) => boolean }
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "assert"; readonly what: Assertion }
  | { readonly kind: "end" };

type Assertion = Extract<Part, { kind: "assert" }>["what"];

/** Programs longer than this are not run: `(a{1000}){1000}`. */
const longestProgram = 5_000;

/** Steps that one search may take. */
const mostSteps = 5_000_000;

/** The pattern, or undefined when it is none, or one that is not understood. */
export function compilePattern(pattern: string): Pattern | undefined {
  const parsed = parsePattern(pattern);
  if (!parsed) return undefined;
  const program: Instruction[] = [];
  if (!emit({ kind: "group", index: 0, part: parsed.part }, program))
    return undefined;
  program.push({ kind: "end" });
  return {
    groups: parsed.groups,
    match: (letters, from) =>
      run(program, letters, from, 2 * (parsed.groups.length + 1)),
  };
}

/** Adds a part's instructions; false when the program gets too long. */
function emit(part: Part, program: Instruction[]): boolean {
  if (program.length > longestProgram) return false;
  switch (part.kind) {
    case "letter":
    case "assert":
      program.push(part);
      return true;
    case "group": {
      program.push({ kind: "save", slot: 2 * part.index });
      const emitted = emit(part.part, program);
      program.push({ kind: "save", slot: 2 * part.index + 1 });
      return emitted;
    }
    case "sequence":
      return part.parts.every((each) => emit(each, program));
    case "either":
      return emitEither(part.parts, program);
    case "repeat":
      return emitRepeat(part, program);
  }
}

function emitEither(parts: readonly Part[], program: Instruction[]): boolean {
  const [first, ...rest] = parts;
  if (!first) return true;
  if (rest.length === 0) return emit(first, program);
  const split = { kind: "split" as const, first: 0, second: 0 };
  program.push(split);
  split.first = program.length;
  const emitted = emit(first, program);
  const jump = { kind: "jump" as const, to: 0 };
  program.push(jump);
  split.second = program.length;
  const done = emitted && emitEither(rest, program);
  jump.to = program.length;
  return done;
}

function emitRepeat(
  { part, least, most, greedy }: Extract<Part, { kind: "repeat" }>,
  program: Instruction[],
): boolean {
  for (let count = 0; count < least; count += 1)
    if (!emit(part, program)) return false;
  const optional = (then: () => boolean): boolean => {
    const split = { kind: "split" as const, first: 0, second: 0 };
    program.push(split);
    const [inside, done] = [program.length, then()];
    split.first = greedy ? inside : program.length;
    split.second = greedy ? program.length : inside;
    return done;
  };
  if (most === Infinity) {
    const start = program.length;
    return optional(() => {
      const done = emit(part, program);
      program.push({ kind: "jump", to: start });
      return done;
    });
  }
  const further = (count: number): boolean =>
    count === 0 || optional(() => emit(part, program) && further(count - 1));
  return further(most - least);
}

interface Thread {
  readonly at: number;
  readonly slots: readonly number[];
}

function run(
  program: readonly Instruction[],
  letters: readonly string[],
  from: number,
  slotCount: number,
): readonly number[] | undefined | "too long" {
  let steps = 0;
  let threads: Thread[] = [];
  let found: readonly number[] | undefined;
  for (let position = from; position <= letters.length; position += 1) {
    const seen = new Set<number>();
    const next: Thread[] = [];
    for (const thread of threads)
      steps += follow(program, thread, position, letters, seen, next);
    if (!found) {
      const start = { at: 0, slots: Array<number>(slotCount).fill(-1) };
      steps += follow(program, start, position, letters, seen, next);
    }
    threads = [];
    for (const { at, slots } of next) {
      const instruction = program[at];
      if (instruction?.kind === "end") {
        // Threads behind this one are worth less than the match it found.
        found = slots;
        break;
      }
      const letter = letters[position];
      if (
        instruction?.kind === "letter" &&
        letter !== undefined &&
        instruction.takes(letter)
      )
        threads.push({ at: at + 1, slots });
    }
    if (steps > mostSteps) return "too long";
    if (found && threads.length === 0) return found;
  }
  return found;
}

/** Follows a thread up to the letters that it waits for, in the order of preference; counts the steps. */
function follow(
  program: readonly Instruction[],
  start: Thread,
  position: number,
  letters: readonly string[],
  seen: Set<number>,
  threads: Thread[],
): number {
  const waiting = [start];
  let steps = 0;
  for (;;) {
    const thread = waiting.pop();
    if (!thread) return steps;
    const { at, slots } = thread;
    const instruction = program[at];
    if (!instruction || seen.has(at)) continue;
    seen.add(at);
    steps += 1;
    switch (instruction.kind) {
      case "jump":
        waiting.push({ at: instruction.to, slots });
        break;
      case "split":
        waiting.push({ at: instruction.second, slots });
        waiting.push({ at: instruction.first, slots });
        break;
      case "save":
        waiting.push({
          at: at + 1,
          slots: slots.with(instruction.slot, position),
        });
        break;
      case "assert":
        if (holds(instruction.what, letters, position))
          waiting.push({ at: at + 1, slots });
        break;
      default:
        threads.push(thread);
    }
  }
}

function holds(
  what: Assertion,
  letters: readonly string[],
  position: number,
): boolean {
  const [before, after] = [letters[position - 1], letters[position]];
  switch (what) {
    case "start":
      return before === undefined;
    case "end":
      return after === undefined;
    case "line start":
      return before === undefined || before === "\n";
    case "line end":
      return after === undefined || after === "\n";
    default: {
      const boundary = isWord(before) !== isWord(after);
      return boundary === (what === "word boundary");
    }
  }
}

const isWord = (letter: string | undefined): boolean =>
  letter !== undefined && /^\w$/.test(letter);
