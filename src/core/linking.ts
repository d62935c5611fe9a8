/*
 * Which log group is whose. A group belongs to a cluster when its name is
 * `/aws/eks/<cluster name>/cluster`, equal as text or with the same unknown in the same place.
 * Groups of the cluster's own evaluation come first, then groups of any other root or template
 * with an equal known name, since teams keep log groups apart from clusters.
 */
import type { Cluster, DeclaredGroup } from "./cluster";
import { retentionOfAny } from "./several-groups";
import { sameText } from "./same-text";
import {
  knownText,
  logGroupName,
  looksLikeLogGroupName,
  textKey,
} from "./text";
import { type Value, passed, unknown } from "./value";

/** The clusters, each with its log group where one is declared. */
export function linked(
  clusters: readonly Cluster[],
  groups: readonly DeclaredGroup[],
): readonly Cluster[] {
  const owned = new Map<Cluster, readonly DeclaredGroup[]>();
  const claimed = new Set<DeclaredGroup>();
  const byName = groupsByName(groups);
  const beside = groupsByEvaluation(groups);
  const own = (cluster: Cluster) => beside.get(evaluationOf(cluster));
  const claim = (cluster: Cluster, group: DeclaredGroup | undefined) => {
    if (!group) return;
    const before = owned.get(cluster) ?? [];
    if (!before.includes(group)) owned.set(cluster, [...before, group]);
    claimed.add(group);
  };
  for (const cluster of clusters) {
    const wanted = logGroupName(cluster.name);
    for (const group of own(cluster)?.named.get(textKey(wanted)) ?? [])
      claim(cluster, group);
    const undecided = hasOutcomes(wanted)
      ? own(cluster)?.all
      : own(cluster)?.undecided;
    for (const group of undecided ?? [])
      if (sameText(group.name, wanted) === "yes") claim(cluster, group);
  }
  for (const cluster of clusters) {
    const name = knownText(logGroupName(cluster.name));
    if (!owned.has(cluster) && name !== null) claim(cluster, byName.get(name));
  }
  const assumed = new Set<Cluster>();
  for (const [key, alone] of aloneByEvaluation(clusters)) {
    if (!alone || alone.logGroup.declared || owned.has(alone)) continue;
    const shaped = beside.get(key)?.shaped ?? [];
    const [only] = shaped;
    if (!only || shaped.length > 1 || claimed.has(only)) continue;
    if (sameText(only.name, logGroupName(alone.name)) === "no") continue;
    assumed.add(alone);
    claim(alone, only);
  }
  return clusters.map((cluster) => {
    const [group, ...more] = owned.get(cluster) ?? [];
    if (cluster.logGroup.declared)
      return group ? withOthers(cluster, [group, ...more]) : cluster;
    if (group)
      return withOthers(withGroup(cluster, group, assumed.has(cluster)), more);
    const free = (each: DeclaredGroup) => !claimed.has(each);
    const wanted = logGroupName(cluster.name);
    const doubtful = own(cluster)?.all.find(
      (each) => free(each) && sameText(each.name, wanted) === "unknown",
    );
    if (doubtful) return withDoubt(cluster, doubtful);
    const strays = (own(cluster)?.shaped ?? []).filter(free);
    return strays.length === 0 ? cluster : withStrays(cluster, strays);
  });
}

function withGroup(
  cluster: Cluster,
  group: DeclaredGroup,
  assumed: boolean,
): Cluster {
  const { retention, range, root } = group;
  const value = assumed
    ? passed(
        retention.value,
        range,
        "the only log group of this kind beside the only cluster, taken to be its own",
      )
    : retention.value;
  const created =
    evaluationOf(cluster) === evaluationOf(group)
      ? group.createdBefore(cluster)
      : "unknown";
  return {
    ...cluster,
    logGroup: {
      declared: true,
      root,
      range,
      createdBefore: created,
      retention: {
        value,
        range: retention.range,
        propose: (wanted) => retention.propose(wanted),
        advise: (wanted) => retention.advise?.(wanted),
      },
      ...(group.always ? { always: (days) => group.always?.(days) } : {}),
      strays: [],
    },
  };
}

