import { knownText } from "../../../core/text";
import { evaluate } from "../evaluation/evaluate";
import type { Module } from "./module";
import { scopeOf } from "./references";
import { plainText } from "../syntax/plain-text";
import type { Attribute } from "../syntax/syntax";

/**
 * The text of an argument that Terraform wants as a plain text, and OpenTofu as one that variables
 * and locals decide early; null when it is not known, undefined when it is not written.
 */
export function writtenText(
  module: Module,
  attribute: Attribute | undefined,
): string | null | undefined {
  return (
    attribute &&
    (plainText(attribute.value) ??
      knownText(evaluate(attribute.value, scopeOf(module), attribute.name)))
  );
}
