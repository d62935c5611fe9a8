import type { Origin, Value } from "../../../core/value";

/** What an expression is evaluated in: what its names mean and how much work is left. */
export interface Scope {
  readonly work: Work;
  /** Names the place: two scopes with the same identity give every expression the same value. */
  readonly identity: string;
  /** The variables of the `for` expressions around it. */
  readonly names: ReadonlyMap<string, Value>;
  /** Set for an argument of `try`, which is passed over when it fails. */
  readonly tried?: true;
  /**
   * What a name with the attributes after it refers to, and how many of the attributes that takes:
   * `var`, ["types", "0"] is the variable `types` and takes one. Undefined when it means nothing here.
   */
  resolve(
    name: string,
    attributes: readonly string[],
    origin: Origin,
  ): { readonly value: Value; readonly taken: number } | undefined;
  /** The value of a function call. */
  call(name: string, values: readonly Value[], origin: Origin): Value;
}

/** The work that one evaluation may do: counted, since timing would differ between machines. */
export interface Work {
  /** Expressions that may still be evaluated. */
  steps: number;
  /** Expressions being evaluated inside each other. */
  depth: number;
  /**
   * Attributes of what is no plain value, as resources and module calls are, by the key of the
   * unknown that stands for it: they are evaluated only when asked for.
   */
  readonly members: Map<
    string,
    (name: string, origin: Origin) => Value | undefined
  >;
}

/** The work of a new evaluation. */
export function newWork(): Work {
  return { steps: 200_000, depth: 0, members: new Map() };
}

/** Expressions nested deeper than this, through locals and modules too, are not evaluated. */
export const deepest = 400;
