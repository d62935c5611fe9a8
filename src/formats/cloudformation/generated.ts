/*
 * Templates that the AWS CDK synthesised. Nobody edits them: what is to be written stands in the
 * code of the construct, whose path the template keeps as metadata.
 */
import { type WantedTypes, logTypes } from "../../core/cluster";
import type { Advice } from "../../core/fix";
import { contains } from "../../core/outcomes";
import { allowedDays } from "../../core/retention";
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

/** What to write in the code of a cluster so that these log types are on besides those that are. */
export function typesInCode(
  resource: Resource,
  now: Value,
  { required, recommended }: WantedTypes,
): Advice {
  const isNew = logTypes.every((type) => contains(now, type) === "no");
  const wanted = isNew ? [...required, ...recommended] : required;
  const types = logTypes.filter(
    (type) => wanted.includes(type) || contains(now, type) === "yes",
  );
  const list = (one: (type: string) => string) => types.map(one).join(", ");
  if (isPlain(resource))
    return advice(
      `in the construct ${pathOf(resource) ?? ""}`,
      `logging: { clusterLogging: { enabledTypes: [${list((type) => `{ type: "${type}" }`)}] } }`,
      `logging=eks.CfnCluster.LoggingProperty(cluster_logging=eks.CfnCluster.ClusterLoggingProperty(enabled_types=[${list((type) => `eks.CfnCluster.LoggingTypeConfigProperty(type="${type}")`)}]))`,
    );
  const names = list((type) => `eks.ClusterLoggingTypes.${constantOf(type)}`);
  return advice(
    `in ${constructOf(resource, "cluster")}`,
    `clusterLogging: [${names}]`,
    `cluster_logging=[${names}]`,
  );
}

/** What to write beside the code of a cluster so that its log group keeps its events. */
export function groupInCode(resource: Resource, days: number): Advice {
  const [typescript, python] = isPlain(resource)
    ? ["cluster.ref", "cluster.ref"]
    : ["cluster.clusterName", "cluster.cluster_name"];
  const kept = `logs.RetentionDays.${retentionOf(days)}`;
  return advice(
    `beside ${constructOf(resource, "cluster")}`,
    `new logs.LogRetention(this, "ClusterLogs", { logGroupName: \`/aws/eks/\${${typescript}}/cluster\`, retention: ${kept} })`,
    `logs.LogRetention(self, "ClusterLogs", log_group_name=f"/aws/eks/{${python}}/cluster", retention=${kept})`,
  );
}

/** What to write in the code of a log group so that it keeps its events. */
export function retentionInCode(resource: Resource, days: number): Advice {
  const where = `in ${constructOf(resource, "log group")}`;
  if (isPlain(resource))
    return advice(
      where,
      `retentionInDays: ${allowedDays(days)}`,
      `retention_in_days=${allowedDays(days)}`,
    );
  const kept = `logs.RetentionDays.${retentionOf(days)}`;
  return advice(where, `retention: ${kept}`, `retention=${kept}`);
}

function advice(where: string, typescript: string, python: string): Advice {
  return {
    where: `The AWS CDK wrote this template, so write ${where}`,
    code: [
      { language: "TypeScript", fence: "ts", text: typescript },
      { language: "Python", fence: "python", text: python },
    ],
  };
}

const metadata = "aws:cdk:path";

function constructOf(resource: Resource, what: string): string {
  const path = pathOf(resource);
  return path === undefined
    ? `the construct of the ${what}`
    : `the construct ${path}`;
}

/** The construct's own path, without the resource that it made. */
function pathOf({ node }: Resource): string | undefined {
  const path = textOfNode(get(get(node, "Metadata"), metadata));
  return path?.replace(made, "");
}

const made = /(\/(Default|Resource))+$/;

/** Whether a resource was written as such: a construct like `CfnCluster` makes nothing below itself. */
function isPlain({ node }: Resource): boolean {
  const path = textOfNode(get(get(node, "Metadata"), metadata));
  return path !== undefined && !made.test(path);
}

/** `controllerManager` is `CONTROLLER_MANAGER` in aws-cdk-lib. */
function constantOf(type: string): string {
  return type.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** Source: aws-cdk-lib/aws-logs, `RetentionDays`. */
const retentions: ReadonlyMap<number, string> = new Map([
  [1, "ONE_DAY"],
  [3, "THREE_DAYS"],
  [5, "FIVE_DAYS"],
  [7, "ONE_WEEK"],
  [14, "TWO_WEEKS"],
  [30, "ONE_MONTH"],
  [60, "TWO_MONTHS"],
  [90, "THREE_MONTHS"],
  [120, "FOUR_MONTHS"],
  [150, "FIVE_MONTHS"],
  [180, "SIX_MONTHS"],
  [365, "ONE_YEAR"],
  [400, "THIRTEEN_MONTHS"],
  [545, "EIGHTEEN_MONTHS"],
  [731, "TWO_YEARS"],
  [1096, "THREE_YEARS"],
  [1827, "FIVE_YEARS"],
  [2192, "SIX_YEARS"],
  [2557, "SEVEN_YEARS"],
  [2922, "EIGHT_YEARS"],
  [3288, "NINE_YEARS"],
  [3653, "TEN_YEARS"],
]);

function retentionOf(days: number): string {
  return retentions.get(allowedDays(days)) ?? "TEN_YEARS";
}
