/*
 * HashiCorp's own parser, Go compiled to WebAssembly, has the last word on whether a file is valid:
 * it also finds what the tolerant parser accepts, such as an argument set twice or an unknown escape.
 * It takes a quarter of a second to start, so it is loaded only when it is asked.
 */
import {
  type Document,
  type SourceRange,
  lineStart,
  lineText,
} from "../../../core/document";
import type { Problem } from "../../../core/finding";
import { parse as parseJson } from "../../yaml/parse";

/** Deeper nesting overflows the parser's stack, and it does not recover from that. */
const maxBrackets = 400;
const maxOperators = 2_500;

/** What is wrong with a file in Terraform's words; undefined when Terraform can parse it. */
export async function judge(document: Document): Promise<Problem | undefined> {
  if (document.path.endsWith(".json")) return judgeJson(document);
  if (tooDeep(document.text))
    return { document, message: "This is nested too deeply to be read." };
  const { parse } = await import("@cdktf/hcl2json");
  try {
    await parse(document.path, document.text);
    return undefined;
  } catch (error) {
    return problemOf(document, error instanceof Error ? error.message : "");
  }
}

function judgeJson(document: Document): Problem | undefined {
  const [problem] = parseJson(document).problems;
  if (problem) return problem;
  try {
    JSON.parse(document.text.replace(/^\ufeff/, ""));
    return undefined;
  } catch {
    return { document, message: "This is not valid JSON." };
  }
}

/** Whether a text may be nested more deeply than the parser can follow; texts and comments count, too. */
function tooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    depth = "([{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxBrackets) return true;
  }
  const directives = text.match(/%\{/g)?.length ?? 0;
  return (
    directives > maxBrackets ||
    text
      .split(/[^=!<>]=(?![=>])/)
      .some(
        (value) => (value.match(/[?!]|-(?!-)/g)?.length ?? 0) > maxOperators,
      )
  );
}

/** Reads `parse config: [main.tf:2,6-3,1: Summary; Detail. main.tf:…]`. */
function problemOf(document: Document, error: string): Problem {
  const file = document.path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const place = `${file}:(\\d+),(\\d+)-(?:(\\d+),)?(\\d+)`;
  const match = new RegExp(
    `\\[${place}: (.*?); (.*?)(?:[,;]? ${place}: .*)?\\]?$`,
    "s",
  ).exec(error);
  if (!match) return { document, message: "Terraform cannot parse this file." };
  const [, line, column, endLine, endColumn, summary, detail] = match;
  const range: SourceRange = {
    document,
    start: offsetOf(document, Number(line), Number(column)),
    end: offsetOf(document, Number(endLine ?? line), Number(endColumn)),
  };
  return {
    document,
    range,
    message: `Terraform cannot parse this: ${summary}. ${detail}`,
  };
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** HCL's columns count what a reader sees as one character. */
function offsetOf(document: Document, line: number, column: number): number {
  let offset = lineStart(document, line);
  let left = column - 1;
  for (const { segment } of characters.segment(lineText(document, line))) {
    if (left === 0) break;
    left -= 1;
    offset += segment.length;
  }
  return offset;
}
