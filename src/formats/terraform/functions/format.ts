/* Terraform's `format` and `formatlist`: the verbs of Go's Printf that Terraform allows. */
import { text } from "../../../core/text";
import {
  type Data,
  type Known,
  type Unknown,
  type Value,
  known,
  whollyKnown,
} from "../../../core/value";
import { convert } from "../values/conversion";
import { type Call, elementsOf } from "./entry";
import { graphemes } from "./graphemes";
import { jsonText } from "../values/json";
import { isBinary, numberText } from "../values/numbers";
import {
  anyType,
  boolType,
  collection,
  isBareNull,
  numberType,
  stringType,
  typed,
} from "../values/types";

/** A `%` sequence. */
interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly argument: number;
  readonly mode: string;
}

/** Wider fields are not written. */
const widest = 10_000;

/** `format`. */
export function formatted(call: Call): Data | Value {
  if (call.arguments.some(isBareNull)) return untyped(call);
  return written(call.text(0), call.arguments.slice(1), call);
}

/** `formatlist`: once for each element of the lists among its arguments. */
export function formattedList(call: Call): Data | Value {
  if (call.arguments.some(isBareNull)) return untyped(call);
  const given = call.arguments.slice(1);
  const lists = given.map((value) =>
    Array.isArray(value.data) ? elementsOf(value) : undefined,
  );
  const lengths = new Set(lists.flatMap((list) => (list ? [list.length] : [])));
  if (lengths.size > 1)
    return call.fail("the lists that formatlist is given differ in length");
  const [length = 1] = lengths;
  const results = Array.from({ length }, (_, at): Value => {
    const values = given.map((value, which) => lists[which]?.[at] ?? value);
    const result = values.every(isWhollyKnown)
      ? written(call.text(0), values, call)
      : call.unsure("a value that is formatted is not known");
    return isValue(result) ? result : known(result, call.origin);
  });
  const failed = results.find((each) => each.kind === "unknown" && each.fails);
  return failed ?? collection("list", results, stringType, call);
}

/** Not even the type of the result is one that Terraform knows. */
const untyped = (call: Call): Value =>
  typed(call.unsure("a null without a type is formatted"), anyType);

const isWhollyKnown = (value: Value): value is Known => whollyKnown(value);

const isValue = (result: Data | Value): result is Value =>
  result !== null && typeof result === "object" && "kind" in result;

