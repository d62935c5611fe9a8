import { expect, test } from "vitest";
import type { Cluster } from "../../../src/core/cluster";
import { edited } from "../../../src/core/fix";
import type { Fix } from "../../../src/core/fix";
import { contains } from "../../../src/core/outcomes";
import { answer } from "../../../src/core/value";
import { daysIn } from "../../../src/core/retention";
import { onlyCluster, readingOf } from "./reading";

const wanted = { required: ["audit"], recommended: ["authenticator"] };

/** What a fix takes away (`- `) and adds (`+ `), line by line, without indentation. */
function changes(fix: Fix | undefined, before: string): readonly string[] {
  if (!fix) return ["no fix"];
  const [after] = edited(fix.edits);
  const [old, now] = [before, after?.text ?? ""].map((text) =>
    text.split(/\r?\n/),
  );
  const [first = [], second = []] = [old, now];
  return [
    ...first
      .filter((line) => !second.includes(line))
      .map((line) => `- ${line.trim()}`),
    ...second
      .filter((line) => !first.includes(line))
      .map((line) => `+ ${line.trim()}`),
  ];
}

/** The cluster after a fix. */
async function fixed(fix: Fix | undefined, path: string): Promise<Cluster> {
  const [after] = edited(fix?.edits ?? []);
  return onlyCluster(after?.text ?? "", path);
}

const cluster = (logging: string, more = "") => `${more}
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: payments${logging === "" ? "" : `\n      ${logging}`}
`;

const conditions = `
Parameters:
  Stage: {Type: String}
  First: {Type: String, Default: api}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]`;

test.each([
  [
    "no Logging",
    "",
    [
      "+ Logging:",
      "+ ClusterLogging:",
      "+ EnabledTypes:",
      "+ - Type: audit",
      "+ - Type: authenticator",
    ],
  ],
  [
    "an empty Logging",
    "Logging:",
    [
      "+ ClusterLogging:",
      "+ EnabledTypes:",
      "+ - Type: audit",
      "+ - Type: authenticator",
    ],
  ],
  [
    "an empty ClusterLogging",
    "Logging: {ClusterLogging: {}}",
    [
      "- Logging: {ClusterLogging: {}}",
      "+ Logging: {ClusterLogging: {EnabledTypes: [{Type: audit}, {Type: authenticator}]}}",
    ],
  ],
  [
    "an empty list",
    "Logging: {ClusterLogging: {EnabledTypes: []}}",
    [
      "- Logging: {ClusterLogging: {EnabledTypes: []}}",
      "+ Logging: {ClusterLogging: {EnabledTypes: [{Type: audit}]}}",
    ],
  ],
  [
    "a list by reference",
    "Logging: {ClusterLogging: {EnabledTypes: [{Type: !Ref First}]}}",
    [
      "- Logging: {ClusterLogging: {EnabledTypes: [{Type: !Ref First}]}}",
      "+ Logging: {ClusterLogging: {EnabledTypes: [{Type: !Ref First}, {Type: audit}]}}",
    ],
  ],
  [
    "NoValue",
    "Logging: !Ref AWS::NoValue",
    [
      "- Logging: !Ref AWS::NoValue",
      "+ Logging: {ClusterLogging: {EnabledTypes: [{Type: audit}, {Type: authenticator}]}}",
    ],
  ],
  [
    "NoValue in both branches",
    "Logging: !If [IsProd, !Ref AWS::NoValue, !Ref AWS::NoValue]",
    [
      "- Logging: !If [IsProd, !Ref AWS::NoValue, !Ref AWS::NoValue]",
      "+ Logging: !If [IsProd, {ClusterLogging: {EnabledTypes: [{Type: audit}, {Type: authenticator}]}}, {ClusterLogging: {EnabledTypes: [{Type: audit}, {Type: authenticator}]}}]",
    ],
  ],
  [
    "a branch that lacks it",
    "Logging: {ClusterLogging: {EnabledTypes: !If [IsProd, [{Type: audit}], [{Type: api}]]}}",
    [
      "- Logging: {ClusterLogging: {EnabledTypes: !If [IsProd, [{Type: audit}], [{Type: api}]]}}",
      "+ Logging: {ClusterLogging: {EnabledTypes: !If [IsProd, [{Type: audit}], [{Type: api}, {Type: audit}]]}}",
    ],
  ],
  [
    "an element under a condition",
    "Logging: {ClusterLogging: {EnabledTypes: [!If [IsProd, {Type: audit}, !Ref AWS::NoValue]]}}",
    [
      "- Logging: {ClusterLogging: {EnabledTypes: [!If [IsProd, {Type: audit}, !Ref AWS::NoValue]]}}",
      "+ Logging: {ClusterLogging: {EnabledTypes: [{Type: audit}]}}",
    ],
  ],
])("Audit is added where there is %s", async (_, logging, expected) => {
  const text = cluster(logging, conditions);
  const { logTypes } = await onlyCluster(text);
  const fix = logTypes.propose(wanted);
  expect(changes(fix, text)).toEqual(expected);
  const after = await fixed(fix, "eks.yaml");
  expect(contains(after.logTypes.value, "audit")).toBe("yes");
});

