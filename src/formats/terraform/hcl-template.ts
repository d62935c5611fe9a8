/*
 * Quoted texts and heredocs, read the way HCL's own scanner does. It cuts a heredoc into lines
 * before anything else, so `~` eats white space up to the end of its line only, and `<<-` counts the
 * spaces of each line after that.
 */
import {
  type HclSource,
  invalid,
  maxDepth,
  partsOf,
  placed,
  written,
} from "./hcl-source";
import { expression } from "./hcl-expression";
import type { Invalid, Template, TemplatePiece } from "./syntax";
import type { Node } from "./tree-sitter";

/** A text between two sequences, or a line of a heredoc. */
interface Run {
  readonly kind: "run";
  text: string;
  readonly start: number;
  readonly end: number;
}

/** `${…}` or `%{…}`. */
interface Sequence {
  readonly kind: string;
  readonly node: Node;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

type Part = Run | Sequence;

/** A quoted text; `invalid` when an escape or a sequence in it is. */
export function quotedTemplate(
  node: Node,
  source: HclSource,
  depth: number,
): Template | Invalid {
  const [open] = node.children;
  const close = node.children.at(-1);
  const failed = invalid(node.startIndex, node.endIndex, source);
  if (!open || !close || node.hasError) return failed;
  const sequences = sequencesIn(node, depth);
  if (!sequences) return failed;
  const parts = between(sequences, open.endIndex, close.startIndex, source);
  trim(parts);
  for (const part of parts) {
    if (!isRun(part)) continue;
    const text = unescaped(part.text);
    if (text === undefined) return failed;
    part.text = text;
  }
  return built(parts, node, source, depth);
}

/** A heredoc; with `<<-` less the indentation that all its lines share. */
export function heredoc(
  node: Node,
  source: HclSource,
  depth: number,
): Template | Invalid {
  const [arrow, marker] = node.children;
  const close = node.children.at(-1);
  const sequences = node.hasError ? undefined : sequencesIn(node, depth);
  if (!arrow || !marker || !close || !sequences)
    return invalid(node.startIndex, node.endIndex, source);
  const start = source.text.indexOf("\n", marker.endIndex) + 1;
  const end = source.text.lastIndexOf("\n", close.startIndex) + 1;
  const parts = between(sequences, start, Math.max(start, end), source).flatMap(
    (part): readonly Part[] => (isRun(part) ? lines(part) : [part]),
  );
  trim(parts);
  if (written(arrow, source) === "<<-") outdent(parts);
  for (const part of parts) unescapeSequences(part);
  return built(parts, node, source, depth);
}

/** A template without quotes or marks, such as a text of JSON: all between two offsets of the text, inside of a heredoc's node. */
export function bareTemplate(
  node: Node,
  start: number,
  end: number,
  source: HclSource,
): Template | Invalid {
  const sequences = sequencesIn(node, 0);
  if (!sequences) return invalid(start, end, source);
  const parts = between(sequences, start, end, source);
  trim(parts);
  for (const part of parts) unescapeSequences(part);
  return built(parts, node, source, 0);
}

const isRun = (part: Part): part is Run => part.kind === "run";

/** All sequences, those inside of directives too; undefined when directives are nested too deeply. */
function sequencesIn(node: Node, depth: number): Sequence[] | undefined {
  if (depth > maxDepth) return undefined;
  const sequences: Sequence[] = [];
  for (const child of node.children) {
    const kind = sequenceKinds.get(child.type);
    if (kind !== undefined) {
      const marks = child.children;
      sequences.push({
        kind,
        node: child,
        trimsBefore: marks[1]?.type === "strip_marker",
        trimsAfter: marks.at(-2)?.type === "strip_marker",
      });
    } else if (/^template_(directive|if|for)$/.test(child.type)) {
      const inner = sequencesIn(child, depth + 1);
      if (!inner) return undefined;
      for (const each of inner) sequences.push(each);
    }
  }
  return sequences;
}

const sequenceKinds = new Map([
  ["template_interpolation", "interpolation"],
  ["template_if_intro", "if"],
  ["template_else_intro", "else"],
  ["template_if_end", "end"],
  ["template_for_start", "for"],
  ["template_for_end", "end"],
]);

/** The sequences with the text before, between and after them. */
function between(
  sequences: readonly Sequence[],
  start: number,
  end: number,
  source: HclSource,
): Part[] {
  const parts: Part[] = [];
  let at = start;
  const run = (until: number) => {
    if (until > at)
      parts.push({
        kind: "run",
        text: source.text.slice(at, until),
        start: at,
        end: until,
      });
  };
  for (const sequence of sequences) {
    run(sequence.node.startIndex);
    parts.push(sequence);
    at = sequence.node.endIndex;
  }
  run(end);
  return parts;
}

function lines({ text, start }: Run): readonly Run[] {
  let at = start;
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line): Run => {
    const run = { start: at, end: at + line.length };
    at = run.end;
    return { kind: "run", text: line, ...run };
  });
}

/** `$${` is how `${` is written where it does not begin a sequence. */
function unescapeSequences(part: Part): void {
  if (isRun(part)) part.text = part.text.replace(/([$%])\1(?=\{)/g, "$1");
}

/** `~` takes the white space of the text next to it. */
function trim(parts: readonly Part[]): void {
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
function outdent(parts: readonly Part[]): void {
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
function unescaped(text: string): string | undefined {
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

/** The parts as a tree of directives, neighbouring texts as one. */
function built(
  parts: readonly Part[],
  node: Node,
  source: HclSource,
  depth: number,
): Template {
  let at = 0;
  const pieces = (until: (kind: string) => boolean): TemplatePiece[] => {
    const result: TemplatePiece[] = [];
    for (let part = parts[at]; part && !until(part.kind); part = parts[at]) {
      at += 1;
      if (!isRun(part)) result.push(sequence(part));
      else if (part.text !== "") addText(result, part, source);
    }
    return result;
  };
  const sequence = (opening: Sequence): TemplatePiece => {
    const { kind, node: open } = opening;
    const value = expression(
      open.children.find((child) => child.type === "expression"),
      source,
      depth + 1,
    );
    if (kind === "interpolation") return { kind, expression: value };
    const body = pieces((next) => next === "else" || next === "end");
    const otherwise: TemplatePiece[] = [];
    if (parts[at]?.kind === "else") {
      at += 1;
      otherwise.push(...pieces((next) => next === "end"));
    }
    const close = parts[at];
    at += 1;
    const end = close && !isRun(close) ? close.node.endIndex : node.endIndex;
    const range = source.place(open.startIndex, end);
    if (kind === "if")
      return {
        kind,
        condition: value,
        whenTrue: body,
        whenFalse: otherwise,
        range,
      };
    const names = partsOf(open)
      .filter((child) => child.type === "identifier")
      .map((child) => written(child, source));
    const [key] = names.length > 1 ? names : [];
    return {
      kind: "for",
      ...(key === undefined ? {} : { key }),
      value: names.at(-1) ?? "",
      collection: value,
      body,
      range,
    };
  };
  return {
    kind: "template",
    pieces: pieces(() => false),
    range: placed(node, source),
  };
}

function addText(pieces: TemplatePiece[], run: Run, source: HclSource): void {
  const last = pieces.at(-1);
  const text = last?.kind === "text" ? last.text + run.text : run.text;
  const start = last?.kind === "text" ? last.range.start : undefined;
  const range = source.place(run.start, run.end);
  if (start !== undefined) pieces.pop();
  pieces.push({
    kind: "text",
    text,
    range: start === undefined ? range : { ...range, start },
  });
}
