import type { Fix } from "../../../core/fix";
import { days } from "../../../core/print";
import { knownText } from "../../../core/text";
import type { Value } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import type { Module } from "../modules/module";
import { isOurs } from "./provenance";
import { replaced } from "./index";
import type { Block } from "../syntax/syntax";

/**
 * The edit that makes a log group exist in every case, where only its own `count` leaves that open:
 * the count becomes 1, so that what refers to the group by its index still does. The retention stays,
 * or is set in the same edit.
 */
export function proposedExistence(
  module: Module,
  block: Block,
  address: string,
  name: Value,
  wanted: number,
  retention: Fix | "kept" | undefined,
): Fix | undefined {
  const count = attributeOf(block, "count");
  if (!count || module.given.length > 0 || !retention) return undefined;
  if (!isOurs(count.range.document.path)) return undefined;
  const group = knownText(name);
  const id = group ?? "/aws/eks/<cluster name>/cluster";
  return {
    title: `Create ${address} in every case${retention === "kept" ? "" : ` and keep its events for ${days(wanted)}`}`,
    safety: "unsafe",
    why: `EKS has created ${group ?? "the log group"} already where the cluster exists with logging on and this group does not; there it has to be imported before the next apply: terraform import '${address}[0]' '${id}'`,
    edits: [
      replaced(count.value, 1),
      ...(retention === "kept" ? [] : retention.edits),
    ],
  };
}
