import { expect, test } from "vitest";
import { contains } from "../../../src/core/outcomes";
import { onlyCluster, readingOf } from "./reading";

const cluster = (types = "[]", name = "payments") => `
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: ${name}
      Logging: {ClusterLogging: {EnabledTypes: ${types}}}
`;

test.each([
  [
    "an open bracket",
    "Resources: {Cluster: {Type: AWS::EKS::Cluster",
    "a.yaml",
  ],
  [
    "JSON that ends early",
    '{"Resources": {"Cluster": {"Type": "AWS::EKS::Cluster"',
    "a.json",
  ],
  [
    "a tab",
    "Resources:\n\tCluster:\n\t\tType: AWS::EKS::Cluster\n  x: 1\n",
    "a.yaml",
  ],
])(
  "%s is a problem with its place, and other files are still judged",
  async (_, text, path) => {
    const { clusters, problems } = await readingOf({
      [path]: text,
      "whole.yaml": cluster(),
    });
    expect(clusters.map(({ root }) => root)).toEqual(["whole.yaml"]);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem.document.path).toBe(path);
      expect(problem.range).toBeDefined();
    }
  },
);

test("A document beside a broken one in the same file is still judged", async () => {
  const { clusters, problems } = await readingOf({
    "a.yaml": `x: [1\n---${cluster()}`,
  });
  expect(clusters).toHaveLength(1);
  expect(problems).toHaveLength(1);
});

test.each([
  ["a text for a list", "audit"],
  ["texts for mappings", "[audit]"],
  ["a mapping for a list", "{Type: audit}"],
  ["a number", "5"],
])("%s cannot be told", async (_, types) => {
  const { logTypes } = await onlyCluster(cluster(types));
  expect(contains(logTypes.value, "audit")).toBe("unknown");
});

test.each([
  [
    "a condition",
    "Conditions: {A: !Condition B, B: !Not [!Condition A]}",
    "!If [A, x, y]",
  ],
  [
    "a resource",
    "Resources: {Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: !Sub '${Cluster}-x'}}}",
    "x",
  ],
])("%s that needs itself is unknown", async (_, more, name) => {
  const text = more.startsWith("Resources")
    ? more
    : `${more}${cluster("[]", name)}`;
  const found = await onlyCluster(text);
  expect(found.name.kind).toBe("unknown");
});

test("A long chain of names gives up in bounded time", async () => {
  const count = 20_000;
  const conditions = Array.from(
    { length: count },
    (_, index) => `  C${index}: !Not [!Condition C${index + 1}]`,
  ).join("\n");
  const text = `Conditions:\n${conditions}\n  C${count}: !Equals [a, a]${cluster("[]", "!If [C0, x, y]")}`;
  const { name } = await onlyCluster(text);
  expect(name.kind).toBe("unknown");
});

test("Loops inside of loops give up in bounded time", async () => {
  const body = Array.from({ length: 9 }).reduce<string>(
    (inner, _, depth) =>
      `{"Fn::ForEach::L${depth}": ["V${depth}", ["a","b","c","d","e","f","g","h","i"], ${inner}]}`,
    '{"${V0}${V1}${V2}${V3}${V4}${V5}${V6}${V7}${V8}": {"Type": "AWS::EKS::Cluster"}}',
  );
  const { clusters, problems } = await readingOf({
    "a.json": `{"Resources": ${body}}`,
  });
  expect(clusters.length).toBeLessThan(200_000);
  expect(problems.map(({ message }) => message).join()).toContain(
    "too many steps",
  );
});

test("A bomb of aliases is a problem", async () => {
  const lines = Array.from({ length: 12 }, (_, level) =>
    level === 0
      ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
      : `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join()}]`,
  ).join("\n");
  const { problems } = await readingOf({
    "bomb.yaml": `${lines}${cluster("*a11")}`,
    "whole.yaml": cluster(),
  });
  expect(problems.length).toBeGreaterThan(0);
});

test("A document that is 20,000 levels deep is a problem, and others are judged", async () => {
  const deep = "[".repeat(20_000) + "]".repeat(20_000);
  const { clusters, problems } = await readingOf({
    "deep.json": `{"Resources": {"C": {"Type": "AWS::EKS::Cluster", "X": ${deep}}}}`,
    "whole.yaml": cluster(),
  });
  expect(clusters).toHaveLength(1);
  expect(problems.length).toBeGreaterThan(0);
});

test("A text that doubles in every nested stack stays bounded", async () => {
  const level = (next: string) => `
Parameters: {Text: {Type: String}}
Resources:
  Next:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${next}
      Parameters: {Text: !Sub "\${Text}\${Text}\${AWS::Region}"}
`;
  const files: Record<string, string> = {
    "last.yaml": `Parameters: {Text: {Type: String}}${cluster("[]", "!Ref Text")}`,
  };
  for (let at = 0; at < 20; at += 1)
    files[`s${at}.yaml`] = level(at === 19 ? "last.yaml" : `s${at + 1}.yaml`);
  const { clusters } = await readingOf(files);
  expect(clusters.length).toBeLessThanOrEqual(1);
});

