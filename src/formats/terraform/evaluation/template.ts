/*
 * Templates in files and texts. Terraform's heredocs hold templates in the same form, so a template
 * is read as the heredoc that would hold it.
 */
import type { Document } from "../../../core/document";
import {
  type Known,
  type Origin,
  type Value,
  unknown,
} from "../../../core/value";
import { evaluate } from "./evaluate";
import { parse } from "../syntax/parse";
import { type Scope, type Work } from "./scope";
import type { TemplatePiece } from "../syntax/syntax";

/** The text that a template makes of its variables. */
export function rendered(
  template: string,
  variables: Known,
  origin: Origin,
  name: string,
  { work, call }: { readonly work: Work; readonly call: Scope["call"] },
): Value {
  let marker = "END";
  while (template.includes(marker)) marker += "_";
  const document: Document = {
    path: `${name}.tftpl`,
    text: `template = <<${marker}\n${template}\n${marker}\n`,
  };
  const [attribute] = parse(document).body.attributes;
  const expression = attribute?.value;
  if (expression?.kind !== "template")
    return unknown("the template could not be read", origin);
  const { data } = variables;
  const scope: Scope = {
    work,
    identity: `${name} #${(renderings += 1)}`,
    names: new Map(data instanceof Map ? data : []),
    resolve: () => undefined,
    call,
  };
  const value = evaluate(
    { ...expression, pieces: withoutLastLineEnd(expression.pieces) },
    scope,
    origin.label,
  );
  return { ...value, origin };
}

let renderings = 0;

/** The pieces without the line ending that the closing mark of a heredoc needs before it. A lone interpolation is then the whole template, and its value keeps its type. */
function withoutLastLineEnd(
  pieces: readonly TemplatePiece[],
): readonly TemplatePiece[] {
  const last = pieces.at(-1);
  if (last?.kind !== "text") return pieces;
  const text = last.text.replace(/\r?\n$/, "");
  return [...pieces.slice(0, -1), ...(text === "" ? [] : [{ ...last, text }])];
}
