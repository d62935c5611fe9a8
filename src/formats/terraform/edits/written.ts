/*
 * What a fix writes, apart from how: Terraform's two forms spell a list or a reference differently.
 */
import { type SourceRange, textOf } from "../../../core/document";

/** A value to be written. */
export type Written =
  | number
  | boolean
  /** A list of texts. */
  | readonly string[]
  /** A text; nothing in it is a sequence. */
  | { readonly text: string }
  /** A text in which `${…}` and `%{…}` work. */
  | { readonly template: string }
  /** An expression of HCL. */
  | { readonly expression: string }
  /** A list of addresses, as `depends_on` takes it. */
  | { readonly addresses: readonly string[] }
  /** What already stands in this place of the same document. */
  | { readonly copy: SourceRange };

/** A block to be written. */
export interface NewBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: readonly (readonly [string, Written])[];
  readonly blocks?: readonly NewBlock[];
}

/** The value in HCL. */
export function hcl(value: Written): string {
  if (typeof value !== "object") return String(value);
  if ("text" in value) return quoted(value.text);
  if ("template" in value) return `"${value.template}"`;
  if ("expression" in value) return value.expression;
  if ("addresses" in value) return `[${value.addresses.join(", ")}]`;
  if ("copy" in value) return textOf(value.copy);
  return `[${value.map(quoted).join(", ")}]`;
}

/** A text as HCL quotes it. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, "$&$&");
}

/** The value in Terraform's JSON form. */
export function json(value: Written): string {
  if (typeof value !== "object") return String(value);
  if ("text" in value) return jsonText(value.text);
  if ("template" in value) return JSON.stringify(value.template);
  if ("expression" in value) return JSON.stringify(`\${${value.expression}}`);
  if ("addresses" in value)
    return `[${value.addresses.map((address) => JSON.stringify(address)).join(", ")}]`;
  if ("copy" in value) return textOf(value.copy);
  return `[${value.map(jsonText).join(", ")}]`;
}

/** A text in which nothing is a sequence, as the JSON form quotes it. */
export function jsonText(text: string): string {
  return JSON.stringify(text.replace(/[$%](?=\{)/g, "$&$&"));
}

/** The block in HCL as `terraform fmt` leaves it, with "\n" between its lines and none at the end. */
export function hclBlock(block: NewBlock, indentation = ""): string {
  const heading = [block.type, ...block.labels.map(quoted)].join(" ");
  const inner = `${indentation}  `;
  const width = Math.max(0, ...block.attributes.map(([name]) => name.length));
  const attributes = block.attributes.map(
    ([name, value]) => `${inner}${name.padEnd(width)} = ${hcl(value)}`,
  );
  const blocks = (block.blocks ?? []).map((nested) => hclBlock(nested, inner));
  const parts = [attributes.join("\n"), ...blocks].filter(Boolean);
  return parts.length === 0
    ? `${indentation}${heading} {}`
    : `${indentation}${heading} {\n${parts.join("\n\n")}\n${indentation}}`;
}

/** What a block holds as JSON, on lines of its own. */
export function jsonBody(
  block: NewBlock,
  indentation: string,
  unit: string,
): string {
  const inner = indentation + unit;
  const entries = [
    ...block.attributes.map(
      ([name, value]) => `${inner}${JSON.stringify(name)}: ${json(value)}`,
    ),
    ...(block.blocks ?? []).map(
      (nested) =>
        `${inner}${JSON.stringify(nested.type)}: ${jsonBody(nested, inner, unit)}`,
    ),
  ];
  return entries.length === 0
    ? "{}"
    : `{\n${entries.join(",\n")}\n${indentation}}`;
}
