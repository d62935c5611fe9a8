/*
 * One ClusterConfig. Source of what eksctl takes: its schema, version v1alpha5. It sets a retention
 * on the log group that EKS creates, and only where log types are on.
 */
import {
  type Clue,
  type Cluster,
  type Setting,
  type Wanted,
  logTypes,
} from "../../core/cluster";
import type { SourceRange } from "../../core/document";
import {
  type Origin,
  type Value,
  known,
  passed,
  unknown,
} from "../../core/value";
import {
  type Node,
  type Scalar,
  type Source,
  entryOf,
  get,
} from "../yaml/node";
import { depthAt } from "../yaml/statements";
import { noPlace, retentionFix, typesFix } from "./fixes";
import { type Found, find, isNothing } from "./paths";
import { scalarValue, seenThroughAlias } from "./values";

/** Where the log types are listed. */
export const typesPath = ["cloudWatch", "clusterLogging", "enableTypes"];
/** Where the retention is set. */
export const retentionPath = [
  "cloudWatch",
  "clusterLogging",
  "logRetentionInDays",
];

/** The cluster that a document declares. */
export function clusterIn(source: Source): Cluster {
  const { document } = source;
  const name = entryOf(get(source.root, "metadata"), "name");
  const header =
    name?.range ?? entryOf(source.root, "kind")?.range ?? source.root.range;
  const named = name?.value.kind === "scalar" ? name.value : undefined;
  const nameValue =
    named && !isNothing(named)
      ? scalarValue(named, "metadata.name")
      : unknown(
          "the file gives the cluster no name",
          origin(header, "metadata.name"),
        );
  const types = find(source, typesPath);
  const retention = find(source, retentionPath);
  const declared =
    retention.entry !== undefined && !isNothing(retention.entry.value);
  return {
    format: "eksctl",
    root: document.path,
    address: named && named.text !== "" ? named.text : "ClusterConfig",
    name: nameValue,
    range: header,
    clues: cluesIn(source, nameValue),
    logTypes: setting(source, types, typesPath, header, typesValue, (wanted) =>
      typeof wanted === "number" ? undefined : typesFix(source, types, wanted),
    ),
    logGroup: {
      declared,
      ...(retention.entry ? { range: retention.entry.range } : {}),
      // EKS creates the group; eksctl sets the retention afterwards, in time or not.
      createdBefore: declared ? "yes" : "no",
      retention: setting(
        source,
        retention,
        retentionPath,
        header,
        retentionValue,
        (wanted) =>
          typeof wanted === "number"
            ? retentionFix(source, types, retention, wanted)
            : undefined,
      ),
      strays: [],
    },
  };
}

/** Where a value that was made from no other stands. */
export function origin(range: SourceRange, label: string): Origin {
  return { range, label, from: [] };
}

function setting(
  source: Source,
  found: Found,
  path: readonly string[],
  header: SourceRange,
  read: (node: Node, origin: Origin) => Value,
  propose: (wanted: Wanted) => ReturnType<Setting["propose"]>,
): Setting {
  const label = path.join(".");
  const { entry } = found;
  const range = entry?.range ?? header;
  const at = origin(
    entry?.value.range ?? header,
    entry ? label : `no ${label}`,
  );
  const written =
    found.unknown !== undefined
      ? unknown(found.unknown, at, { has: surely(source, entry?.value) })
      : entry
        ? read(entry.value, at)
        : known(null, at);
  const obstacle = noPlace(source, found);
  return {
    value: found.references.reduceRight(
      (value, reference) => passed(value, reference.range, reference.label),
      written,
    ),
    range,
    ...(obstacle === undefined ? {} : { obstacle }),
    propose: (wanted) =>
      written.kind === "known" ? propose(wanted) : undefined,
  };
}

/** The elements of a list that no statement of a template decides about. */
function surely(source: Source, node: Node | undefined): readonly Value[] {
  if (node?.kind !== "sequence" || depthAt(source, node.range.start) > 0)
    return [];
  return node.items
    .filter(
      ({ range: { start, end } }) =>
        depthAt(source, start) + depthAt(source, end) === 0,
    )
    .flatMap(typesOf);
}

/** The log types that are on; "*" and "all" mean every one. */
function typesValue(node: Node, at: Origin): Value {
  if (isNothing(node)) return known(null, at);
  if (node.kind === "scalar") {
    const value = scalarValue(node, at.label);
    return value.kind === "unknown"
      ? value
      : unknown("enableTypes is not a list, which eksctl refuses", at);
  }
  if (node.kind === "mapping")
    return unknown("enableTypes is not a list, which eksctl refuses", at);
  return known(node.items.flatMap(typesOf), at);
}

/** The log types that an element of the list turns on. */
export function typesOf(item: Node): readonly Value[] {
  if (item.kind !== "scalar")
    return [
      unknown(
        "an element of enableTypes is not a text, which eksctl refuses",
        origin(item.range, "a log type"),
      ),
    ];
  const all = isEvery(item);
  const label = all
    ? `${JSON.stringify(item.text)}: every log type`
    : "a log type";
  return all
    ? logTypes.map((type) =>
        seenThroughAlias(item, known(type, origin(item.range, label))),
      )
    : [scalarValue(item, label)];
}

/** "*" and "all" mean every log type. */
export function isEvery({ text }: Scalar): boolean {
  return text === "*" || text === "all";
}

/** The days that a node stands for. */
export function retentionValue(node: Node, at: Origin): Value {
  return node.kind === "scalar"
    ? scalarValue(node, at.label)
    : unknown("logRetentionInDays is not a number, which eksctl refuses", at);
}

function cluesIn({ root, document }: Source, name: Value): readonly Clue[] {
  const tags = get(get(root, "metadata"), "tags");
  const tag =
    tags?.kind === "mapping"
      ? tags.entries.find(
          ({ key }) =>
            key.kind === "scalar" && /^(environment|env)$/i.test(key.text),
        )
      : undefined;
  const value =
    tag?.value.kind === "scalar"
      ? scalarValue(tag.value, "metadata.tags.Environment")
      : undefined;
  const folders = document.path.split("/").slice(0, -1).reverse();
  const start = { document, start: 0, end: 0 };
  return [
    ...(value ? [{ source: "tag", text: value } as const] : []),
    { source: "name", text: name },
    ...folders.map((folder) => ({
      source: "folder" as const,
      text: known(folder, origin(start, "the file's folder")),
    })),
  ];
}
