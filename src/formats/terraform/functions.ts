import { type Origin, type Value, unknown } from "../../core/value";
import { type CallContext, type Table, applied } from "./function-entry";
import { elementFunctions } from "./functions-element";
import { listFunctions } from "./functions-list";
import { conversionFunctions } from "./functions-conversion";
import { cryptoFunctions } from "./functions-crypto";
import { encodingFunctions } from "./functions-encoding";
import { fileFunctions } from "./functions-file";
import { mapFunctions } from "./functions-map";
import { networkFunctions } from "./functions-network";
import { numberFunctions } from "./functions-number";
import { regexFunctions } from "./functions-regex";
import { setFunctions } from "./functions-set";
import { stringFunctions } from "./functions-string";
import { timeFunctions } from "./functions-time";
import { resultTypes } from "./function-results";
import { typed } from "./types";

export type { CallContext } from "./function-entry";

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
 * are not here: they decide which of their arguments are evaluated.
 */
export function callFunction(
  name: string,
  values: readonly Value[],
  origin: Origin,
  context: CallContext,
): Value {
  const plain = name.replace(/^core::/, "");
  const entry = Object.hasOwn(table, plain) ? table[plain] : undefined;
  if (entry)
    return withType(plain, applied(plain, entry, values, origin, context));
  return name.startsWith("provider::")
    ? unknown(`${name} is a function of a provider`, origin)
    : unknown(`the function ${name} is not known`, origin);
}

/** What is not known still has the type that the function gives; an error has none. */
function withType(name: string, result: Value): Value {
  const type = resultTypes.get(name);
  return type && result.kind === "unknown" && !result.fails
    ? typed(result, type)
    : result;
}
