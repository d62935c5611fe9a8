import { describe, expect, test } from "vitest";
import { baseOf, nothing } from "../src/base";
import { check } from "../src/check";
import type { Finding, Report } from "../src/core/finding";
import { type Policy, defaultPolicy } from "../src/core/policy";
import { formats } from "../src/formats";
import { includes } from "../src/policy";
import { rules } from "../src/rules";
import { cluster, group, variable } from "./github/scenarios/terraform";
import { treeOf } from "./tree";

/** Files by path. */
type Files = Readonly<Record<string, string>>;

interface Change {
  readonly base: Files;
  /** What is different in the head; null: the file is gone. */
  readonly head: Readonly<Record<string, string | null>>;
  readonly policy?: Partial<Policy>;
  /** Files of the head that a limit keeps from being read. */
  readonly unread?: readonly string[];
}

/** The report on the head of a change, compared with its base. */
async function reportOn({
  base,
  head,
  policy,
  unread = [],
}: Change): Promise<Report> {
  const whole = { ...defaultPolicy, ...policy };
  const included = includes(whole);
  const after = Object.fromEntries(
    Object.entries({ ...base, ...head }).flatMap(([path, text]) =>
      text === null ? [] : [[path, text]],
    ),
  );
  const side = (files: Files) => {
    const source = treeOf(files);
    const paths = source.paths.filter(included);
    return {
      entries: Object.entries(files).map(([path, text]) => ({
        path,
        id: text,
      })),
      source: { ...source, paths },
    };
  };
  const read = Object.entries(after).filter(([path]) => !unread.includes(path));
  const all = side(after);
  const [first] = unread;
  const now = {
    entries: all.entries,
    source: {
      ...all.source,
      document: treeOf(Object.fromEntries(read)).document,
      problems:
        first === undefined
          ? []
          : [
              {
                document: { path: first, text: "" },
                message: `${unread.length} files could not be read.`,
                paths: unread,
              },
            ],
    },
  };
  return check(now.source, {
    formats,
    rules,
    policy: whole,
    base: await baseOf(
      side(base),
      now,
      { named: [], includes: included },
      formats,
    ),
  });
}

/** What a test says about a finding. */
const shown = ({ rule, status, level, confidence, clusters }: Finding) => ({
  rule: rule.id,
  status,
  level,
  confidence,
  clusters: clusters.map(({ address }) => address),
});

async function findingsOf(change: Change) {
  return (await reportOn(change)).findings.map(shown);
}

async function only(change: Change): Promise<Finding> {
  const { findings } = await reportOn(change);
  const [finding, ...others] = findings;
  if (!finding || others.length > 0)
    throw new Error(JSON.stringify(findings.map(shown)));
  return finding;
}

const ON = '["audit"]';
const OFF = '["api"]';
const SOME = 'var.all ? ["audit"] : ["api"]';
const OPEN = "var.types";
const variables =
  'variable "all" {\n  type = bool\n}\nvariable "types" {\n  type = list(string)\n}\n';

const eks = (types: string, days = 90, name = "main") => ({
  "main.tf": `${cluster(name, types)}\n${group(name, days)}`,
  "variables.tf": variables,
});