test("More than 64 outcomes are unknown", async () => {
  const many = Array.from({ length: 7 }, (_, index) => `P${index}`);
  const text = `
Parameters: {${many.map((name) => `${name}: {Type: String}`).join()}}
Conditions: {${many.map((name) => `C${name}: !Equals [!Ref ${name}, x]`).join()}}
${cluster(`[${many.map((name) => `{Type: !If [C${name}, api, audit]}`).join()}]`)}`;
  const { logTypes } = await onlyCluster(text);
  expect(contains(logTypes.value, "audit")).toBe("unknown");
});

test.each([
  [
    "a chart of Helm",
    "{{- if .Values.eks }}\nkind: Foo\nspec: AWS::EKS::Cluster\n{{- end }}\n",
  ],
  [
    "a manifest that lists resources",
    "kind: Kustomization\nresources:\n- x\n# Resources: AWS::EKS::Cluster\n",
  ],
  ["a policy", 'Resources: ["AWS::EKS::Cluster"]\n'],
  [
    "a schema",
    '{"Resources": {"properties": {"x": {"enum": ["AWS::EKS::Cluster"]}}}}',
  ],
])("%s that mentions the words is not ours", async (_, text) => {
  const { clusters, problems } = await readingOf({ "a.yaml": text });
  expect(clusters).toEqual([]);
  expect(problems).toEqual([]);
});

test.each([
  ["eks.template", true],
  ["eks.yaml.template", true],
  ["eks.yml.j2", true],
  ["eks.cfn", true],
  ["eks.txt", false],
])("The file %s is read: %s", async (path, expected) => {
  const { clusters } = await readingOf({ [path]: cluster() });
  expect(clusters.length > 0).toBe(expected);
});

test("What a template language fills in or decides cannot be told", async () => {
  const text = `
Resources:
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: {{ name }}
      Logging:
        ClusterLogging:
          EnabledTypes:
            {% if audit %}
            - Type: audit
            {% endif %}
            - Type: api
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /aws/eks/{{name}}/cluster
      RetentionInDays: {{ days }}
`;
  const { logTypes, logGroup } = await onlyCluster(text, "eks.yaml.j2");
  expect(contains(logTypes.value, "audit")).toBe("unknown");
  expect(logTypes.propose({ required: ["audit"], recommended: [] })).toBe(
    undefined,
  );
  expect(logGroup.retention.value.kind).toBe("unknown");
});

test("Placeholders with the same name stand for the same", async () => {
  const text = `
Resources:
  Cluster: {Type: AWS::EKS::Cluster, Properties: {Name: "{{ name }}"}}
  Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: "/aws/eks/{{name}}/cluster", RetentionInDays: 90}}
`;
  const { logGroup } = await onlyCluster(text, "eks.yaml.j2");
  expect(logGroup.declared).toBe(true);
});

test("A file that is far too large for CloudFormation is a problem, and others are judged", async () => {
  const objects = Array.from({ length: 400_000 }, () => '{"a":{}}').join();
  const { clusters, problems } = await readingOf({
    "large.json": `{"Metadata": [${objects}], "Resources": {"C": {"Type": "AWS::EKS::Cluster"}}}`,
    "whole.yaml": cluster(),
  });
  expect(clusters.map(({ root }) => root)).toEqual(["whole.yaml"]);
  expect(problems.map(({ document }) => document.path)).toEqual(["large.json"]);
});

test.each([
  ["a comment", "{ // all", "takes no comments"],
  ["a blank that is none", "{\u00a0", "only YAML may be written like this"],
])("%s in a JSON template is a problem", async (_, start, why) => {
  const { clusters, problems } = await readingOf({
    "a.json": `${start}\n"Resources": {"C": {"Type": "AWS::EKS::Cluster"}}}`,
  });
  expect(clusters).toEqual([]);
  expect(problems.map(({ message }) => message).join()).toContain(why);
});

test("A comment before a JSON template on one line is a problem", async () => {
  const { problems } = await readingOf({
    "a.json": '// all\n{"Resources":{"C":{"Type":"AWS::EKS::Cluster"}}}',
  });
  expect(problems.map(({ message }) => message)).toEqual([
    "This is not valid JSON: it takes no comments.",
  ]);
});

test.each([
  [250, true],
  [251, false],
])(
  "A template of %s clusters has room for their log groups: %s",
  async (count, expected) => {
    const lines = Array.from(
      { length: count },
      (_, index) =>
        `  C${index}: {Type: AWS::EKS::Cluster, Properties: {Name: c${index}}}`,
    );
    const { clusters } = await readingOf({
      "a.yaml": `Resources:\n${lines.join("\n")}\n`,
    });
    expect(clusters.length).toBe(count);
    const fix = clusters[0]?.logGroup.retention.propose(90);
    expect(fix !== undefined).toBe(expected);
  },
);
