import type { Wanted } from "../../../core/cluster";
import { textOf } from "../../../core/document";
import type { Fix } from "../../../core/fix";
import { days as printedDays } from "../../../core/print";
import { daysIn } from "../../../core/retention";
import {
  type Answer,
  type Known,
  type Value,
  answer,
} from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import { addAttribute, defaulted, replaced } from "./index";
import { isOptional, isOurs, placesOf, titled } from "./provenance";
import type { Block, Expression } from "../syntax/syntax";

/** The edit that makes a log group keep its events for so many days. */
export function proposedRetention(
  block: Block,
  address: string,
  name: string,
  value: Value,
  wanted: Wanted,
): Fix | undefined {
  if (typeof wanted !== "number") return undefined;
  const attribute = attributeOf(block, name);
  if (!attribute) {
    const edit = addAttribute(block, name, wanted);
    return edit && isOurs(edit.range.document.path)
      ? {
          title: `Set ${name} of ${address} to ${printedDays(wanted)}`,
          safety: "safe",
          edits: [edit],
        }
      : undefined;
  }
  return (
    retentionWhereWritten(value, wanted) ??
    raised(attribute.value, `${name} of ${address}`, value, wanted)
  );
}

/** The edit that lets nothing below so many days through, for days that are made in a way no single place of which decides. */
function raised(
  expression: Expression,
  label: string,
  value: Value,
  wanted: number,
): Fix | undefined {
  const source = textOf(expression.range);
  const inJson = expression.range.document.path.endsWith(".json");
  const isNumber = ({ data }: Known): Answer =>
    typeof data === "number" ? "yes" : "no";
  const isRight = answer(value, lasts(wanted)) === "yes";
  if (isRight || answer(value, isNumber) !== "yes") return undefined;
  if (inJson || source.includes("\n")) return undefined;
  // What a module is given is not for the module to change.
  if (/^var\.\w+$/.test(source)) return undefined;
  if (!isOurs(expression.range.document.path)) return undefined;
  return {
    title: `Set ${label} to at least ${printedDays(wanted)}`,
    safety: "safe",
    edits: [replaced(expression, { expression: `max(${source}, ${wanted})` })],
  };
}

/** The edit that replaces too few days where they were written. */
export function retentionWhereWritten(
  value: Value,
  wanted: number,
): Fix | undefined {
  const places = placesOf(value, lasts(wanted));
  const [first] = places ?? [];
  const edits = places?.flatMap(({ expression }) => {
    const { kind, range } = expression;
    if (!isOurs(range.document.path)) return [];
    if (isOptional(expression)) return defaulted(expression, wanted) ?? [];
    return kind === "literal" || kind === "template"
      ? replaced(expression, wanted)
      : [];
  });
  if (!places || !first || edits?.length !== places.length) return undefined;
  return {
    title: `Set ${titled(first)} to ${printedDays(wanted)}`,
    safety: "safe",
    edits,
  };
}

/** Whether so many days are kept. */
const lasts =
  (wanted: number) =>
  (known: Known): Answer => {
    const days = daysIn(known);
    return typeof days === "number" && days >= wanted ? "yes" : "no";
  };
