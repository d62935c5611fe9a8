/*
 * Texts with holes. `/aws/eks/${var.name}/cluster` belongs to a cluster named `var.name` though
 * nobody knows the name: texts are compared piece by piece, and an unknown piece equals itself.
 */
import { lift, oneOf, outcomes } from "./outcomes";
import {
  type Known,
  type Origin,
  type Unknown,
  type Value,
  keyOf,
  unknown,
} from "./value";

/** A text of more pieces than this is not taken apart. */
const mostPieces = 100;

/** Names of texts are not made longer than this. */
const longestKey = 4_000;

/** A text made of pieces; its unknown pieces stay holes, their options become options of the text. */
export function text(
  pieces: readonly (string | Value)[],
  origin: Origin,
): Value {
  const values = pieces.filter((piece) => typeof piece !== "string");
  const undecided = values.find(
    (value) => value.kind === "unknown" && value.options.length > 0,
  );
  const all = undecided && outcomes(values);
  if (undecided?.kind !== "unknown" || !all) return joined(pieces, origin);
  const options = all.map((outcome) => {
    const left = [...outcome.values];
    const chosen = pieces.map((piece) =>
      typeof piece === "string" ? piece : (left.shift() ?? piece),
    );
    return { value: joined(chosen, origin), given: outcome.given };
  });
  return inPieces(oneOf(options, undecided.reason, origin), pieces);
}

/** A text whose pieces are joined as they are. */
function joined(pieces: readonly (string | Value)[], origin: Origin): Value {
  const values = pieces.filter((piece) => typeof piece !== "string");
  const lifted = lift("text", values, origin, (all) => {
    const texts = [...all];
    return pieces
      .map((piece) =>
        typeof piece === "string" ? piece : scalarText(texts.shift()),
      )
      .join("");
  });
  return inPieces(lifted, pieces);
}

/** An unknown text with the pieces that it is made of, and named by them. */
function inPieces(value: Value, pieces: readonly (string | Value)[]): Value {
  if (value.kind === "known") return value;
  const flat = flatten(pieces);
  const [only] = flat;
  // A text of itself twice, thirty times over, would have a billion pieces.
  if (flat.length > mostPieces) return { ...value, key: unnamed(value) };
  const key =
    flat.length === 1 && only !== undefined && typeof only !== "string"
      ? keyOf(only)
      : `text(${pieceKeys(flat)})`;
  return key.length > longestKey
    ? { ...value, key: unnamed(value) }
    : { ...value, parts: flat, key };
}

/** A key that nothing else has. */
function unnamed({ reason, origin }: Unknown): string {
  return unknown(reason, origin).key;
}

function scalarText(value: Known | undefined): string {
  const data = value?.data;
  return data === null || data === undefined || typeof data === "object"
    ? ""
    : String(data);
}

/** A text in pieces: what is known, and the holes between. */
export type Pieces = readonly (string | Value)[];

/** Pieces with the pieces of nested texts in place, and neighbouring plain pieces as one. */
export function flatten(pieces: Pieces): Pieces {
  const flat: (string | Value)[] = [];
  for (const piece of pieces.flatMap(piecesOf)) {
    const last = flat.at(-1);
    if (typeof piece === "string" && typeof last === "string")
      flat[flat.length - 1] = last + piece;
    else if (piece !== "") flat.push(piece);
  }
  return flat;
}

function piecesOf(piece: string | Value): readonly (string | Value)[] {
  if (typeof piece === "string") return [piece];
  if (piece.kind === "known")
    return typeof piece.data === "object" ? [piece] : [scalarText(piece)];
  return piece.parts ? piece.parts.flatMap(piecesOf) : [piece];
}

/** A name for a text in pieces. */
export function pieceKeys(pieces: Pieces): string {
  return pieces
    .map((piece) =>
      typeof piece === "string" ? JSON.stringify(piece) : keyOf(piece),
    )
    .join();
}

/** A name for a text, the same for texts that `sameText` finds to be the same in every outcome alike. */
export function textKey(value: Value): string {
  return pieceKeys(flatten([value]));
}

/** The text if it is known, else null. */
export function knownText(value: Value): string | null {
  return value.kind === "known" && typeof value.data === "string"
    ? value.data
    : null;
}

/** The name that EKS gives a cluster's log group: `/aws/eks/<name>/cluster`. Source: EKS user guide, "Send control plane logs to CloudWatch Logs". */
export function logGroupName(clusterName: Value): Value {
  return text(["/aws/eks/", clusterName, "/cluster"], clusterName.origin);
}

/** Whether a text has the shape of a control plane log group's name, holes allowed. */
export function looksLikeLogGroupName(name: Value): boolean {
  if (name.kind === "known")
    return (
      typeof name.data === "string" &&
      /^\/aws\/eks\/[^/]+\/cluster$/.test(name.data)
    );
  if (name.options.length > 0)
    return name.options.some(({ value }) => looksLikeLogGroupName(value));
  const pieces = flatten([name]);
  const [first, last] = [pieces[0], pieces.at(-1)];
  return (
    typeof first === "string" &&
    first.startsWith("/aws/eks/") &&
    typeof last === "string" &&
    last.endsWith("/cluster") &&
    pieces.every(
      (piece, index) =>
        typeof piece !== "string" || inName(piece, index, pieces.length),
    )
  );
}

function inName(piece: string, index: number, count: number): boolean {
  const start = index === 0 ? "/aws/eks/".length : 0;
  const end =
    index === count - 1 ? piece.length - "/cluster".length : piece.length;
  return !piece.slice(start, end).includes("/");
}
