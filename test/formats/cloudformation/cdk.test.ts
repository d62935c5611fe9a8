import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, NestedStack, Stack } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as eks from "aws-cdk-lib/aws-eks";
import * as eksV2 from "aws-cdk-lib/aws-eks-v2";
import { LayerVersion } from "aws-cdk-lib/aws-lambda";
import { LogGroup, LogRetention, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { beforeAll, expect, test } from "vitest";
import type { Cluster } from "../../../src/core/cluster";
import { linked } from "../../../src/core/linking";
import { contains } from "../../../src/core/outcomes";
import { cloudformation } from "../../../src/formats/cloudformation";
import { treeOf } from "../../tree";

const { API, AUDIT, AUTHENTICATOR, CONTROLLER_MANAGER, SCHEDULER } =
  eks.ClusterLoggingTypes;

/** A virtual network that exists elsewhere, so that the templates stay small. */
function network(scope: Construct): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, "Vpc", {
    vpcId: "vpc-0123456789abcdef0",
    availabilityZones: ["a", "b"],
    privateSubnetIds: ["subnet-1", "subnet-2"],
  });
}

function cluster(
  scope: Construct,
  id: string,
  vpc: ec2.IVpc,
  more: Partial<eks.ClusterProps> = {},
): eks.Cluster {
  return new eks.Cluster(scope, id, {
    vpc,
    version: eks.KubernetesVersion.V1_31,
    defaultCapacity: 0,
    vpcSubnets: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
    kubectlLayer: LayerVersion.fromLayerVersionArn(
      scope,
      `${id}Kubectl`,
      "arn:aws:lambda:us-east-1:111111111111:layer:kubectl:1",
    ),
    ...more,
  });
}

function clusterV2(
  scope: Construct,
  id: string,
  vpc: ec2.IVpc,
  more: Partial<eksV2.ClusterProps> = {},
): eksV2.Cluster {
  return new eksV2.Cluster(scope, id, {
    vpc,
    version: eksV2.KubernetesVersion.V1_31,
    defaultCapacityType: eksV2.DefaultCapacityType.AUTOMODE,
    vpcSubnets: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
    ...more,
  });
}

/** Writes every kind of cluster into a cloud assembly, as `cdk synth` does. */
function synthesise(outdir: string): void {
  const app = new App({
    outdir,
    context: {
      "aws:cdk:enable-path-metadata": true,
      "aws:cdk:enable-asset-metadata": true,
      "aws:cdk:bundling-stacks": [],
    },
  });
  // A stack takes only one cluster of aws-eks.
  const off = new Stack(app, "Off");
  cluster(off, "Cluster", network(off));
  const some = new Stack(app, "Some");
  cluster(some, "Cluster", network(some), { clusterLogging: [API, SCHEDULER] });
  const full = new Stack(app, "Full");
  const { clusterName } = cluster(full, "Cluster", network(full), {
    clusterLogging: [API, AUDIT, AUTHENTICATOR, CONTROLLER_MANAGER, SCHEDULER],
  });
  new LogRetention(full, "Retention", {
    logGroupName: `/aws/eks/${clusterName}/cluster`,
    retention: RetentionDays.SIX_MONTHS,
  });

  const several = new Stack(app, "Several");
  const vpcV2 = network(several);
  clusterV2(several, "Off", vpcV2);
  const group = new LogGroup(several, "Logs", {
    logGroupName: "/aws/eks/named/cluster",
    retention: RetentionDays.ONE_YEAR,
  });
  const named = clusterV2(several, "Named", vpcV2, {
    clusterName: "named",
    clusterLogging: [eksV2.ClusterLoggingTypes.AUDIT],
  });
  named.node.addDependency(group);

  const inner = new NestedStack(several, "Inner");
  const nested = clusterV2(inner, "Cluster", network(inner), {
    clusterLogging: [eksV2.ClusterLoggingTypes.API],
  });
  new LogRetention(several, "InnerRetention", {
    logGroupName: `/aws/eks/${nested.clusterName}/cluster`,
    retention: RetentionDays.ONE_WEEK,
  });
  app.synth();
}

const clusters = new Map<string, Cluster>();

beforeAll(async () => {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-"));
  try {
    synthesise(outdir);
    const names = readdirSync(outdir).filter((name) => /\.json$/.test(name));
    const tree = treeOf(
      Object.fromEntries(
        names.map((name) => [
          `cdk.out/${name}`,
          readFileSync(join(outdir, name), "utf8"),
        ]),
      ),
    );
    const reading = await cloudformation.read(tree);
    expect(reading.problems).toEqual([]);
    for (const each of linked(reading.clusters, reading.groups)) {
      const path = /the construct ([\w/-]+)/.exec(each.generated ?? "")?.[1];
      clusters.set(path ?? each.address, each);
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}, 180_000);

function of(path: string): Cluster {
  const found = clusters.get(path);
  if (!found)
    throw new Error(`${path} is not among ${[...clusters.keys()].join()}`);
  return found;
}

test("Every cluster of the assembly is found once, by its construct's path", () => {
  expect([...clusters.keys()].sort()).toEqual([
    "Full/Cluster",
    "Off/Cluster",
    "Several/Inner/Cluster",
    "Several/Named",
    "Several/Off",
    "Some/Cluster",
  ]);
});

test.each([
  ["Off/Cluster", "no"],
  ["Some/Cluster", "no"],
  ["Full/Cluster", "yes"],
  ["Several/Off", "no"],
  ["Several/Named", "yes"],
  ["Several/Inner/Cluster", "no"],
])("The audit log of %s: %s", (path, expected) => {
  expect(contains(of(path).logTypes.value, "audit")).toBe(expected);
});

test.each([
  ["Off/Cluster", false, null],
  ["Full/Cluster", true, 180],
  ["Several/Named", true, 365],
  ["Several/Inner/Cluster", true, 7],
])(
  "The log group of %s: declared %s, kept for %s days",
  (path, declared, days) => {
    const { logGroup } = of(path);
    expect(logGroup.declared).toBe(declared);
    expect(logGroup.retention.value).toMatchObject({
      kind: "known",
      data: days,
    });
    if (declared) expect(logGroup.createdBefore).toBe("yes");
  },
);

test("The construct's code is named, in TypeScript and in Python, and no edit of the template is offered", () => {
  const each = of("Some/Cluster");
  expect(each.generated).toContain(
    "clusterLogging: [eks.ClusterLoggingTypes.API, eks.ClusterLoggingTypes.AUDIT, eks.ClusterLoggingTypes.SCHEDULER] in TypeScript",
  );
  expect(each.generated).toContain(
    "cluster_logging=[eks.ClusterLoggingTypes.API, eks.ClusterLoggingTypes.AUDIT, eks.ClusterLoggingTypes.SCHEDULER] in Python",
  );
  expect(each.range.document.generated).toBe("AWS CDK");
  const wanted = { required: ["audit"], recommended: [] };
  expect(each.logTypes.propose(wanted)).toBeUndefined();
  expect(each.logGroup.retention.propose(90)).toBeUndefined();
});
