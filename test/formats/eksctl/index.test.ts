import { describe, expect, test } from "vitest";
import type { Cluster, Wanted } from "../../../src/core/cluster";
import { textOf } from "../../../src/core/document";
import { environmentOf } from "../../../src/core/environment";
import { trace } from "../../../src/core/finding";
import { edited } from "../../../src/core/fix";
import { contains } from "../../../src/core/outcomes";
import { defaultPolicy } from "../../../src/core/policy";
import { sameText } from "../../../src/core/same-text";
import { logGroupName } from "../../../src/core/text";
import type { Value } from "../../../src/core/value";
import { eksctl } from "../../../src/formats/eksctl";
import { treeOf } from "../../tree";

const header = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n";
const named = `${header}metadata: {name: main, region: us-east-1}\n`;
const withLogging = (logging: string) =>
  `${named}cloudWatch:\n  clusterLogging:\n${logging.replace(/^/gm, "    ")}\n`;

const read = (files: Record<string, string>) => eksctl.read(treeOf(files));

async function clusterOf(
  text: string,
  path = "cluster.yaml",
): Promise<Cluster> {
  const { clusters } = await read({ [path]: text });
  const [cluster, second] = clusters;
  if (!cluster || second) throw new Error("not exactly one cluster");
  return cluster;
}

/** A value in short: its data, or why it is not known. */
function short(value: Value): unknown {
  if (value.kind === "unknown") return `? ${value.reason}`;
  const { data } = value;
  return data !== null && typeof data === "object"
    ? [...data.values()].map(short)
    : data;
}

describe("which files are read", () => {
  test.each([
    ["cluster.yaml", true],
    ["a/b/eks.yml", true],
    ["cluster.JSON", true],
    ["cluster.yaml.tmpl", true],
    ["cluster.yml.tpl", true],
    ["cluster.json.template", true],
    ["cluster.yaml.j2", true],
    ["cluster.yaml.jinja", true],
    ["cluster.yaml.gotmpl", true],
    ["cluster.yaml.tftpl", true],
    ["cluster.yml.erb", true],
    ["cluster.yaml.bak", false],
    ["cluster.template", false],
    ["main.tf", false],
    ["yaml", false],
  ])("%s: %s", (path, claimed) => {
    expect(eksctl.claims(path)).toBe(claimed);
  });

  test.each([
    [
      "another kind",
      named.replace("ClusterConfig", "NodeGroup # ClusterConfig"),
    ],
    [
      "another program's kind",
      "apiVersion: x/eksctl.io/v1\nkind: ClusterConfig\n",
    ],
    [
      "a text that holds one",
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n${named.replace(/^/gm, "    ")}`,
    ],
    [
      "a broken manifest that mentions one",
      `kind: Other\n# ${named.replaceAll("\n", " ")}\na: [\n`,
    ],
    ["a list", `- ${named.replaceAll("\n", "\n  ")}`],
  ])("%s is none", async (_, text) => {
    expect(await read({ "a.yaml": text })).toMatchObject({
      clusters: [],
      groups: [],
      problems: [],
    });
  });

  test("a file that a link leads to is one cluster", async () => {
    const tree = treeOf({ "a.yaml": named });
    const linked = {
      ...tree,
      paths: ["a.yaml", "link.yaml"],
      document: () => tree.document("a.yaml"),
    };
    expect((await eksctl.read(linked)).clusters.length).toBe(1);
  });

  test("files that are not at hand are passed over", async () => {
    const tree = { ...treeOf({ "a.yaml": named }), document: () => undefined };
    expect((await eksctl.read(tree)).clusters).toEqual([]);
  });
});

