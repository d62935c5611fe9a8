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
import type { Problem } from "../../core/finding";
import { printed } from "../../core/print";
import {
  type Origin,
  type Value,
  known,
  passed,
  unknown,
} from "../../core/value";
import { type Node, type Source, entryOf, get } from "../yaml/node";
import { eksctlRetentionDays, retentionFix, typesFix } from "./fixes";
import { type Found, find, isNothing } from "./paths";
import { scalarValue, seenThroughAlias } from "./values";

const typesPath = ["cloudWatch", "clusterLogging", "enableTypes"];
const retentionPath = ["cloudWatch", "clusterLogging", "logRetentionInDays"];

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
    logTypes: setting(types, typesPath, header, typesValue, (wanted) =>
      typeof wanted === "number" ? undefined : typesFix(source, types, wanted),
    ),
    logGroup: {
      declared,
      ...(retention.entry ? { range: retention.entry.range } : {}),
      // EKS creates the group; eksctl sets the retention afterwards, in time or not.
      createdBefore: declared ? "yes" : "no",
      retention: setting(
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

function origin(range: SourceRange, label: string): Origin {
  return { range, label, from: [] };
}

function setting(
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
      ? unknown(found.unknown, at)
      : entry
        ? read(entry.value, at)
        : known(null, at);
  return {
    value: found.references.reduceRight(
      (value, reference) => passed(value, reference.range, reference.label),
      written,
    ),
    range,
    propose: (wanted) =>
      written.kind === "known" ? propose(wanted) : undefined,
  };
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

function typesOf(item: Node): readonly Value[] {
  if (item.kind !== "scalar")
    return [
      unknown(
        "an element of enableTypes is not a text, which eksctl refuses",
        origin(item.range, "a log type"),
      ),
    ];
  const all = item.text === "*" || item.text === "all";
  const label = all
    ? `${JSON.stringify(item.text)}: every log type`
    : "a log type";
  return all
    ? logTypes.map((type) =>
        seenThroughAlias(item, known(type, origin(item.range, label))),
      )
    : [scalarValue(item, label)];
}

function retentionValue(node: Node, at: Origin): Value {
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

/** What eksctl refuses about the retention that a document sets. */
export function retentionProblems(source: Source): readonly Problem[] {
  const { entry, unknown: undecided } = find(source, retentionPath);
  if (!entry || undecided !== undefined || isNothing(entry.value)) return [];
  const value = retentionValue(
    entry.value,
    origin(entry.value.range, "logRetentionInDays"),
  );
  if (value.kind === "unknown" || value.data === 0) return [];
  if (eksctlRetentionDays.some((days) => days === value.data)) return [];
  return [
    {
      document: source.document,
      range: entry.range,
      message: `eksctl does not take ${printed(value)} for logRetentionInDays; it takes ${eksctlRetentionDays.join(", ")}.`,
    },
  ];
}
