import { oneOf } from "../../../core/outcomes";
import {
  type Known,
  type Origin,
  type Value,
  known,
  unknown,
} from "../../../core/value";
import { attributeOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import { assuming } from "./existence";
import { type Instance, type Module, remembered } from "./module";
import type { Block } from "../syntax/syntax";
import { sortedMap, stringType, typed } from "../values/types";

/** Attributes whose value is that of an argument. Source: the AWS provider's documentation, "Attribute Reference". */
const aliases: ReadonlyMap<string, string> = new Map([
  ["aws_eks_cluster.id", "name"],
  ["awscc_eks_cluster.id", "name"],
  ["aws_cloudwatch_log_group.id", "name"],
  ["awscc_logs_log_group.id", "log_group_name"],
  ["terraform_data.output", "input"],
]);

/** Attributes that are texts, whatever the resource. */
const texts: ReadonlySet<string> = new Set(["id", "arn"]);

/** The value of a resource's or data source's attribute: what its block says, else something only AWS knows. */
export function resourceAttribute(
  module: Module,
  block: Block,
  instance: Instance,
  name: string,
  origin: Origin,
): Value {
  const written =
    argument(module, block, instance, name) ??
    argument(
      module,
      block,
      instance,
      aliases.get(`${block.labels[0] ?? ""}.${name}`),
    );
  if (written && !(written.kind === "known" && written.data === null))
    return handedBack(written);
  const later = unknown(
    block.type === "data"
      ? `${instance.address} is read only when Terraform runs`
      : `${name} of ${instance.address} is known only after apply`,
    { ...origin, from: [] },
    { key: `${instance.scope.identity}.${name}` },
  );
  return texts.has(name) ? typed(later, stringType) : later;
}

/** A value as providers hand it back: a negative zero is still one in Terraform's plan, and none after apply. */
function handedBack(value: Value): Value {
  if (value.kind === "unknown" || value.data === null) return value;
  const { data } = value;
  if (Object.is(data, -0)) return eitherZero(value);
  if (typeof data !== "object") return value;
  const entries = [...data.entries()].map(
    ([key, each]) => [key, each, handedBack(each)] as const,
  );
  if (entries.every(([, each, back]) => each === back)) return value;
  return {
    ...value,
    data:
      data instanceof Map
        ? new Map(entries.map(([key, , back]) => [String(key), back]))
        : entries.map(([, , back]) => back),
  };
}

function eitherZero(zero: Known): Value {
  const reason = "a negative zero is one only to Terraform's plan";
  const condition = unknown(reason, zero.origin, { key: reason });
  return oneOf(
    [
      { value: zero, given: [{ condition, holds: true }] },
      { value: { ...zero, data: 0 }, given: [{ condition, holds: false }] },
    ],
    reason,
    zero.origin,
  );
}

/** The value of an argument or of the nested blocks of that type, under the instance's conditions; undefined when nothing is written. */
export function argument(
  module: Module,
  block: Block,
  instance: Instance,
  name: string | undefined,
): Value | undefined {
  if (name === undefined) return undefined;
  const { address, scope, exists } = instance;
  const label = `${name} of ${address}`;
  const attribute = attributeOf(block, name);
  if (attribute)
    return remembered(
      module,
      `${scope.identity}.${name}`,
      attribute.range,
      () => assuming(evaluate(attribute.value, scope, label), exists),
      label,
    );
  const blocks = block.body.blocks.filter(({ type }) => type === name);
  const [first] = blocks;
  if (!first) return undefined;
  return known(
    blocks.map(({ body, header }) =>
      known(
        sortedMap(
          body.attributes.map((each): [string, Value] => [
            each.name,
            assuming(
              evaluate(each.value, scope, `${each.name} in ${label}`),
              exists,
            ),
          ]),
        ),
        { range: header, label, from: [] },
      ),
    ),
    { range: first.header, label, from: [] },
  );
}