describe("The status of a finding about log types", () => {
  test.each([
    ["yes", ON, "no", OFF, "regressed"],
    ["yes", ON, "mixed", SOME, "regressed"],
    ["unknown", OPEN, "mixed", SOME, "regressed"],
    ["unknown", OPEN, "no", OFF, "regressed"],
    ["mixed", SOME, "no", OFF, "regressed"],
    ["no", OFF, "no", OFF, "existing"],
    ["no", OFF, "mixed", SOME, "existing"],
    ["mixed", SOME, "mixed", SOME, "existing"],
  ])(
    "from %s (%s) to %s (%s): %s",
    async (_was, before, _is, after, status) => {
      expect(await only({ base: eks(before), head: eks(after) })).toMatchObject(
        { status, level: "error", confidence: "high" },
      );
    },
  );

  test.each([
    ["no", OFF],
    ["mixed", SOME],
    ["unknown", OPEN],
  ])(
    "from %s to unknown is existing, and stays unsure",
    async (_was, before) => {
      expect(await only({ base: eks(before), head: eks(OPEN) })).toMatchObject({
        status: "existing",
        confidence: "low",
      });
    },
  );

  test("from yes to unknown is a warning that is told", async () => {
    expect(await only({ base: eks(ON), head: eks(OPEN) })).toMatchObject({
      status: "regressed",
      level: "warning",
      confidence: "high",
      message:
        'Before this change the log type "audit" of aws_eks_cluster.main was on for sure. Cannot tell whether the log type "audit" is on for aws_eks_cluster.main, because nothing in the code sets var.types.',
    });
  });

  test("from yes to unknown because of a file that does not parse is an error", async () => {
    const found = await findingsOf({
      base: eks(ON),
      head: { "main.tf": cluster("main", '["audit" "api"') },
    });
    expect(found).toContainEqual({
      rule: "audit-logging-disabled",
      status: "regressed",
      level: "error",
      confidence: "high",
      clusters: ["aws_eks_cluster.main"],
    });
  });

  test("a cluster that the base lacks is introduced", async () => {
    expect(await only({ base: { "a.txt": "" }, head: eks(OFF) })).toMatchObject(
      { status: "introduced" },
    );
  });

  test("of the types that are required, each one that is lost counts", async () => {
    const policy = { requiredLogTypes: ["audit", "api", "scheduler"] };
    expect(
      await only({
        base: eks('["audit", "api"]'),
        head: eks('["audit", "scheduler"]'),
        policy,
      }),
    ).toMatchObject({ status: "regressed" });
    expect(
      await only({
        base: eks('["audit", "api"]'),
        head: eks('["api", "audit"]'),
        policy,
      }),
    ).toMatchObject({ status: "existing" });
  });

  test.each([
    [ON, OFF, 'This change switches off the log type "audit" of '],
    [ON, SOME, /^This change switches off .* under a condition\. /],
    [
      SOME,
      OFF,
      /^This change switches off .*, which was on under a condition\. /,
    ],
  ])("from %s to %s says first what is switched off", async (was, is, said) => {
    const { message } = await only({ base: eks(was), head: eks(is) });
    expect(message).toMatch(said);
    expect(message).toMatch(/ is off for aws_eks_cluster\.main/);
  });

  test("nothing compares with a base that cannot be read", async () => {
    const { findings } = await check(treeOf(eks(OFF)), {
      formats,
      rules,
      policy: defaultPolicy,
      base: nothing,
    });
    expect(findings.map(({ status }) => status)).toEqual(["introduced"]);
  });
});

describe("The status of a finding about retention", () => {
  test.each([
    [90, 30, "regressed"],
    [30, 7, "regressed"],
    [7, 7, "existing"],
    [7, 30, "existing"],
    [0, 7, "regressed"],
    [7, 0, "regressed"],
  ])("from %i to %i days: %s", async (before, after, status) => {
    expect(
      await only({ base: eks(ON, before), head: eks(ON, after) }),
    ).toMatchObject({ status, level: "warning" });
  });

  test("says first how much less is kept", async () => {
    const { message } = await only({ base: eks(ON, 90), head: eks(ON, 30) });
    expect(message).toBe(
      "This change makes the log group of aws_eks_cluster.main keep its events for 30 days instead of for 90 days. The log group of aws_eks_cluster.main keeps its events for 30 days < 90, the minimum where nothing names its environment.",
    );
  });

  test("a retention that becomes undecided, then unset, is worse each time", async () => {
    const days = (value: string) => ({
      ...eks(ON),
      "main.tf": `${cluster("main", ON)}\n${group("main", 90).replace("= 90", `= ${value}`)}`,
    });
    const mixed = days("var.all ? 90 : null");
    expect(await only({ base: days("90"), head: mixed })).toMatchObject({
      status: "regressed",
    });
    expect(await only({ base: mixed, head: days("null") })).toMatchObject({
      status: "regressed",
    });
    expect(await only({ base: days("null"), head: mixed })).toMatchObject({
      status: "existing",
    });
  });

  test("the stricter of two environments counts: leaving production is no way around it", async () => {
    const left = {
      base: eks(ON, 90, "eks-prod"),
      head: eks(ON, 30, "eks-dev"),
    };
    const { message, status } = await only(left);
    expect(status).toBe("regressed");
    expect(message).toMatch(/30 days < 90, the minimum for production/);
    expect(
      await only({
        base: eks(ON, 30, "eks-dev"),
        head: eks(ON, 30, "eks-prod"),
      }),
    ).toMatchObject({ status: "regressed" });
    expect(
      await findingsOf({ base: { "a.txt": "" }, head: left.head }),
    ).toEqual([]);
  });
});

