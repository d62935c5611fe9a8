import { textOf } from "../../../src/core/document";
import type {
  Body,
  Expression,
  Star,
  TemplatePiece,
} from "../../../src/formats/terraform/syntax/syntax";

/** An expression in brackets that show how it was understood. */
export function shown(each: Expression): string {
  switch (each.kind) {
    case "literal":
      return String(each.data);
    case "template":
      return `"${pieces(each.pieces)}"`;
    case "tuple":
      return `[${each.elements.map(shown).join(" ")}]`;
    case "object":
      return `{${each.items.map(({ key, value }) => `${shown(key)}=${shown(value)}`).join(" ")}}`;
    case "reference":
      return each.name;
    case "index":
      return `${shown(each.of)}${step(each)}`;
    case "splat":
      return `(${shown(each.of)}${star(each)})`;
    case "call":
      return `${each.name}(${each.arguments.map(shown).join(" ")}${each.spread ? "..." : ""})`;
    case "unary":
      return `(${each.operator}${shown(each.operand)})`;
    case "binary":
      return `(${shown(each.left)} ${each.operator} ${shown(each.right)})`;
    case "conditional":
      return `(${shown(each.condition)} ? ${shown(each.whenTrue)} : ${shown(each.whenFalse)})`;
    case "for": {
      const names = [each.keyName, each.valueName].filter(
        (name) => name !== undefined,
      );
      const key = each.key ? `${shown(each.key)} => ` : "";
      const condition = each.condition ? ` if ${shown(each.condition)}` : "";
      return `<for ${names.join(",")} in ${shown(each.collection)} : ${key}${shown(each.value)}${each.grouped ? "..." : ""}${condition}>`;
    }
    case "parenthesised":
      return `p(${shown(each.inner)})`;
    case "invalid":
      return `invalid<${textOf(each.range)}>`;
  }
}

const step = ({ key, attribute }: Star["steps"][number]): string =>
  `${attribute ? "." : "#"}${shown(key)}`;

const star = ({ full, steps, nested }: Star): string =>
  `${full ? "[*]" : ".*"}${steps.map(step).join("")}${nested ? `(${star(nested)})` : ""}`;

function pieces(all: readonly TemplatePiece[]): string {
  return all
    .map((piece) => {
      switch (piece.kind) {
        case "text":
          return piece.text;
        case "interpolation":
          return `\${${shown(piece.expression)}}`;
        case "if":
          return `<if ${shown(piece.condition)}:${pieces(piece.whenTrue)}|${pieces(piece.whenFalse)}>`;
        case "for":
          return `<for ${piece.key ?? ""},${piece.value} in ${shown(piece.collection)}:${pieces(piece.body)}>`;
      }
    })
    .join("|");
}

/** What a body holds, in one line. */
export function outlined({ attributes, blocks }: Body): string {
  return [
    ...attributes.map(({ name, value }) => `${name}=${shown(value)}`),
    ...blocks.map(
      ({ type, labels, body }) =>
        `${[type, ...labels].join(".")}{${outlined(body)}}`,
    ),
  ].join(" ");
}
