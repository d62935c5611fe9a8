/*
 * Templates that the AWS CDK synthesised. Nobody edits them: what is to be written stands in the
 * code of the construct, whose path the template keeps as metadata.
 */
import { logTypes } from "../../core/cluster";
import { contains } from "../../core/outcomes";
import type { Value } from "../../core/value";
import { get, textOfNode } from "../yaml/node";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** Whether a resource stands in a template that no person writes. */
export function isGenerated(stack: Stack, resource: Resource): boolean {
  return (
    stack.template.document.generated !== undefined ||
    pathOf(resource) !== undefined
  );
}

/** The construct of a synthesised cluster, and what to write there; undefined when a person wrote the template. */
export function constructOf(
  stack: Stack,
  resource: Resource,
  types: Value,
): string | undefined {
  if (!isGenerated(stack, resource)) return undefined;
  const names = logTypes
    .filter((type) => type === "audit" || contains(types, type) === "yes")
    .map((type) => `eks.ClusterLoggingTypes.${constantOf(type)}`)
    .join(", ");
  const path = pathOf(resource);
  const where =
    path === undefined
      ? "the construct of the cluster"
      : `the construct ${path}`;
  return `The AWS CDK wrote this template, so change ${where}. Log types: clusterLogging: [${names}] in TypeScript, cluster_logging=[${names}] in Python. Retention: a logs.LogRetention of /aws/eks/<cluster name>/cluster.`;
}

/** The construct's own path, without the resource that it made. */
function pathOf(resource: Resource): string | undefined {
  const path = textOfNode(get(get(resource.node, "Metadata"), "aws:cdk:path"));
  return path?.replace(/(\/(Default|Resource))+$/, "");
}

/** `controllerManager` is `CONTROLLER_MANAGER` in aws-cdk-lib. */
function constantOf(type: string): string {
  return type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
