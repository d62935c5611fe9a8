import { type Data, type Value } from "../../../core/value";
import { convert } from "../values/conversion";
import { type Call, type Table, any, number } from "./entry";
import { calculate } from "../values/numbers";
import { numberType, typeOf } from "../values/types";

const digitsOf =
  "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Functions on numbers. */
export const numberFunctions: Table = {
  abs: { takes: [number], gives: ({ number }) => Math.abs(number(0)) },
  ceil: { takes: [number], gives: ({ number }) => Math.ceil(number(0)) + 0 },
  floor: { takes: [number], gives: ({ number }) => Math.floor(number(0)) + 0 },
  max: { takes: [number], rest: number, gives: (call) => extreme(call, "max") },
  min: { takes: [number], rest: number, gives: (call) => extreme(call, "min") },
  log: { takes: [number, number], gives: logarithm },
  pow: { takes: [number, number], gives: power },
  signum: {
    takes: [number],
    gives: ({ number, fail }) =>
      Number.isInteger(number(0))
        ? Math.sign(number(0)) + 0
        : fail("signum is given a fraction"),
  },
  parseint: { takes: [any, number], gives: parseInteger },
  sum: { takes: [any], gives: sum },
};

function extreme({ arguments: all }: Call, which: "max" | "min"): Data {
  return Math[which](...all.map(({ data }) => Number(data)));
}

function exact(result: number | "inexact", { unsure }: Call): Data | Value {
  return result === "inexact"
    ? unsure("it is a number of too many digits")
    : result;
}

/** Terraform computes logarithms in 64 bits and goes on in 512: only short results are the same here. */
function logarithm(call: Call): Data | Value {
  const result = Math.log(call.number(0)) / Math.log(call.number(1));
  return Number.isInteger(result)
    ? result
    : call.unsure("it is a number of too many digits");
}

function power(call: Call): Data | Value {
  const [base, exponent] = [call.number(0), call.number(1)];
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1100)
    return exponent === 0.5 && Number.isInteger(Math.sqrt(base))
      ? Math.sqrt(base)
      : call.unsure("it is a number of too many digits");
  let result: number | "inexact" = 1;
  for (let at = 0; at < Math.abs(exponent) && result !== "inexact"; at += 1)
    result = calculate("*", result, base);
  if (exponent >= 0 || result === "inexact") return exact(result, call);
  const inverse = calculate("/", 1, result);
  return inverse !== "inexact" && calculate("*", inverse, result) === 1
    ? inverse
    : call.unsure("it is a number of too many digits");
}

function parseInteger(call: Call): Data | Value {
  const base = call.number(1);
  if (typeOf(call.argument(0)).kind !== "string")
    return call.fail("parseint is given no text");
  if (!Number.isInteger(base) || base < 2 || base > 62)
    return call.fail("the base of parseint is not between 2 and 62");
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(call.text(0));
  const [, sign, digits = ""] = match ?? [];
  let result = 0;
  for (const letter of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = digitsOf.indexOf(letter);
    if (digit >= base) return call.fail("parseint is given no such number");
    result = result * base + digit;
  }
  if (!match) return call.fail("parseint is given no number");
  return Number.isSafeInteger(result)
    ? sign === "-"
      ? 0 - result
      : result
    : call.unsure("it is a number of too many digits");
}

function sum(call: Call): Data | Value {
  const list = call.argument(0);
  const numbers = call.elements(0).map((each) => convert(each, numberType));
  if (list.data instanceof Map || numbers.length === 0)
    return call.fail("sum is given no numbers");
  let total: number | "inexact" = 0;
  for (const each of numbers) {
    if (each.kind === "unknown") return each;
    if (typeof each.data !== "number")
      return call.fail("sum is given something that is no number");
    if (total !== "inexact") total = calculate("+", total, each.data);
  }
  const [only] = numbers;
  return numbers.length === 1 && only ? only : exact(total, call);
}
