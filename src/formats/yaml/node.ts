/*
 * YAML and JSON as a tree, with the exact place and the writing style of everything: what is read
 * from it must also be edited in it without touching a neighbour.
 */
import type { Document, SourceRange } from "../../core/document";

export type Node = Scalar | Sequence | Mapping;

interface Placed {
  /** The node's own text: without tag and anchor, comments and the line ending after it. Empty where a value is left out. */
  readonly range: SourceRange;
  /** "!Ref" in `!Ref Name`; absent for the core types. */
  readonly tag?: string;
  /** The name of the anchor set here. */
  readonly anchor?: string;
  /** The range of the `*name` that stands here for a node written elsewhere; `range` is then the anchored node's. */
  readonly alias?: SourceRange;
}

export interface Scalar extends Placed {
  readonly kind: "scalar";
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** The text, escapes resolved. */
  readonly text: string;
  /** What the core schema (YAML 1.2 with the words of CloudFormation's and eksctl's parsers) makes of it; tagged scalars stay text. */
  readonly data: null | boolean | number | string;
}

export interface Sequence extends Placed {
  readonly kind: "sequence";
  readonly style: "block" | "flow";
  readonly items: readonly Node[];
}

export interface Mapping extends Placed {
  readonly kind: "mapping";
  readonly style: "block" | "flow";
  /** As written, merges (`<<`) included as entries; `entriesOf` applies them. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: Node;
  readonly value: Node;
  /** From the key's first character to the value's end. */
  readonly range: SourceRange;
}

/** One document of a file. */
export interface Source {
  readonly document: Document;
  readonly json: boolean;
  readonly root: Node;
}