describe("log types", () => {
  test.each<[string, string, unknown]>([
    ["a list", "enableTypes: [api, audit]", ["api", "audit"]],
    [
      "a star",
      'enableTypes: ["*"]',
      ["api", "audit", "authenticator", "controllerManager", "scheduler"],
    ],
    [
      "all, in any position",
      "enableTypes:\n- api\n- all",
      [
        "api",
        "api",
        "audit",
        "authenticator",
        "controllerManager",
        "scheduler",
      ],
    ],
    ["nothing", "{}", null],
    ["a null", "enableTypes:", null],
    ["an empty list", "enableTypes: []", []],
    [
      "unknown words",
      "enableTypes: [Audit, auditing, 1]",
      ["Audit", "auditing", 1],
    ],
    [
      "a text",
      "enableTypes: audit",
      "? enableTypes is not a list, which eksctl refuses",
    ],
    [
      "a mapping",
      "enableTypes: {audit: true}",
      "? enableTypes is not a list, which eksctl refuses",
    ],
    [
      "a list in a list",
      "enableTypes: [[audit]]",
      ["? an element of enableTypes is not a text, which eksctl refuses"],
    ],
    [
      "a placeholder",
      "enableTypes: ${TYPES}",
      "? the placeholder ${TYPES} is filled in before eksctl reads the file",
    ],
    [
      "a placeholder among others",
      "enableTypes: [audit, {{ more }}]",
      [
        "audit",
        "? the placeholder {{ more }} is filled in before eksctl reads the file",
      ],
    ],
  ])("%s", async (_, logging, expected) => {
    const { logTypes } = await clusterOf(withLogging(logging));
    expect(short(logTypes.value)).toEqual(expected);
  });

  test.each([
    ["nothing about CloudWatch", named],
    ["an empty section", `${named}cloudWatch:\n`],
    ["an empty section in it", `${named}cloudWatch: {clusterLogging: }\n`],
  ])("%s: none, at the cluster's name", async (_, text) => {
    const { logTypes, logGroup } = await clusterOf(text);
    expect(short(logTypes.value)).toBeNull();
    expect(textOf(logTypes.range)).toBe("name: main");
    expect(short(logGroup.retention.value)).toBeNull();
    expect(logGroup.declared).toBe(false);
  });

  test("a section that is filled in later is unknown", async () => {
    const { logTypes, logGroup } = await clusterOf(
      `${named}cloudWatch: {{ .Values.cloudWatch }}\n`,
    );
    const reason =
      "? the placeholder {{ .Values.cloudWatch }} is filled in before eksctl reads the file";
    expect(short(logTypes.value)).toBe(reason);
    expect(short(logGroup.retention.value)).toBe(reason);
    expect(
      logTypes.propose({ required: ["audit"], recommended: [] }),
    ).toBeUndefined();
  });

  test("each type has its own place", async () => {
    const { logTypes } = await clusterOf(
      withLogging("enableTypes:\n- api\n- all # x"),
    );
    const { value } = logTypes;
    const elements =
      value.kind === "known" && Array.isArray(value.data) ? value.data : [];
    expect(elements.map((each: Value) => textOf(each.origin.range))).toEqual([
      "api",
      "all",
      "all",
      "all",
      "all",
      "all",
    ]);
  });
});

describe("through merges and aliases", () => {
  const text = `${named}x:
  types: &types [api]
  logging: &logging {enableTypes: *types, logRetentionInDays: &days 7}
cloudWatch:
  clusterLogging:
    <<: *logging
`;

  test("the value is followed to where it is written", async () => {
    const { logTypes, logGroup } = await clusterOf(text);
    expect(short(logTypes.value)).toEqual(["api"]);
    expect(
      trace(logTypes.value).map(({ range, label }) => [label, textOf(range)]),
    ).toEqual([
      ["merged in here", "<<: *logging"],
      ["an alias of it", "*types"],
      ["cloudWatch.clusterLogging.enableTypes", "[api]"],
    ]);
    expect(short(logGroup.retention.value)).toBe(7);
    expect(logGroup.declared).toBe(true);
  });

  test("and the edit is made there", async () => {
    const { logTypes } = await clusterOf(`${text}y: *types\n`);
    const fix = logTypes.propose({
      required: ["audit"],
      recommended: ["scheduler"],
    });
    expect(fix?.title).toBe(
      'Add "audit" to enableTypes, which line 10 uses too',
    );
    expect(edited(fix?.edits ?? [])[0]?.text).toContain(
      "types: &types [api, audit]\n",
    );
  });
});

