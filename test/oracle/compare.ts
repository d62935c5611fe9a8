import type { Unknown, Value } from "../../src/core/value";
import { convert } from "../../src/formats/terraform/values/conversion";
import {
  type Type,
  anyType,
  typeOf,
} from "../../src/formats/terraform/values/types";
import { type Applied, record } from "./terraform";

/** How what we say of a value and what Terraform says go together. */
export type Verdict =
  | { readonly kind: "agree" }
  | { readonly kind: "cannot tell"; readonly reason: string }
  /** Not even Terraform can tell before it has applied the rest. */
  | { readonly kind: "known after apply" }
  | { readonly kind: "differ"; readonly ours: string; readonly theirs: string };

/**
 * Compares a value of ours with Terraform's, at every depth and in types too. What we cannot tell
 * must be true as far as we say it: one of its options, with the elements it surely has and the
 * texts between its holes. Of what Terraform knows nothing before it has applied the rest, not even
 * the type, ours is compared once it is of the type that Terraform gives it then.
 */
function compared(ours: Value, theirs: Applied, types: Compared): Verdict {
  const mine = typeJson(typeOf(ours));
  const hole = holeIn(ours);
  // Values stand in a tuple inside of `try`: what is none has failed, as what is unknown may.
  if (hole && !Array.isArray(theirs.type))
    return { kind: "cannot tell", reason: hole.reason };
  const sameType =
    types === "values only" ||
    (hole
      ? fitsType(mine, theirs.type)
      : JSON.stringify(mine) === JSON.stringify(sortedKeys(theirs.type)));
  const right = [
    theirs.value,
    ...(isLater(theirs.later) ? [] : [theirs.planned]),
  ].some((value) => fits(ours, value, types));
  const converted =
    types === "values only" &&
    theirs.later === true &&
    fits(convert(ours, typeOfJson(theirs.type)), theirs.value, types);
  if (!sameType || !(right || converted))
    return {
      kind: "differ",
      ours: `${shown(ours)} of type ${JSON.stringify(mine)}`,
      theirs: `${JSON.stringify(theirs.value)} of type ${JSON.stringify(sortedKeys(theirs.type))}`,
    };
  if (!hole) return { kind: "agree" };
  return isLater(theirs.later)
    ? { kind: "known after apply" }
    : { kind: "cannot tell", reason: hole.reason };
}

/** The verdicts on the attributes of an output, by name. */
export function comparedParts(
  ours: Value | undefined,
  theirs: Applied | undefined,
  types: Compared = "types too",
): ReadonlyMap<string, Verdict> {
  if (!ours || !theirs) throw new Error("nothing is said of an output");
  const [, attributes] = Array.isArray(theirs.type) ? theirs.type : [];
  const all = record(attributes);
  const [planned, later] = [record(theirs.planned), record(theirs.later)];
  return new Map(
    Object.entries(record(theirs.value)).map(([name, value]) => {
      const part = {
        type: all[name],
        value,
        planned: planned[name],
        later: later[name],
      };
      const mine =
        ours.kind === "known" && ours.data instanceof Map
          ? ours.data.get(name)
          : ours;
      return [name, compared(mine ?? ours, part, types)];
    }),
  );
}

/** What is compared: without types, a number is the same as its text. */
type Compared = "types too" | "values only";

/** Whether a value can be what Terraform made of it. */
function fits(ours: Value, theirs: unknown, types: Compared): boolean {
  if (ours.kind === "unknown") return unknownFits(ours, theirs, types);
  const { data } = ours;
  if (data === null || typeof data !== "object")
    return (
      data === theirs ||
      (types === "values only" &&
        data !== null &&
        ["string", "number", "boolean"].includes(typeof theirs) &&
        String(data) === String(theirs))
    );
  if (data instanceof Map) {
    const entries = Array.isArray(theirs) ? {} : record(theirs);
    return (
      Object.keys(entries).length === data.size &&
      [...data].every(
        ([key, value]) =>
          Object.hasOwn(entries, key) && fits(value, entries[key], types),
      )
    );
  }
  const elements: readonly unknown[] = Array.isArray(theirs) ? theirs : [];
  const values = [...data.values()];
  return (
    Array.isArray(theirs) &&
    elements.length === values.length &&
    values.every((value, at) => fits(value, elements[at], types))
  );
}

