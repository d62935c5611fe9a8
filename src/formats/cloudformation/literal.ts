/*
 * Texts that are not what they say: dynamic references, which CloudFormation resolves, and the
 * placeholders of envsubst, Jinja and their like, which another program fills in before.
 */
import type { SourceRange } from "../../core/document";
import { type Value, unknown } from "../../core/value";

const special = /(\{\{[^{}]*\}\}|\{%[^%]{0,300}%\}|[$&]\{[^{}]*\})/;

/** The pieces of a text; the variables of the loops around it are filled in. */
export function piecesOf(
  written: string,
  variables: ReadonlyMap<string, Value>,
  range: SourceRange,
): readonly (string | Value)[] {
  return written.split(special).map((piece) => {
    if (!special.test(piece)) return piece;
    const name = /^[$&]\{(\w+)\}$/.exec(piece)?.[1] ?? "";
    const variable = variables.get(name);
    if (variable) return variable;
    return piece.startsWith("&") ? piece : filledIn(piece, range);
  });
}

function filledIn(piece: string, range: SourceRange): Value {
  const reason = piece.startsWith("{{resolve:")
    ? `${piece} is read when the stack is deployed`
    : `the placeholder ${piece} is filled in before CloudFormation reads the template`;
  return unknown(
    reason,
    { range, label: piece, from: [] },
    { key: `placeholder ${piece.replace(/\s+/g, "")}` },
  );
}
