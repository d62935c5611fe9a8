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
  const folders: Clue[] = [];
  for (let at = root; at !== "."; at = directoryOf(at))
    folders.push(clue("folder", at.slice(at.lastIndexOf("/") + 1), at, range));
  return [
    ...(variant === undefined ? [] : [varFileClue(variant, range)]),
    ...environmentTags(tags).map((text): Clue => ({ source: "tag", text })),
    { source: "name", text: name },
    ...folders,
  ];
}

/** What the name of a var-file says about a cluster that is applied with it. */
export function varFileClue(path: string, range: SourceRange): Clue {
  return clue("var-file", path, path, range);
}

function clue(
  source: Clue["source"],
  text: string,
  label: string,
  range: SourceRange,
): Clue {
  const origin: Origin = { range, label, from: [] };
  return { source, text: known(text, origin) };
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
