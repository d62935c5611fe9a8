import { choose } from "../../../core/conditions";
import { lift } from "../../../core/outcomes";
import { text } from "../../../core/text";
import { type Origin, type Value, unknown } from "../../../core/value";
import { evaluate } from "./evaluate";
import { looped } from "./for-expression";
import { operand } from "./operators";
import type { Scope } from "./scope";
import { bounded } from "../values/size";
import { composed } from "../values/texts";
import type { Template, TemplatePiece } from "../syntax/syntax";
import { boolType, stringType, typed } from "../values/types";

/** The value of a quoted text or heredoc: that of its interpolation, of whatever type, where it is nothing else. */
export function evaluateTemplate(
  { pieces }: Template,
  scope: Scope,
  origin: Origin,
): Value {
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === "interpolation")
    return evaluate(only.expression, scope, origin.label);
  const result = textFrom(pieces, scope, origin);
  return result.kind === "unknown" ? typed(result, stringType) : result;
}

function textFrom(
  pieces: readonly TemplatePiece[],
  scope: Scope,
  origin: Origin,
): Value {
  const values = pieces.map((piece) => textPiece(piece, scope, origin));
  const from = values.filter((value) => typeof value !== "string");
  return bounded(composed(text(values, { ...origin, from })));
}

function textPiece(
  piece: TemplatePiece,
  scope: Scope,
  origin: Origin,
): string | Value {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "interpolation":
      return operand(evaluate(piece.expression, scope), stringType, origin);
    case "if": {
      const part = { ...origin, range: piece.range };
      return choose(
        operand(evaluate(piece.condition, scope), boolType, part),
        () => textFrom(piece.whenTrue, scope, part),
        () => textFrom(piece.whenFalse, scope, part),
        part,
      );
    }
    case "for": {
      const part = { ...origin, range: piece.range };
      const texts = looped(
        {
          ...(piece.key === undefined ? {} : { keyName: piece.key }),
          valueName: piece.value,
          collection: piece.collection,
          grouped: false,
          result: (inner) => textFrom(piece.body, inner, part),
        },
        scope,
        part,
      );
      return lift("text of a loop", [texts], part, ([list]) =>
        list && list.data !== null && typeof list.data === "object"
          ? text([...list.data.values()], part)
          : unknown("it is no list", part, { fails: true }),
      );
    }
  }
}