test.each([
  ["an imported value", "Logging: !ImportValue x"],
  ["a list that a macro makes", "Logging: {Fn::Transform: {Name: Macro}}"],
])("There is no fix for %s", async (_, logging) => {
  const { logTypes } = await onlyCluster(cluster(logging));
  expect(logTypes.propose(wanted)).toBeUndefined();
  expect(contains(logTypes.value, "audit")).toBe("unknown");
});

test("What an unreadable include may set is unknown, not off", async () => {
  const text = cluster(
    "Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/x.yaml}}",
  );
  const { logTypes } = await onlyCluster(text);
  expect(contains(logTypes.value, "audit")).toBe("unknown");
});

const group = (days: string, more = "") => `${cluster("Logging: {}", more)}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/eks/payments/cluster${days === "" ? "" : `\n      RetentionInDays: ${days}`}
`;

const days = (more: string) => `
Parameters:
  Stage: {Type: String}
  Days: {Type: Number, Default: 7${more}}
Mappings:
  Kept: {prod: {Days: 365}, dev: {Days: "5"}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]`;

test.each([
  ["nowhere", "", "", ["+ RetentionInDays: 90"]],
  ["on the group", "7", "", ["- RetentionInDays: 7", "+ RetentionInDays: 90"]],
  [
    "in quotes",
    '"7"',
    "",
    ['- RetentionInDays: "7"', '+ RetentionInDays: "90"'],
  ],
  [
    "in a parameter's default",
    "!Ref Days",
    "",
    [
      "- Days: {Type: Number, Default: 7}",
      "+ Days: {Type: Number, Default: 90}",
    ],
  ],
  [
    "in a default among allowed values",
    "!Ref Days",
    ", AllowedValues: [7, 120]",
    [
      "- Days: {Type: Number, Default: 7, AllowedValues: [7, 120]}",
      "+ Days: {Type: Number, Default: 120, AllowedValues: [7, 120]}",
    ],
  ],
  [
    "in a default whose allowed values are all too short",
    "!Ref Days",
    ", AllowedValues: [7]",
    [
      "- Days: {Type: Number, Default: 7, AllowedValues: [7]}",
      "+ Days: {Type: Number, Default: 90, AllowedValues: [7, 90]}",
    ],
  ],
  [
    "in a default with too small a maximum",
    "!Ref Days",
    ", MaxValue: 30",
    ["no fix"],
  ],
  [
    "in a branch",
    "!If [IsProd, 90, 30]",
    "",
    [
      "- RetentionInDays: !If [IsProd, 90, 30]",
      "+ RetentionInDays: !If [IsProd, 90, 90]",
    ],
  ],
  [
    "in a branch that removes it",
    "!If [IsProd, 90, !Ref AWS::NoValue]",
    "",
    [
      "- RetentionInDays: !If [IsProd, 90, !Ref AWS::NoValue]",
      "+ RetentionInDays: !If [IsProd, 90, 90]",
    ],
  ],
  [
    "in a mapping",
    "!FindInMap [Kept, !Ref Stage, Days]",
    "",
    [
      '- Kept: {prod: {Days: 365}, dev: {Days: "5"}}',
      '+ Kept: {prod: {Days: 365}, dev: {Days: "90"}}',
    ],
  ],
  ["in an import", "!ImportValue days", "", ["no fix"]],
])(
  "Retention is made longer where it is written: %s",
  async (_, written, more, expected) => {
    const text = group(written, days(more));
    const { logGroup } = await onlyCluster(text);
    const fix = logGroup.retention.propose(90);
    expect(changes(fix, text)).toEqual(expected);
    if (!fix) return;
    const after = await fixed(fix, "eks.yaml");
    expect(
      answer(after.logGroup.retention.value, (value) =>
        (daysIn(value) ?? 0) >= 90 ? "yes" : "no",
      ),
    ).toBe("yes");
  },
);

const named = (name: string) => `
Parameters: {Name: {Type: String}}
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: ${name}
`;

