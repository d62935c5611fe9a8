/*
 * Which text a value was written by, so that a fix can edit that text. A value's origin leads here:
 * to the node that wrote it, to the place where it is missing, or on to the value that it refers to.
 */
import type { SourceRange } from "../../core/document";
import { type Known, type Origin, type Value, known } from "../../core/value";
import type { Mapping, Node, Source } from "../yaml/node";

export type Place = Written | Missing | Text | Reference;

/** A node wrote it. With a path, the node stands for something that should hold the value: `Logging: !Ref AWS::NoValue`. */
export interface Written {
  readonly kind: "written";
  readonly source: Source;
  readonly node: Node;
  readonly path: readonly string[];
  /** The text is a list whose elements this separates. */
  readonly separator?: string;
}

/** Nothing wrote it: this path could be added to a mapping. */
export interface Missing {
  readonly kind: "missing";
  readonly source: Source;
  readonly mapping: Mapping;
  readonly path: readonly string[];
}

/** A piece of a file that is neither YAML nor JSON. */
export interface Text {
  readonly kind: "text";
  readonly range: SourceRange;
  readonly separator?: string;
}

/** It is another value, seen from here; the values that a parameter accepts restrict what may be written there. */
export interface Reference {
  readonly kind: "reference";
  readonly to: Value;
  readonly accepts?: Accepts;
}

/** What a parameter takes. */
export interface Accepts {
  readonly source: Source;
  /** `AllowedValues`, where given. */
  readonly allowed?: Node;
  readonly most?: number;
}

const places = new WeakMap<Origin, Place>();

/** An origin that remembers its place. */
export function placed(origin: Origin, place: Place): Origin {
  places.set(origin, place);
  return origin;
}

/** The place that a value's origin remembers; undefined for what an operation made. */
export function placeOf(value: Value): Place | undefined {
  return places.get(value.origin);
}

/** The text that a value was written by, references followed, and what the parameters on the way accept. */
export function destination(value: Value): {
  readonly place: Exclude<Place, Reference> | undefined;
  readonly accepts: readonly Accepts[];
} {
  const accepts: Accepts[] = [];
  let place = placeOf(value);
  while (place?.kind === "reference") {
    if (place.accepts) accepts.push(place.accepts);
    place = placeOf(place.to);
  }
  return { place, accepts };
}

/** The origin of what a node wrote. */
export function writtenBy(
  node: Node,
  source: Source,
  label: string,
  separator?: string,
): Origin {
  return placed(
    { range: node.place, label, from: [] },
    {
      kind: "written",
      source,
      node,
      path: [],
      ...(separator === undefined ? {} : { separator }),
    },
  );
}

/** The same value, seen from a place that refers to it. */
export function referred(
  value: Value,
  range: SourceRange,
  label: string,
  accepts?: Accepts,
): Value {
  const origin = placed(
    { range, label, from: [value] },
    { kind: "reference", to: value, ...(accepts ? { accepts } : {}) },
  );
  return { ...value, origin };
}

/** What an absent entry of a mapping is: null, at the place where it could be written. */
export function absent(holder: Known, key: string): Known {
  const { place } = destination(holder);
  const { range } = holder.origin;
  const label =
    holder.data === null
      ? holder.origin.label
      : `${holder.origin.label} is not set`;
  const origin = { range: { ...range, end: range.start }, label, from: [] };
  const nothing = known(null, origin);
  if (place?.kind === "missing")
    placed(origin, { ...place, path: [...place.path, key] });
  if (place?.kind !== "written") return nothing;
  const { source, node } = place;
  placed(
    origin,
    holder.data === null
      ? { ...place, path: [...place.path, key] }
      : node.kind === "mapping"
        ? { kind: "missing", source, mapping: node, path: [key] }
        : place,
  );
  return nothing;
}
