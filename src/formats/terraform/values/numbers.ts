/*
 * Terraform counts with 512 bits, JavaScript with 53. A result is given only when both are sure to
 * print the same digits; otherwise it is "inexact", which becomes an unknown value.
 */

/** Digits that a decimal number can have to survive the way through a double unchanged. */
const exactDigits = 15;

/** Fractions are tracked down to this many binary places. */
const places = 20;

/** The number that a text writes as Terraform reads it; undefined when it writes none. */
export function parseNumber(text: string): number | "inexact" | undefined {
  if (
    /^[+-]?(inf(inity)?)$/i.test(text) ||
    /^[+-]?[\d.]+p[+-]?\d+$/i.test(text)
  )
    return "inexact";
  const match = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.exec(text);
  if (!match) return undefined;
  const number = Number(text);
  const digits = (match[1] ?? "").replace(".", "").replace(/^0+|0+$/g, "");
  const exact =
    digits.length <= exactDigits ||
    (Number.isSafeInteger(number) && !/[.e]/i.test(text));
  return exact && Math.abs(number) < 1e300 && (number === 0) === (digits === "")
    ? number
    : "inexact";
}

/** Whether a number is surely the one that was written: it has few enough digits. */
export function isExact(number: number): boolean {
  return (
    Number.isSafeInteger(number) ||
    (Number.isFinite(number) &&
      Number(number.toPrecision(exactDigits)) === number)
  );
}

/** A number as Terraform writes it: all digits, no exponent. */
export function numberText(number: number): string {
  const text = Object.is(number, -0) ? "-0" : String(number);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  return point > 0
    ? sign + digits.padEnd(point, "0")
    : `${sign}0.${"0".repeat(-point)}${digits}`;
}

/** The result of an arithmetic operator of Terraform. */
export function calculate(
  operator: "+" | "-" | "*" | "/" | "%",
  left: number,
  right: number,
): number | "inexact" {
  if (operator === "/") return quotient(left, right);
  const [a, b] = [scaled(left), scaled(right)];
  if (a === undefined || b === undefined) return "inexact";
  switch (operator) {
    case "+":
      return unscaled(a + b, places) || left + right;
    case "-":
      return unscaled(a - b, places) || left - right;
    case "*":
      return unscaled(a * b, 2 * places) || left * right;
    case "%":
      return b === 0n ? left : unscaled(a % b, places) || left % right;
  }
}

/** Whether a number has a short binary fraction, so that Terraform and JavaScript hold exactly the same. */
export function isBinary(number: number): boolean {
  return scaled(number) !== undefined;
}

/** A double as a count of 2^-20, undefined when it is none: 0.1, for example, which Terraform holds to more digits. */
function scaled(number: number): bigint | undefined {
  const units = number * 2 ** places;
  return Number.isInteger(units) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
    ? BigInt(units)
    : undefined;
}

/** A count of 2^-scale as a number; zero is left to the caller for its sign. */
function unscaled(units: bigint, scale: number): number | "inexact" {
  let [count, rest] = [units, scale];
  while (rest > 0 && count !== 0n && count % 2n === 0n) {
    count /= 2n;
    rest -= 1;
  }
  const number = Number(count) / 2 ** rest;
  return Number.isSafeInteger(Number(count)) &&
    (rest === 0 || Number(number.toPrecision(exactDigits)) === number)
    ? number
    : "inexact";
}

/** Numbers divide to the nearest 512-bit number, which prints as the decimal fraction if there is a short one. */
function quotient(left: number, right: number): number | "inexact" {
  const [a, b] = [scaled(left), scaled(right)];
  if (a === undefined || b === undefined || b === 0n) return "inexact";
  if (a === 0n) return left / right;
  const [digits = "", exponent = "0"] = (left / right)
    .toExponential(exactDigits - 1)
    .split("e");
  const scale = exactDigits - 1 - Number(exponent);
  const decimal = BigInt(digits.replace(".", ""));
  const exact =
    scale >= 0
      ? decimal * b === a * 10n ** BigInt(scale)
      : decimal * 10n ** BigInt(-scale) * b === a;
  return exact ? Number(`${digits}e${exponent}`) : "inexact";
}
