/*
 * Files that envsubst, Helm, Jinja and others will fill in are not YAML yet. Before parsing, each
 * placeholder is hidden behind letters of the same length, so that the text parses and every offset
 * stays true; texts are then read from the original. Lines that hold nothing but a template's own statement are
 * hidden behind a comment. What goes over several lines becomes one: no line of it could say `key: x`,
 * lest braces that are no placeholder hide what stands between them.
 */

/** Text in which placeholders are hidden; as long as the original, with the same line breaks but for those inside of placeholders. */
export interface Masked {
  readonly text: string;
  /** Start and end of each statement of a template language that fills its lines. */
  readonly directives: readonly (readonly [number, number])[];
}

const comments =
  /\{\{-?\s*\/\*(?:(?!\{\{-?\s*\/\*)[^]){0,1000}?\*\/\s*-?\}\}|\{#(?:(?!\{#)[^]){0,1000}?#\}/g;
/** A statement of Jinja and its like, of Terraform's templates, of ERB, or of Go's templates. No text matches in two ways, so a line of many is read once. */
const statement =
  /\{%(?:(?!%\})[^:]|:(?!\s)){0,300}%\}|%\{[^{}\n]*\}|<%(?:(?!%>)[^\n]){0,300}%>|\{\{[^{}\n]*\}\}|\{\{(?=[^{}]{0,1000}\n)(?:[^{}:]|:(?!\s)){0,1000}\}\}/
    .source;
const statements = new RegExp(
  `^([ \\t]*)((?:${statement})(?:[ \\t]*(?:${statement}))*)(?=[ \\t]*(?:#.*)?\\r?$)`,
  "gm",
);
const single = new RegExp(statement, "g");
const placeholders =
  /\$?\{\{[^{}\n]*\}\}|\$?\{\{(?:[^{}:]|:(?!\s)){0,1000}\}\}|\$\{[^{}\n]*\}|\{%[^\n]{0,300}?%\}|%\{[^{}\n]*\}|<%[^\n]{0,300}?%>/g;

/** Hides the placeholders of a text. */
export function masked(text: string): Masked {
  const directives: (readonly [number, number])[] = [];
  if (!/\{[{%#]|[$%]\{|<%/.test(text)) return { text, directives };
  const hidden = text
    .replace(comments, (comment) => comment.replace(/[^\r\n]/g, " "))
    .replace(statements, (whole, indent: string, line: string, at: number) => {
      if (/^(\{\{|<%=)/.test(line) && isValue(text, at, indent.length, line))
        return whole;
      const start = at + indent.length;
      for (const { 0: each, index } of line.matchAll(single))
        directives.push([start + index, start + index + each.length]);
      return `${indent}#${" ".repeat(line.length - 1)}`;
    })
    .replace(placeholders, (placeholder) => "x".repeat(placeholder.length));
  return { text: hidden, directives };
}

const control =
  /^\{\{-?\s*((if|else|end|range|with|define|block|template|include|toYaml|break|continue)\b|\$\w+\s*:?=)/;

/** Whether the placeholder that fills a line is the value of a key or the element of a list that begins on the line before. */
function isValue(
  text: string,
  lineStart: number,
  indent: number,
  placeholder: string,
): boolean {
  if (control.test(placeholder)) return false;
  const before = text.slice(Math.max(0, lineStart - 400), lineStart).trimEnd();
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /[:-]$/.test(line) && line.search(/\S/) < indent;
}

/** A piece of a text with placeholders. */
export interface Piece {
  readonly text: string;
  readonly placeholder: boolean;
}

const inText =
  /\$\{\{[^{}]*\}\}|\{\{[^{}]*\}\}|\{%.{0,300}?%\}|<%.{0,300}?%>|[$%]\{[^{}]*\}|\$[A-Za-z_]\w*|^<[A-Za-z][\w -]*>$|__[A-Z][A-Z\d_]*?__/g;

/** The pieces of a text: plain ones and the placeholders between them. */
export function pieces(text: string): readonly Piece[] {
  const all: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(inText)) {
    if (match.index > at)
      all.push({ text: text.slice(at, match.index), placeholder: false });
    all.push({ text: match[0], placeholder: true });
    at = match.index + match[0].length;
  }
  if (at < text.length || all.length === 0)
    all.push({ text: text.slice(at), placeholder: false });
  return all;
}

/** Whether a text holds a placeholder. */
export function hasPlaceholder(text: string): boolean {
  return /[{$<_]/.test(text) && pieces(text).some((piece) => piece.placeholder);
}
