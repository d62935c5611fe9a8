import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  Aws,
  CfnCondition,
  CfnParameter,
  Fn,
  type IResolvable,
  NestedStack,
  Stack,
  Stage,
} from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as eks from "aws-cdk-lib/aws-eks";
import * as eksV2 from "aws-cdk-lib/aws-eks-v2";
import { LayerVersion } from "aws-cdk-lib/aws-lambda";
import {
  CfnLogGroup,
  LogGroup,
  LogRetention,
  RetentionDays,
} from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { beforeAll, expect, test } from "vitest";
import type { Cluster } from "../../../src/core/cluster";
import { type Advice, advised } from "../../../src/core/fix";
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
  const deepest = new NestedStack(inner, "Deepest");
  clusterV2(deepest, "Cluster", network(deepest), {
    clusterName: "deepest",
    clusterLogging: [
      eksV2.ClusterLoggingTypes.API,
      eksV2.ClusterLoggingTypes.AUDIT,
    ],
  });

  const plain = new Stack(app, "Plain");
  const stage = new CfnParameter(plain, "Stage");
  const isProd = new CfnCondition(plain, "IsProd", {
    expression: Fn.conditionEquals(stage, "prod"),
  });
  const plainCluster = (id: string, ...types: (string | IResolvable)[]) =>
    new eks.CfnCluster(plain, id, {
      name: id.toLowerCase(),
      roleArn: "arn:aws:iam::111111111111:role/eks",
      resourcesVpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
      ...(types.length > 0
        ? {
            logging: {
              clusterLogging: {
                enabledTypes: types.map((type) =>
                  typeof type === "string" ? { type } : type,
                ),
              },
            },
          }
        : {}),
    });
  const bare = plainCluster("Bare");
  const scheduled = plainCluster("Scheduled", "scheduler");
  plainCluster("Audited", "audit");
  plainCluster(
    "Choosy",
    Fn.conditionIf(isProd.logicalId, { Type: "audit" }, Aws.NO_VALUE),
  );
  bare.addDependency(
    new CfnLogGroup(plain, "Logs", {
      logGroupName: "/aws/eks/bare/cluster",
      retentionInDays: 30,
    }),
  );
  scheduled.node.addDependency(
    new LogGroup(plain, "More", {
      logGroupName: "/aws/eks/scheduled/cluster",
      retention: RetentionDays.ONE_WEEK,
    }),
  );

  const prod = new Stage(app, "Prod");
  const staged = new Stack(prod, "Eks");
  cluster(staged, "Cluster", network(staged), { clusterLogging: [AUDIT] });
  app.synth();
}

const audit = { required: ["audit"], recommended: [] };

const said = (advice: Advice | undefined) => (advice ? advised(advice) : "");

const typesAdvice = ({ logTypes }: Cluster) => said(logTypes.advise?.(audit));

const daysAdvice = ({ logGroup }: Cluster) =>
  said(logGroup.retention.advise?.(90));

const clusters = new Map<string, Cluster>();

beforeAll(async () => {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-"));
  try {
    synthesise(outdir);
    const names = readdirSync(outdir, {
      recursive: true,
      encoding: "utf8",
    }).filter((name) => /\.json$/.test(name));
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
      const path = /the construct ([\w/-]+)/.exec(typesAdvice(each))?.[1];
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
    "Plain/Audited",
    "Plain/Bare",
    "Plain/Choosy",
    "Plain/Scheduled",
    "Prod/Eks/Cluster",
    "Several/Inner/Cluster",
    "Several/Inner/Deepest/Cluster",
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
  ["Several/Inner/Deepest/Cluster", "yes"],
  ["Plain/Bare", "no"],
  ["Plain/Scheduled", "no"],
  ["Plain/Audited", "yes"],
  ["Plain/Choosy", "mixed"],
  ["Prod/Eks/Cluster", "yes"],
])("The audit log of %s: %s", (path, expected) => {
  expect(contains(of(path).logTypes.value, "audit")).toBe(expected);
});

test.each([
  ["Off/Cluster", false, null],
  ["Full/Cluster", true, 180],
  ["Several/Named", true, 365],
  ["Several/Inner/Cluster", true, 7],
  ["Plain/Bare", true, 30],
  ["Plain/Scheduled", true, 7],
  ["Prod/Eks/Cluster", false, null],
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
  const types =
    "eks.ClusterLoggingTypes.API, eks.ClusterLoggingTypes.AUDIT, eks.ClusterLoggingTypes.SCHEDULER";
  expect(typesAdvice(each)).toBe(
    `The AWS CDK wrote this template, so write in the construct Some/Cluster: clusterLogging: [${types}] (TypeScript) or cluster_logging=[${types}] (Python).`,
  );
  expect(daysAdvice(each)).toBe(
    'The AWS CDK wrote this template, so write beside the construct Some/Cluster: new logs.LogRetention(this, "ClusterLogs", { logGroupName: `/aws/eks/${cluster.clusterName}/cluster`, retention: logs.RetentionDays.THREE_MONTHS }) (TypeScript) or logs.LogRetention(self, "ClusterLogs", log_group_name=f"/aws/eks/{cluster.cluster_name}/cluster", retention=logs.RetentionDays.THREE_MONTHS) (Python).',
  );
  expect(each.range.document.generated).toBe("AWS CDK");
  expect(each.logTypes.propose(audit)).toBeUndefined();
  expect(each.logGroup.retention.propose(90)).toBeUndefined();
});

test("A list that is written anew gets the recommended types too", () => {
  const wanted = { required: ["audit"], recommended: ["authenticator"] };
  const anew = (path: string) => said(of(path).logTypes.advise?.(wanted));
  expect(anew("Off/Cluster")).toContain("ClusterLoggingTypes.AUTHENTICATOR");
  expect(anew("Some/Cluster")).not.toContain("AUTHENTICATOR");
});

test("Constructs that stand for one resource take its own properties", () => {
  expect(typesAdvice(of("Plain/Scheduled"))).toContain(
    'in the construct Plain/Scheduled: logging: { clusterLogging: { enabledTypes: [{ type: "audit" }, { type: "scheduler" }] } } (TypeScript) or logging=eks.CfnCluster.LoggingProperty(',
  );
  expect(daysAdvice(of("Plain/Bare"))).toContain(
    "in the construct Plain/Logs: retentionInDays: 90 (TypeScript) or retention_in_days=90 (Python).",
  );
  expect(daysAdvice(of("Plain/Audited"))).toContain(
    "logGroupName: `/aws/eks/${cluster.ref}/cluster`",
  );
});

test("The construct of a log group is named where its retention is too short", () => {
  expect(daysAdvice(of("Plain/Scheduled"))).toContain(
    "in the construct Plain/More: retention: logs.RetentionDays.THREE_MONTHS (TypeScript) or retention=logs.RetentionDays.THREE_MONTHS (Python).",
  );
  expect(daysAdvice(of("Several/Inner/Cluster"))).toContain(
    "in the construct Several/InnerRetention: retention:",
  );
});
