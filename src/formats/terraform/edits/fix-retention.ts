import type { Wanted } from "../../../core/cluster";
import type { Fix } from "../../../core/fix";
import { days as printedDays } from "../../../core/print";
import { daysIn } from "../../../core/retention";
import type { Known, Value } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import { addAttribute, replaced } from "./index";
import { isOurs, placesOf, titled } from "./provenance";
import type { Block } from "../syntax/syntax";

/** The edit that makes a log group keep its events for so many days. */
export function proposedRetention(
  block: Block,
  address: string,
  name: string,
  value: Value,
  wanted: Wanted,
): Fix | undefined {
  if (typeof wanted !== "number") return undefined;
  if (!attributeOf(block, name)) {
    const edit = addAttribute(block, name, wanted);
    return edit && isOurs(edit.range.document.path)
      ? {
          title: `Set ${name} of ${address} to ${printedDays(wanted)}`,
          safety: "safe",
          edits: [edit],
        }
      : undefined;
  }
  return retentionWhereWritten(value, wanted);
}

/** The edit that replaces too few days where they were written. */
export function retentionWhereWritten(
  value: Value,
  wanted: number,
): Fix | undefined {
  const enough = (known: Known) => {
    const days = daysIn(known);
    return typeof days === "number" && days >= wanted ? "yes" : "no";
  };
  const places = placesOf(value, enough);
  const [first] = places ?? [];
  const scalars = places?.every(
    ({ expression: { kind, range } }) =>
      (kind === "literal" || kind === "template") &&
      isOurs(range.document.path),
  );
  if (!places || !first || !scalars) return undefined;
  return {
    title: `Set ${titled(first)} to ${printedDays(wanted)}`,
    safety: "safe",
    edits: places.map(({ expression }) => replaced(expression, wanted)),
  };
}
