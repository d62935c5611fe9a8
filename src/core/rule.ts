import type { Cluster, DeclaredGroup } from "./cluster";
import type { Document, Tree } from "./document";
import type { Problem, Violation } from "./finding";
import type { Policy } from "./policy";

/** Looks at one cluster and may complain. */
export interface Rule {
  readonly id: string;
  /** The level unless the policy says otherwise. */
  readonly level: Exclude<Level, "off">;
  /** One sentence: what it finds. */
  readonly summary: string;
  /** One sentence: why it matters. */
  readonly why: string;
  check(cluster: Cluster, policy: Policy): Violation | undefined;
  /** How well a cluster stands by each thing that this rule asks for, higher being better: tells which of two that both violate it is worse. */
  standing(cluster: Cluster, policy: Policy): readonly number[];
  /** The command of the AWS CLI that puts it right on a cluster that runs already; the name is fit for a shell. */
  command(name: string, cluster: Cluster, policy: Policy): string;
}

export type Level = "error" | "warning" | "notice" | "off";

/** What a format found in the repository. */
export interface Reading {
  readonly clusters: readonly Cluster[];
  /** Every log group that could be a cluster's, whether or not its cluster is here. */
  readonly groups: readonly DeclaredGroup[];
  readonly problems: readonly Problem[];
  /** Whether what a root makes may be another when the file of this path is. */
  restsOn(root: string, path: string): boolean;
  /** What the code says about resources that have a new address. */
  readonly moves?: readonly Move[];
  /** What the code itself forbids to apply: asked only where fixes are tried. */
  refusals?(): readonly Refusal[];
}

/** A condition in the code that an evaluation of it does not fulfil, so that it cannot be applied. */
export interface Refusal {
  readonly root: string;
  readonly variant?: string;
  /** The condition and whose it is, the same in every reading. */
  readonly what: string;
}

/** That what had one address in a root has another now, and all that belongs to it. */
export interface Move {
  readonly root: string;
  readonly from: string;
  readonly to: string;
}

/** Turns documents into clusters. */
export interface Format {
  readonly name: string;
  /** Whether the file of this path has to be at hand before reading. */
  claims(path: string): boolean;
  /**
   * Reads all clusters; anything wrong in the code becomes a problem or an unknown value, never an
   * exception. What a reading before found may be handed over again, where nothing it rests on is
   * another.
   */
  read(tree: Tree, before?: Reading): Promise<Reading>;
  /** What is wrong with a document that one of this format's fixes has edited, in the format's own words. */
  invalid(document: Document): Promise<Problem | undefined>;
}
