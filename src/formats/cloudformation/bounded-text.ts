import { text } from "../../core/text";
import { type Origin, type Value, unknown } from "../../core/value";

/** No name, and nothing that a parameter takes, is as long. Source: CloudFormation quotas, "Parameter values". */
const longest = 100_000;
const mostPieces = 200;

/** A text made of pieces; unknown when a template doubles it without end. */
export function boundedText(
  pieces: readonly (string | Value)[],
  origin: Origin,
): Value {
  const tooLong = unknown("it is longer than CloudFormation allows", origin);
  const sizes = pieces.map(sizeOf);
  const total = (of: "length" | "count") =>
    sizes.reduce((sum, size) => sum + size[of], 0);
  return total("length") > longest || total("count") > mostPieces
    ? tooLong
    : text(pieces, origin);
}

function sizeOf(piece: string | Value): {
  readonly length: number;
  readonly count: number;
} {
  if (typeof piece === "string") return { length: piece.length, count: 0 };
  if (piece.kind === "known")
    return { length: String(piece.data).length, count: 0 };
  return { length: 0, count: piece.parts?.length ?? 1 };
}
