import type { Guard } from "../../../core/cluster";
import type { Fix } from "../../../core/fix";
import { listed } from "../../../core/print";
import type { Value } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import { addNestedBlock } from "./index";
import { expressionAt } from "../syntax/expression-at";
import type { Module } from "../modules/module";
import type { Block } from "../syntax/syntax";
import { isVariable, validated } from "../modules/validation";
import { quoted } from "./written";

/** Whether a validation holds the root variable that decides a value; undefined when none decides it. */
export function guardOf(module: Module, value: Value): Guard | undefined {
  let root = module;
  while (root.caller) root = root.caller.module;
  const found = deciding(root, value);
  if (!found) return undefined;
  const [name, block] = found;
  const proven = validated(root, name, block);
  return {
    answer: proven.includes("audit") ? "yes" : "no",
    propose: (types) =>
      validation(
        name,
        block,
        types.filter((type) => !proven.includes(type)),
      ),
  };
}

/** The root variable that a chain of plain references ends at. */
function deciding(
  root: Module,
  value: Value,
): readonly [string, Block] | undefined {
  const { variables, files } = root.configuration;
  let found: readonly [string, Block] | undefined;
  for (let at: Value | undefined = value; at;) {
    const { range, from }: Value["origin"] = at.origin;
    const inRoot = files.some(({ document }) => document === range.document);
    const expression = inRoot ? expressionAt(range) : undefined;
    for (const entry of expression ? variables : [])
      if (expression && isVariable(entry[0])(expression)) found = entry;
    at = from.length === 1 ? from[0] : undefined;
  }
  return found;
}

function validation(
  name: string,
  block: Block,
  types: readonly string[],
): Fix | undefined {
  const [only] = types;
  const fallback = attributeOf(block, "default")?.value;
  if (only === undefined) return undefined;
  if (fallback?.kind === "literal" && fallback.data === null) return undefined;
  const variable = `var.${name}`;
  const condition =
    types.length === 1
      ? `contains(${variable}, ${quoted(only)})`
      : `alltrue([for type in [${types.map(quoted).join(", ")}] : contains(${variable}, type)])`;
  const edit = addNestedBlock(block, {
    type: "validation",
    labels: [],
    attributes: [
      ["condition", { expression: condition }],
      [
        "error_message",
        { text: `The log types must include ${types.join(", ")}.` },
      ],
    ],
  });
  return edit
    ? {
        title: `Demand ${listed(types)} of ${variable}`,
        safety: "safe",
        edits: [edit],
      }
    : undefined;
}
