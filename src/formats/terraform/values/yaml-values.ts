/*
 * `yamldecode` and `yamlencode`. A text that the encoder would fold or write with rarer escapes is
 * not imitated.
 */
import {
  type Known,
  type Origin,
  type Value,
  isSensitive,
} from "../../../core/value";
import { decode, valuesIn } from "../../yaml/decode";
import { numberText } from "./numbers";
import { contents, fileOf, plainValue } from "./plain-values";

/** What a YAML text says; undefined when it says nothing, or nothing that is read for sure. */
export function parseYaml(text: Known, origin: Origin): Value | undefined {
  const document = fileOf(text);
  const decoded = decode(document ?? { path: "", text: String(text.data) });
  if ("error" in decoded) return undefined;
  const { data, root: node } = decoded;
  const place = document && {
    node,
    label: contents(document),
    valuesIn,
    keysHidden: isSensitive(text),
  };
  return plainValue(data, origin, place);
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
  // A space at the end of a line, or a tab, would be lost below a "|".
  if (!text.includes("\n") || /\t| \n| $/.test(text)) return [quoted(text)];
  const [, body = "", end = ""] = /^([^]*?)(\n*)$/.exec(text) ?? [];
  const indentation = /^[ \n]/.test(text) ? "2" : "";
  const chomping = end === "" ? "-" : end === "\n" && body !== "" ? "" : "+";
  return [
    `|${indentation}${chomping}`,
    ...body.split("\n"),
    ...Array<string>(Math.max(end.length - 1, 0)).fill(""),
  ];
}

function quoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n");
  return `"${escaped}"`;
}
