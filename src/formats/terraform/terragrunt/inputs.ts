import { type Value, known } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import { evaluate } from "../evaluation/evaluate";
import { type Config, ownInputs, scopeOf } from "./config";
import { sortedMap } from "../values/types";

/** What a file and those that it includes set together. */
export interface Merged {
  /** The inputs, the ones that win first. */
  readonly values: readonly Value[];
  /** The `source` of the module. */
  readonly source?: Value;
  /** An included file is not known, so anything may be set there. */
  readonly incomplete: boolean;
}

/** The files that make up a unit's configuration, the ones that win last. */
export function layersOf(config: Config): readonly Config[] {
  const included = [...config.includes.values()].flatMap((each) =>
    each.config && each.strategy !== "no_merge" ? [each.config] : [],
  );
  return [...included, config];
}

/** What a file sets together with the files that it includes. */
export function merged(config: Config): Merged {
  const own = ownInputs(config);
  let values: readonly Value[] = own ? [own] : [];
  let source = sourceOf(config);
  let incomplete = config.file.error !== undefined;
  for (const each of [...config.includes.values()].reverse()) {
    if (!each.config) incomplete = true;
    if (!each.config || each.strategy === "no_merge") continue;
    const inputs = ownInputs(each.config);
    source ??= sourceOf(each.config);
    if (!inputs) continue;
    const [first] = values;
    values =
      each.strategy === "deep" && first && values.length === 1
        ? [deep(inputs, first)]
        : [...values, inputs];
  }
  return { values, incomplete, ...(source ? { source } : {}) };
}

function sourceOf(config: Config): Value | undefined {
  const attribute = config.file.body.blocks
    .filter(({ type }) => type === "terraform")
    .map((block) => attributeOf(block, "source"))
    .find((each) => each !== undefined);
  return attribute && evaluate(attribute.value, scopeOf(config), "source");
}

/** Maps merged key by key at every depth, lists joined, as `merge_strategy = "deep"` does. */
function deep(parent: Value, child: Value): Value {
  if (parent.kind === "unknown" || child.kind === "unknown") return child;
  const [a, b] = [parent.data, child.data];
  if (a instanceof Map && b instanceof Map) {
    const entries = new Map<string, Value>(a);
    for (const [key, value] of b) {
      const before = entries.get(key);
      entries.set(key, before ? deep(before, value) : value);
    }
    return known(sortedMap(entries), child.origin);
  }
  if (Array.isArray(a) && Array.isArray(b))
    return known([...a, ...b], {
      ...child.origin,
      from: [parent, child],
    });
  return child;
}
