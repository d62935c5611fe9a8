import { describe, expect, it } from "vitest";
import { check } from "../src/check";
import type { Cluster, DeclaredGroup, Setting } from "../src/core/cluster";
import {
  type Document,
  type SourceRange,
  type Tree,
  textOf,
} from "../src/core/document";
import type { Fix } from "../src/core/fix";
import { defaultPolicy } from "../src/core/policy";
import type { Format } from "../src/core/rule";
import { known, unknown } from "../src/core/value";
import { rules } from "../src/rules";
import { treeOf } from "./tree";

/*
 * A format made for these tests. A line `name: types…` is a cluster; `name: @file` takes the types
 * from the first line of another file; a line `broken` makes a file invalid.
 */
function words(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

function formatThat(
  propose: (types: SourceRange) => Fix,
  days: (types: string) => number | null = () => 365,
): Format {
  const lineAt = (document: Document, start: number): SourceRange => {
    const end = document.text.indexOf("\n", start);
    return { document, start, end: end < 0 ? document.text.length : end };
  };
  const clusterAt = (tree: Tree, line: SourceRange): Cluster => {
    const [name = "", rest = ""] = textOf(line).split(": ");
    const source = rest.startsWith("@")
      ? tree.document(rest.slice(1))
      : undefined;
    const types = source
      ? lineAt(source, 0)
      : { ...line, start: line.start + name.length + 2 };
    const origin = { range: types, label: "types", from: [] };
    const setting: Setting = {
      value: known(
        words(textOf(types)).map((word) => known(word, origin)),
        origin,
      ),
      range: line,
      propose: () => propose(types),
    };
    return {
      format: "lines",
      root: line.document.path,
      address: name,
      name: known(name, origin),
      range: line,
      clues: [],
      logTypes: setting,
      logGroup: {
        declared: true,
        createdBefore: "yes",
        retention: {
          value: known(days(textOf(types)), origin),
          range: line,
          propose: () => undefined,
        },
        strays: [],
      },
    };
  };
  return {
    name: "lines",
    claims: (path) => path.endsWith(".lines"),
    read: (tree) =>
      Promise.resolve({
        clusters: tree.paths
          .filter((path) => path.endsWith(".lines"))
          .flatMap((path) => tree.document(path) ?? [])
          .flatMap((document) =>
            [...document.text.matchAll(/^.+: .*$/gm)].map((match) =>
              clusterAt(tree, lineAt(document, match.index)),
            ),
          ),
        groups: [],
        problems: [],
        restsOn: (root, path) =>
          root === path ||
          tree.document(root)?.text.includes(`@${path}`) === true,
      }),
    invalid: (document) =>
      Promise.resolve(
        document.text.includes("broken")
          ? { document, message: "It is broken." }
          : undefined,
      ),
  };
}

const adds = (text: string, days?: (types: string) => number | null) =>
  formatThat(
    (types) => ({
      title: "Add audit",
      safety: "safe",
      edits: [{ range: { ...types, start: types.end }, text }],
    }),
    days,
  );

const run = (format: Format, files: Record<string, string>) =>
  check(treeOf(files), { formats: [format], rules, policy: defaultPolicy });

describe("a fix", () => {
  it("is shown when the finding is gone with it", async () => {
    const { findings } = await run(adds(" audit"), {
      "a.lines": "one: api\ntwo: audit\n",
    });
    expect(findings.map(({ rule, fix }) => [rule.id, fix?.safety])).toEqual([
      ["audit-logging-disabled", "safe"],
    ]);
  });

  it("is dropped, and only it, when the finding stays", async () => {
    const format = formatThat((types) => ({
      title: "Add audit",
      safety: "safe",
      edits: [
        {
          range: { ...types, start: types.end },
          text: textOf(types) === "api" ? " nothing" : " audit",
        },
      ],
    }));
    const { findings } = await run(format, {
      "a.lines": "one: api\ntwo: scheduler\nthree: authenticator\n",
    });
    expect(
      findings.map(({ clusters, fix }) => [
        clusters[0]?.address,
        fix !== undefined,
      ]),
    ).toEqual([
      ["one", false],
      ["two", true],
      ["three", true],
    ]);
  });

  it("is dropped when the file is not valid with it", async () => {
    const { findings } = await run(adds(" audit broken"), {
      "a.lines": "one: api\n",
    });
    expect(findings[0]?.fix).toBeUndefined();
  });

  const keptFor = (before: number | null, withAudit: number) =>
    adds(" audit", (types) => (types.includes("audit") ? withAudit : before));

  it("is dropped when a log group keeps its events for too few days with it", async () => {
    const { findings } = await run(keptFor(365, 7), {
      "a.lines": "one: api\n",
    });
    expect(findings.map(({ fix }) => fix)).toEqual([undefined]);
  });

  it("is shown when events that never expired are kept for too few days with it, which stays a finding of its own", async () => {
    const { findings } = await run(keptFor(null, 7), {
      "a.lines": "one: api\n",
    });
    expect(findings.map(({ rule, fix }) => [rule.id, fix?.title])).toEqual([
      ["audit-logging-disabled", "Add audit"],
      ["log-retention-unset", undefined],
    ]);
  });

  it("is dropped when it makes another cluster", async () => {
    const { findings } = await run(adds(" audit\nmore: audit"), {
      "a.lines": "one: api\n",
    });
    expect(findings[0]?.fix).toBeUndefined();
  });

  it("of a value that several clusters share is one finding about all of them", async () => {
    const { findings } = await run(adds(" audit"), {
      "a.lines": "one: @shared\n",
      "b.lines": "two: @shared\n",
      shared: "api",
    });
    expect(findings).toHaveLength(2);
    expect(findings.every(({ fix }) => fix?.safety === "safe")).toBe(true);
  });

  const changesTheFirst = formatThat((types) => ({
    title: "Add audit",
    safety: "safe",
    edits: [
      { range: { ...types, start: types.end }, text: " audit" },
      {
        range: { document: types.document, start: 5, end: 10 },
        text: "audit api",
      },
    ],
  }));

  it("is unsafe, and names them, when it changes clusters nobody complained about", async () => {
    const format = changesTheFirst;
    const { findings } = await run(format, {
      "a.lines": "one: audit\ntwo: api\n",
    });
    expect(findings[0]?.fix).toMatchObject({
      safety: "unsafe",
      why: "it also changes one",
    });
  });

  it("is shown though two groups share a name that nobody knows", async () => {
    const plain = adds(" audit");
    const format: Format = {
      ...plain,
      async read(tree) {
        const reading = await plain.read(tree);
        const [cluster] = reading.clusters;
        if (!cluster) return reading;
        const { root, range, logGroup } = cluster;
        const name = unknown("nobody knows it", cluster.name.origin);
        const group = (address: string): DeclaredGroup => ({
          root,
          address,
          name,
          range,
          retention: logGroup.retention,
          createdBefore: () => "unknown",
        });
        return { ...reading, groups: [group("one"), group("other")] };
      },
    };
    const { findings } = await run(format, { "a.lines": "one: api\n" });
    expect(findings[0]?.fix?.safety).toBe("safe");
  });

  it("is told apart from others that it cannot meet without a trial of its own", async () => {
    let readings = 0;
    const format: Format = {
      ...changesTheFirst,
      read(tree) {
        readings += 1;
        return changesTheFirst.read(tree);
      },
    };
    const files = Array.from({ length: 40 }, (_, index) => [
      `${index}.lines`,
      "one: audit\ntwo: api\n",
    ]);
    const { findings } = await run(format, Object.fromEntries(files));
    expect(findings.map(({ fix }) => fix?.safety)).toEqual(
      files.map(() => "unsafe"),
    );
    expect(readings).toBeLessThan(5);
  });
});

describe("a finding without a fix of its own", () => {
  const keptWithAudit = (types: string) =>
    types.includes("audit") ? 365 : null;

  it("takes the fix of another finding that solves it, too", async () => {
    const { findings } = await run(adds(" audit", keptWithAudit), {
      "a.lines": "one: api\n",
    });
    expect(findings.map(({ rule, fix }) => [rule.id, fix?.title])).toEqual([
      ["audit-logging-disabled", "Add audit"],
      ["log-retention-unset", "Add audit"],
    ]);
  });

  it("has none when no other fix solves it", async () => {
    const { findings } = await run(
      adds(" audit", () => null),
      { "a.lines": "one: api\n" },
    );
    expect(findings.map(({ rule, fix }) => [rule.id, fix?.title])).toEqual([
      ["audit-logging-disabled", "Add audit"],
      ["log-retention-unset", undefined],
    ]);
  });
});

describe("the report", () => {
  it("is sorted by file, place and rule", async () => {
    const { clusters } = await run(adds(" audit"), {
      "b.lines": "three: api\n",
      "a.lines": "one: api\ntwo: api\n",
    });
    expect(clusters.map(({ address }) => address)).toEqual([
      "one",
      "two",
      "three",
    ]);
  });

  it("fetches what a format asks for in vain and reads again", async () => {
    const files = { "a.lines": "one: @shared\n", shared: "audit" };
    const complete = treeOf(files);
    let fetched = false;
    let asked = false;
    const source = {
      ...complete,
      document: (path: string) => {
        if (path === "shared" && !fetched) {
          asked = true;
          return undefined;
        }
        return complete.document(path);
      },
      load: () => {
        const news = asked && !fetched;
        fetched = asked;
        return Promise.resolve(news);
      },
    };
    const { findings } = await check(source, {
      formats: [adds(" audit")],
      rules,
      policy: defaultPolicy,
    });
    expect(findings).toEqual([]);
  });
});