function written(
  template: string,
  given: readonly Known[],
  call: Call,
): Data | Value {
  const pieces: string[] = [];
  let argument = 0;
  let highest = 0;
  const sequence =
    /%(?:%|([ +\-0#]*)(\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))|%|[^%]+/g;
  for (const match of template.matchAll(sequence)) {
    const [whole, flags = "", width, precision, index, mode] = match;
    if (whole === "%%") pieces.push("%");
    else if (!whole.startsWith("%")) pieces.push(whole);
    else if (mode === undefined) return call.fail("its format is not valid");
    else {
      argument = index === undefined ? argument + 1 : Number(index);
      highest = Math.max(highest, argument);
      const piece = one(
        {
          flags,
          argument,
          mode,
          width: width === undefined ? undefined : Number(width),
          precision: precision === undefined ? undefined : Number(precision),
        },
        given[argument - 1],
        call,
      );
      if (typeof piece !== "string") return piece;
      pieces.push(piece);
    }
  }
  return highest < given.length
    ? call.fail("format is given more arguments than its format has")
    : text(pieces, call.origin);
}

function one(
  verb: Verb,
  value: Known | undefined,
  call: Call,
): string | Unknown {
  const { mode, width = 0, precision = 0 } = verb;
  if (!value) return call.fail("format is given too few arguments");
  if (width > widest || precision > widest)
    return call.unsure("it is too large to evaluate");
  if (value.data === null && mode !== "v")
    return call.fail("a null is formatted");
  switch (mode) {
    case "v":
      return padded(plain(verb, value), verb);
    case "t": {
      const truth = convert(value, boolType);
      return truth.kind === "known"
        ? String(truth.data)
        : call.fail("what is formatted is neither true nor false");
    }
    case "s":
    case "q":
      return textual(verb, value, call);
    default:
      return numeric(verb, value, call);
  }
}

function plain({ flags }: Verb, value: Known): string {
  const { data } = value;
  if (!flags.includes("#")) {
    if (typeof data === "string") return data;
    if (typeof data === "number") return general(data);
  }
  return jsonText(value);
}

function textual(verb: Verb, value: Known, call: Call): string | Unknown {
  const converted = convert(value, stringType);
  if (converted.kind === "unknown" || typeof converted.data !== "string")
    return call.fail("what is formatted is no text");
  const { data } = converted;
  const cut = verb.precision
    ? graphemes(data).slice(0, verb.precision).join("")
    : data;
  return padded(
    verb.mode === "q" ? jsonText({ ...value, data: cut }) : cut,
    verb,
  );
}

function padded(text: string, { width = 0, flags }: Verb): string {
  const missing = width === 0 ? 0 : width - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (flags.includes("0") ? "0" : " ").repeat(missing);
  return flags.includes("-") ? text + padding : padding + text;
}

const bases: Readonly<Record<string, number>> = {
  b: 2,
  d: 10,
  o: 8,
  x: 16,
  X: 16,
};

function numeric(verb: Verb, value: Known, call: Call): string | Unknown {
  const converted = convert(value, numberType);
  if (converted.kind === "unknown" || typeof converted.data !== "number")
    return converted.kind === "unknown" && !converted.fails
      ? converted
      : call.fail("what is formatted is no number");
  const number = converted.data;
  const base = bases[verb.mode];
  if (base !== undefined) {
    if (!Number.isInteger(number))
      return call.fail("what is formatted is no whole number");
    // Go's rarer combinations are not imitated.
    if (verb.precision !== undefined || /[# ]/.test(verb.flags))
      return call.unsure("its format is not understood");
    const digits = BigInt(Math.abs(number)).toString(base);
    return signed(
      number,
      verb.mode === "X" ? digits.toUpperCase() : digits,
      verb,
    );
  }
  const digits = decimal(verb, Math.abs(number));
  return digits === undefined
    ? call.unsure("its format is not understood")
    : signed(number, digits, verb);
}

function decimal(
  { mode, precision, flags }: Verb,
  number: number,
): string | undefined {
  if (/[# ]/.test(flags)) return undefined;
  switch (mode) {
    case "f":
      return precision === undefined || precision <= 15
        ? rounded(number, precision ?? 6)
        : undefined;
    case "g":
    case "G":
      return precision === undefined && mode === "g"
        ? general(number)
        : undefined;
    case "e":
    case "E": {
      if (!isExact(number, precision ?? 6)) return undefined;
      const text = exponent(number.toExponential(precision ?? 6));
      return mode === "E" ? text.toUpperCase() : text;
    }
    default:
      return undefined;
  }
}

/** Digits after the point, where rounding the double and rounding Terraform's number agree. */
function rounded(number: number, places: number): string | undefined {
  const digits = numberText(number);
  const [whole = "", fraction = ""] = digits.split(".");
  if (fraction.length <= places)
    return places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`;
  const rest = fraction.slice(places);
  const kept = BigInt(whole + fraction.slice(0, places));
  const half = /^50*$/.test(rest);
  // Half-way cases round to even; what only seems half-way may lie on either side.
  if (half && !isBinary(number)) return undefined;
  const up = (half ? kept % 2n === 1n : rest >= "5") ? kept + 1n : kept;
  const text = up.toString().padStart(places + 1, "0");
  return places === 0
    ? text
    : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

function isExact(number: number, places: number): boolean {
  return number === 0 || Number(number.toExponential(places)) === number;
}

/** The shortest form: an exponent from 1e+06 on and below 1e-4. */
function general(number: number): string {
  const size = Math.abs(number);
  if (size !== 0 && (size < 1e-4 || size >= 1e6))
    return exponent(number.toExponential());
  return numberText(number);
}

/** Go writes exponents with two digits at least. */
const exponent = (text: string): string =>
  text.replace(/e([+-])(\d)$/, "e$10$2");

function signed(
  number: number,
  digits: string,
  { flags, width = 0 }: Verb,
): string {
  const sign =
    number < 0 || Object.is(number, -0) ? "-" : flags.includes("+") ? "+" : "";
  const missing = width - sign.length - digits.length;
  if (missing <= 0) return sign + digits;
  if (flags.includes("-")) return sign + digits + " ".repeat(missing);
  return flags.includes("0")
    ? sign + "0".repeat(missing) + digits
    : " ".repeat(missing) + sign + digits;
}
