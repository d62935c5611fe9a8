import { expect, test } from "vitest";
import { onlyCluster, shown } from "./reading";

/** A template whose cluster is named by an expression. */
const yaml = (expression: string): string => `
Parameters:
  Given: {Type: String, Default: given}
  Open: {Type: String}
  List: {Type: CommaDelimitedList, Default: "a, b,c"}
  Number: {Type: Number, Default: 007}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}
  Secret: {Type: String, NoEcho: true, Default: hush}
Mappings:
  Map:
    one: {Key: first, List: [x, y]}
    two: {Key: second}
Conditions:
  Yes: !Equals [a, a]
  No: !Not [!Condition Yes]
  Undecided: !Equals [!Ref Open, "x"]
Resources:
  Role:
    Type: AWS::IAM::Role
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: ${expression}
`;

const cases: readonly (readonly [string, unknown])[] = [
  ["plain", "plain"],
  ["!Ref Given", "given"],
  ["{Ref: Given}", "given"],
  ["!Ref Number", "007"],
  ["!Ref List", ["a", "b", "c"]],
  ["!Ref Open", "? parameter Open has no default"],
  [
    "!Ref Stored",
    "? parameter Stored is read from the Systems Manager parameter store",
  ],
  ["!Ref Nothing", "? the template declares nothing named Nothing"],
  ["!Ref AWS::Region", "? AWS::Region depends on where the stack is deployed"],
  ["!Sub '${Given}-x'", "given-x"],
  ["!Sub '${Given}-${Open}'", "given-?"],
  ["!Sub ['${A}-${Given}', {A: !Ref Number}]", "007-given"],
  ["{'Fn::Sub': ['${A}', {A: {'Fn::Sub': 'x${Given}'}}]}", "xgiven"],
  ["!Sub '${!Literal}${Given}'", "${Literal}given"],
  ["!Sub '${Role.Arn}'", "?"],
  ["!Join ['-', [a, !Ref Given, 1]]", "a-given-1"],
  ["!Join ['-', !Ref List]", "a-b-c"],
  ["!Join ['-', [a, !Ref AWS::NoValue, c]]", "a-c"],
  [
    "!Join ['-', [a, !If [Undecided, b, !Ref AWS::NoValue]]]",
    { "condition Undecided": "a-b", "not condition Undecided": "a" },
  ],
  ["!Join ['/', [a, !Ref Open]]", "a/?"],
  ["!Select [1, !Ref List]", "b"],
  ["!Select ['2', [x, y, !Ref Given]]", "given"],
  ["!Select [9, !Ref List]", "? the list has no element 9"],
  ["!Split [',', 'x,y']", ["x", "y"]],
  ["!Select [0, !Split ['.', 'a.b']]", "a"],
  ["!If [Yes, a, b]", "a"],
  ["!If [No, a, !Ref Given]", "given"],
  [
    "{'Fn::If': [Undecided, a, b]}",
    { "condition Undecided": "a", "not condition Undecided": "b" },
  ],
  [
    "!If [Undecided, same, same]",
    { "condition Undecided": "same", "not condition Undecided": "same" },
  ],
  ["!If [Missing, a, b]", "? the template has no condition Missing"],
  ["!FindInMap [Map, one, Key]", "first"],
  ["!FindInMap [Map, one, List]", ["x", "y"]],
  [
    "!FindInMap [Map, !Ref Open, Key]",
    { 'Open == "one"': "first", 'Open == "two"': "second" },
  ],
  ["!FindInMap [Map, three, Key]", '? mapping Map has no entry "three"'],
  ["!FindInMap [Map, three, Key, {DefaultValue: other}]", "other"],
  [
    "!FindInMap [Map, two, !Ref Open, {DefaultValue: other}]",
    { 'Open == "Key"': "second", 'not Open == "Key"': "other" },
  ],
  ["!FindInMap [None, a, b]", "? the template has no mapping None"],
  ["!Base64 aé", "YcOp"],
  ["!Length [a, b, !Ref AWS::NoValue]", 2],
  ["!Length {Ref: List}", 3],
  ["!ToJsonString {a: !Ref Given, b: [1, true]}", '{"a":"given","b":[1,true]}'],
  ["!ImportValue name", '? "name" is exported by another stack'],
  ["!GetAtt Role.Arn", "? Role.Arn is known only once it is deployed"],
  ["!GetAtt [Role, Arn]", "? Role.Arn is known only once it is deployed"],
  ["!GetAZs ''", '? "" stands for availability zones of an account'],
  ["'{{resolve:ssm:/a}}'", "?"],
  ["'a-{{resolve:ssm:/a:1}}-b'", "a-?-b"],
  ["'${NAME}-x'", "?-x"],
  ["'{{ name }}'", "?"],
  ["!Sub '${Given}-{{ name }}'", "given-?"],
  ["!Transform {Name: Macro}", "? a macro makes it when the stack is deployed"],
  ["!Nonsense x", "? Fn::Nonsense is not a function of CloudFormation"],
  ["!Join [a]", "? Fn::Join takes a separator and a list"],
  ["!And [!Condition Yes, !Equals [1, '1']]", true],
  ["!Or [!Condition No, !Condition No]", false],
];

test.each(cases)("%s", async (expression, expected) => {
  const { name } = await onlyCluster(yaml(expression));
  expect(shown(name)).toEqual(expected);
});

test("JSON says the same in the long form", async () => {
  const template = JSON.stringify({
    Parameters: { Given: { Type: "String", Default: "given" } },
    Resources: {
      Cluster: {
        Type: "AWS::EKS::Cluster",
        Properties: {
          Name: {
            "Fn::Join": ["-", [{ Ref: "Given" }, { "Fn::Sub": "${Given}" }]],
          },
        },
      },
    },
  });
  const { name } = await onlyCluster(template, "eks.json");
  expect(shown(name)).toBe("given-given");
});

test("A secret parameter stays secret in what is made of it", async () => {
  const { name } = await onlyCluster(yaml("!Sub 'x-${Secret}'"));
  expect(name.sensitive).toBe(true);
});

test.each([
  ["'{{resolve:ssm:/a}}'", "'{{resolve:ssm:/a}}'"],
  ["!ImportValue name", "!ImportValue name"],
  ["!Ref AWS::StackName", "!Sub '${AWS::StackName}'"],
  ["!GetAtt Role.Arn", "!Sub '${Role.Arn}'"],
  ["!Ref Open", "!Join ['', [!Ref Open]]"],
])("What nobody knows equals itself: %s and %s", async (left, right) => {
  const template = `${yaml(left)}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: !Join ['', [/aws/eks/, ${right}, /cluster]]
      RetentionInDays: 90
`;
  expect((await onlyCluster(template)).logGroup.declared).toBe(true);
});
