import { expect, test } from "vitest";
import { onlyCluster, readingOf, shown } from "./reading";

const template = (cluster: string, groups: string, name = "Name: payments") => `
Resources:
  Cluster:
    Type: AWS::EKS::Cluster${cluster}
    Properties:
      ${name}
  Role:
    Type: AWS::IAM::Role
    DependsOn: Logs
${groups}`;

const logs = (name: string, type = "AWS::Logs::LogGroup") => `
  Logs:
    Type: ${type}
    Properties:
      LogGroupName: ${name}
      RetentionInDays: 90
`;

const literal = "/aws/eks/payments/cluster";

test.each([
  ["neither waits for the other", "", literal, "no"],
  ["DependsOn", "\n    DependsOn: Logs", literal, "yes"],
  ["DependsOn in a list", "\n    DependsOn: [Logs]", literal, "yes"],
  ["DependsOn at one remove", "\n    DependsOn: Role", literal, "yes"],
  [
    "a reference to the group",
    "\n    Metadata: {Group: !GetAtt Logs.Arn}",
    literal,
    "yes",
  ],
  [
    "a text that holds the group",
    "\n    Metadata: {Group: !Sub 'x${Logs}'}",
    literal,
    "yes",
  ],
  [
    "a group that refers to the cluster",
    "",
    "!Sub /aws/eks/${Cluster}/cluster",
    "no",
  ],
])(
  "The group exists before the cluster, with %s: %s",
  async (_, cluster, name, expected) => {
    const found = await onlyCluster(template(cluster, logs(name)));
    expect(found.logGroup).toMatchObject({
      declared: true,
      createdBefore: expected,
    });
  },
);

test("CDK's retention resource takes care of a group that EKS made first", async () => {
  const text = template(
    "",
    logs("!Sub /aws/eks/${Cluster}/cluster", "Custom::LogRetention"),
  );
  expect((await onlyCluster(text)).logGroup.createdBefore).toBe("yes");
});

test("An unnamed cluster's group is found by its reference to the cluster", async () => {
  const text = template(
    "",
    logs("!Join ['/', ['/aws/eks', !Ref Cluster, cluster]]"),
    "RoleArn: x",
  );
  const found = await onlyCluster(text);
  expect(found.name.kind).toBe("unknown");
  expect(found.logGroup.declared).toBe(true);
});

test("A group that only looks alike is not the cluster's", async () => {
  const text = template("", logs("/aws/eks/payments/aws-fluentbit-logs"));
  expect((await onlyCluster(text)).logGroup.declared).toBe(false);
});

test("Of two clusters each has its own group", async () => {
  const { clusters } = await readingOf({
    "eks.yaml": `
Parameters: {A: {Type: String}, B: {Type: String}}
Resources:
  One: {Type: AWS::EKS::Cluster, Properties: {Name: !Ref A}}
  Two: {Type: AWS::EKS::Cluster, Properties: {Name: !Ref B}}
  LogsOfTwo:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: !Sub "/aws/eks/\${B}/cluster", RetentionInDays: 2}
  LogsOfOne:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: !Sub "/aws/eks/\${A}/cluster", RetentionInDays: 1}
`,
  });
  expect(
    clusters.map(({ address, logGroup }) => [
      address,
      shown(logGroup.retention.value),
    ]),
  ).toEqual([
    ["One", 1],
    ["Two", 2],
  ]);
});

test("What defaults leave out together belongs together", async () => {
  const found = await onlyCluster(`
Parameters: {Create: {Type: String, Default: "false"}}
Conditions: {Created: !Equals [!Ref Create, "true"]}
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Condition: Created
    Properties:
      Name: payments
      Logging: !If [Created, {ClusterLogging: {EnabledTypes: [{Type: audit}]}}, !Ref AWS::NoValue]
  Logs:
    Type: AWS::Logs::LogGroup
    Condition: Created
    Properties: {LogGroupName: ${literal}, RetentionInDays: 90}
`);
  expect(shown(found.logTypes.value)).toEqual(["audit"]);
  expect(found.logGroup.declared).toBe(true);
  expect(shown(found.logGroup.retention.value)).toBe(90);
});

test.each([
  [
    "AWS::EKS::Cluster",
    "Tags: [{Key: Team, Value: x}, {Key: environment, Value: prod}]",
  ],
  ["AWSQS::EKS::Cluster", "Tags: [{Key: Environment, Value: prod}]"],
  ["Custom::AWSCDK-EKS-Cluster", "Config: {tags: {Environment: prod}}"],
])(
  "The tag Environment of %s speaks about the environment",
  async (type, tags) => {
    const found = await onlyCluster(`
Resources:
  Cluster: {Type: "${type}", Properties: {${tags}}}
`);
    const tag = found.clues.find(({ source }) => source === "tag");
    expect(tag && shown(tag.text)).toBe("prod");
  },
);
