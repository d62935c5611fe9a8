/*
 * What an unquoted word of YAML means. CloudFormation's and eksctl's parsers follow YAML 1.1 for
 * truth values (`yes`, `off`), and YAML 1.2 agrees with them on what matters else.
 */

const words = new Map<string, null | boolean>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "yes", "on"].flatMap((word) => cases(word, true)),
  ...["false", "no", "off"].flatMap((word) => cases(word, false)),
]);

function cases(
  word: string,
  value: boolean,
): readonly (readonly [string, boolean])[] {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  return [word, capital, word.toUpperCase()].map(
    (each) => [each, value] as const,
  );
}

const decimal = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;
const radix = /^0(?:x([\da-fA-F]+)|o([0-7]+))$/;

/** The data that an unquoted scalar stands for. */
export function resolvePlain(text: string): null | boolean | number | string {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (decimal.test(text)) return Number(text);
  const based = radix.exec(text);
  if (!based) return text;
  const [, hex, octal = ""] = based;
  return hex === undefined ? parseInt(octal, 8) : parseInt(hex, 16);
}
