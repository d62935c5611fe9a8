import { type Wanted, type WantedTypes, logTypes } from "../../core/cluster";
import type { Fix, TextEdit } from "../../core/fix";
import { contains } from "../../core/outcomes";
import { listed } from "../../core/print";
import type { Known, Value } from "../../core/value";
import { addAttribute, replaced } from "./edit";
import { attributeOf } from "./configuration";
import { type Place, isOurs, placesOf } from "./provenance";
import type { ClusterType } from "./resource-types";
import type { Block } from "./syntax";

/** The edit that turns log types on, where their list was written; for a list that is not written yet, in the block. */
export function proposedLogTypes(
  block: Block,
  address: string,
  type: ClusterType,
  value: Value,
  wanted: Wanted,
): Fix | undefined {
  if (typeof wanted === "number") return undefined;
  if (!attributeOf(block, type.logTypes)) {
    const types = newList(wanted);
    const edit = addAttribute(block, type.logTypes, type.written(types));
    return fixOf(
      `Set ${type.logTypes} of ${address} to ${listed(types)}`,
      edit ? [edit] : undefined,
    );
  }
  return fixWhereWritten(value, wanted, type);
}

/** The edit that adds log types to a value at the places where it was written. */
export function fixWhereWritten(
  value: Value,
  wanted: WantedTypes,
  type: Pick<ClusterType, "added" | "written">,
): Fix | undefined {
  const lacking = (known: Known) =>
    wanted.required.filter((each) => contains(known, each) !== "yes");
  const places = placesOf(value, (known) =>
    lacking(known).length === 0 ? "yes" : "no",
  );
  const [first] = places ?? [];
  if (!places || !first) return undefined;
  const edits = places.map(({ expression, used }) =>
    isNull(expression)
      ? replaced(expression, type.written(newList(wanted)))
      : type.added(expression, lacking(used)),
  );
  const title = isNull(first.expression)
    ? `Set ${first.label} to ${listed(newList(wanted))}`
    : `Add ${listed(lacking(first.used))} to ${first.label}`;
  return fixOf(
    title,
    edits.every((edit) => edit !== undefined) ? edits : undefined,
  );
}

const isNull = (expression: Place["expression"]) =>
  expression.kind === "literal" && expression.data === null;

/** What a newly written list holds, in the order in which EKS lists the types. */
export function newList({
  required,
  recommended,
}: WantedTypes): readonly string[] {
  const wanted = new Set([...required, ...recommended]);
  const known: readonly string[] = logTypes;
  return [
    ...known.filter((type) => wanted.has(type)),
    ...[...wanted].filter((type) => !known.includes(type)),
  ];
}

function fixOf(
  title: string,
  edits: readonly TextEdit[] | undefined,
): Fix | undefined {
  if (!edits?.every(({ range }) => isOurs(range.document.path)))
    return undefined;
  return { title, safety: "safe", edits };
}
