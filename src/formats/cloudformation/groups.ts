import type { DeclaredGroup } from "../../core/cluster";
import { choose } from "../../core/conditions";
import { logGroupName, sameText } from "../../core/text";
import { type Answer, type Value, known, truth } from "../../core/value";
import { assuming } from "./assumption";
import { type Evaluation, isAbsent, writtenRange } from "./clusters";
import { waitsFor } from "./dependencies";
import { isGenerated, retentionInCode } from "./generated";
import { type GroupKind, clusterKinds, groupKinds } from "./kinds";
import { retentionFix } from "./retention-fix";
import { type Resource, conditionName } from "./resource";
import type { Stack } from "./stack";

/** The log groups of a stack and of the stacks nested in it. */
export function groupsIn(
  stack: Stack,
  evaluation: Evaluation,
): readonly DeclaredGroup[] {
  return [...stack.resources.values()].flatMap((resource) => {
    if (isAbsent(stack, resource) || isLeftOut(stack, resource)) return [];
    const kind = groupKinds.get(resource.type);
    if (kind) return [groupOf(stack, resource, kind, evaluation)];
    const child = stack.child(resource);
    return child ? groupsIn(child, evaluation) : [];
  });
}

/** Whether the defaults leave a group out, but not every cluster along with it. */
function isLeftOut(stack: Stack, resource: Resource): boolean {
  const condition = stack.conditionOf(resource);
  return (
    condition !== undefined &&
    truth(condition) === "no" &&
    !sharesCondition(stack, resource)
  );
}

/** Whether a resource is made whenever some cluster beside it is. */
function sharesCondition(stack: Stack, resource: Resource): boolean {
  const name = conditionName(resource);
  return [...stack.resources.values()].some(
    (each) => clusterKinds.has(each.type) && conditionName(each) === name,
  );
}

function groupOf(
  stack: Stack,
  resource: Resource,
  kind: GroupKind,
  { root, variant, stack: top }: Evaluation,
): DeclaredGroup {
  const header = resource.keyNode.place;
  const address = stack.addressOf(resource);
  const value = retentionOf(stack, resource, kind);
  const generated = isGenerated(stack, resource);
  return {
    root,
    address,
    name: stack.nameOf(resource),
    range: header,
    retention: {
      value,
      range: writtenRange(resource, kind.retention) ?? header,
      propose: (wanted) =>
        !generated && typeof wanted === "number"
          ? retentionFix(value, address, wanted)
          : undefined,
      advise: (wanted) =>
        generated && typeof wanted === "number"
          ? retentionInCode(resource, wanted)
          : undefined,
    },
    createdBefore: (cluster) =>
      kind.adopts ? "yes" : existsBefore(top, address, cluster.address),
    ...(variant ? { variant: variant.name } : {}),
  };
}

/**
 * How long the group keeps its events; never, where a condition keeps the group from being made
 * though the cluster that it is for is made.
 */
function retentionOf(stack: Stack, resource: Resource, kind: GroupKind): Value {
  const value = stack.property(resource, kind.retention);
  const condition = stack.conditionOf(resource);
  if (!condition || ["yes", "no"].includes(truth(condition))) return value;
  const origin = {
    range: resource.keyNode.place,
    label: `${resource.id} is made only under a condition`,
    from: [condition],
  };
  const either = choose(
    condition,
    () => value,
    () => known(null, origin),
    origin,
  );
  const name = stack.nameOf(resource);
  const owner = [...stack.resources.values()].find(
    (each) =>
      clusterKinds.has(each.type) &&
      sameText(logGroupName(stack.nameOf(each)), name) === "yes",
  );
  return owner ? assuming(stack.conditionOf(owner), either) : either;
}

/** Whether a cluster waits for a group: looked for in the stack that holds both, or the stacks that hold them. */
function existsBefore(top: Stack, group: string, cluster: string): Answer {
  const { suffix } = top.deployment;
  if (!cluster.endsWith(suffix)) return "unknown";
  const [groupWay, clusterWay] = [group, cluster].map((address) =>
    address.slice(0, address.length - suffix.length).split("."),
  );
  let stack: Stack | undefined = top;
  for (let at = 0; stack; at += 1) {
    const [ofGroup = "", ofCluster = ""] = [groupWay?.[at], clusterWay?.[at]];
    if (ofGroup !== ofCluster) {
      if (!stack.resources.has(ofCluster)) return "unknown";
      return waitsFor(stack, ofCluster, ofGroup) ? "yes" : "no";
    }
    const common: string = ofGroup;
    const resource = stack.resources.get(common);
    stack = resource && stack.child(resource);
  }
  return "unknown";
}
