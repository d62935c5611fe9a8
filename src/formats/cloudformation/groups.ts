import type { DeclaredGroup } from "../../core/cluster";
import { narrowed } from "../../core/outcomes";
import { choose } from "../../core/conditions";
import { sameText } from "../../core/same-text";
import { logGroupName } from "../../core/text";
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
    // A name that CloudFormation makes up is no cluster's.
    if (kind && !stack.writtenName(resource)) return [];
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
  const isOptional = isUndecided(stack.conditionOf(resource));
  const owner = isOptional ? ownerOf(stack, resource) : undefined;
  const written = stack.property(resource, kind.retention);
  const value = whereMade(stack, resource, owner, written);
  const generated = isGenerated(stack, resource);
  return {
    root,
    address,
    name: owner ? logGroupName(stack.nameOf(owner)) : stack.nameOf(resource),
    range: header,
    retention: {
      value,
      range: writtenRange(resource, kind.retention) ?? header,
      propose: (wanted, where) =>
        !generated && typeof wanted === "number"
          ? retentionFix(narrowed(written, where), address, wanted)
          : undefined,
      advise: (wanted) =>
        generated && typeof wanted === "number"
          ? retentionInCode(resource, wanted)
          : undefined,
    },
    // Whether to leave out its condition is for a person to say.
    ...(isOptional && value !== written ? { always: () => undefined } : {}),
    createdBefore: (cluster) =>
      kind.adopts ? "yes" : existsBefore(top, address, cluster.address),
    ...(variant ? { variant: variant.name } : {}),
  };
}

/** Whether nobody knows if a resource is made. */
function isUndecided(condition: Value | undefined): condition is Value {
  return condition !== undefined && !["yes", "no"].includes(truth(condition));
}

/** The cluster beside a group that the group is for whenever both are made. */
function ownerOf(stack: Stack, resource: Resource): Resource | undefined {
  const condition = stack.conditionOf(resource);
  const name = stack.nameOf(resource);
  return [...stack.resources.values()].find((each) => {
    if (!clusterKinds.has(each.type)) return false;
    const own = stack.conditionOf(each);
    if (own && truth(assuming(condition, own)) === "no") return false;
    const wanted = assuming(condition, logGroupName(stack.nameOf(each)));
    return sameText(wanted, name) === "yes";
  });
}

/**
 * How long the group keeps its events; never, where a condition keeps the group from being made
 * though the cluster that it is for is made.
 */
function whereMade(
  stack: Stack,
  resource: Resource,
  owner: Resource | undefined,
  written: Value,
): Value {
  const condition = stack.conditionOf(resource);
  if (!isUndecided(condition)) return written;
  const origin = {
    range: resource.keyNode.place,
    label: `${resource.id} is made only under a condition`,
    from: [condition],
  };
  const either = choose(
    condition,
    () => written,
    () => known(null, origin),
    origin,
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
