/*
 * How an eksctl file is told to log. Edits are made where the list or number is written.
 */
import { type WantedTypes, logTypes } from "../../core/cluster";
import type { Fix, TextEdit } from "../../core/fix";
import { days, listed } from "../../core/print";
import { allowedDays } from "../../core/retention";
import { addItems, replaceScalar, setEntries } from "../yaml/edit";
import {
  type Entry,
  type Node,
  type Sequence,
  type Source,
  usesOf,
} from "../yaml/node";
import type { Written } from "../yaml/render";
import { type Found, isNothing } from "./paths";

/** The days that eksctl takes for logRetentionInDays. Source: eksctl's validation of v1alpha5. */
export const eksctlRetentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
];

/** What is turned on where a retention is wanted: eksctl refuses a retention without log types. */
const typesWithRetention: WantedTypes = {
  required: ["audit"],
  recommended: ["authenticator"],
};

/** The edit that turns on the required log types. */
export function typesFix(
  source: Source,
  found: Found,
  wanted: WantedTypes,
): Fix | undefined {
  const list = found.entry?.value;
  if (list?.kind === "sequence") return addTypes(source, list, wanted.required);
  const types = newList(wanted);
  const edits = put(source, found, { enableTypes: types });
  const title = `Turn on the log types ${listed(types)}`;
  return edits && { title, safety: "safe", edits };
}

/** The edit that keeps log events for at least so many days. */
export function retentionFix(
  source: Source,
  types: Found,
  retention: Found,
  atLeast: number,
): Fix | undefined {
  const kept = allowedDays(atLeast, eksctlRetentionDays);
  const title = `Keep the log events for ${days(kept)}`;
  const missing = missingTypes(types);
  const node = retention.entry?.value;
  if (node && !isNothing(node)) {
    const more = missing ? put(source, types, { enableTypes: missing }) : [];
    if (!more || node.kind !== "scalar") return undefined;
    const edits = [...more, { range: node.range, text: String(kept) }];
    return { title: title + otherUses(source, node), safety: "safe", edits };
  }
  const edits = put(
    source,
    retention,
    { ...(missing ? { enableTypes: missing } : {}), logRetentionInDays: kept },
    types.entry,
  );
  const and = missing ? `, with the log types ${listed(missing)} on` : "";
  return edits && { title: title + and, safety: "safe", edits };
}

/** The log types to turn on where none are, so that eksctl takes a retention. */
function missingTypes({
  entry,
  unknown,
}: Found): readonly string[] | undefined {
  const list = entry?.value;
  const none =
    !list ||
    isNothing(list) ||
    (list.kind === "sequence" && list.items.length === 0);
  return none && unknown === undefined
    ? newList(typesWithRetention)
    : undefined;
}

function addTypes(
  source: Source,
  list: Sequence,
  required: readonly string[],
): Fix | undefined {
  const texts = list.items.map((item) =>
    item.kind === "scalar" ? item.text : "",
  );
  const missing = required.filter((type) => !texts.includes(type));
  if (missing.length === 0) return undefined;
  const spelt = missing.flatMap((type) => misspelt(list, type) ?? []);
  const added = missing.filter((type) => !misspelt(list, type));
  const edits = [
    ...spelt,
    ...(added.length > 0 ? addItems(source, list, added) : []),
  ];
  const verb = added.length > 0 ? "Add" : "Write";
  const title = `${verb} ${listed(missing)} ${added.length > 0 ? "to" : "as eksctl spells it in"} cloudWatch.clusterLogging.enableTypes`;
  return { title: title + otherUses(source, list), safety: "safe", edits };
}

/** The edit of an element that differs from a log type only in case and dashes, which eksctl does not take. */
function misspelt(list: Sequence, type: string): TextEdit | undefined {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");
  const wrong = list.items.find(
    (item) => item.kind === "scalar" && letters(item.text) === letters(type),
  );
  return wrong?.kind === "scalar" ? replaceScalar(wrong, type) : undefined;
}

/** The log types of a list that is written anew, in EKS's order. */
function newList({ required, recommended }: WantedTypes): readonly string[] {
  const wanted = new Set([...required, ...recommended]);
  const ordered = logTypes.filter((type) => wanted.has(type));
  return [...new Set([...ordered, ...wanted])];
}

/** Writes settings of `cloudWatch.clusterLogging`, and the mappings on the way that are missing. */
function put(
  source: Source,
  { mapping, missing }: Found,
  values: { readonly [key: string]: Written },
  after?: Entry,
): readonly TextEdit[] | undefined {
  if (!mapping) return undefined;
  const [first, ...rest] = missing.slice(0, -1);
  const placement = after && mapping.entries.includes(after) ? { after } : {};
  if (first === undefined)
    return setEntries(source, mapping, values, placement);
  const nested = rest.reduceRight<Written>(
    (inner, key) => ({ [key]: inner }),
    values,
  );
  return setEntries(source, mapping, { [first]: nested });
}

/** What an edit of an anchored node changes besides, in words. */
function otherUses(source: Source, node: Node): string {
  const count = usesOf(source, node).length;
  return count === 0
    ? ""
    : `, which ${count === 1 ? "an alias uses" : `${count} aliases use`} too`;
}
