/*
 * How an eksctl file is told to log. Edits are made where the list or number is written.
 */
import { type WantedTypes, logTypeMeant, logTypes } from "../../core/cluster";
import type { Fix, TextEdit } from "../../core/fix";
import { positionAt } from "../../core/document";
import { days, firstOf, listed } from "../../core/print";
import { allowedDays } from "../../core/retention";
import {
  type Placement,
  addItems,
  replaceScalar,
  setEntries,
} from "../yaml/edit";
import {
  type Entry,
  type Mapping,
  type Node,
  type Sequence,
  type Source,
  textOfNode,
  usesOf,
} from "../yaml/node";
import type { Written } from "../yaml/render";
import { type Found, isNothing } from "./paths";
import { depthAt, reachOf } from "../yaml/statements";
import { columnOf } from "../yaml/style";

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
  if (list?.kind === "sequence")
    return addTypes(source, found, list, wanted.required);
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
  const and = missing ? `, with the log types ${listed(missing)} on` : "";
  const node = retention.entry?.value;
  if (node && !isNothing(node)) {
    const more = missing ? turnedOn(source, types, missing) : [];
    if (!more || node.kind !== "scalar") return undefined;
    // A tag goes with what it makes of the number; an anchor is needed by others.
    const shared = node.alias ?? node.anchor;
    const range = shared === undefined ? node.place : node.range;
    const edits = [...more, { range, text: String(kept) }];
    return {
      title: title + and + otherUses(source, retention, node),
      safety: "safe",
      edits,
    };
  }
  const list = types.entry?.value;
  const filled = missing && list?.kind === "sequence";
  const added = filled ? addItems(source, list, missing) : [];
  const set = put(
    source,
    retention,
    {
      ...(missing && !filled ? { enableTypes: missing } : {}),
      logRetentionInDays: kept,
    },
    types.entry,
  );
  const edits = set && [...added, ...set];
  return edits && { title: title + and, safety: "safe", edits };
}

/** Writes log types where none are on: into the list that is there, whose comments stay. */
function turnedOn(
  source: Source,
  types: Found,
  wanted: readonly string[],
): readonly TextEdit[] | undefined {
  const list = types.entry?.value;
  return list?.kind === "sequence"
    ? addItems(source, list, wanted)
    : put(source, types, { enableTypes: wanted });
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
  found: Found,
  list: Sequence,
  required: readonly string[],
): Fix | undefined {
  const written = list.items.map((item) =>
    item.kind === "scalar" ? (logTypeMeant(item.text) ?? item.text) : "",
  );
  const missing = required.filter((type) => !written.includes(type));
  const respelt = list.items.flatMap((item) => {
    const type = item.kind === "scalar" ? logTypeMeant(item.text) : undefined;
    return item.kind === "scalar" && type !== undefined && type !== item.text
      ? [{ type, edit: replaceScalar(item, type) }]
      : [];
  });
  const edits = [
    ...respelt.map(({ edit }) => edit),
    ...(missing.length > 0 ? addItems(source, list, missing) : []),
  ];
  if (edits.length === 0) return undefined;
  const title = [
    ...(missing.length > 0 ? [`add ${listed(missing)} to enableTypes`] : []),
    ...(respelt.length > 0
      ? [`write ${listed(respelt.map(({ type }) => type))} as EKS does`]
      : []),
  ].join(" and ");
  return {
    title:
      title.charAt(0).toUpperCase() +
      title.slice(1) +
      otherUses(source, found, list),
    safety: "safe",
    edits,
  };
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
  wish?: Entry,
): readonly TextEdit[] | undefined {
  if (!mapping) return undefined;
  const placement = placementIn(source, mapping, missing, wish);
  if (!placement) return undefined;
  const [first, ...rest] = missing.slice(0, -1);
  if (first === undefined)
    return setEntries(source, mapping, values, placement);
  const nested = rest.reduceRight<Written>(
    (inner, key) => ({ [key]: inner }),
    values,
  );
  return setEntries(source, mapping, { [first]: nested }, placement);
}

/** Where the first of these keys can be put, or is, so that no template's statement decides whether it is there. */
function placementIn(
  source: Source,
  { entries, range }: Mapping,
  [missing = ""]: readonly string[],
  wish?: Entry,
): Placement | undefined {
  const empty = entries.find(({ key }) => textOfNode(key) === missing);
  if (empty && depthAt(source, empty.range.start) > 0) return undefined;
  const column = columnOf(range.document, range.start);
  const places = entries.flatMap((after) => {
    const behind = reachOf(source, after.range, column);
    return behind === undefined ? [] : [{ after, behind }];
  });
  const place = places.find(({ after }) => after === wish) ?? places.at(-1);
  return place ?? (entries.length > 0 ? undefined : {});
}

/** Why there is no place for a setting that is not written; completes "because …". */
export function noPlace(
  source: Source,
  { entry, mapping, missing }: Found,
): string | undefined {
  return !entry && mapping && !placementIn(source, mapping, missing)
    ? "a statement of a template decides whether what stands beside it is there"
    : undefined;
}

/** What an edit of a node changes besides, in words: every use of it but the one that leads here. */
function otherUses(
  source: Source,
  { entry, references }: Found,
  node: Node,
): string {
  const ways = [
    ...references.map(({ range }) => range),
    ...(entry?.value.alias ? [entry.value.alias] : []),
  ];
  const lines = usesOf(source, node)
    .filter(
      ({ start }) => !ways.some((way) => way.start <= start && start < way.end),
    )
    .map(({ document, start }) => positionAt(document, start).line);
  const [first, ...rest] = new Set(lines);
  if (first === undefined) return "";
  return rest.length === 0
    ? `, which line ${first} uses too`
    : `, which lines ${firstOf([first, ...rest].map(String), 3)} use too`;
}
