import { type Origin, type Value, unknown } from "../../../core/value";
import { type CallContext, type Table, applied } from "./entry";
import { elementFunctions } from "./element";
import { listFunctions } from "./list";
import { conversionFunctions } from "./conversion";
import { cryptoFunctions } from "./crypto";
import { encodingFunctions } from "./encoding";
import { fileFunctions } from "./file";
import { mapFunctions } from "./map";
import { networkFunctions } from "./network";
import { numberFunctions } from "./number";
import { regexFunctions } from "./regex";
import { setFunctions } from "./set";
import { stringFunctions } from "./string";
import { timeFunctions } from "./time";
import { resultType } from "./results";
import { anyType, isBareNull, isOpen, typeOf, typed } from "../values/types";

export type { CallContext } from "./entry";

const table: Table = {
  ...elementFunctions,
  ...listFunctions,
  ...conversionFunctions,
  ...cryptoFunctions,
  ...encodingFunctions,
  ...fileFunctions,
  ...mapFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...regexFunctions,
  ...setFunctions,
  ...stringFunctions,
  ...timeFunctions,
};

/** The functions that `callFunction` knows. Source: `terraform metadata functions` of Terraform 1.11. */
export const functionNames: readonly string[] = Object.keys(table);

/**
 * The value of a call of one of Terraform's functions, with or without `core::`. `try` and `can`
 * are not here: they decide which of their arguments are evaluated. What is not known still has the
 * type that the function gives; an error has none.
 */
export function callFunction(
  name: string,
  values: readonly Value[],
  origin: Origin,
  context: CallContext,
): Value {
  const plain = name.replace(/^core::/, "");
  const entry = Object.hasOwn(table, plain) ? table[plain] : undefined;
  if (entry) {
    const result = applied(plain, entry, values, origin, context);
    if (result.kind === "known") return result;
    if (result.fails) return typed(result, anyType);
    const type = values.some(isBareNull)
      ? undefined
      : (entry.type?.(values) ?? resultType(plain, values));
    return type && isOpen(typeOf(result)) ? typed(result, type) : result;
  }
  return name.startsWith("provider::")
    ? unknown(`${name} is a function of a provider`, origin)
    : unknown(`the function ${name} is not known`, origin);
}
