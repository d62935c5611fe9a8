import { expect, test } from "vitest";
import { contains } from "../../../src/core/outcomes";
import { onlyCluster, readingOf, shown } from "./reading";

const template = (types: string, more = "", condition = "") => `
Parameters:
  Stage: {Type: String}
  Region: {Type: String, AllowedValues: [eu, us]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Equals [!Ref Stage, dev]
  NotProd: !Not [!Condition IsProd]
  Eu: !Equals [!Ref Region, eu]
  Us: !Equals [us, !Ref Region]
  ProdInEu: !And [!Condition IsProd, !Condition Eu]
  ProdOrEu: !Or [{Condition: IsProd}, {Condition: Eu}]
Resources:
  Cluster:
    Type: AWS::EKS::Cluster${condition}
    Properties:
      Name: payments
      Logging:
        ClusterLogging:
          EnabledTypes: ${types}
${more}`;

const audit = "[{Type: audit}]";
const api = "[{Type: api}]";

test.each([
  [
    "a condition and its opposite",
    `[!If [IsProd, {Type: audit}, !Ref AWS::NoValue], !If [NotProd, {Type: audit}, !Ref AWS::NoValue]]`,
    "yes",
  ],
  [
    "two questions that exclude each other",
    `!If [IsProd, !If [IsDev, ${api}, ${audit}], ${audit}]`,
    "yes",
  ],
  [
    "allowed values that are all asked about",
    `!If [Eu, ${audit}, !If [Us, ${audit}, ${api}]]`,
    "yes",
  ],
  ["one branch of two", `!If [IsProd, ${audit}, ${api}]`, "mixed"],
  ["one of four outcomes", `!If [ProdInEu, ${api}, ${audit}]`, "mixed"],
  ["three of four outcomes", `!If [ProdOrEu, ${api}, ${audit}]`, "mixed"],
  [
    "a condition inside of its own branch",
    `!If [ProdInEu, !If [IsProd, ${audit}, ${api}], ${audit}]`,
    "yes",
  ],
  ["both branches without", `!If [IsProd, ${api}, []]`, "no"],
])("%s", async (_, types, expected) => {
  const { logTypes } = await onlyCluster(template(types));
  expect(contains(logTypes.value, "audit")).toBe(expected);
});

test("Two parameters make four outcomes, each with its own answer", async () => {
  const types = `!If [IsProd, !If [Eu, [{Type: audit}], [{Type: api}]], !If [Eu, [{Type: scheduler}], []]]`;
  const { logTypes } = await onlyCluster(template(types));
  expect(shown(logTypes.value)).toEqual({
    'condition IsProd and Region == "eu"': ["audit"],
    'condition IsProd and Region == "us"': ["api"],
    'not condition IsProd and Region == "eu"': ["scheduler"],
    'not condition IsProd and Region == "us"': [],
  });
});

test.each([
  ["IsProd", `!If [IsProd, ${audit}, ${api}]`, ["audit"]],
  ["IsProd", `!If [NotProd, ${api}, ${audit}]`, ["audit"]],
  ["IsProd", `!If [IsDev, ${api}, ${audit}]`, ["audit"]],
  ["ProdInEu", `!If [Eu, ${audit}, ${api}]`, ["audit"]],
  ["Us", `!If [Eu, ${api}, ${audit}]`, ["audit"]],
  ["Eu", `[{Type: !If [Us, api, audit]}]`, ["audit"]],
])(
  "The cluster's own condition %s holds in %s",
  async (condition, types, expected) => {
    const text = template(types, "", `\n    Condition: ${condition}`);
    const { logTypes } = await onlyCluster(text);
    expect(shown(logTypes.value)).toEqual(expected);
  },
);

test("What the cluster's own condition leaves of a branch holds for the elements in it", async () => {
  const types = `!If [IsProd, [{Type: scheduler}], [{Type: !If [Us, api, audit]}]]`;
  const text = template(types, "", "\n    Condition: ProdOrUs").replace(
    "Conditions:",
    "Conditions:\n  ProdOrUs: !Or [{Condition: IsProd}, {Condition: Us}]",
  );
  const { logTypes } = await onlyCluster(text);
  expect(contains(logTypes.value, "audit")).toBe("no");
});

const group = (condition: string, days = "365") => `
  Logs:
    Type: AWS::Logs::LogGroup${condition}
    Properties:
      LogGroupName: /aws/eks/payments/cluster
      RetentionInDays: ${days}
`;

test("A group that is made only under a condition keeps events for ever otherwise", async () => {
  const text = template(audit, group("\n    Condition: IsProd"));
  const { retention } = (await onlyCluster(text)).logGroup;
  expect(shown(retention.value)).toEqual({
    "condition IsProd": 365,
    "not condition IsProd": null,
  });
});

test("A group under the cluster's own condition is there when the cluster is", async () => {
  const text = template(
    audit,
    group("\n    Condition: IsProd", "!If [NotProd, 1, 365]"),
    "\n    Condition: IsProd",
  );
  const { retention } = (await onlyCluster(text)).logGroup;
  expect(shown(retention.value)).toBe(365);
});

test("A group whose condition is false is not declared", async () => {
  const text = template(audit, group("\n    Condition: Never")).replace(
    "Conditions:",
    "Conditions:\n  Never: !Equals [a, b]",
  );
  expect((await onlyCluster(text)).logGroup.declared).toBe(false);
});

test.each([
  ["its defaults leave out, which may be deployed otherwise", "!Ref Skip", 1],
  ["nothing can bring in", "skip", 0],
])("A cluster that %s: judged %s", async (_, value, judged) => {
  const text = template(api, "", "\n    Condition: Wanted")
    .replace("Conditions:", `Conditions:\n  Wanted: !Equals [${value}, no]`)
    .replace(
      "Parameters:",
      "Parameters:\n  Skip: {Type: String, Default: skip}",
    );
  const { clusters } = await readingOf({ "eks.yaml": text });
  expect(clusters.length).toBe(judged);
});
