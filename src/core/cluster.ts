import type { SourceRange } from "./document";
import type { Advice, Fix } from "./fix";
import type { Placed } from "./place";
import type { Answer, Given, Value } from "./value";

/** The control plane log types of EKS. Source: EKS API, `LogSetup.types`. */
export const logTypes = [
  "api",
  "audit",
  "authenticator",
  "controllerManager",
  "scheduler",
] as const;

/** The log type that a word differs from in nothing but case and dashes; nothing takes another spelling than EKS's own. */
export function logTypeMeant(word: string): string | undefined {
  const letters = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
  return logTypes.find((type) => letters(type) === letters(word));
}

/** Something a cluster can be told: what it is now, and how to make it something else. */
export interface Setting {
  readonly value: Value;
  /** Where the cluster uses it; the header of the cluster or log group when nothing is written. */
  readonly range: SourceRange;
  /** Why there is no edit to propose; completes "because …". */
  readonly obstacle?: string;
  /**
   * The smallest edit, at the place where the value was written, after which the log types contain
   * all of the wanted ones (a list), or the log group keeps its events for at least so many days (a
   * number). Undefined when there is none to offer. `where`: only these outcomes need it.
   */
  propose(wanted: Wanted, where?: Outcomes): Fix | undefined;
  /** What to write instead of an edit, where the text is generated. */
  advise?(wanted: Wanted): Advice | undefined;
}

/** Some of the ways in which undecided conditions may turn out. */
export type Outcomes = readonly (readonly Given[])[];

/** What a rule wants of a setting. */
export type Wanted = number | WantedTypes;

/** Log types that have to be on, and what a newly written list should hold. */
export interface WantedTypes {
  /** Every type that has to be on. */
  readonly required: readonly string[];
  /** Further types to write where a list is written anew; an existing list does not get them. */
  readonly recommended: readonly string[];
}

/** Whether a validation holds the variable that decides the log types to them. */
export interface Guard {
  readonly answer: Answer;
  /** The edit that adds the validation. */
  propose(types: readonly string[]): Fix | undefined;
}

/** An Amazon EKS cluster that the code declares, in one evaluation of the code. */
export interface Cluster extends Placed {
  /** The format's name: "terraform", "cloudformation", "eksctl". */
  readonly format: string;
  /** Terraform: the root module's directory, "." at the top; else the file. */
  readonly root: string;
  /** "module.eks.aws_eks_cluster.this", a logical id, or the name as written. */
  readonly address: string;
  readonly name: Value;
  /** The var-file or parameter file that this evaluation takes besides what is always taken. */
  readonly variant?: string;
  /** The header: what a person would point at. */
  readonly range: SourceRange;
  /** What speaks about the environment; the first source that names exactly one decides. */
  readonly clues: readonly Clue[];
  /** The same of every other use of the code that makes the same cluster: the strictest environment counts. */
  readonly otherClues?: readonly (readonly Clue[])[];
  /** Data: a list of texts; null or absent: none is on. */
  readonly logTypes: Setting & { readonly guard?: Guard };
  readonly logGroup: LogGroup;
}

/** A text that may name the environment of a cluster. */
export interface Clue {
  readonly source:
    "var-file" | "parameter-file" | "configuration" | "tag" | "name" | "folder";
  readonly text: Value;
}

/** `/aws/eks/<name>/cluster`. EKS creates it, without expiry, when nobody declares it: so every cluster has one. */
export interface LogGroup {
  readonly declared: boolean;
  /** The root that declares it, where that need not be the cluster's. */
  readonly root?: string;
  readonly range?: SourceRange;
  /** Whether the group exists before the cluster does. */
  readonly createdBefore: Answer;
  /** Data: days; null or 0: events never expire. */
  readonly retention: Setting;
  /** The edit that makes the group exist in every case; absent when no condition leaves that open. */
  always?(days: number): Fix | undefined;
  /** Groups of this shape in the cluster's root that belong to no cluster. */
  readonly strays: readonly DeclaredGroup[];
}

/** A log group that the code declares, before it is known whose it is. */
export interface DeclaredGroup extends Placed {
  readonly root: string;
  readonly variant?: string;
  readonly address: string;
  readonly name: Value;
  readonly range: SourceRange;
  readonly retention: Setting;
  /** The edit that makes it exist in every case; absent when no condition leaves that open. */
  always?(days: number): Fix | undefined;
  /** Whether it exists before this cluster of the same root does. */
  createdBefore(cluster: Cluster): Answer;
}