const MODULE = `${variable(OFF)}\nvariable "name" {\n  type = string\n}\n\n${cluster("${var.name}", "var.log_types")}\n${group("${var.name}", 90)}`;
const call = (name: string, source = "./eks") =>
  `module "${name}" {\n  source = "${source}"\n  name   = "${name}"\n}\n`;

describe("A finding of several clusters", () => {
  const base = { "eks/main.tf": MODULE, "one.tf": call("one") };

  test("is introduced by a second caller of a bad default, whose cluster speaks for it", async () => {
    const finding = await only({ base, head: { "two.tf": call("two") } });
    expect(shown(finding)).toMatchObject({
      status: "introduced",
      clusters: [
        "module.two.aws_eks_cluster.main",
        "module.one.aws_eks_cluster.main",
      ],
    });
    expect(finding.message).toContain("module.two.");
  });

  test("takes the worst status", async () => {
    const finding = await only({
      base: {
        "eks/main.tf": MODULE,
        "one.tf": `${call("one").replace("\n}\n", `\n  log_types = ${ON}\n}\n`)}`,
      },
      head: { "one.tf": call("one"), "two.tf": call("two") },
    });
    expect(shown(finding)).toMatchObject({
      status: "regressed",
      clusters: [
        "module.one.aws_eks_cluster.main",
        "module.two.aws_eks_cluster.main",
      ],
    });
  });

  test("says nothing of one that is true of another only", async () => {
    const types = (name: string) =>
      `data "external" "${name}" {\n  program = ["true"]\n}\n${call(name).replace("\n}\n", `\n  log_types = split(",", data.external.${name}.result.types)\n}\n`)}`;
    const { findings } = await reportOn({
      base: { "a.txt": "" },
      head: {
        "eks/main.tf": MODULE,
        "one.tf": types("one"),
        "two.tf": types("two"),
      },
    });
    expect(findings.map(({ message }) => message.slice(-60))).toHaveLength(2);
  });
});

