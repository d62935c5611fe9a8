/*
 * What eksctl refuses about logging, so that the file makes no cluster as it stands. Source: eksctl's
 * validation of v1alpha5.
 */
import { logTypeMeant, logTypes } from "../../core/cluster";
import type { Problem } from "../../core/finding";
import { listed, printed } from "../../core/print";
import type { Node, Source } from "../yaml/node";
import {
  isEvery,
  origin,
  retentionPath,
  retentionValue,
  typesOf,
  typesPath,
} from "./cluster-config";
import { eksctlRetentionDays } from "./fixes";
import { find, isNothing } from "./paths";

function typeProblems(source: Source): readonly Problem[] {
  const { entry, unknown: undecided } = find(source, typesPath);
  const list = entry?.value;
  if (undecided !== undefined || list?.kind !== "sequence") return [];
  return list.items.flatMap((item) => {
    const [value] = typesOf(item);
    if (item.kind !== "scalar" || value?.kind !== "known") return [];
    if (logTypes.some((type) => type === value.data) || isEvery(item))
      return [];
    const type = logTypeMeant(item.text);
    const hint = type
      ? `did you mean ${JSON.stringify(type)}?`
      : `it takes ${listed([...logTypes, "*"])}.`;
    return [
      {
        document: source.document,
        range: item.range,
        message: `eksctl does not take ${printed(value)} for a log type: ${hint}`,
      },
    ];
  });
}

function retentionProblems(source: Source): readonly Problem[] {
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

/** Tags that no parser of eksctl knows: what stands behind them is read as if they were not there. */
function tagProblems({ document, root }: Source): readonly Problem[] {
  return tagged(root).map(({ tag, place }) => ({
    document,
    range: { ...place, end: place.start + tag.length },
    message: `eksctl knows no tag ${tag}.`,
  }));
}

function tagged(node: Node): readonly (Node & { readonly tag: string })[] {
  const { tag } = node;
  const own = tag === undefined ? [] : [{ ...node, tag }];
  if (node.alias || node.kind === "scalar") return own;
  const inner =
    node.kind === "sequence"
      ? node.items
      : node.entries.flatMap(({ key, value }) => [key, value]);
  return [...own, ...inner.flatMap(tagged)];
}

/** What eksctl refuses about the logging that a document sets, and what it does not know. */
export function refusals(source: Source): readonly Problem[] {
  return [
    ...tagProblems(source),
    ...typeProblems(source),
    ...retentionProblems(source),
  ];
}
