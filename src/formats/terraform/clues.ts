import type { Clue } from "../../core/cluster";
import type { SourceRange } from "../../core/document";
import { outcomes } from "../../core/outcomes";
import { type Origin, type Value, known } from "../../core/value";
import type { Module } from "./modules/module";
import { directoryOf } from "./modules/paths";

/** What speaks about the environment of a cluster that is declared in a root. */
export function cluesOf(
  { evaluation: { root, variant } }: Module,
  name: Value,
  tags: Value | undefined,
  range: SourceRange,
): readonly Clue[] {
  const clue = (source: Clue["source"], text: string, label: string): Clue => {
    const origin: Origin = { range, label, from: [] };
    return { source, text: known(text, origin) };
  };
  const files =
    variant === undefined ? [] : [clue("var-file", variant, variant)];
  const folders: Clue[] = [];
  for (let at = root; at !== "."; at = directoryOf(at))
    folders.push(clue("folder", at.slice(at.lastIndexOf("/") + 1), at));
  return [
    ...files,
    ...environmentTags(tags).map((text): Clue => ({ source: "tag", text })),
    { source: "name", text: name },
    ...folders,
  ];
}

/** The values of the tags that tell the environment. */
function environmentTags(tags: Value | undefined): readonly Value[] {
  if (!tags) return [];
  return (outcomes([tags]) ?? []).flatMap(({ values: [map] }) =>
    map?.kind === "known" && map.data instanceof Map
      ? [...map.data].flatMap(([key, value]) =>
          /^(?:environment|env)$/i.test(key) ? [value] : [],
        )
      : [],
  );
}
