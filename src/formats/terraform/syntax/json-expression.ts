/*
 * Values of Terraform's JSON form. A text is a template of HCL; it is read by HCL's parser, and the
 * places it finds are led back through the escapes of JSON to the file.
 */
import type { SourceRange } from "../../../core/document";
import { textOf } from "../../../core/document";
import type { Node, Scalar } from "../../yaml/node";
import { expression } from "./hcl-expression";
import type { HclSource } from "./hcl-source";
import { bareTemplate } from "./hcl-template";
import type { Expression, Template } from "./syntax";
import { type Node as HclNode, withSyntaxTree } from "./tree-sitter";

/** The value with its texts read as templates. */
export function expressionOf(node: Node): Expression {
  return valueOf(node, templateOf);
}

/** The value with its texts taken as they are. */
export function literalOf(node: Node): Expression {
  return valueOf(node, literalText);
}

/** The value with each text read as an expression: a type, an address. */
export function plainExpression(node: Node): Expression {
  return valueOf(node, (scalar) => {
    const { text, offsets } = decoded(scalar);
    return readHcl(
      `x = ${text}\n`,
      "x = ".length,
      scalar,
      offsets,
      (root, source) => {
        const [attribute, ...more] = root.children[0]?.children ?? [];
        const value = attribute?.children.find(
          ({ type }) => type === "expression",
        );
        return root.hasError || more.length > 0 || !value
          ? undefined
          : expression(value, source);
      },
    );
  });
}

function valueOf(node: Node, text: (scalar: Scalar) => Expression): Expression {
  const { range } = node;
  if (node.kind === "scalar") {
    const { data } = node;
    return typeof data === "string"
      ? text(node)
      : { kind: "literal", data, range };
  }
  if (node.kind === "sequence")
    return {
      kind: "tuple",
      elements: node.items.map((item) => valueOf(item, text)),
      range,
    };
  return {
    kind: "object",
    items: node.entries.map(({ key, value, range: place }) => ({
      key:
        key.kind === "scalar"
          ? text === literalText
            ? literalText(key)
            : templateOf(key)
          : { kind: "invalid", range: key.range },
      value: valueOf(value, text),
      range: place,
    })),
    range,
  };
}

function literalText(scalar: Scalar): Template {
  const { range, text } = scalar;
  return {
    kind: "template",
    pieces: text === "" ? [] : [{ kind: "text", text, range: inner(range) }],
    range,
  };
}

/** What stands between the quotes. */
function inner(range: SourceRange): SourceRange {
  const { document, start, end } = range;
  return document.text[start] === '"'
    ? { document, start: start + 1, end: Math.max(start + 1, end - 1) }
    : range;
}

function templateOf(scalar: Scalar): Expression {
  const { text, offsets } = decoded(scalar);
  if (!/[$%]\{/.test(text)) return literalText(scalar);
  let marker = "END";
  while (text.includes(marker)) marker += "_";
  const opening = `x = <<${marker}\n`;
  return readHcl(
    `${opening}${text}\n${marker}\n`,
    opening.length,
    scalar,
    offsets,
    (root, source) => {
      const [heredoc] = root.hasError
        ? []
        : root.descendantsOfType("heredoc_template");
      return (
        heredoc &&
        bareTemplate(
          heredoc,
          opening.length,
          opening.length + text.length,
          source,
        )
      );
    },
  );
}

/** What `read` makes of a scalar's text, which stands in a text of HCL at `start`. */
function readHcl(
  hcl: string,
  start: number,
  { range }: Scalar,
  offsets: (index: number) => number,
  read: (root: HclNode, source: HclSource) => Expression | undefined,
): Expression {
  const source: HclSource = {
    text: hcl,
    place: (from, to) => ({
      document: range.document,
      start: offsets(from - start),
      end: offsets(to - start),
    }),
  };
  const result = withSyntaxTree(hcl, (root) => read(root, source));
  return result ? { ...result, range } : { kind: "invalid", range };
}

/** A text without its escapes, and where each of its characters stands in the document. */
function decoded({ range, text }: Scalar): {
  readonly text: string;
  readonly offsets: (index: number) => number;
} {
  const { start } = inner(range);
  const raw = textOf(inner(range));
  const clamp = (index: number, most: number) =>
    Math.min(Math.max(index, 0), most);
  if (raw === text)
    return { text, offsets: (index) => start + clamp(index, raw.length) };
  const places: number[] = [];
  let result = "";
  for (const { 0: piece, index } of raw.matchAll(
    /\\(?:u[\da-fA-F]{4}|.)|[^\\]/gs,
  )) {
    const character = piece.length > 1 ? unescaped(piece) : piece;
    for (let at = 0; at < character.length; at += 1) places.push(start + index);
    result += character;
  }
  places.push(start + raw.length);
  return result === text
    ? { text, offsets: (index) => places[clamp(index, text.length)] ?? start }
    : { text, offsets: (index) => (index <= 0 ? start : start + raw.length) };
}

function unescaped(escape: string): string {
  if (escape.startsWith("\\u"))
    return String.fromCharCode(parseInt(escape.slice(2), 16));
  const simple = "nrtbf".indexOf(escape[1] ?? "");
  return simple < 0 ? (escape[1] ?? "") : ("\n\r\t\b\f"[simple] ?? "");
}