describe("templates", () => {
  const conditional = `${named}{% if logging %}\ncloudWatch:\n  clusterLogging:\n    enableTypes: [audit]\n{% else %}\nx: 1\n{% endif %}\n`;

  test("what stands under a condition cannot be known", async () => {
    const { logTypes } = await clusterOf(conditional);
    expect(short(logTypes.value)).toBe(
      "? a statement of a template decides whether it is there",
    );
    expect(contains(logTypes.value, "audit")).toBe("unknown");
  });

  test("what stands behind one can", async () => {
    const { logTypes } = await clusterOf(
      conditional.replace("{% else %}\n", "").replace("cloudWatch:", "y:") +
        "cloudWatch: {clusterLogging: {enableTypes: [audit]}}\n",
    );
    expect(short(logTypes.value)).toEqual(["audit"]);
  });

  test("a condition inside of a list leaves the list unknown", async () => {
    const { logTypes } = await clusterOf(
      withLogging(
        "enableTypes:\n- audit\n{{- if .Values.api }}\n- api\n{{- end }}",
      ).replace(/^ +\{\{/gm, "{{"),
    );
    expect(short(logTypes.value)).toBe(
      "? a statement of a template decides whether it is there",
    );
  });

  test("a line that may bring anything may bring log types", async () => {
    const { logTypes } = await clusterOf(`${named}{{ include "logging" . }}\n`);
    expect(short(logTypes.value)).toBe(
      '? the template line {{ include "logging" . }} may bring it',
    );
    expect(
      short(
        (
          await clusterOf(
            `{{- $x := 1 }}\n${named}{{- range .x }}\n# y\n{{- end }}\n`,
          )
        ).logTypes.value,
      ),
    ).toBeNull();
  });

  test("a line behind a list that may bring anything may bring types", async () => {
    const { logTypes } = await clusterOf(
      withLogging(
        'enableTypes:\n  - api\n  # more\n  {{- include "types" . }}',
      ),
    );
    expect(short(logTypes.value)).toBe(
      '? the template line {{- include "types" . }} may add to it',
    );
  });

  test("nothing is written under a condition", async () => {
    const text = `${named}nodeGroups:\n- name: a\n{% if b %}\n- name: b\n{% endif %}\n`;
    const { logTypes } = await clusterOf(text);
    const fix = logTypes.propose({ required: ["audit"], recommended: [] });
    const logging =
      "cloudWatch:\n  clusterLogging:\n    enableTypes:\n    - audit\n";
    expect(edited(fix?.edits ?? [])[0]?.text).toBe(text + logging);
    const inside = text.replace("- name: b", "- name: b\nvpc: {}");
    const open = (await clusterOf(inside)).logTypes;
    expect(
      edited(
        open.propose({ required: ["audit"], recommended: [] })?.edits ?? [],
      )[0]?.text,
    ).toBe(inside.replace("nodeGroups", `${logging}nodeGroups`));
    const whole = await clusterOf(`{% if c %}\n${named}{% endif %}\n`);
    const within = whole.logTypes.propose({
      required: ["audit"],
      recommended: [],
    });
    expect(edited(within?.edits ?? [])[0]?.text).toBe(
      `{% if c %}\n${named}${logging.replace(/- audit/, "  - audit")}{% endif %}\n`,
    );
  });

  test("the cluster's name keeps what is known of it", async () => {
    const text = named.replace("name: main", "name: {{ env }}-eks-${REGION}");
    const { name, address } = await clusterOf(text);
    const again = await clusterOf(text);
    expect(address).toBe("{{ env }}-eks-${REGION}");
    expect(
      name.kind === "unknown" &&
        name.parts?.filter((part) => typeof part === "string"),
    ).toEqual(["-eks-"]);
    expect(sameText(logGroupName(name), logGroupName(again.name))).toBe("yes");
    expect(sameText(name, (await clusterOf(text, "other.yaml")).name)).toBe(
      "unknown",
    );
  });
});

test("a cluster without a name is still one", async () => {
  const { address, name, range } = await clusterOf(`${header}metadata: {}\n`);
  expect(address).toBe("ClusterConfig");
  expect(short(name)).toBe("? the file gives the cluster no name");
  expect(textOf(range)).toBe("kind: ClusterConfig");
});

test("every document of a file is a cluster, under the file as its root", async () => {
  const { clusters } = await read({
    "a/b.yaml": `${named}---\nx: 1\n---\n${named.replace("main", "other")}`,
  });
  expect(clusters.map(({ root, address }) => [root, address])).toEqual([
    ["a/b.yaml", "main"],
    ["a/b.yaml", "other"],
  ]);
});

test.each([
  [
    "its tag",
    "x/prod/a.yaml",
    named.replace("region", "tags: {environment: dev}, region"),
    "development",
  ],
  ["its name", "x/prod/a.yaml", named.replace("main", "main-stg"), "staging"],
  ["its nearest folder", "dev/prod/a.yaml", named, "production"],
  ["nothing", "a.yaml", named, null],
])("its environment is told by %s", async (_, path, text, expected) => {
  const cluster = await clusterOf(text, path);
  expect(environmentOf(cluster, defaultPolicy).name).toBe(expected);
});

describe("problems", () => {
  const messages = async (text: string, path = "a.yaml") =>
    (await read({ [path]: text })).problems.map(({ message }) => message);

  test("a broken file of eksctl is one, though nothing of it can be read", async () => {
    expect(await messages(`${named}a: [\n`)).toEqual([
      "This is not valid YAML: what opens here is never closed.",
    ]);
    expect(
      await messages(
        '{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig"',
        "a.json",
      ),
    ).toEqual(["This is not valid JSON: what opens here is never closed."]);
  });

  test.each([
    ["1096", "eksctl does not take 1096 for logRetentionInDays"],
    ["'90'", 'eksctl does not take "90" for logRetentionInDays'],
    ["-1", "eksctl does not take -1 for logRetentionInDays"],
  ])("a retention of %s is one", async (days, start) => {
    const [message] = await messages(
      withLogging(`enableTypes: [audit]\nlogRetentionInDays: ${days}`),
    );
    expect(message?.startsWith(start)).toBe(true);
  });

  test.each(["90", "0", "", "${DAYS}", "3653"])(
    "a retention of %j is none",
    async (days) => {
      expect(
        await messages(
          withLogging(`enableTypes: [audit]\nlogRetentionInDays: ${days}`),
        ),
      ).toEqual([]);
    },
  );
});

describe("fixes", () => {
  const types: Wanted = { required: ["audit"], recommended: ["authenticator"] };
  const fixed = async (
    text: string,
    which: "logTypes" | "retention",
    wanted: Wanted,
    path?: string,
  ) => {
    const cluster = await clusterOf(text, path);
    const fix = (
      which === "logTypes" ? cluster.logTypes : cluster.logGroup.retention
    ).propose(wanted);
    const [after] = edited(fix?.edits ?? []);
    if (!after) return undefined;
    expect(await eksctl.invalid(after)).toBeUndefined();
    return after.text.slice(text.indexOf("region"));
  };

  test.each([
    [
      "add what is required to a list",
      "enableTypes: [api]",
      "enableTypes: [api, audit]",
    ],
    [
      "write what is misspelt as EKS does",
      "enableTypes: ['Audit', ControllerManager]",
      "enableTypes: ['audit', controllerManager]",
    ],
    [
      "add and correct at once",
      "enableTypes:\n- API",
      "enableTypes:\n- api\n- audit",
    ],
    [
      "write an absent list in EKS's order, with what is recommended",
      "logRetentionInDays: 90",
      "logRetentionInDays: 90\nenableTypes:\n  - audit\n  - authenticator",
    ],
  ])("%s", async (_, before, after) => {
    const whole = withLogging(before);
    expect(await fixed(whole, "logTypes", types)).toBe(
      withLogging(after).slice(whole.indexOf("region")),
    );
  });

  test.each([
    [
      "raise a number",
      "enableTypes: [audit]\nlogRetentionInDays: 7",
      90,
      "enableTypes: [audit]\nlogRetentionInDays: 90",
    ],
    [
      "take a number that eksctl takes",
      "enableTypes: [audit]\nlogRetentionInDays: 7",
      1000,
      "enableTypes: [audit]\nlogRetentionInDays: 1827",
    ],
    [
      "write a number for a text",
      "enableTypes: [audit]\nlogRetentionInDays: '7'",
      90,
      "enableTypes: [audit]\nlogRetentionInDays: 90",
    ],
    [
      "follow the types",
      "enableTypes: [audit] # x\n# y",
      30,
      "enableTypes: [audit] # x\nlogRetentionInDays: 30\n# y",
    ],
    [
      "turn types on where none are",
      "enableTypes: []",
      30,
      "enableTypes: [audit, authenticator]\nlogRetentionInDays: 30",
    ],
    [
      "turn types on where a null stands",
      "enableTypes: # x",
      30,
      "enableTypes: # x\n  - audit\n  - authenticator\nlogRetentionInDays: 30",
    ],
    [
      "turn types on beside a number",
      "logRetentionInDays: 7",
      30,
      "logRetentionInDays: 30\nenableTypes:\n  - audit\n  - authenticator",
    ],
  ])("of retention %s", async (_, before, days, after) => {
    const whole = withLogging(before);
    expect(await fixed(whole, "retention", days)).toBe(
      withLogging(after).slice(whole.indexOf("region")),
    );
  });

  test("write what is missing on the way", async () => {
    expect(await fixed(named, "retention", 30)).toBe(
      "region: us-east-1}\ncloudWatch:\n  clusterLogging:\n    enableTypes:\n      - audit\n      - authenticator\n    logRetentionInDays: 30\n",
    );
  });

  test("are not offered where nothing is to be changed or a placeholder stands", async () => {
    expect(
      await fixed(withLogging("enableTypes: [audit]"), "logTypes", types),
    ).toBeUndefined();
    expect(
      await fixed(withLogging("enableTypes: ${A}"), "logTypes", types),
    ).toBeUndefined();
    expect(
      await fixed(
        withLogging("enableTypes: [audit]\nlogRetentionInDays: ${A}"),
        "retention",
        30,
      ),
    ).toBeUndefined();
  });

  test("that leave no configuration are refused", async () => {
    expect(
      await eksctl.invalid({ path: "a.yaml", text: "a: [" }),
    ).toHaveProperty(
      "message",
      "This is not valid YAML: what opens here is never closed.",
    );
    expect(
      await eksctl.invalid({ path: "a.yaml", text: "a: 1" }),
    ).toHaveProperty(
      "message",
      "No ClusterConfig of eksctl is left in this file.",
    );
  });
});
