import type { Wanted } from "../../../core/cluster";
import { textOf } from "../../../core/document";
import type { Fix } from "../../../core/fix";
import { days } from "../../../core/print";
import { knownText, logGroupName } from "../../../core/text";
import { type Value, isSensitive } from "../../../core/value";
import { attributeOf } from "../modules/configuration";
import { addBlockAfter, addDependency } from "./index";
import { type Module, addressIn } from "../modules/module";
import { passedProvider } from "../modules/provider-configurations";
import { isOurs } from "./provenance";
import type { ClusterType } from "../resource-types";
import type { Attribute, Block, Expression } from "../syntax/syntax";
import type { Written } from "./written";

/**
 * The edit that declares the log group which EKS would otherwise create, and makes the cluster wait
 * for it. The group refers to what the cluster's own name refers to and to nothing else, so no cycle
 * can come of it.
 */
export function proposedGroup(
  module: Module,
  block: Block,
  nameArgument: string,
  type: ClusterType["group"],
  clusterName: Value,
  wanted: Wanted,
): Fix | undefined {
  const name = attributeOf(block, nameArgument);
  const template = name && templateOf(name.value);
  if (typeof wanted !== "number" || template === undefined) return undefined;
  if (!isOurs(block.range.document.path)) return undefined;
  const label = freeLabel(module, type.resource, block.labels.at(-1) ?? "eks");
  const reference = `${type.resource}.${label}`;
  const attributes: (readonly [string, Written])[] = [
    ...repetition(block),
    ...placement(block),
    [type.name, { template: `/aws/eks/${template}/cluster` }],
    [type.retention, wanted],
  ];
  const added = addBlockAfter(block, {
    type: "resource",
    labels: [type.resource, label],
    attributes,
  });
  const waits = addDependency(block, reference);
  if (!added || !waits) return undefined;
  const group = isSensitive(clusterName)
    ? null
    : knownText(logGroupName(clusterName));
  const id = group ?? "/aws/eks/<cluster name>/cluster";
  return {
    title: `Declare the log group and keep its events for ${days(wanted)}`,
    safety: "unsafe",
    madeByEks: true,
    why: `EKS has created ${group ?? "the log group"} already if the cluster exists with logging on; then it has to be imported before the next apply: terraform import '${addressIn(module, reference)}${keyHint(block)}' '${id}'`,
    edits: [waits, added],
  };
}

function keyHint(block: Block): string {
  if (attributeOf(block, "count")) return "[0]";
  return attributeOf(block, "for_each") ? '["<key>"]' : "";
}

/** The cluster's own `count` or `for_each`. */
function repetition(block: Block): readonly (readonly [string, Written])[] {
  return ["count", "for_each"].flatMap((name) => {
    const attribute: Attribute | undefined = attributeOf(block, name);
    return attribute ? [[name, { copy: attribute.value.range }] as const] : [];
  });
}

/** The cluster's own provider and region. */
function placement(block: Block): readonly (readonly [string, Written])[] {
  const provider =
    block.type === "module"
      ? passedProvider(block, "aws")
      : attributeOf(block, "provider")?.value;
  const region = attributeOf(block, "region")?.value;
  return [
    ...(provider ? [["provider", { copy: provider.range }] as const] : []),
    ...(region ? [["region", { copy: region.range }] as const] : []),
  ];
}

/** What stands for an expression inside of a quoted text; undefined when it cannot stand there. */
function templateOf(expression: Expression): string | undefined {
  const source = textOf(expression.range);
  const isJson = expression.range.document.path.endsWith(".json");
  if (expression.kind === "template") {
    if (!source.startsWith('"') || !source.endsWith('"')) return undefined;
    return isJson ? jsonText(source) : source.slice(1, -1);
  }
  if (isJson) return jsonText(source);
  return source.includes("\n") ? undefined : `\${${source}}`;
}

function jsonText(source: string): string | undefined {
  if (!source.startsWith('"')) return undefined;
  const text: unknown = JSON.parse(source);
  return typeof text === "string" ? text : undefined;
}

/** A name for a resource that no other of its type has in the module. */
function freeLabel({ configuration }: Module, type: string, wish: string) {
  const taken = (label: string) =>
    configuration.resources.has(`${type}.${label}`);
  const candidates = [
    wish,
    `${wish}_cluster`,
    "eks_cluster",
    "eks_control_plane",
  ];
  return (
    candidates.find((label) => !taken(label)) ??
    `${wish}_${configuration.resources.size}`
  );
}
