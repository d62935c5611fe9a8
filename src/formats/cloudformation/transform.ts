import { type Value, unknown } from "../../core/value";
import { includedFile } from "./expansion";
import { operation } from "./operation";
import type { Call } from "./scope";

/** `Fn::Transform` in the place of a value: the content of a local file for `AWS::Include`. */
export function transform(call: Call): Value {
  const file = includedFile(call.argument, call.scope, call.value);
  return file
    ? call.value(file.node, file.scope)
    : unknown(
        "a macro makes it when the stack is deployed",
        operation(call, []),
      );
}
