/*
 * `yamldecode` and `yamlencode`. Terraform's YAML is its own mixture of 1.1 and 1.2; where a word
 * might mean something else to it, or a text would be folded, the result is unknown.
 */
import { textOf } from "../../core/document";
import { type Origin, type Value, known } from "../../core/value";
import { type Node, type Scalar, entriesOf } from "../yaml/node";
import { parse } from "../yaml/parse";
import { hasPlaceholder } from "../yaml/placeholders";
import { numberText, parseNumber } from "./numbers";
import { sortedMap } from "./types";

/** What a YAML text says; undefined when it is not understood for sure. */
export function parseYaml(text: string, origin: Origin): Value | undefined {
  if (hasPlaceholder(text)) return undefined;
  const { sources, problems } = parse({ path: "", text });
  const [source, ...more] = sources;
  return source &&
    problems.length === 0 &&
    more.length === 0 &&
    source.directives.length === 0
    ? valueOf(source.root, origin)
    : undefined;
}

function valueOf(node: Node, origin: Origin): Value | undefined {
  if (node.tag !== undefined || isTagged(node)) return undefined;
  if (node.kind === "scalar") {
    const data = scalarOf(node);
    return data === undefined ? undefined : known(data, origin);
  }
  if (node.kind === "sequence") {
    const items = node.items.map((item) => valueOf(item, origin));
    return items.every((item) => item !== undefined)
      ? known(items, origin)
      : undefined;
  }
  const entries: [string, Value][] = [];
  for (const { key, value } of entriesOf(node)) {
    const name = key.kind === "scalar" && !isTagged(key) ? scalarOf(key) : null;
    const element = valueOf(value, origin);
    if (name === undefined || name === null || !element) return undefined;
    entries.push([
      typeof name === "number" ? numberText(name) : String(name),
      element,
    ]);
  }
  return known(sortedMap(entries), origin);
}

/** Whether `!!str` or the like stands before the node. */
function isTagged({ place, range, alias }: Node): boolean {
  return (
    !alias &&
    textOf({ ...place, end: Math.max(place.start, range.start) }).includes("!")
  );
}

const words = new Map<string, boolean | null>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ..."y Y yes Yes YES true True TRUE on On ON"
    .split(" ")
    .map((word) => [word, true] as const),
  ..."n N no No NO false False FALSE off Off OFF"
    .split(" ")
    .map((word) => [word, false] as const),
]);

function scalarOf({
  style,
  text,
}: Scalar): string | number | boolean | null | undefined {
  const normal = text.normalize("NFC");
  if (style !== "plain") return normal;
  const word = words.get(text);
  if (word !== undefined) return word;
  const based = /^0(?:x([\da-fA-F]{1,12})|o([0-7]{1,15}))$/.exec(text);
  if (based)
    return based[1] === undefined
      ? parseInt(based[2] ?? "", 8)
      : parseInt(based[1], 16);
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) {
    const number = parseNumber(text);
    return number === "inexact" ? undefined : number;
  }
  // Timestamps are rewritten, infinity is a number, "=" and "<<" are words of their own.
  return /^(\d{4}-\d|[-+]?\.(inf|nan)|[=<]+$|[-+]?0)/i.test(text)
    ? undefined
    : normal;
}

/** The longest line that the encoder does not break. */
const widest = 80;

/** A value, known at every depth, as `yamlencode` writes it; undefined when it is not known how. */
export function yamlText(value: Value): string | undefined {
  const lines = linesOf(value);
  if (!lines?.every((line) => line.length < widest || !/ .* /.test(line)))
    return undefined;
  const [first = "", ...rest] = lines;
  const data = value.kind === "known" ? value.data : null;
  if (typeof data === "string" && rest.length > 0)
    return `${[first, ...indented(rest)].join("\n")}\n`;
  const bare =
    data === null || typeof data === "number" || typeof data === "boolean";
  return `${lines.join("\n")}\n${bare ? "...\n" : ""}`;
}

const indented = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => (line === "" ? "" : `  ${line}`));

function linesOf(value: Value): readonly string[] | undefined {
  const { data } = value.kind === "known" ? value : { data: null };
  if (data === null) return ["null"];
  if (typeof data === "boolean") return [String(data)];
  if (typeof data === "number") return [numberText(data)];
  if (typeof data === "string") return textLines(data);
  if (data instanceof Map) return mapLines(data);
  const items = [...data.values()].map(linesOf);
  if (items.length === 0) return ["[]"];
  const lines: string[] = [];
  for (const item of items) {
    if (!item) return undefined;
    const [first = "", ...rest] = item;
    lines.push(`- ${first}`, ...indented(rest));
  }
  return lines;
}

function mapLines(
  map: ReadonlyMap<string, Value>,
): readonly string[] | undefined {
  if (map.size === 0) return ["{}"];
  const lines: string[] = [];
  for (const [key, value] of map) {
    const name = /\n/.test(key) || key.length > 60 ? undefined : textLines(key);
    const inner = linesOf(value);
    if (!name || !inner) return undefined;
    const [first = "", ...rest] = inner;
    const data = value.kind === "known" ? value.data : null;
    const block = data !== null && typeof data === "object";
    const empty = first === "{}" || first === "[]";
    if (!block || empty) lines.push(`${name[0]}: ${first}`, ...indented(rest));
    else if (data instanceof Map) lines.push(`${name[0]}:`, ...indented(inner));
    else lines.push(`${name[0]}:`, ...inner);
  }
  return lines;
}

/** A text in double quotes on one line, or its lines below a "|". */
function textLines(text: string): readonly string[] | undefined {
  if (!/^[\t\n -~\u00a1-\u00ff]*$/.test(text)) return undefined;
  if (!text.includes("\n"))
    return [`"${text.replace(/[\\"]/g, "\\$&").replaceAll("\t", "\\t")}"`];
  if (/^[ \n]|\t|[ ]\n|[ ]$/.test(text)) return undefined;
  const [, body = "", end = ""] = /^([^]*?)(\n*)$/.exec(text) ?? [];
  const chomping = end === "" ? "-" : end === "\n" ? "" : "+";
  return [
    `|${chomping}`,
    ...body.split("\n"),
    ...Array<string>(Math.max(end.length - 1, 0)).fill(""),
  ];
}
