import { textOf } from "../../../core/document";
import { knownText } from "../../../core/text";
import { type Value, unknown } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import type { Block } from "../syntax/syntax";
import { parseJson } from "../values/json";

/**
 * What a variable is set to by a text on the command line or in the environment: the text itself
 * where the variable is of a primitive type or of none, else what the text says in Terraform's
 * language. Source: Terraform's documentation, "Complex-typed Values".
 */
export function parsedSetting(
  name: string,
  value: Value,
  variables: ReadonlyMap<string, Block> | undefined,
): Value {
  const block = variables?.get(name);
  const type = block && attributeOf(block, "type");
  const text = knownText(value);
  const isText = variables
    ? !type || /^"?(?:string|number|bool)"?$/.test(textOf(type.value.range))
    : text === null || !/^\s*[[{]/.test(text);
  if (isText) return value;
  const origin = { ...value.origin, from: [value] };
  const parsed = text === null ? undefined : parseJson(text, origin);
  if (typeof parsed === "object") return parsed;
  return unknown(
    value.kind === "unknown"
      ? value.reason
      : `the text that sets ${name} is not read`,
    origin,
    { key: `${name} as ${value.kind === "unknown" ? value.key : text}` },
  );
}
