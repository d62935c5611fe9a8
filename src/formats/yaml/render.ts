/*
 * Data as YAML or JSON text, in a given style.
 */
import { hasPlaceholder } from "./placeholders";
import { resolvePlain } from "./resolve";

/** Text to write as it stands: an intrinsic in its short form, or a copy of something written elsewhere. */
export class Verbatim {
  constructor(readonly text: string) {}
}

/** Data to write. Keys keep their order. */
export type Written =
  | null
  | boolean
  | number
  | string
  | Verbatim
  | readonly Written[]
  | { readonly [key: string]: Written };

/** How the neighbours are written. */
export interface Style {
  readonly lineEnding: "\n" | "\r\n";
  /** The indentation of one level. */
  readonly unit: string;
  /** The indentation of a list's dashes below their key. */
  readonly dash: string;
  /** How a text is quoted that needs no quotes. */
  readonly quote: Quote;
  readonly keyQuote: Quote;
  /** What stands between a key and its value in braces. */
  readonly colon: ":" | ": ";
  /** What stands between the elements of a list on one line. */
  readonly comma: "," | ", ";
  /** In brackets: lists and mappings that hold mappings have a line for each element. */
  readonly tall: boolean;
  /** In brackets: lists of plain elements have a line for each element too. */
  readonly tallLists: boolean;
  /** Mappings on one line have a blank inside of their braces. */
  readonly pad?: boolean;
}

export type Quote = "plain" | "single" | "double";

/** A text that means the same without quotes, in brackets too. */
const harmless = /^[A-Za-z_/.][\w./-]*(::[\w./-]+)*$/;
/** Words that some parser of YAML 1.1 takes for a truth value. */
const truths = /^(y|n)$/i;

/** A scalar as text. */
export function scalarText(
  value: null | boolean | number | string,
  quote: Quote,
): string {
  if (typeof value !== "string") return String(value);
  const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value);
  if (quote === "double" || controls) return JSON.stringify(value);
  if (
    quote === "plain" &&
    harmless.test(value) &&
    resolvePlain(value) === value &&
    !truths.test(value)
  )
    return value;
  // A template language reads its placeholders before YAML does, so no quote in one may be escaped.
  const unescaped = value.includes('"') && hasPlaceholder(value);
  return quote === "single" || unescaped
    ? `'${value.replaceAll("'", "''")}'`
    : JSON.stringify(value);
}

function isEntries(
  value: Written,
): value is { readonly [key: string]: Written } {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Verbatim)
  );
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

/** Data in brackets; `indent` is the indentation of the line on which it begins. */
export function flowText(value: Written, style: Style, indent: string): string {
  if (value instanceof Verbatim) return value.text;
  if (isList(value)) {
    const tall =
      style.tall &&
      (style.tallLists ||
        value.some((item) => isList(item) || isEntries(item)));
    return bracketed(
      "[]",
      value.map((item) => (inner) => flowText(item, style, inner)),
      style,
      indent,
      tall,
    );
  }
  if (isEntries(value))
    return bracketed(
      "{}",
      Object.entries(value).map(
        ([key, item]) =>
          (inner) =>
            flowEntryText(key, item, style, inner),
      ),
      style,
      indent,
      style.tall,
    );
  return scalarText(value, style.quote);
}

/** A key and its value in braces. */
export function flowEntryText(
  key: string,
  value: Written,
  style: Style,
  indent: string,
): string {
  return `${scalarText(key, style.keyQuote)}${style.colon}${flowText(value, style, indent)}`;
}

function bracketed(
  brackets: "[]" | "{}",
  children: readonly ((indent: string) => string)[],
  style: Style,
  indent: string,
  tall: boolean,
): string {
  const [open, close] = brackets;
  if (!tall || children.length === 0) {
    const pad =
      style.pad && brackets === "{}" && children.length > 0 ? " " : "";
    return `${open}${pad}${children.map((child) => child(indent)).join(style.comma)}${pad}${close}`;
  }
  const inner = indent + style.unit;
  const line = style.lineEnding + inner;
  return `${open}${line}${children.map((child) => child(inner)).join(`,${line}`)}${style.lineEnding}${indent}${close}`;
}

/** A key and its value in block style, for a line that is indented so far; without the first line's indentation. */
export function blockEntryText(
  key: string,
  value: Written,
  style: Style,
  indent: string,
): string {
  return `${scalarText(key, style.keyQuote)}:${blockValueText(value, style, indent)}`;
}

/** What follows the colon of a key that is indented so far. */
export function blockValueText(
  value: Written,
  style: Style,
  indent: string,
): string {
  if (isList(value) && value.length > 0) {
    const inner = indent + style.dash;
    return value
      .map(
        (item) =>
          `${style.lineEnding}${inner}${blockItemText(item, style, inner)}`,
      )
      .join("");
  }
  if (isEntries(value) && Object.keys(value).length > 0) {
    const inner = indent + style.unit;
    return Object.entries(value)
      .map(
        ([key, item]) =>
          `${style.lineEnding}${inner}${blockEntryText(key, item, style, inner)}`,
      )
      .join("");
  }
  return ` ${flowText(value, { ...style, tall: false }, indent)}`;
}

/** An element of a block list with its dash, which is indented so far; without the first line's indentation. */
export function blockItemText(
  item: Written,
  style: Style,
  indent: string,
): string {
  if (!isEntries(item) || Object.keys(item).length === 0)
    return `- ${flowText(item, { ...style, tall: false }, indent)}`;
  const inner = `${indent}  `;
  return `- ${Object.entries(item)
    .map(([key, value]) => blockEntryText(key, value, style, inner))
    .join(style.lineEnding + inner)}`;
}
