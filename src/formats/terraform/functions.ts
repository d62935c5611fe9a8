import type { Document, Tree } from "../../core/document";
import { type Known, type Origin, type Value, unknown } from "../../core/value";

/** What functions that reach beyond their arguments are given. */
export interface CallContext {
  readonly tree: Tree;
  /** The root module's directory, from which Terraform resolves paths; "." at the top. */
  readonly directory: string;
  /** The text that a template makes of its variables (an object or a map); `file` is absent for `templatestring`. */
  template(
    text: string,
    variables: Known,
    origin: Origin,
    file?: Document,
  ): Value;
}

/**
 * The value of a call of one of Terraform's functions, with or without `core::`. `try` and `can`
 * are not here: they decide which of their arguments are evaluated.
 */
export function callFunction(
  _name: string,
  _arguments: readonly Value[],
  origin: Origin,
  _context: CallContext,
): Value {
  return unknown("this is not evaluated yet", origin);
}
