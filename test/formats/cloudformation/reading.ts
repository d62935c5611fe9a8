import type { Cluster, DeclaredGroup } from "../../../src/core/cluster";
import type { Problem } from "../../../src/core/finding";
import { linked } from "../../../src/core/linking";
import { type Value, known } from "../../../src/core/value";
import { cloudformation } from "../../../src/formats/cloudformation";
import { treeOf } from "../../tree";

/** What a repository of these files declares, log groups linked to their clusters. */
export async function readingOf(
  files: Readonly<Record<string, string>>,
): Promise<{
  readonly clusters: readonly Cluster[];
  readonly groups: readonly DeclaredGroup[];
  readonly problems: readonly Problem[];
}> {
  const { clusters, groups, problems } = await cloudformation.read(
    treeOf(files),
  );
  return { clusters: linked(clusters, groups), groups, problems };
}

/** The only cluster of a template. */
export async function onlyCluster(
  template: string,
  path = "eks.yaml",
): Promise<Cluster> {
  const { clusters } = await readingOf({ [path]: template });
  const [cluster] = clusters;
  if (!cluster || clusters.length > 1)
    throw new Error(`${clusters.length} clusters instead of one`);
  return cluster;
}

/** A value as plain data; unknown ones as `?`, with their options where there are some. */
export function shown(value: Value): unknown {
  if (value.kind === "unknown") {
    if (value.options.length === 0)
      return value.parts
        ? value.parts
            .map((part) => (typeof part === "string" ? part : "?"))
            .join("")
        : `? ${value.reason}`;
    return Object.fromEntries(
      value.options.map((option) => [
        option.given
          .map(({ condition, holds }) =>
            holds ? condition.origin.label : `not ${condition.origin.label}`,
          )
          .join(" and "),
        shown(option.value),
      ]),
    );
  }
  const { data } = value;
  if (data === null || typeof data !== "object") return data;
  if (data instanceof Map)
    return Object.fromEntries(
      [...data].map(([key, each]) => [key, shown(each)]),
    );
  return [...data.values()].map(shown);
}

/** A text that was written nowhere. */
export const nowhere = (text: string): Value =>
  known(text, {
    range: { document: { path: "", text: "" }, start: 0, end: 0 },
    label: "",
    from: [],
  });
