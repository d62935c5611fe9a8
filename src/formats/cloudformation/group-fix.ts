/*
 * Declares the log group of a cluster that has none: the resource, named after the cluster by the
 * cluster's own expression, and the cluster made to wait for it.
 */
import { textOf } from "../../core/document";
import type { Fix, TextEdit } from "../../core/fix";
import { days as spokenDays } from "../../core/print";
import { allowedDays } from "../../core/retention";
import { addItems, setEntries } from "../yaml/edit";
import {
  type Mapping,
  type Node,
  entriesOf,
  entryOf,
  get,
  textOfNode,
} from "../yaml/node";
import { Verbatim, type Written } from "../yaml/render";
import { intrinsicIn } from "./intrinsic";
import { type ClusterKind, clusterKinds, mostResources } from "./kinds";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** Why no edit can declare a cluster's log group, in words; undefined when one can. */
export function undeclarable(
  resource: Resource,
  { name }: ClusterKind,
): string | undefined {
  if (resource.directive)
    return "a template language decides what is written here, so no change is offered";
  if (resource.scope.variables.size > 0)
    return "a loop makes the cluster, so declare its log group in that loop";
  return nameIn(resource.node, name)
    ? undefined
    : "CloudFormation makes up the cluster's name, so its log group cannot be declared beforehand: set the retention once the cluster is there, with aws logs put-retention-policy";
}

/** The edit that declares a cluster's log group; undefined where there is none to offer. */
export function declaredGroup(
  stack: Stack,
  resource: Resource,
  kind: ClusterKind,
  wanted: number,
): Fix | undefined {
  const { source, root } = stack.template;
  const resources = get(root, "Resources");
  const { node } = resource;
  if (resources?.kind !== "mapping" || node.kind !== "mapping")
    return undefined;
  const after = resources.entries.find((entry) => entry.value === node);
  const name = nameIn(node, kind.name);
  if (!after || !name || undeclarable(resource, kind) !== undefined)
    return undefined;
  if (!hasRoom(stack)) return undefined;
  const id = unusedId(stack, `${resource.id}LogGroup`);
  const condition = textOfNode(get(node, "Condition"));
  const days = allowedDays(wanted);
  const group = {
    Type: "AWS::Logs::LogGroup",
    ...(condition === undefined ? {} : { Condition: condition }),
    Properties: {
      LogGroupName: groupName(name, source.json || root.style === "flow"),
      RetentionInDays: days,
    },
  };
  return {
    title: `Declare the log group of ${stack.addressOf(resource)}, keeping its events for ${spokenDays(days)}`,
    safety: "unsafe",
    madeByEks: true,
    why: "EKS may have made the log group already, and then CloudFormation fails to make it: import it into the stack first (aws cloudformation create-change-set --change-set-type IMPORT, with DeletionPolicy: Retain on the group), or delete it if nobody needs its events",
    edits: [
      ...dependency(stack, node, id),
      ...setEntries(source, resources, { [id]: group }, { after }),
    ],
  };
}

/** Whether a group for each cluster of a template would not be too much for it. */
function hasRoom({ resources }: Stack): boolean {
  const clusters = [...resources.values()].filter(({ type }) =>
    clusterKinds.has(type),
  );
  return resources.size + clusters.length <= mostResources;
}

/** The node that names the cluster, when it surely does. */
function nameIn(cluster: Node, path: readonly string[]): Node | undefined {
  let node = get(cluster, "Properties");
  for (const key of path) {
    if (!node || intrinsicIn(node)) return undefined;
    node = get(node, key);
  }
  if (!node) return undefined;
  const isEmpty =
    node.kind === "scalar" && node.tag === undefined && node.text === "";
  return isEmpty ? undefined : node;
}

/** `/aws/eks/<name>/cluster` as an expression made of the cluster's name. */
function groupName(name: Node, long: boolean): Written {
  const call = intrinsicIn(name);
  if (!call && name.kind === "scalar") return `/aws/eks/${name.text}/cluster`;
  const inner =
    call?.argument.kind === "scalar"
      ? call.name === "Ref"
        ? `\${${call.argument.text}}`
        : call.name === "Fn::Sub"
          ? call.argument.text
          : undefined
      : undefined;
  const written = textOf(name.place);
  const isShort =
    !long &&
    name.tag !== undefined &&
    name.kind === "sequence" &&
    name.style === "flow" &&
    !written.includes("\n");
  if (inner === undefined && isShort)
    return new Verbatim(
      `!Sub ["/aws/eks/\${ClusterName}/cluster", {ClusterName: ${written}}]`,
    );
  if (inner === undefined)
    return {
      "Fn::Sub": [
        "/aws/eks/${ClusterName}/cluster",
        { ClusterName: copied(name) },
      ],
    };
  const text = `/aws/eks/${inner}/cluster`;
  const isPlain = /^[\w/.${}:-]+$/.test(text) && !/:(\s|$)/.test(text);
  return long || !isPlain ? { "Fn::Sub": text } : new Verbatim(`!Sub ${text}`);
}

/** A node as data to write again, functions in their long form. */
function copied(node: Node): Written {
  const call = intrinsicIn(node);
  if (call) return { [call.name]: copied(call.argument) };
  switch (node.kind) {
    case "scalar":
      return node.data;
    case "sequence":
      return node.items.map(copied);
    case "mapping":
      return Object.fromEntries(
        entriesOf(node).map((entry) => [
          textOfNode(entry.key) ?? "",
          copied(entry.value),
        ]),
      );
  }
}

/** Makes the cluster wait for the group. */
function dependency(
  { template: { source } }: Stack,
  cluster: Mapping,
  id: string,
): readonly TextEdit[] {
  const existing = get(cluster, "DependsOn");
  if (existing?.kind === "sequence") return addItems(source, existing, [id]);
  const type = entryOf(cluster, "Type");
  const value = existing?.kind === "scalar" ? [existing.text, id] : id;
  return setEntries(
    source,
    cluster,
    { DependsOn: value },
    { blankLine: false, ...(type ? { after: type } : {}) },
  );
}

function unusedId(stack: Stack, wanted: string): string {
  let id = wanted;
  for (let count = 2; stack.resources.has(id); count += 1)
    id = `${wanted}${count}`;
  return id;
}
