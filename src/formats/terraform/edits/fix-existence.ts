import type { Fix, TextEdit } from "../../../core/fix";
import { knownText } from "../../../core/text";
import type { Value } from "../../../core/value";
import { evaluate } from "../evaluation/evaluate";
import type { Scope } from "../evaluation/scope";
import type { Module } from "../modules/module";
import { isOurs, placesOf, titled } from "./provenance";
import { replaced } from "./index";
import type { Block, Expression } from "../syntax/syntax";

/** The edit after which a resource exists. */
export interface Existence {
  readonly edit: TextEdit;
  readonly title: string;
}

/**
 * The edit of a `count` after which there is one in every case: what refers to the resource by its
 * index still does.
 */
export function countedOnce(count: Expression, address: string): Existence {
  return {
    edit: replaced(count, 1),
    title: `Create ${address} in every case`,
  };
}

/** The edit of the flag that a `count` such as `var.create ? 1 : 0` goes by, where the flag is written. */
export function turnedOn(
  count: Expression,
  scope: Scope,
): Existence | undefined {
  if (count.kind !== "conditional") return undefined;
  const wanted = isZero(count.whenFalse);
  if (wanted === isZero(count.whenTrue)) return undefined;
  const flag = evaluate(count.condition, scope);
  const [place, ...others] =
    placesOf(flag, ({ data }) => (data === wanted ? "yes" : "no")) ?? [];
  if (place?.expression.kind !== "literal" || others.length > 0)
    return undefined;
  return {
    edit: replaced(place.expression, wanted),
    title: `Set ${titled(place)} to ${wanted}`,
  };
}

const isZero = (expression: Expression): boolean =>
  expression.kind === "literal" && expression.data === 0;

/** The fix that makes a log group exist where a cluster is; its retention is mended in the same edit. */
export function proposedExistence(
  module: Module,
  block: Block,
  address: string,
  name: Value,
  existence: Existence | undefined,
  retention: Fix | undefined,
): Fix | undefined {
  if (!existence || module.exists) return undefined;
  const edits = [existence.edit, ...(retention?.edits ?? [])];
  if (!edits.every(({ range }) => isOurs(range.document.path)))
    return undefined;
  const group = knownText(name);
  const id = group ?? "/aws/eks/<cluster name>/cluster";
  return {
    title: `${existence.title}${retention ? `, and ${lowered(retention.title)}` : ""}`,
    safety: "unsafe",
    why: `EKS has created ${group ?? "the log group"} already where the cluster exists with logging on and ${block.labels.join(".")} does not; there it has to be imported before the next apply: terraform import '${address}[0]' '${id}'`,
    edits,
  };
}

const lowered = (title: string): string =>
  title.slice(0, 1).toLowerCase() + title.slice(1);
