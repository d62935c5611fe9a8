/*
 * What a node of an eksctl file stands for. A placeholder is filled in by another program before
 * eksctl reads the file, so nobody can tell its value; the same placeholder is the same everywhere
 * in the file.
 */
import { type SourceRange, textOf } from "../../core/document";
import { text } from "../../core/text";
import { type Value, known, passed, unknown } from "../../core/value";
import type { Node, Scalar } from "../yaml/node";
import { hasPlaceholder, pieces } from "../yaml/placeholders";

/** The value of a scalar, its placeholders as unknown pieces. */
export function scalarValue(scalar: Scalar, label: string): Value {
  const origin = { range: scalar.range, label, from: [] };
  const value = hasPlaceholder(scalar.text)
    ? text(
        pieces(scalar.text).map((piece) =>
          piece.placeholder
            ? placeholderValue(piece.text, rangeOf(piece.text, scalar))
            : piece.text,
        ),
        origin,
      )
    : known(scalar.data, origin);
  return seenThroughAlias(scalar, value);
}

/** A value that is written where the alias leads, seen from the alias. */
export function seenThroughAlias(node: Node, value: Value): Value {
  return node.alias ? passed(value, node.alias, "an alias of it") : value;
}

/** Where a placeholder stands in a scalar. */
function rangeOf(placeholder: string, { range }: Scalar): SourceRange {
  const at = textOf(range).indexOf(placeholder);
  if (at < 0) return range;
  const start = range.start + at;
  return { ...range, start, end: start + placeholder.length };
}

function placeholderValue(placeholder: string, range: SourceRange): Value {
  return unknown(
    `the placeholder ${placeholder.replace(/\s+/g, " ")} is filled in before eksctl reads the file`,
    { range, label: placeholder, from: [] },
    {
      key: `placeholder(${range.document.path}:${placeholder.replace(/\s+/g, "")})`,
    },
  );
}