function unknownFits(
  { fails, options, has, parts }: Unknown,
  theirs: unknown,
  types: Compared,
): boolean {
  if (fails) return false;
  const elements = Object.values(record(theirs));
  const texts = parts?.filter((part) => typeof part === "string") ?? [];
  return (
    (options.length === 0 ||
      options.some(({ value }) => fits(value, theirs, types))) &&
    has.every((each) =>
      elements.some((element) => fits(each, element, types)),
    ) &&
    (parts === undefined ||
      (typeof theirs === "string" && holds(theirs, parts, texts)))
  );
}

/** Whether a text has these pieces, one behind the other. */
function holds(
  text: string,
  parts: NonNullable<Unknown["parts"]>,
  texts: readonly string[],
): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  let at = 0;
  for (const piece of texts) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return (
    (typeof first !== "string" || text.startsWith(first)) &&
    (typeof last !== "string" || text.endsWith(last))
  );
}

/** Whether a type of ours is Terraform's; what we do not know may be of any. */
function fitsType(ours: unknown, theirs: unknown): boolean {
  if (ours === "dynamic") return true;
  if (Array.isArray(ours))
    return (
      Array.isArray(theirs) &&
      ours.length === theirs.length &&
      ours.every((each, at) => fitsType(each, theirs[at]))
    );
  if (typeof ours !== "object" || ours === null) return ours === theirs;
  const [mine, other] = [record(ours), record(theirs)];
  return (
    Object.keys(mine).length === Object.keys(other).length &&
    Object.entries(mine).every(([name, each]) => fitsType(each, other[name]))
  );
}

/** The first part of a value that is unknown. */
function holeIn(value: Value): Unknown | undefined {
  if (value.kind === "unknown") return value;
  const { data } = value;
  if (data === null || typeof data !== "object") return undefined;
  for (const element of data.values()) {
    const hole = holeIn(element);
    if (hole) return hole;
  }
  return undefined;
}

function isLater(later: unknown): boolean {
  return (
    later === true ||
    (typeof later === "object" &&
      later !== null &&
      Object.values(later).some(isLater))
  );
}

/** A value as JSON, with its reason for what is unknown. */
function shown(value: Value): string {
  if (value.kind === "unknown") {
    const options = value.options.map((option) => shown(option.value));
    return `(${value.fails ? "fails" : "unknown"}: ${value.reason}${options.length > 0 ? `; one of ${options.join(", ")}` : ""})`;
  }
  const { data } = value;
  if (data === null || typeof data !== "object") return JSON.stringify(data);
  return data instanceof Map
    ? `{${[...data].map(([key, each]) => `${JSON.stringify(key)}: ${shown(each)}`).join(", ")}}`
    : `[${[...data.values()].map(shown).join(", ")}]`;
}

/** A type as `terraform show -json` writes it. */
export function typeJson(type: Type): unknown {
  switch (type.kind) {
    case "any":
      return "dynamic";
    case "list":
    case "set":
    case "map":
      return [type.kind, typeJson(type.element)];
    case "tuple":
      return ["tuple", type.elements.map(typeJson)];
    case "object":
      return [
        "object",
        sortedKeys(
          Object.fromEntries(
            [...type.attributes].map(([name, each]) => [
              name,
              typeJson(each.type),
            ]),
          ),
        ),
      ];
    default:
      return type.kind;
  }
}

/** The type that `terraform show -json` writes. */
function typeOfJson(json: unknown): Type {
  const [kind, of] = Array.isArray(json) ? json : [json];
  switch (kind) {
    case "string":
    case "number":
    case "bool":
      return { kind };
    case "list":
    case "set":
    case "map":
      return { kind, element: typeOfJson(of) };
    case "tuple":
      return { kind, elements: Object.values(record(of)).map(typeOfJson) };
    case "object":
      return {
        kind,
        attributes: new Map(
          Object.entries(record(of)).map(([name, type]) => [
            name,
            { type: typeOfJson(type), optional: false },
          ]),
        ),
      };
    default:
      return anyType;
  }
}

function sortedKeys(value: unknown): unknown {
  // Terraform 1.11 lets slip which attributes of a null were optional where it was declared.
  if (Array.isArray(value))
    return (value[0] === "object" ? value.slice(0, 2) : value).map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(record(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sortedKeys(each)]),
  );
}
