import { describe, expect, it } from "vitest";
import type { Cluster, DeclaredGroup } from "../../src/core/cluster";
import { linked } from "../../src/core/linking";
import type { Place } from "../../src/core/place";
import { logGroupName } from "../../src/core/text";
import type { Value } from "../../src/core/value";
import { clusterOf, is, open, range, setting } from "../cluster";

const cluster = (name: Value, extra: Partial<Cluster> = {}) =>
  clusterOf({ name, ...extra });

function group(
  name: Value,
  days: number,
  extra: Partial<DeclaredGroup> = {},
): DeclaredGroup {
  return {
    root: ".",
    address: "aws_cloudwatch_log_group.eks",
    name,
    range,
    retention: setting(is(days)),
    createdBefore: () => "yes",
    ...extra,
  };
}

const daysOf = (clusters: readonly Cluster[]) =>
  clusters.map(({ logGroup }) =>
    logGroup.retention.value.kind === "known"
      ? logGroup.retention.value.data
      : "?",
  );

describe("a log group", () => {
  const name = open("var.name");

  it("belongs to the cluster of its name", () => {
    const clusters = [
      cluster(is("a")),
      cluster(is("b"), { address: "aws_eks_cluster.b" }),
    ];
    const groups = [
      group(logGroupName(is("b")), 30),
      group(logGroupName(is("a")), 90),
    ];
    expect(daysOf(linked(clusters, groups))).toEqual([90, 30]);
  });

  it("belongs to the cluster of the same unknown name", () => {
    const [only] = linked([cluster(name)], [group(logGroupName(name), 90)]);
    expect(only?.logGroup).toMatchObject({
      declared: true,
      createdBefore: "yes",
    });
    expect(only?.logGroup.retention.value.origin.label).toBe("here");
  });

  it("is taken for the only cluster's own when it is the only one and a name is unknown", () => {
    const [only] = linked(
      [cluster(name)],
      [group(is("/aws/eks/prod/cluster"), 90)],
    );
    expect(only?.logGroup.declared).toBe(true);
    expect(only?.logGroup.retention.value.origin.label).toContain(
      "taken to be its own",
    );
  });

  it("is not taken for the only cluster's own when both names are known and differ", () => {
    const [only] = linked(
      [cluster(is("dev"))],
      [group(is("/aws/eks/prod/cluster"), 90)],
    );
    expect(only?.logGroup.declared).toBe(false);
    expect(only?.logGroup.strays).toHaveLength(1);
    expect(only?.logGroup.retention.propose(90)).toBeUndefined();
  });

  it("is found in another root by its known name", () => {
    const [only] = linked(
      [cluster(is("prod"))],
      [group(is("/aws/eks/prod/cluster"), 90, { root: "logs" })],
    );
    expect(only?.logGroup).toMatchObject({
      declared: true,
      createdBefore: "unknown",
    });
  });

  const named = is("/aws/eks/prod/cluster");
  const here = { root: "live/dev/eks" };

  it("is not lent where a cluster of its own root has it", () => {
    const clusters = linked(
      [
        cluster(is("prod"), { root: "live/dev" }),
        cluster(is("prod"), { root: "live/prod" }),
      ],
      [group(named, 365, { root: "live/prod" })],
    );
    expect(daysOf(clusters)).toEqual([null, 365]);
  });

  it("is not lent to another variant of its root", () => {
    const clusters = linked(
      [cluster(is("prod"), { variant: "dev.tfvars" })],
      [group(named, 365), group(named, 90, { variant: "prod.tfvars" })],
    );
    expect(daysOf(clusters)).toEqual([null]);
  });

  it("is lent to the clusters of several roots", () => {
    const clusters = linked(
      [
        cluster(is("prod"), { root: "live/dev" }),
        cluster(is("prod"), { root: "live/prod" }),
      ],
      [group(named, 90, { root: "logs" })],
    );
    expect(daysOf(clusters)).toEqual([90, 90]);
  });

  it("is lent by the nearest root", () => {
    const clusters = linked(
      [cluster(is("prod"), here)],
      [
        group(named, 365, { root: "live/prod/logs" }),
        group(named, 7, { root: "live/dev/logs" }),
      ],
    );
    expect(daysOf(clusters)).toEqual([7]);
  });

  it("is lent by the variant of the same name", () => {
    const logs = (days: number, variant: string) =>
      group(named, days, { root: "logs", variant: `logs/${variant}` });
    const clusters = linked(
      [cluster(is("prod"), { ...here, variant: "eks/dev.tfvars" })],
      [logs(365, "prod.tfvars"), logs(7, "dev.tfvars")],
    );
    expect(daysOf(clusters)).toEqual([7]);
  });

  it("is anybody's guess where several that differ are as near", () => {
    const groups = (days: number) => [
      group(named, 90, { root: "logs" }),
      group(named, days, { root: "more" }),
    ];
    const only = cluster(is("prod"), here);
    expect(daysOf(linked([only], groups(90)))).toEqual([90]);
    const [torn] = linked([only], groups(365));
    expect(torn?.logGroup.retention.value).toMatchObject({
      kind: "unknown",
      reason:
        "several log groups elsewhere have its name: aws_cloudwatch_log_group.eks in logs, aws_cloudwatch_log_group.eks in more",
    });
  });

  const at = (region: Value, key: string): { readonly place: Place } => ({
    place: { key, region: () => region, account: () => is("111122223333") },
  });
  const us = at(is("us-east-1"), "aws.us");
  const eu = at(is("eu-west-1"), "aws");
  const somewhere = at(open("var.region"), "aws.other");

  it("belongs to the cluster of its region", () => {
    const clusters = [cluster(is("prod"), eu), cluster(is("prod"), us)];
    const both = [group(named, 365, eu), group(named, 7, us)];
    expect(daysOf(linked(clusters, both))).toEqual([365, 7]);
    expect(daysOf(linked(clusters, both.slice(0, 1)))).toEqual([365, null]);
  });

  it("is not lent to another region", () => {
    const logs = group(named, 90, { root: "logs", ...eu });
    expect(daysOf(linked([cluster(is("prod"), us)], [logs]))).toEqual([null]);
    expect(daysOf(linked([cluster(is("prod"), somewhere)], [logs]))).toEqual([
      90,
    ]);
  });

  it("is anybody's guess where nobody knows its region, unless another cluster has it", () => {
    const only = group(named, 90, eu);
    const [guess] = linked([cluster(is("prod"), somewhere)], [only]);
    expect(guess?.logGroup.retention.value).toMatchObject({
      reason:
        "nobody knows whether aws_cloudwatch_log_group.eks is its log group: it may be in another region or account",
    });
    const clusters = [cluster(is("prod"), somewhere), cluster(is("prod"), eu)];
    expect(daysOf(linked(clusters, [only]))).toEqual([null, 90]);
  });

  it("is no stray when it is of another kind", () => {
    const [only] = linked(
      [cluster(is("prod"))],
      [group(is("/aws/eks/prod/aws-fluentbit-logs"), 90)],
    );
    expect(only?.logGroup).toMatchObject({ declared: false, strays: [] });
    expect(only?.logGroup.retention.propose(90)).toBeDefined();
  });

  it("leaves a group that the cluster's own module makes in place", () => {
    const own = {
      declared: true,
      createdBefore: "yes",
      retention: setting(is(7)),
      strays: [],
    } as const;
    const clusters = linked(
      [cluster(is("prod"), { logGroup: own })],
      [group(is("/aws/eks/prod/cluster"), 90)],
    );
    expect(daysOf(clusters)).toEqual([7]);
  });
});
