/*
 * Whether two texts with holes are the same. What both have in common says nothing, so it is set
 * aside; they differ where what is left of them cannot be made equal by anything in the holes.
 */
import { outcomes } from "./outcomes";
import { type Pieces, flatten, pieceKeys } from "./text";
import { type Answer, type Value, combined, keyOf } from "./value";

/** Whether two texts are the same: "yes" also when both have the same holes in the same places. */
export function sameText(left: Value, right: Value): Answer {
  if (keyOf(left) === keyOf(right)) return "yes";
  const all = outcomes([left, right]);
  if (!all) return "unknown";
  return combined(
    all.map(({ values: [a, b] }) => (a && b ? samePieces(a, b) : "unknown")),
  );
}

function samePieces(left: Value, right: Value): Answer {
  const a = flatten([left]);
  const b = flatten([right]);
  if (pieceKeys(a) === pieceKeys(b)) return "yes";
  const differs =
    differAtStart(a, b, "startsWith") ||
    differAtStart([...a].reverse(), [...b].reverse(), "endsWith") ||
    isShorter(a, b) ||
    isShorter(b, a);
  return differs ? "no" : "unknown";
}

/** Whether two texts differ in what is known after the pieces that they have in common. */
function differAtStart(
  a: Pieces,
  b: Pieces,
  agrees: "startsWith" | "endsWith",
): boolean {
  const at = a.findIndex((piece, index) => !isSamePiece(piece, b[index]));
  const [first, second] = [a[at], b[at]];
  return (
    typeof first === "string" &&
    typeof second === "string" &&
    !first[agrees](second) &&
    !second[agrees](first)
  );
}

function isSamePiece(
  a: string | Value,
  b: string | Value | undefined,
): boolean {
  return b !== undefined && pieceKeys([a]) === pieceKeys([b]);
}

/** Whether the other text has all holes of the first and more letters besides: `a-` + x is never x. */
function isShorter(a: Pieces, b: Pieces): boolean {
  const left = holesOf(b);
  for (const hole of holesOf(a)) {
    const at = left.indexOf(hole);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return lettersIn(a) < lettersIn(b);
}

function holesOf(pieces: Pieces): string[] {
  return pieces.flatMap((piece) =>
    typeof piece === "string" ? [] : keyOf(piece),
  );
}

function lettersIn(pieces: Pieces): number {
  return pieces
    .filter((piece) => typeof piece === "string")
    .reduce((sum, { length }) => sum + length, 0);
}
