import { type Wanted, type WantedTypes, logTypes } from "../../../core/cluster";
import { textOf } from "../../../core/document";
import type { Fix, TextEdit } from "../../../core/fix";
import { contains } from "../../../core/outcomes";
import { listed } from "../../../core/print";
import type { Known, Value } from "../../../core/value";
import { addAttribute, addTextAtEnd, defaulted, replaced } from "./index";
import { turnedOnIn } from "./flags";
import { attributeOf } from "../modules/configuration";
import { type Place, isOptional, isOurs, placesOf, titled } from "./provenance";
import type { ClusterType } from "../resource-types";
import type { Block, Expression } from "../syntax/syntax";
import { quoted } from "./written";

/** The edit that turns log types on, where their list was written; for a list that is not written yet, in the block. */
export function proposedLogTypes(
  block: Block,
  address: string,
  type: ClusterType,
  value: Value,
  wanted: Wanted,
): Fix | undefined {
  if (typeof wanted === "number") return undefined;
  const attribute = attributeOf(block, type.logTypes);
  const label = `${type.logTypes} of ${address}`;
  if (!attribute) {
    const types = newList(wanted);
    const edit = addAttribute(block, type.logTypes, type.written(types));
    return fixOf(`Set ${label} to ${listed(types)}`, edit ? [edit] : undefined);
  }
  const { value: expression } = attribute;
  return (
    fixWhereWritten(value, wanted, type) ??
    (type.takesSet ? joined(expression, label, value, wanted) : undefined)
  );
}

/** The edit that joins types to a list that is made in a way no single place of which decides. */
function joined(
  expression: Expression,
  label: string,
  value: Value,
  wanted: WantedTypes,
): Fix | undefined {
  const source = textOf(expression.range);
  const { data } = value.kind === "known" ? value : { data: null };
  const missing = wanted.required.filter(
    (each) => contains(value, each) === "no",
  );
  const inJson = expression.range.document.path.endsWith(".json");
  if (data === null || typeof data !== "object") return undefined;
  if (inJson || missing.length === 0 || source.includes("\n")) return undefined;
  const types = missing.map(quoted).join(", ");
  return fixOf(`Add ${listed(missing)} to ${label}`, [
    replaced(expression, { expression: `setunion(${source}, [${types}])` }),
  ]);
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
  const edits = places.flatMap(
    (place): readonly (TextEdit | undefined)[] =>
      editsAt(place, lacking(place.used), wanted, type) ?? [undefined],
  );
  const { expression, used, flags } = first;
  const title =
    isNull(expression) || isOptional(expression)
      ? `Set ${titled(first)} to ${listed(newList(wanted))}`
      : flags
        ? `Turn on ${listed(lacking(used))} in ${titled(first)}`
        : `Add ${listed(lacking(used))} to ${titled(first)}`;
  return fixOf(
    title,
    edits.every((edit) => edit !== undefined) ? edits : undefined,
  );
}

function editsAt(
  { expression, separator, flags }: Place,
  missing: readonly string[],
  wanted: WantedTypes,
  type: Pick<ClusterType, "added" | "written">,
): readonly TextEdit[] | undefined {
  if (flags) return turnedOnIn(expression, flags, missing);
  const list = type.written(newList(wanted));
  const edit =
    separator !== undefined
      ? addTextAtEnd(expression, separator, missing)
      : isNull(expression)
        ? replaced(expression, list)
        : isOptional(expression)
          ? defaulted(expression, list)
          : type.added(expression, missing);
  return edit && [edit];
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
