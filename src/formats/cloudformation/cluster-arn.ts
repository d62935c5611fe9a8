import { text } from "../../core/text";
import type { Value } from "../../core/value";
import type { Names } from "./scope";
import { word } from "./words";

/** The ARN of a cluster, made of its name. Source: Service Authorization Reference, "Amazon EKS", resource types. */
export function clusterArn(name: Value, names: Names): Value {
  const of = (parameter: string): string | Value =>
    names.reference(`AWS::${parameter}`) ?? "";
  return text(
    [
      "arn:",
      of("Partition"),
      ":eks:",
      of("Region"),
      ":",
      of("AccountId"),
      ":cluster/",
      word(name),
    ],
    name.origin,
  );
}