/** A cluster whose group may be declared by others too, where it does not exist. */
function withOthers(
  cluster: Cluster,
  others: readonly DeclaredGroup[],
): Cluster {
  if (others.length === 0) return cluster;
  // That one of several exists in every case would be one too many.
  const { always: _, ...logGroup } = cluster.logGroup;
  const retention = retentionOfAny(
    logGroup.retention,
    others.map((group) => group.retention),
  );
  return { ...cluster, logGroup: { ...logGroup, retention } };
}

/** A cluster beside a group without a cluster whose name nobody knows: whether it is this cluster's cannot be told. */
function withDoubt(
  cluster: Cluster,
  { name, address }: DeclaredGroup,
): Cluster {
  const { logGroup } = cluster;
  const { range } = logGroup.retention;
  const hole = [name, cluster.name].find((each) => each.kind === "unknown");
  const why = hole?.kind === "unknown" ? `: ${hole.reason}` : "";
  const doubt = unknown(
    `nobody knows whether ${address} is its log group${why}`,
    { range, label: `name of ${address}`, from: [name] },
  );
  return {
    ...cluster,
    logGroup: {
      ...logGroup,
      retention: { value: doubt, range, propose: () => undefined },
    },
  };
}

/** A cluster without a group of its own beside groups without a cluster: it is for a person to say which belongs to which. */
function withStrays(
  cluster: Cluster,
  strays: readonly DeclaredGroup[],
): Cluster {
  const { retention } = cluster.logGroup;
  return {
    ...cluster,
    logGroup: {
      ...cluster.logGroup,
      retention: {
        value: retention.value,
        range: retention.range,
        propose: () => undefined,
      },
      strays,
    },
  };
}

function evaluationOf({
  root,
  variant = "",
}: {
  readonly root: string;
  readonly variant?: string;
}): string {
  return `${root}\n${variant}`;
}

/** The groups of one evaluation. */
interface Beside {
  readonly all: DeclaredGroup[];
  readonly named: Map<string, DeclaredGroup[]>;
  /** Those whose name depends on undecided conditions. */
  readonly undecided: DeclaredGroup[];
  /** Those whose name has the shape of a control plane log group's. */
  readonly shaped: DeclaredGroup[];
}

function groupsByEvaluation(
  groups: readonly DeclaredGroup[],
): ReadonlyMap<string, Beside> {
  const byEvaluation = new Map<string, Beside>();
  for (const group of groups) {
    const key = evaluationOf(group);
    const beside = byEvaluation.get(key) ?? {
      all: [],
      named: new Map<string, DeclaredGroup[]>(),
      undecided: [],
      shaped: [],
    };
    byEvaluation.set(key, beside);
    beside.all.push(group);
    const name = textKey(group.name);
    const same = beside.named.get(name) ?? [];
    same.push(group);
    beside.named.set(name, same);
    if (hasOutcomes(group.name)) beside.undecided.push(group);
    if (looksLikeLogGroupName(group.name)) beside.shaped.push(group);
  }
  return byEvaluation;
}

function hasOutcomes(name: Value): boolean {
  return name.kind === "unknown" && name.options.length > 0;
}

/** Groups by their known name, the first of each name. */
function groupsByName(
  groups: readonly DeclaredGroup[],
): ReadonlyMap<string, DeclaredGroup> {
  const byName = new Map<string, DeclaredGroup>();
  for (const group of groups) {
    const name = knownText(group.name);
    if (name !== null && !byName.has(name)) byName.set(name, group);
  }
  return byName;
}

/** The cluster of each evaluation that has exactly one. */
function aloneByEvaluation(
  clusters: readonly Cluster[],
): ReadonlyMap<string, Cluster | undefined> {
  const alone = new Map<string, Cluster | undefined>();
  for (const cluster of clusters) {
    const key = evaluationOf(cluster);
    alone.set(key, alone.has(key) ? undefined : cluster);
  }
  return alone;
}
