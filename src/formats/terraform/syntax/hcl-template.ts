/*
 * Quoted texts, heredocs and bare templates: the sequences that the grammar finds, and all that
 * stands between them.
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
import {
  type Part,
  type Run,
  type Sequence,
  isRun,
  lines,
  outdent,
  trim,
  unescapeSequences,
  unescaped,
} from "./hcl-text";
import type { Node } from "./tree-sitter";

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
  const sequences = sequencesIn(node, source, depth);
  if (!sequences) return failed;
  const parts = between(sequences, open.endIndex, close.startIndex, source);
  for (const part of parts) {
    if (!isRun(part)) continue;
    const text = part.text.includes("\n") ? undefined : unescaped(part.text);
    if (text === undefined) {
      source.reject?.(node.startIndex, node.endIndex);
      return failed;
    }
    part.text = text;
  }
  trim(parts);
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
  const sequences = node.hasError
    ? undefined
    : sequencesIn(node, source, depth);
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
  const sequences = sequencesIn(node, source, 0);
  if (!sequences) return invalid(start, end, source);
  const parts = between(sequences, start, end, source);
  trim(parts);
  for (const part of parts) unescapeSequences(part);
  return built(parts, node, source, 0);
}

/** All sequences, those inside of directives too; undefined when the grammar reads them wrongly or directives are nested too deeply. */
function sequencesIn(
  node: Node,
  source: HclSource,
  depth: number,
): Sequence[] | undefined {
  if (depth > maxDepth) return undefined;
  const sequences: Sequence[] = [];
  for (const child of node.children) {
    const kind = sequenceKinds.get(child.type);
    if (kind !== undefined) {
      // `$$${` is "$" and an escaped "${", which the grammar takes for "$$" and a sequence.
      const at = child.startIndex;
      if (source.text[at - 1] === source.text[at]) return undefined;
      const marks = child.children;
      sequences.push({
        kind,
        node: child,
        trimsBefore: marks[1]?.type === "strip_marker",
        trimsAfter: marks.at(-2)?.type === "strip_marker",
      });
    } else if (/^template_(directive|if|for)$/.test(child.type)) {
      const inner = sequencesIn(child, source, depth + 1);
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
