import { expect, test } from "vitest";
import { textOf } from "../../../src/core/document";
import { readingOf, shown } from "./reading";

const template = `
Parameters:
  ClusterName: {Type: String}
  Days: {Type: Number, Default: 7}
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: !Ref ClusterName
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Sub /aws/eks/\${ClusterName}/cluster
      RetentionInDays: !Ref Days
`;

/** The variants of the clusters in these files, with name and retention. */
async function variants(
  files: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { clusters } = await readingOf(files);
  return clusters.map(({ variant, name, logGroup }) => [
    variant ?? "",
    shown(name),
    shown(logGroup.retention.value),
  ]);
}

test.each([
  [
    "create-stack's list",
    '[{"ParameterKey": "ClusterName", "ParameterValue": "a"}, {"ParameterKey": "Days", "ParameterValue": "30"}]',
  ],
  [
    "CodePipeline's mapping",
    '{"Parameters": {"ClusterName": "a", "Days": 30}, "Tags": {}}',
  ],
  ["deploy's list", '["ClusterName=a", "Days=30"]'],
  [
    "the list below Parameters",
    '{"StackName": "x", "Parameters": [{"ParameterKey": "ClusterName", "ParameterValue": "a"}, {"ParameterKey": "Days", "ParameterValue": "30"}]}',
  ],
])("A parameter file in the shape of %s is a variant", async (_, file) => {
  expect(await variants({ "eks.yaml": template, "prod.json": file })).toEqual(
    [["prod.json", "a", "30"]].map(([a, b, c]) => [
      a,
      b,
      file.includes('"Days": 30') ? "30" : c,
    ]),
  );
});

const file = (name: string, more = "") =>
  `[{"ParameterKey": "ClusterName", "ParameterValue": "${name}"}${more}]`;

test("The plain evaluation stays when no file sets what lacks a default", async () => {
  const days = '[{"ParameterKey": "Days", "ParameterValue": "30"}]';
  expect(await variants({ "eks.yaml": template, "prod.json": days })).toEqual([
    ["", "? parameter ClusterName has no default", "7"],
    ["prod.json", "? parameter ClusterName has no default", "30"],
  ]);
});

test.each([
  ["beside it", "infra/prod.json", true],
  ["in a folder below", "infra/parameters/eu/prod.json", true],
  ["in a folder for parameters beside its own", "params/prod.json", true],
  ["in some other folder beside its own", "other/prod.json", false],
])("A file %s: %s", async (_, path, taken) => {
  const { clusters } = await readingOf({
    "infra/eks.yaml": template,
    [path]: file("a"),
  });
  expect(clusters.map(({ variant }) => variant)).toEqual([
    taken ? path : undefined,
  ]);
});

test("A file that sets a parameter which the template lacks is for another one", async () => {
  const more = ', {"ParameterKey": "Other", "ParameterValue": "x"}';
  const { clusters } = await readingOf({
    "eks.yaml": template,
    "prod.json": file("a", more),
  });
  expect(clusters.map(({ variant }) => variant)).toEqual([undefined]);
});

test("Of several templates that a file could be for, the one that it is named after takes it", async () => {
  const { clusters } = await readingOf({
    "eks.yaml": template,
    "edge.yaml": template,
    "params/eks-prod.json": file("a"),
    "eks-dev.json": file("b"),
  });
  expect(clusters.map(({ root, variant }) => [root, variant])).toEqual([
    ["edge.yaml", undefined],
    ["eks.yaml", "eks-dev.json"],
    ["eks.yaml", "params/eks-prod.json"],
  ]);
});

test("SAM's configuration is a variant for each environment, with the place of each value", async () => {
  const { clusters } = await readingOf({
    "template.yaml": template,
    "samconfig.toml": `
version = 0.1
[default.deploy.parameters]
parameter_overrides = "ClusterName=\\"a b\\" Days=30"
[prod.global.parameters]
parameter_overrides = ["ParameterKey=ClusterName,ParameterValue=prod", "Days=90"]
[prod.deploy.parameters]
template_file = "template.yaml"
[other.deploy.parameters]
template_file = "other.yaml"
parameter_overrides = "ClusterName=x"
`,
  });
  expect(clusters.map(({ variant, name }) => [variant, shown(name)])).toEqual([
    ["samconfig.toml (default)", "a b"],
    ["samconfig.toml (prod)", "prod"],
  ]);
  const fixes = clusters.map(({ logGroup }) => logGroup.retention.propose(365));
  expect(
    fixes.map((fix) =>
      fix?.edits.map((edit) => [textOf(edit.range), edit.text]),
    ),
  ).toEqual([[["30", "365"]], [["90", "365"]]]);
});

test("The environment is looked for in what the file's path does not share with the template's", async () => {
  const { clusters } = await readingOf({
    "dev-tools/eks/template.yaml": template,
    "dev-tools/eks/params/prod.json": file("a"),
  });
  expect(
    clusters.flatMap(({ clues }) =>
      clues.map(({ source, text }) => [source, shown(text)]),
    ),
  ).toEqual([
    ["parameter-file", "params/prod.json"],
    ["name", "a"],
    ["folder", "eks"],
    ["folder", "dev-tools"],
  ]);
});

test("A broken parameter file is a problem that quotes nothing of it", async () => {
  const { problems } = await readingOf({
    "eks.yaml": template,
    "prod.json": '[{"ParameterKey": "ClusterName", "ParameterValue": "hush"',
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).not.toContain("hush");
});

test("A previous value is unknown", async () => {
  const { clusters } = await readingOf({
    "eks.yaml": template,
    "prod.json": '[{"ParameterKey": "ClusterName", "UsePreviousValue": true}]',
  });
  expect(clusters.map(({ name }) => shown(name))).toEqual([
    "? the parameter file leaves ClusterName as it was",
  ]);
});