describe("A cluster is known again", () => {
  const bad = `${cluster("${var.name}", OFF)}\n`;
  const named = 'variable "name" {\n  type = string\n}\n';
  const existing: readonly (readonly [string, Change])[] = [
    [
      "in a template that was renamed and edited",
      {
        base: { "eks.yaml": template("Eks") },
        head: {
          "eks.yaml": null,
          "stacks/cluster.yaml": `Description: The cluster\n${template("Eks")}`,
        },
      },
    ],
    [
      "in a folder that was renamed, all of its files edited",
      {
        base: {
          "infra/main.tf": bad,
          "infra/variables.tf": named,
          "infra/outputs.tf": 'output "name" {\n  value = var.name\n}\n',
        },
        head: {
          "infra/main.tf": null,
          "infra/variables.tf": null,
          "infra/outputs.tf": null,
          "live/main.tf": `# Live\n${bad}`,
          "live/variables.tf": `# Live\n${named}`,
          "live/outputs.tf": '# Live\noutput "name" {\n  value = var.name\n}\n',
        },
      },
    ],
    [
      "in a file that left a folder which stays",
      {
        base: { "main.tf": named, "eks.tf": bad },
        head: {
          "eks.tf": null,
          "eks/main.tf": `${bad}\n# Split\n`,
          "eks/variables.tf": named,
        },
      },
    ],
    [
      "when a folder of roots with a shared module was renamed",
      {
        base: {
          "eks/main.tf": `${bad}${named}`,
          "a/main.tf": call("x", "../eks").replace('"x"\n}', "var.n\n}"),
        },
        head: {
          "a/main.tf": null,
          "b/main.tf": call("x", "../eks").replace('"x"\n}', "var.n\n}"),
        },
      },
    ],
    ["by a moved block", moved("aws_eks_cluster.main", "aws_eks_cluster.new")],
    [
      "by a chain of moved blocks",
      {
        ...moved("aws_eks_cluster.main", "aws_eks_cluster.between"),
        head: {
          "main.tf": `${named}${cluster("${var.name}", OFF, "new")}\n${move("aws_eks_cluster.main", "aws_eks_cluster.between")}${move("aws_eks_cluster.between", "aws_eks_cluster.new")}`,
        },
      },
    ],
    [
      "by a moved block in JSON",
      {
        ...moved("aws_eks_cluster.main", "aws_eks_cluster.new"),
        head: {
          "main.tf": `${named}${cluster("${var.name}", OFF, "new")}`,
          "moved.tf.json":
            '{"moved": [{"from": "aws_eks_cluster.main", "to": "aws_eks_cluster.new"}]}',
        },
      },
    ],
    [
      "when a module call moves",
      {
        base: { "eks/main.tf": `${bad}${named}`, "main.tf": module("old") },
        head: {
          "main.tf": `${module("new")}${move("module.old", "module.new")}`,
        },
      },
    ],
    [
      "when a module moves its resource",
      {
        base: { "eks/main.tf": `${bad}${named}`, "main.tf": module("eks") },
        head: {
          "eks/main.tf": `${cluster("${var.name}", OFF, "new")}${named}${move("aws_eks_cluster.main", "aws_eks_cluster.new")}`,
        },
      },
    ],
    [
      "when an instance of for_each gets another key",
      {
        base: { "main.tf": `${named}${each("blue")}` },
        head: {
          "main.tf": `${named}${each("green")}${move('aws_eks_cluster.main["blue"]', 'aws_eks_cluster.main[ "green" ]')}`,
        },
      },
    ],
    [
      "when it goes into a module of the registry",
      {
        base: { "main.tf": `${named}${cluster("${var.name}", OFF)}` },
        head: {
          "main.tf": `${named}${registry}${move("aws_eks_cluster.main", "module.eks.aws_eks_cluster.this[0]")}`,
        },
      },
    ],
    [
      "when it comes out of a module of the registry",
      {
        base: { "main.tf": `${named}${registry}` },
        head: {
          "main.tf": `${named}${cluster("${var.name}", OFF)}${move("module.eks.aws_iam_role.this[0]", "aws_iam_role.main")}${move("module.eks.aws_eks_cluster.this[0]", "aws_eks_cluster.main")}`,
        },
      },
    ],
    [
      "when it gets a count",
      {
        base: { "main.tf": `${named}${cluster("${var.name}", OFF)}` },
        head: {
          "main.tf": `${named}${cluster("${var.name}", OFF).replace("{\n", "{\n  count = 1\n")}`,
        },
      },
    ],
    [
      "by its name, when address and format change",
      {
        base: {
          "cluster.yaml":
            "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: demo\n  region: eu-west-1\n",
        },
        head: { "cluster.yaml": null, "main.tf": cluster("demo", OFF) },
      },
    ],
  ];

  test.each(existing)("%s", async (_name, change) => {
    const { findings, clusters } = await reportOn(change);
    const types = findings.filter(
      ({ rule }) => rule.id === "audit-logging-disabled",
    );
    expect(clusters).toHaveLength(1);
    expect(types.map(({ status }) => status)).toEqual(["existing"]);
  });

  const introduced: readonly (readonly [string, Change])[] = [
    [
      "a new one takes the address that the old one left",
      {
        base: { "main.tf": `${named}${cluster("${var.name}", ON)}` },
        head: {
          "main.tf": `${named}${cluster("${var.name}-a", ON, "old")}${cluster("${var.name}-b", OFF)}${move("aws_eks_cluster.main", "aws_eks_cluster.old")}`,
        },
      },
    ],
    [
      "a moved block is left of a move long done",
      {
        base: {
          "main.tf": `${named}${cluster("${var.name}-a", OFF, "old")}${cluster("${var.name}-b", ON)}${move("aws_eks_cluster.gone", "aws_eks_cluster.main")}`,
        },
        head: {
          "main.tf": `${named}${cluster("${var.name}-b", ON)}${cluster("${var.name}-c", OFF, "new")}${move("aws_eks_cluster.gone", "aws_eks_cluster.main")}`,
        },
      },
    ],
    [
      "another file has little in common with one that went",
      {
        base: { "eks.yaml": template("Eks") },
        head: {
          "eks.yaml": null,
          "other.yaml": `${template("Eks").replaceAll(/Key|Value/g, "$&s")}${"# Something else\n# entirely\n".repeat(20)}`,
        },
      },
    ],
    [
      "the same address is in another root beside the first",
      {
        base: { "a/main.tf": `${named}${bad}` },
        head: { "b/main.tf": `${named}${bad}` },
      },
    ],
  ];

  test.each(introduced)("as new, though %s", async (_name, change) => {
    expect(
      (await findingsOf(change)).filter(
        ({ rule, status }) =>
          rule === "audit-logging-disabled" && status === "introduced",
      ),
    ).toHaveLength(1);
  });

  test("what is better before stays compared with it after a move", async () => {
    const change = moved("aws_eks_cluster.main", "aws_eks_cluster.new", ON);
    expect(await findingsOf(change)).toContainEqual({
      rule: "audit-logging-disabled",
      status: "regressed",
      level: "error",
      confidence: "high",
      clusters: ["aws_eks_cluster.new"],
    });
  });
});