test.each([
  ["payments", "LogGroupName: /aws/eks/payments/cluster"],
  ["!Ref Name", "LogGroupName: !Sub /aws/eks/${Name}/cluster"],
  ["!Sub '${Name}-x'", "LogGroupName: !Sub /aws/eks/${Name}-x/cluster"],
  [
    "!Join ['-', [a, !Ref Name]]",
    `LogGroupName: !Sub ["/aws/eks/\${ClusterName}/cluster", {ClusterName: !Join ['-', [a, !Ref Name]]}]`,
  ],
  [
    "!Sub ['${A}', {A: !Ref Name}]",
    `LogGroupName: !Sub ["/aws/eks/\${ClusterName}/cluster", {ClusterName: !Sub ['\${A}', {A: !Ref Name}]}]`,
  ],
  ["{'Fn::Join': ['-', [a, !Ref Name]]}", "- ClusterName:"],
])(
  "The missing group of a cluster named %s gets its name from it, and is made before it",
  async (name, expected) => {
    const text = named(name);
    const { logGroup } = await onlyCluster(text);
    const fix = logGroup.retention.propose(60);
    expect(fix?.safety).toBe("unsafe");
    expect(changes(fix, text)).toContain(`+ ${expected}`);
    const after = await fixed(fix, "eks.yaml");
    expect(after.logGroup).toMatchObject({
      declared: true,
      createdBefore: "yes",
      retention: { value: { data: 60 } },
    });
  },
);

test("A cluster that CloudFormation names gets no group, since the name is known too late", async () => {
  const text = named("!Ref AWS::NoValue").replace(/\n *Name: !Ref.*/, " {}");
  const { logGroup } = await onlyCluster(text);
  expect(logGroup.retention.propose(90)).toBeUndefined();
});

test.each([
  ["DependsOn: Role", "DependsOn: [Role, ClusterLogGroup]"],
  ["DependsOn: [Role]", "DependsOn: [Role, ClusterLogGroup]"],
  ["DependsOn:\n    - Role", "- ClusterLogGroup"],
])(
  "The cluster waits for the new group besides what it waits for: %s",
  async (written, expected) => {
    const text = named("payments").replace(
      "    Properties",
      `    ${written}\n    Properties`,
    );
    const { logGroup } = await onlyCluster(text);
    const lines = changes(logGroup.retention.propose(90), text);
    expect(lines).toContain(`+ ${expected}`);
  },
);

test("The new group is made under the cluster's own condition, under a name that is free", async () => {
  const text = `
Conditions: {Create: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  ClusterLogGroup: {Type: AWS::S3::Bucket}
  Cluster:
    Type: AWS::EKS::Cluster
    Condition: Create
    Properties: {Name: payments}
`;
  const { logGroup } = await onlyCluster(text);
  const fix = logGroup.retention.propose(90);
  expect(fix?.edits.map((edit) => edit.text.trim())).toEqual([
    "DependsOn: ClusterLogGroup2",
    [
      "ClusterLogGroup2:",
      "    Type: AWS::Logs::LogGroup",
      "    Condition: Create",
      "    Properties:",
      "      LogGroupName: /aws/eks/payments/cluster",
      "      RetentionInDays: 90",
    ].join("\n"),
  ]);
});

test("A nested stack's parameter is changed where the parent writes it", async () => {
  const files = {
    "main.yaml": `
Resources:
  Eks:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: eks.yaml
      Parameters:
        Days: 7 # a week
`,
    "eks.yaml": group(
      "!Ref Days",
      "Parameters: {Days: {Type: Number, Default: 3}}",
    ),
  };
  const { clusters } = await readingOf(files);
  const fix = clusters[0]?.logGroup.retention.propose(90);
  expect(fix?.edits.map(({ range }) => range.document.path)).toEqual([
    "main.yaml",
  ]);
  expect(changes(fix, files["main.yaml"])).toEqual([
    "- Days: 7 # a week",
    "+ Days: 90 # a week",
  ]);
});

test("A list of a parameter grows in its default", async () => {
  const text = `
Parameters:
  Types: {Type: CommaDelimitedList, Default: "api, scheduler"}
Resources:
  Cluster:
    Type: AWSQS::EKS::Cluster
    Properties: {Name: a, EnabledClusterLoggingTypes: !Ref Types}
`;
  const { logTypes } = await onlyCluster(text);
  expect(changes(logTypes.propose(wanted), text)).toEqual([
    '- Types: {Type: CommaDelimitedList, Default: "api, scheduler"}',
    '+ Types: {Type: CommaDelimitedList, Default: "api, scheduler, audit"}',
  ]);
});
