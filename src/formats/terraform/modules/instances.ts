import { lift, outcomes } from "../../../core/outcomes";
import {
  type Known,
  type Origin,
  type Value,
  known,
  truth,
  unknown,
} from "../../../core/value";
import { attributeOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import { type Existence, type Way, both, existenceIn } from "./existence";
import {
  type Instance,
  type Instances,
  type Module,
  addressIn,
} from "./module";
import { scopeOf } from "./references";
import type { Attribute, Block } from "../syntax/syntax";
import { sortedMap } from "../values/types";

/** More instances than this are not told apart. */
const most = 256;

type Key = string | number;

/** What a block makes by its `count` or `for_each`; the name is its address inside the module. */
export function instancesOf(
  block: Block,
  name: string,
  module: Module,
): Instances {
  const { instances } = module.memory;
  const before = instances.get(name);
  if (before) return before;
  const count = attributeOf(block, "count");
  const forEach = attributeOf(block, "for_each");
  const driver = count ?? forEach;
  if (!driver || instances.has(name)) return single(name, module);
  instances.set(name, undefined);
  const made = expanded(driver, name, module);
  instances.set(name, made);
  return made;
}

function single(name: string, module: Module): Instances {
  const instance: Instance = {
    address: addressIn(module, name),
    scope: scopeOf(module, { place: name }),
    exists: module.exists,
  };
  return { all: [instance], together: (toValue) => toValue(instance) };
}

function expanded(
  { name: argument, value: expression, range }: Attribute,
  name: string,
  module: Module,
): Instances {
  const counts = argument === "count";
  const label = `${argument} of ${addressIn(module, name)}`;
  const driver = evaluate(expression, scopeOf(module), label);
  const origin: Origin = { range, label, from: [driver] };
  const known = keysIn(driver, counts, origin);
  const bare = driver.kind === "unknown" && (known?.size ?? 1) <= 1;
  const made = new Map<Key, Instance>();
  const at = (key: Key): Instance => {
    const found = made.get(key);
    if (found) return found;
    const written = `[${typeof key === "string" ? JSON.stringify(key) : key}]`;
    const instance: Instance = {
      address: addressIn(module, bare ? name : `${name}${written}`),
      scope: scopeOf(module, {
        place: `${name}${written}`,
        ...place(driver, key, origin),
      }),
      exists: both(module.exists, known?.get(key)),
    };
    made.set(key, instance);
    return instance;
  };
  const all = known
    ? [...known.keys()]
        .map(at)
        .filter(({ exists }) => !exists || truth(exists) !== "no")
    : [anyOne(name, module, driver, origin, counts)];
  return {
    all,
    together: (toValue) =>
      lift(
        `instances of ${addressIn(module, name)}`,
        [driver],
        origin,
        ([one]) => {
          const found = (one && keysOf(one, counts)) ?? [];
          if (found.length > most)
            return unknown("it has too many instances", origin);
          const values = found.map(at).map(toValue);
          return counts
            ? values
            : sortedMap(
                found.flatMap((key, index): [string, Value][] => {
                  const value = values[index];
                  return value ? [[String(key), value]] : [];
                }),
              );
        },
      ),
  };
}

/** What stands for all instances when nobody knows their keys. */
function anyOne(
  name: string,
  module: Module,
  driver: Value,
  origin: Origin,
  counts: boolean,
): Instance {
  const address = addressIn(module, name);
  const reason =
    driver.kind === "unknown" ? driver.reason : "it has too many instances";
  const some = (what: string) =>
    unknown(
      reason,
      { ...origin, label: what },
      { key: `${what} of ${address}` },
    );
  const shown = driver.kind === "unknown" ? driver.each : undefined;
  const element =
    shown?.kind === "unknown"
      ? { ...shown, ...some("each.value"), has: shown.has }
      : some("each.value");
  return {
    address,
    scope: scopeOf(module, {
      place: `${name}[*]`,
      ...(counts
        ? { index: some("count.index") }
        : { each: { key: some("each.key"), value: element } }),
    }),
    exists: module.exists,
  };
}

/** What `count.index` or `each` mean in the instance with this key. */
function place(driver: Value, key: Key, origin: Origin) {
  if (typeof key === "number") return { index: known(key, origin) };
  const name = known(key, { ...origin, label: "each.key" });
  const value = lift(`each.value ${key}`, [driver], origin, ([all]) =>
    all?.data instanceof Map
      ? (all.data.get(key) ??
        unknown("there is no such element", origin, { fails: true }))
      : name,
  );
  return { each: { key: name, value } };
}

/** The keys of all outcomes, each with where it is one; undefined when nobody knows them. */
function keysIn(
  driver: Value,
  counts: boolean,
  origin: Origin,
): ReadonlyMap<Key, Existence> | undefined {
  const all = outcomes([driver])?.map(({ values: [value], given }) => ({
    keys: value?.kind === "known" ? keysOf(value, counts) : undefined,
    given,
  }));
  const keys = new Map<Key, boolean[]>();
  for (const [at, outcome] of (all ?? []).entries())
    for (const key of outcome.keys?.slice(0, most + 1) ?? []) {
      const where = keys.get(key) ?? [];
      where[at] = true;
      keys.set(key, where);
    }
  if (!all?.every((outcome) => outcome.keys) || keys.size > most)
    return undefined;
  const reason = driver.kind === "unknown" ? driver.reason : "";
  return new Map(
    [...keys].map(([key, where]) => [
      key,
      existenceIn(
        all.map(({ given }, at): Way => ({
          exists: where[at] === true,
          given,
        })),
        reason,
        origin,
      ),
    ]),
  );
}

function keysOf({ data }: Known, counts: boolean): readonly Key[] | undefined {
  if (counts) {
    const count = typeof data === "string" ? Number(data) : data;
    if (count === true || count === false) return undefined;
    if (typeof count !== "number" || !(count >= 0)) return undefined;
    return Array.from({ length: Math.min(count, most + 1) }, (_, at) => at);
  }
  if (data === null || typeof data !== "object") return undefined;
  if (data instanceof Map) return [...data.keys()].map(String);
  const texts = [...data.values()].map((element) =>
    element.kind === "known" && typeof element.data === "string"
      ? element.data
      : undefined,
  );
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? known : undefined;
}