const registry =
  'module "eks" {\n  source       = "terraform-aws-modules/eks/aws"\n  version      = "17.24.0"\n  cluster_name = var.name\n}\n';

function module(name: string) {
  return `variable "n" {}\nmodule "${name}" {\n  source = "./eks"\n  name   = var.n\n}\n`;
}

function move(from: string, to: string) {
  return `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
}

function moved(from: string, to: string, before = OFF): Change {
  const named = 'variable "name" {\n  type = string\n}\n';
  const [, was = ""] = from.split(".");
  const [, is = ""] = to.split(".");
  return {
    base: { "main.tf": `${named}${cluster("${var.name}", before, was)}` },
    head: {
      "main.tf": `${named}${cluster("${var.name}", OFF, is)}\n${move(from, to)}`,
    },
  };
}

function each(key: string) {
  return cluster("${var.name}-${each.key}", OFF).replace(
    "{\n",
    `{\n  for_each = toset(["${key}"])\n`,
  );
}

function template(id: string) {
  return `Resources:\n  ${id}:\n    Type: AWS::EKS::Cluster\n    Properties:\n      RoleArn: arn:aws:iam::123456789012:role/eks\n      ResourcesVpcConfig:\n        SubnetIds: [subnet-1, subnet-2]\n      Tags:\n        - Key: team\n          Value: platform\n      Logging:\n        ClusterLogging:\n          EnabledTypes:\n            - Type: api\n`;
}

describe("A cluster that is out of sight", () => {
  const infra = {
    "infra/main.tf": `${cluster("main", ON)}\n${group("main", 90)}`,
  };
  const broken = 'resource "x" "y" {\n  z = [\n';
  const tell = ({ rule, status, level }: ReturnType<typeof shown>) =>
    `${status} ${level} of ${rule}`;
  const error = "regressed error of audit-logging-disabled";

  test.each<[string, Change]>([
    [
      "its template does not parse",
      {
        base: { "eks.yaml": template("Eks").replace("api", "audit") },
        head: { "eks.yaml": `${template("Eks")}      }: [\n` },
      },
    ],
    [
      "its file is no text any more",
      { base: infra, head: { "infra/main.tf": broken } },
    ],
    [
      "a module on the way to it does not parse",
      {
        base: {
          "main.tf": 'module "a" {\n  source = "./a"\n}\n',
          "a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
          "b/main.tf": infra["infra/main.tf"],
          "c/main.tf": 'module "b" {\n  source = "../b"\n}\n',
        },
        head: { "a/main.tf": broken },
      },
    ],
    [
      "its file is one of many that a limit keeps from being read",
      {
        base: { ...infra, "a/main.tf": "locals {\n}\n" },
        head: { "b.tf": "" },
        unread: ["a/main.tf", "infra/main.tf"],
      },
    ],
    [
      "its folder went to where the policy excludes it",
      {
        base: infra,
        head: {
          "infra/main.tf": null,
          "vendor/infra/main.tf": infra["infra/main.tf"],
        },
      },
    ],
    [
      "its file was edited on its way to where the policy excludes it",
      {
        base: infra,
        head: {
          "infra/main.tf": null,
          "vendor/infra/main.tf": `# Vendored\n${infra["infra/main.tf"]}`,
        },
      },
    ],
    [
      "its folder went out of what the policy includes",
      {
        base: infra,
        head: {
          "infra/main.tf": null,
          "other/main.tf": infra["infra/main.tf"],
        },
        policy: { include: ["infra/**"] },
      },
    ],
  ])("is an error when %s", async (_name, change) => {
    expect((await findingsOf(change)).map(tell)).toContain(error);
  });

  test("is a warning when its code is elsewhere now", async () => {
    const change = {
      base: infra,
      head: {
        "infra/main.tf":
          'module "eks" {\n  source = "git::https://example.com/eks.git"\n}\n',
      },
    };
    const found = await findingsOf(change);
    expect(found.map(tell)).toEqual([
      "regressed warning of audit-logging-disabled",
    ]);
  });

  test.each<[string, Change]>([
    [
      "it was deleted where a limit keeps other files from being read",
      {
        base: { ...infra, "a/main.tf": "locals {\n}\n" },
        head: { "infra/main.tf": null },
        unread: ["a/main.tf"],
      },
    ],
    ["it was deleted", { base: infra, head: { "infra/main.tf": null } }],
    [
      "it was deleted beside a problem that was there before",
      {
        base: {
          ...infra,
          "infra/other.tf":
            'module "eks_addons" {\n  source = "git::https://example.com/eks.git"\n}\n',
        },
        head: { "infra/main.tf": null },
      },
    ],
    [
      "it was deleted while a file of another kind broke",
      {
        base: { "main.tf": infra["infra/main.tf"], "eks.yaml": "a: 1\n" },
        head: { "main.tf": null, "eks.yaml": `${template("Eks")}      }: [\n` },
      },
    ],
    [
      "the rule is off",
      {
        base: infra,
        head: {
          "infra/main.tf": null,
          "vendor/infra/main.tf": infra["infra/main.tf"],
        },
        policy: { levels: new Map([["audit-logging-disabled", "off"]]) },
      },
    ],
  ])("is no finding when %s", async (_name, change) => {
    expect(await findingsOf(change)).toEqual([]);
  });
});

