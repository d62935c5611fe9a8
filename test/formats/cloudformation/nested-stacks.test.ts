import { expect, test } from "vitest";
import { contains } from "../../../src/core/outcomes";
import { readingOf, shown } from "./reading";

const inner = `
Parameters:
  ClusterName: {Type: String, Default: by-default}
  Types: {Type: CommaDelimitedList, Default: api}
Resources:
  Cluster:
    Type: AWSQS::EKS::Cluster
    Properties:
      Name: !Ref ClusterName
      EnabledClusterLoggingTypes: !Ref Types
Outputs:
  Name: {Value: !Ref Cluster}
`;

const outer = (
  url: string,
  more = "",
  parameters = "{ClusterName: passed, Types: 'api,audit'}",
) => `
Parameters:
  Stage: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Eks:
    Type: AWS::CloudFormation::Stack${more}
    Properties:
      TemplateURL: ${url}
      Parameters: ${parameters}
`;

test.each([
  ["stacks/eks.yaml"],
  ["./stacks/eks.yaml"],
  ["file://stacks/eks.yaml"],
])(
  "A stack of the local template %s is read with its parameters, and not by its defaults",
  async (url) => {
    const { clusters, problems } = await readingOf({
      "main.yaml": outer(url),
      "stacks/eks.yaml": inner,
    });
    expect(problems).toEqual([]);
    expect(
      clusters.map(({ root, address, name, logTypes }) => [
        root,
        address,
        shown(name),
        shown(logTypes.value),
      ]),
    ).toEqual([["main.yaml", "Eks.Cluster", "passed", ["api", "audit"]]]);
  },
);

test.each([
  "https://s3.amazonaws.com/bucket/stacks/eks.yaml",
  "https://bucket.s3.eu-west-1.amazonaws.com/v1/eks.yaml?versionId=1",
  "!Sub https://${Bucket}.s3.amazonaws.com/${Version}/stacks/eks.yaml",
  '!Join ["/", [!Ref Bucket, "stacks/eks.yaml"]]',
])(
  "A template uploaded to %s is the file of that name in the repository",
  async (url) => {
    const { clusters, problems } = await readingOf({
      "main.yaml": outer(url),
      "stacks/eks.yaml": inner,
      "other/vpc.yaml": inner,
    });
    expect(problems).toEqual([]);
    expect(clusters.map(({ root }) => root)).toEqual([
      "main.yaml",
      "other/vpc.yaml",
    ]);
  },
);

test("Of several files of an uploaded template's name, the one with most of the address counts", async () => {
  const { clusters } = await readingOf({
    "main.yaml": outer("https://s3.amazonaws.com/bucket/blue/eks.yaml"),
    "blue/eks.yaml": inner,
    "green/eks.yaml": inner,
  });
  expect(clusters.map(({ root }) => root)).toEqual([
    "green/eks.yaml",
    "main.yaml",
  ]);
});

test.each([
  ["no file has the name", { "stacks/other.yaml": inner }],
  ["two files may be meant", { "a/eks.yaml": inner, "b/eks.yaml": inner }],
])(
  "An uploaded template is a problem at the stack when %s",
  async (_, files) => {
    const { problems } = await readingOf({
      "main.yaml": outer("https://s3.amazonaws.com/bucket/v1/eks.yaml"),
      ...files,
    });
    expect(problems.map(({ message }) => message)).toEqual([
      "The template of Eks cannot be read here, so what it declares is not judged.",
    ]);
  },
);

test("A local template that is missing is a problem at the stack", async () => {
  const { problems } = await readingOf({
    "main.yaml": outer("gone.yaml"),
  });
  expect(problems).toHaveLength(1);
});

test("A template that stacks of two others make is judged in each", async () => {
  const { clusters } = await readingOf({
    "a.yaml": outer("eks.yaml", "", "{ClusterName: a}"),
    "b.yaml": outer("eks.yaml", "", "{ClusterName: b}"),
    "eks.yaml": inner,
  });
  expect(clusters.map(({ root, name }) => [root, shown(name)])).toEqual([
    ["a.yaml", "a"],
    ["b.yaml", "b"],
  ]);
});

