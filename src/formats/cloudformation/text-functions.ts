import { lift, oneOf, operationKey } from "../../core/outcomes";
import {
  type Known,
  type Value,
  known,
  unknown,
  whollyKnown,
} from "../../core/value";
import { knownText } from "../../core/text";
import { itemsOf } from "./intrinsic";
import { boundedText } from "./bounded-text";
import { listIn } from "./member";
import { misused, operation } from "./operation";
import { settled } from "./settled";
import type { Call } from "./scope";
import { wordsBetween } from "./words";

/** `[separator, list]`. */
export function join(call: Call): Value {
  const [separator, list] = itemsOf(call.argument) ?? [];
  if (!separator || !list) return misused(call, "a separator and a list");
  const both = [call.value(separator), settled(call.value(list))];
  const origin = operation(call, both);
  return lift("Join", both, origin, ([between, elements]) => {
    const pieces = elementsOf(elements).flatMap((element, index) =>
      index === 0 ? [element] : [String(between?.data), element],
    );
    return boundedText(pieces, origin);
  });
}

/** `[separator, text]`. */
export function split(call: Call): Value {
  const [separator, whole] = itemsOf(call.argument) ?? [];
  if (!separator || !whole) return misused(call, "a separator and a text");
  const between = call.value(separator);
  const all = call.value(whole);
  const origin = operation(call, [between, all]);
  const pieces = (written: Value): Value => {
    if (written.kind === "unknown" && written.options.length > 0)
      return oneOf(
        written.options.map(({ value, given }) => ({
          value: pieces(value),
          given,
        })),
        written.reason,
        origin,
        operationKey("Split", [between, written]),
      );
    const words = wordsBetween(knownText(between) ?? "", written, origin);
    if (words) return known(words, origin);
    return lift("Split", [between, written], origin, ([at, each]) =>
      String(each?.data)
        .split(String(at?.data))
        .map((piece) => known(piece, origin)),
    );
  };
  return pieces(all);
}

/** `[index, list]`. */
export function select(call: Call): Value {
  const [index, list] = itemsOf(call.argument) ?? [];
  if (!index || !list) return misused(call, "an index and a list");
  const both = [call.value(index), settled(call.value(list))];
  const origin = operation(call, both);
  return lift("Select", both, origin, ([at, elements]) => {
    const element = elementsOf(elements)[Number(at?.data)];
    return (
      element ?? unknown(`the list has no element ${String(at?.data)}`, origin)
    );
  });
}

/** A text in base64. */
export function base64(call: Call): Value {
  const value = call.value(call.argument);
  return lift("Base64", [value], operation(call, [value]), ([written]) =>
    toBase64(String(written?.data)),
  );
}

function toBase64(written: string): string {
  const bytes = new TextEncoder().encode(written);
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192)
    chunks.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return btoa(chunks.join(""));
}

/** The number of a list's elements or a mapping's entries. */
export function length(call: Call): Value {
  const value = settled(call.value(call.argument));
  const origin = operation(call, [value]);
  return lift("Length", [value], origin, ({ 0: of }) => {
    if (of?.data instanceof Map) return of.data.size;
    return (
      listIn(of?.data ?? null)?.length ??
      unknown("Fn::Length takes a list", origin)
    );
  });
}

/** A value as JSON text. */
export function toJsonString(call: Call): Value {
  const value = call.value(call.argument);
  const origin = operation(call, [value]);
  return lift("ToJsonString", [value], origin, ([each]) =>
    each && whollyKnown(each)
      ? JSON.stringify(plain(each))
      : unknown("a part of it is not known", origin, {
          ...keyed("ToJsonString", value),
        }),
  );
}

function keyed(name: string, value: Value): { readonly key?: string } {
  const key = operationKey(name, [value]);
  return key === undefined ? {} : { key };
}

function plain(value: Value): unknown {
  if (value.kind === "unknown") return null;
  const { data } = value;
  if (data === null || typeof data !== "object") return data;
  return data instanceof Map
    ? Object.fromEntries([...data].map(([key, each]) => [key, plain(each)]))
    : [...data.values()].map(plain);
}

const elementsOf = (list: Known | undefined): readonly Value[] =>
  listIn(list?.data ?? null) ?? [];
