import type { Cluster } from "../../../src/core/cluster";
import { linked } from "../../../src/core/linking";
import type { Reading } from "../../../src/core/rule";
import type { Data, Value } from "../../../src/core/value";
import { terraform } from "../../../src/formats/terraform";
import { treeOf } from "../../tree";

/** What is read from a repository of these files, groups linked to clusters. */
export async function readingOf(
  files: Readonly<Record<string, string>>,
): Promise<Reading> {
  const reading = await terraform.read(treeOf(files));
  return { ...reading, clusters: linked(reading.clusters, reading.groups) };
}

/** The clusters in a single main.tf. */
export async function clustersIn(text: string): Promise<readonly Cluster[]> {
  return (await readingOf({ "main.tf": text })).clusters;
}

/** A value as plain JSON; an unknown as its reason, one with options as a list of them behind "one of". */
export function plain(value: Value | undefined): unknown {
  if (!value) return undefined;
  if (value.kind === "unknown")
    return value.options.length > 0
      ? { oneOf: value.options.map((option) => plain(option.value)) }
      : { unknown: value.reason };
  return plainData(value.data);
}

function plainData(data: Data): unknown {
  if (data === null || typeof data !== "object") return data;
  if (data instanceof Map)
    return Object.fromEntries(
      [...data].map(([key, element]) => [key, plain(element)]),
    );
  return [...data.values()].map((element) => plain(element));
}
