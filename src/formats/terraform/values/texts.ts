import type { Value } from "../../../core/value";

/** The value with its letters composed (NFC), as Terraform has every text. */
export function composed(value: Value): Value {
  return value.kind === "known" && typeof value.data === "string"
    ? { ...value, data: value.data.normalize("NFC") }
    : value;
}
