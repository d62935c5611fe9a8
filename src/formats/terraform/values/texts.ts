import type { Unknown, Value } from "../../../core/value";
import type { Type } from "./types";

/** The value with its letters composed (NFC), as Terraform has every text. */
export function composed(value: Value): Value {
  return value.kind === "known" && typeof value.data === "string"
    ? { ...value, data: value.data.normalize("NFC") }
    : value;
}

/** Whether a text of which only the beginning is known may turn out to be a number or a truth value. */
export function mayBecome({ parts }: Unknown, { kind }: Type): boolean {
  const [first] = parts ?? [];
  if (typeof first !== "string" || (kind !== "bool" && kind !== "number"))
    return true;
  return kind === "number"
    ? /^[-+.\d]/.test(first)
    : ["true", "false"].some((word) => word.startsWith(first));
}
