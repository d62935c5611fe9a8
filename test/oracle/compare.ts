import type { Value } from "../../src/core/value";
import { typeOf, type Type } from "../../src/formats/terraform/values/types";
import { type Planned, record } from "./terraform";

/** How what we say of a value and what Terraform says go together. */
export type Verdict =
  | { readonly kind: "agree" }
  | { readonly kind: "cannot tell"; readonly reason: string }
  | { readonly kind: "differ"; readonly ours: string; readonly theirs: string };

/** Compares a value of ours with Terraform's: equal at every depth, in types too, or not told by us. */
export function compared(ours: Value, theirs: Planned): Verdict {
  const hole = holeIn(ours);
  if (hole !== undefined) return { kind: "cannot tell", reason: hole };
  const mine = { value: jsonOf(ours), type: typeJson(typeOf(ours)) };
  const [a, b] = [JSON.stringify(mine), JSON.stringify(sortedKeys(theirs))];
  const same =
    theirs !== undefined &&
    JSON.stringify(mine.value) === JSON.stringify(sortedKeys(theirs.value)) &&
    JSON.stringify(mine.type) === JSON.stringify(sortedKeys(theirs.type));
  return same
    ? { kind: "agree" }
    : { kind: "differ", ours: a, theirs: theirs ? b : "known after apply" };
}

/** Why something inside a value is unknown; undefined when nothing is. */
function holeIn(value: Value): string | undefined {
  if (value.kind === "unknown") return value.reason;
  const { data } = value;
  if (data === null || typeof data !== "object") return undefined;
  for (const element of data.values()) {
    const hole = holeIn(element);
    if (hole !== undefined) return hole;
  }
  return undefined;
}

function jsonOf(value: Value): unknown {
  if (value.kind === "unknown") return undefined;
  const { data } = value;
  if (data === null || typeof data !== "object") return data;
  return data instanceof Map
    ? sortedKeys(
        Object.fromEntries([...data].map(([key, each]) => [key, jsonOf(each)])),
      )
    : [...data.values()].map(jsonOf);
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

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(record(value))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sortedKeys(each)]),
  );
}