test("The stack's own condition holds for what it passes", async () => {
  const parameters = "{Types: !If [IsProd, 'audit', 'api']}";
  const { clusters } = await readingOf({
    "main.yaml": outer("eks.yaml", "\n    Condition: IsProd", parameters),
    "eks.yaml": inner,
  });
  expect(
    clusters.map(({ logTypes }) => contains(logTypes.value, "audit")),
  ).toEqual(["yes"]);
});

test("An undecided argument gives outcomes inside of the stack", async () => {
  const parameters = "{Types: !If [IsProd, 'audit', 'api']}";
  const { clusters } = await readingOf({
    "main.yaml": outer("eks.yaml", "", parameters),
    "eks.yaml": inner,
  });
  expect(clusters.map(({ logTypes }) => shown(logTypes.value))).toEqual([
    { "condition IsProd": ["audit"], "not condition IsProd": ["api"] },
  ]);
});

const group = (more: string) => `
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: ${more}
      RetentionInDays: 90
`;

test.each([
  ["/aws/eks/passed/cluster", "\n    DependsOn: Logs", "yes"],
  ["/aws/eks/passed/cluster", "", "no"],
  ["!Sub '/aws/eks/${Eks.Outputs.Name}/cluster'", "", "no"],
])(
  "A group beside the stack, named %s, with%s: made before the cluster: %s",
  async (name, more, expected) => {
    const { clusters } = await readingOf({
      "main.yaml": outer("eks.yaml", more) + group(name),
      "eks.yaml": inner,
    });
    expect(
      clusters.map(({ logGroup }) => [
        logGroup.declared,
        logGroup.createdBefore,
      ]),
    ).toEqual([[true, expected]]);
  },
);

test("Templates that nest each other are judged once, with a problem", async () => {
  const { clusters, problems } = await readingOf({
    "a.yaml":
      outer("b.yaml", "", "{}") + "  Cluster: {Type: AWS::EKS::Cluster}\n",
    "b.yaml": outer("a.yaml", "", "{}"),
  });
  expect(clusters.map(({ root, address }) => [root, address])).toEqual([
    ["a.yaml", "Cluster"],
  ]);
  expect(problems.length).toBeGreaterThan(0);
});

test.each([
  [
    "in the section",
    "Resources:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}\n  Role: {Type: AWS::IAM::Role}\n  Other: {Type: AWS::EKS::Nodegroup}\n",
    "Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: a}}",
  ],
  [
    "in the section Transform",
    "Transform: [AWS::LanguageExtensions, {Name: AWS::Include, Parameters: {Location: part.yaml}}]\nResources:\n  Role: {Type: AWS::Logs::LogGroup}\n",
    "Resources: {Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: a}}}",
  ],
])(
  "Resources of an included file are there, named %s",
  async (_, main, part) => {
    const { clusters } = await readingOf({
      "main.yaml": `# AWS::EKS::Cluster\n${main}`,
      "part.yaml": part,
    });
    expect(clusters.map(({ root, address }) => [root, address])).toEqual([
      ["main.yaml", "Cluster"],
    ]);
  },
);

const conditional = `
Parameters: {Create: {Type: String, Default: "true"}}
Conditions: {Created: !Equals [!Ref Create, "true"]}
Resources:
  Cluster: {Type: AWS::EKS::Cluster, Condition: Created}
`;

test.each([
  ["a text that its parent writes", '"false"', false],
  [
    "a default of its parent, which may be deployed otherwise",
    "!Ref Create",
    true,
  ],
])("A nested cluster that is left out by %s", async (_, argument, judged) => {
  const { clusters } = await readingOf({
    "main.yaml": `
Parameters: {Create: {Type: String, Default: "false"}}
Resources:
  Eks:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: eks.yaml, Parameters: {Create: ${argument}}}
`,
    "eks.yaml": conditional,
  });
  expect(clusters.length).toBe(judged ? 1 : 0);
});