describe("The log group that nobody declares", () => {
  const alone = (types: string, name = "main") => ({
    "main.tf": cluster(name, types),
  });
  const safety = async (change: Change) => {
    const { findings } = await reportOn(change);
    const found = findings.find(
      ({ rule }) => rule.id === "log-retention-unset",
    );
    return found?.fix && [found.fix.safety, found.fix.why === undefined];
  };

  test.each<[string, Change]>([
    ["is new", { base: { "a.txt": "" }, head: alone(ON) }],
    ["had no log type on", { base: alone("[]"), head: alone(ON) }],
    [
      "is new in a template",
      {
        base: { "a.txt": "" },
        head: {
          "eks.yaml": template("Eks").replace(
            "RoleArn",
            "Name: prod\n      RoleArn",
          ),
        },
      },
    ],
    [
      "is new, of a module that makes the group on demand",
      {
        base: { "a.txt": "" },
        head: {
          "main.tf": registry
            .replace("17.24.0", "20.31.0")
            .replace("var.name", '"prod"')
            .replace("}\n", "  create_cloudwatch_log_group = false\n}\n"),
        },
      },
    ],
  ])("is safe to declare for a cluster that %s", async (_name, change) => {
    expect(await safety(change)).toEqual(["safe", true]);
  });

  test.each<[string, Change]>([
    ["was there with logging on", { base: alone(ON), head: { "a.txt": "1" } }],
    ["had another log type on", { base: alone(OFF), head: alone(ON) }],
    [
      "was there with logging that nobody knows",
      { base: { ...alone(OPEN), "variables.tf": variables }, head: alone(ON) },
    ],
    [
      "is new beside code that cannot be read in the base",
      { base: { "other/x.tf": 'a "b" {\n' }, head: alone(ON) },
    ],
  ])("is unsafe to declare for a cluster that %s", async (_name, change) => {
    expect(await safety(change)).toEqual(["unsafe", false]);
  });

  test("is unsafe to declare in a module that also makes a cluster which was there", async () => {
    const shared = `variable "name" {\n  type = string\n}\n${cluster("${var.name}", ON)}`;
    expect(
      await safety({
        base: { "eks/main.tf": shared, "one.tf": call("one") },
        head: { "two.tf": call("two") },
      }),
    ).toEqual(["unsafe", false]);
  });
});
