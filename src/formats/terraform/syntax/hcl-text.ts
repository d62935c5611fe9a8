/*
 * The text of templates, treated in the order of HCL's own scanner. It cuts a heredoc into lines
 * before anything else, so `~` eats white space up to the end of its line only, and `<<-` counts the
 * spaces of each line after that.
 */
import type { Node } from "./tree-sitter";

/** A text between two sequences, or a line of a heredoc. */
export interface Run {
  readonly kind: "run";
  text: string;
  readonly start: number;
  readonly end: number;
}

/** `${…}` or `%{…}`. */
export interface Sequence {
  readonly kind: string;
  readonly node: Node;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/** A piece of a template in the order of the text. */
export type Part = Run | Sequence;

/** Whether the part is text. */
export const isRun = (part: Part): part is Run => part.kind === "run";

/** The lines of a text, each with its line ending. */
export function lines({ text, start }: Run): readonly Run[] {
  let at = start;
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line): Run => {
    const run = { start: at, end: at + line.length };
    at = run.end;
    return { kind: "run", text: line, ...run };
  });
}

/** `$${` is how `${` is written where it does not begin a sequence. */
export function unescapeSequences(part: Part): void {
  if (isRun(part)) part.text = part.text.replace(/([$%])\1(?=\{)/g, "$1");
}

/** `~` takes the white space of the text next to it. */
export function trim(parts: readonly Part[]): void {
  parts.forEach((part, index) => {
    if (isRun(part)) return;
    const [before, after] = [parts[index - 1], parts[index + 1]];
    if (part.trimsBefore && before && isRun(before))
      before.text = before.text.trimEnd();
    if (part.trimsAfter && after && isRun(after))
      after.text = after.text.trimStart();
  });
}

/** Takes the indentation that all lines share from each; empty lines and what stands after a sequence do not count. */
export function outdent(parts: readonly Part[]): void {
  const indented: Run[] = [];
  let least = Infinity;
  let newLine = true;
  for (const part of parts) {
    if (newLine) {
      newLine = false;
      if (!isRun(part)) least = 0;
      else if (part.text.trim() !== "" || !part.text.endsWith("\n")) {
        const spaces = part.text.length - part.text.trimStart().length;
        least = Math.min(least, spaces);
        indented.push(part);
      }
    }
    newLine ||= isRun(part) && part.text.endsWith("\n");
  }
  for (const run of indented) run.text = run.text.slice(least);
}

const simpleEscapes = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** The text that a quoted literal stands for; undefined when it has an escape that HCL does not know. */
export function unescaped(text: string): string | undefined {
  let valid = true;
  const result = text.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.|$))|([$%])\4(?=\{)/gs,
    (_, short?: string, long?: string, simple?: string, mark?: string) => {
      if (mark !== undefined) return mark;
      const digits = short ?? long;
      const code = digits === undefined ? NaN : parseInt(digits, 16);
      const known =
        digits === undefined
          ? simpleEscapes.get(simple ?? "")
          : code <= 0x10ffff
            ? String.fromCodePoint(code)
            : undefined;
      valid &&= known !== undefined;
      return known ?? "";
    },
  );
  return valid ? result : undefined;
}
