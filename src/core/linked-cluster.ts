/*
 * A cluster and what is known of its log group: which one it is, or why nobody can tell.
 */
import type { Cluster, DeclaredGroup } from "./cluster";
import { samePlace } from "./place";
import { firstOf } from "./print";
import { evaluationOf } from "./groups-beside";
import { retentionOfAny } from "./several-groups";
import { type Origin, passed, unknown } from "./value";

/** A cluster with its log group; `assumed` where nothing but their being alone says that it is its own. */
export function withGroup(
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
        propose: (wanted, where) => retention.propose(wanted, where),
        advise: (wanted) => retention.advise?.(wanted),
      },
      ...(group.always ? { always: (days) => group.always?.(days) } : {}),
      strays: [],
    },
  };
}

/** A cluster whose group may be declared by others too, where it does not exist. */
export function withOthers(
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

/** A cluster beside a group without a cluster that may have its name, or be made where it is: whether it is this cluster's cannot be told. */
export function withDoubt(cluster: Cluster, group: DeclaredGroup): Cluster {
  const { name, address } = group;
  const hole = [name, cluster.name].find((each) => each.kind === "unknown");
  const why =
    samePlace(group, cluster) !== "yes"
      ? ": it may be in another region or account"
      : hole?.kind === "unknown"
        ? `: ${hole.reason}`
        : "";
  return doubted(
    cluster,
    `nobody knows whether ${address} is its log group${why}`,
    { label: `name of ${address}`, from: [name] },
  );
}

/** A cluster for which several other roots or templates declare a group of its name. */
export function withChoice(
  cluster: Cluster,
  groups: readonly DeclaredGroup[],
): Cluster {
  const places = groups.map(
    ({ address, root, variant }) =>
      `${address} in ${root}${variant === undefined ? "" : ` with ${variant}`}`,
  );
  const { address } = cluster;
  return doubted(
    cluster,
    `several log groups elsewhere have its name: ${firstOf(places, 2)}`,
    { label: `log group of ${address}`, from: [] },
  );
}

function doubted(
  cluster: Cluster,
  reason: string,
  origin: Omit<Origin, "range">,
): Cluster {
  const { logGroup } = cluster;
  const { range } = logGroup.retention;
  const value = unknown(reason, { ...origin, range });
  return {
    ...cluster,
    logGroup: {
      ...logGroup,
      retention: { value, range, propose: () => undefined },
    },
  };
}

/** A cluster without a group of its own beside groups without a cluster: it is for a person to say which belongs to which. */
export function withStrays(
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
