import type { Expression } from "./syntax";

/** The text of a template in which nothing but text stands; undefined of every other expression. */
export function plainText(
  expression: Expression | undefined,
): string | undefined {
  if (expression?.kind !== "template") return undefined;
  const texts = expression.pieces.map((piece) =>
    piece.kind === "text" ? piece.text : undefined,
  );
  return texts.includes(undefined) ? undefined : texts.join("");
}

/** A key as it is written: a name, a text without holes, or a number. */
export function plainKey(key: Expression): string | undefined {
  if (key.kind === "literal" && key.data !== null) return String(key.data);
  return plainText(key);
}
