import type { Clue, Cluster, Setting } from "../../core/cluster";
import type { SourceRange } from "../../core/document";
import { knownText } from "../../core/text";
import { type Value, known, truth } from "../../core/value";
import { type Node, entryOf, get } from "../yaml/node";
import { groupInCode, isGenerated, typesInCode } from "./generated";
import { declaredGroup, undeclarable } from "./group-fix";
import { intrinsicIn } from "./intrinsic";
import { type ClusterKind, clusterKinds } from "./kinds";
import { logTypesFix } from "./log-types-fix";
import { logTypesOf } from "./log-types";
import { listIn, member } from "./member";
import { foldersOf } from "./paths";
import { settled } from "./settled";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** One evaluation of a template: a root stack, and the parameter file that it takes. */
export interface Evaluation {
  readonly stack: Stack;
  readonly root: string;
  readonly variant?: Variant;
}

/** A file of parameters that a template may be deployed with. */
export interface Variant {
  /** What `Cluster.variant` says. */
  readonly name: string;
  /** The part of the name that may speak about the environment. */
  readonly clue: Pick<Clue, "source"> & { readonly text: string };
}

/** The clusters of a stack and of the stacks nested in it. */
export function clustersIn(
  stack: Stack,
  evaluation: Evaluation,
): readonly Cluster[] {
  return [...stack.resources.values()].flatMap((resource) => {
    if (isAbsent(stack, resource)) return [];
    const kind = clusterKinds.get(resource.type);
    if (kind) return [clusterOf(stack, resource, kind, evaluation)];
    const child = stack.child(resource);
    return child ? clustersIn(child, evaluation) : [];
  });
}

/** Whether a resource is never made, whatever the parameters. What only defaults decide may be deployed otherwise. */
export function isAbsent({ open }: Stack, { id }: Resource): boolean {
  const resource = open?.resources.get(id);
  const condition = resource && open?.conditionOf(resource);
  return condition !== undefined && truth(condition) === "no";
}

function clusterOf(
  stack: Stack,
  resource: Resource,
  kind: ClusterKind,
  { root, variant }: Evaluation,
): Cluster {
  const header = resource.keyNode.place;
  const address = stack.addressOf(resource);
  const name = stack.nameOf(resource);
  const written = logTypesOf(kind, stack.property(resource, kind.types));
  const value = settled(written);
  const generated = isGenerated(stack, resource);
  const logTypes: Setting = {
    value,
    range: writtenRange(resource, kind.types) ?? header,
    propose: (wanted) =>
      !generated && typeof wanted !== "number"
        ? logTypesFix(written, kind, address, wanted)
        : undefined,
    advise: (wanted) =>
      generated && typeof wanted !== "number"
        ? typesInCode(resource, value, wanted)
        : undefined,
  };
  const obstacle = generated ? undefined : undeclarable(resource, kind);
  const never: Value = known(null, {
    range: header,
    label: `${resource.id}, whose log group nothing declares`,
    from:
      obstacle === undefined
        ? []
        : [known(null, { range: header, label: obstacle, from: [] })],
  });
  return {
    format: "cloudformation",
    root,
    address,
    name,
    range: header,
    clues: cluesOf(stack, resource, kind, variant),
    logTypes,
    logGroup: {
      declared: false,
      createdBefore: "unknown",
      retention: {
        value: never,
        range: header,
        propose: (wanted) =>
          !generated && typeof wanted === "number"
            ? declaredGroup(stack, resource, kind, wanted)
            : undefined,
        advise: (wanted) =>
          generated && typeof wanted === "number"
            ? groupInCode(resource, wanted)
            : undefined,
      },
      strays: [],
    },
    ...(variant ? { variant: variant.name } : {}),
  };
}

/** The entry nearest to a property that is written in the resource itself. */
export function writtenRange(
  resource: Resource,
  path: readonly string[],
): SourceRange | undefined {
  let node: Node | undefined = get(resource.node, "Properties");
  let range: SourceRange | undefined;
  for (const key of path) {
    const entry = node && !intrinsicIn(node) ? entryOf(node, key) : undefined;
    if (!entry) break;
    range = entry.range;
    node = entry.value;
  }
  return range;
}

function cluesOf(
  stack: Stack,
  resource: Resource,
  kind: ClusterKind,
  variant: Variant | undefined,
): readonly Clue[] {
  const { document } = stack.template;
  const plain = (text: string): Value =>
    known(text, { range: resource.keyNode.place, label: text, from: [] });
  const tag = tagged(stack.property(resource, kind.tags));
  return [
    ...(variant ? [{ ...variant.clue, text: plain(variant.clue.text) }] : []),
    ...(tag ? [{ source: "tag" as const, text: tag }] : []),
    { source: "name", text: stack.nameOf(resource) },
    ...foldersOf(document.path).map((folder) => ({
      source: "folder" as const,
      text: plain(folder),
    })),
  ];
}

/** The value of the tag `Environment`, in a list of keys and values or in a mapping. */
function tagged(tags: Value): Value | undefined {
  if (tags.kind === "unknown") return undefined;
  const { data } = tags;
  if (data instanceof Map) {
    const key = [...data.keys()].find(isEnvironment);
    return key === undefined ? undefined : member(tags, key);
  }
  const tag = (listIn(data) ?? []).find((each) =>
    isEnvironment(knownText(member(each, "Key"))),
  );
  return tag && member(tag, "Value");
}

function isEnvironment(key: string | null): boolean {
  return key?.toLowerCase() === "environment";
}
