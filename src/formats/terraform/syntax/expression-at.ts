import type { SourceRange } from "../../../core/document";
import { parse } from "./parse";
import type { Body, Expression, TemplatePiece } from "./syntax";

/** The expression that stands exactly there; undefined when none does. */
export function expressionAt(range: SourceRange): Expression | undefined {
  return inBody(parse(range.document).body, range);
}

function inBody(body: Body, wanted: SourceRange): Expression | undefined {
  for (const { value } of body.attributes) {
    if (covers(value.range, wanted)) return inExpression(value, wanted);
  }
  for (const block of body.blocks) {
    if (covers(block.range, wanted)) return inBody(block.body, wanted);
  }
  return undefined;
}

function inExpression(
  expression: Expression,
  wanted: SourceRange,
): Expression | undefined {
  const { start, end } = expression.range;
  if (start === wanted.start && end === wanted.end) return expression;
  const part = partsOf(expression).find(({ range }) => covers(range, wanted));
  return part && inExpression(part, wanted);
}

function covers(outer: SourceRange, inner: SourceRange): boolean {
  return (
    outer.document === inner.document &&
    outer.start <= inner.start &&
    inner.end <= outer.end
  );
}

/** The expressions that an expression is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "reference":
    case "invalid":
      return [];
    case "template":
      return expression.pieces.flatMap(partsOfPiece);
    case "tuple":
      return expression.elements;
    case "object":
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case "index":
      return [expression.of, expression.key];
    case "splat":
      return [expression.of, ...expression.steps.map(({ key }) => key)];
    case "call":
      return expression.arguments;
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "for":
      return [
        expression.collection,
        ...(expression.key ? [expression.key] : []),
        expression.value,
        ...(expression.condition ? [expression.condition] : []),
      ];
    case "parenthesised":
      return [expression.inner];
  }
}

function partsOfPiece(piece: TemplatePiece): readonly Expression[] {
  switch (piece.kind) {
    case "text":
      return [];
    case "interpolation":
      return [piece.expression];
    case "if":
      return [
        piece.condition,
        ...piece.whenTrue.flatMap(partsOfPiece),
        ...piece.whenFalse.flatMap(partsOfPiece),
      ];
    case "for":
      return [piece.collection, ...piece.body.flatMap(partsOfPiece)];
  }
}
