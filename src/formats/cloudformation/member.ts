import { lift } from "../../core/outcomes";
import { type Data, type Known, type Value, unknown } from "../../core/value";
import { isOpen } from "./expansion";
import { absent } from "./places";

/** What a mapping holds under a key, for every outcome; null at the place where it could be added. */
export function member(value: Value, key: string): Value {
  return lift(`member ${key}`, [value], value.origin, ([holder]) => {
    if (!holder) return null;
    const { data } = holder;
    if (data === null) return absent(holder, key);
    if (data instanceof Map)
      return data.get(key) ?? missing(holder, key, data.keys());
    return unknown(`a mapping with ${key} belongs here`, holder.origin);
  });
}

/** What a mapping with these keys holds under another one. */
export function missing(
  holder: Known,
  key: string,
  keys: Iterable<string>,
): Value {
  return isOpen(keys)
    ? unknown(`a macro may set ${key} when the stack is deployed`, {
        ...holder.origin,
        from: [],
      })
    : absent(holder, key);
}

/** The elements of a list; undefined for any other data. */
export function listIn(data: Data): readonly Value[] | undefined {
  return data === null || typeof data !== "object" || isMap(data)
    ? undefined
    : data;
}

function isMap(
  data: readonly Value[] | ReadonlyMap<string, Value>,
): data is ReadonlyMap<string, Value> {
  return data instanceof Map;
}
