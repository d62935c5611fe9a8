import { describe, expect, it } from "vitest";
import type { Cluster, LogGroup } from "../../src/core/cluster";
import { choose } from "../../src/core/conditions";
import { type Policy, defaultPolicy } from "../../src/core/policy";
import type { Value } from "../../src/core/value";
import { rules } from "../../src/rules";
import { clusterOf, is, list, open, origin, setting } from "../cluster";

const said = (cluster: Cluster, policy: Policy = defaultPolicy) =>
  rules.flatMap((rule) => {
    const violation = rule.check(cluster, policy);
    return violation
      ? [`${rule.id} ${violation.confidence}: ${violation.message}`]
      : [];
  });

const kept = (days: Value, declared = true): LogGroup => ({
  declared,
  createdBefore: "yes",
  retention: setting(days),
  strays: [],
});

const types = (value: Value, policy?: Policy) =>
  said(clusterOf({ logTypes: setting(value), logGroup: kept(is(90)) }), policy);

const retention = (value: Value, given: Partial<Cluster> = {}) =>
  said(
    clusterOf({
      logTypes: setting(list("audit")),
      logGroup: kept(value),
      ...given,
    }),
  );

const when = (name: string, a: Value, b: Value) =>
  choose(
    open(name),
    () => a,
    () => b,
    origin,
  );

describe("audit-logging-disabled", () => {
  it("is silent when audit is on", () => {
    expect(types(list("api", "audit"))).toEqual([]);
  });

  it("says that nothing is set", () => {
    expect(types(is(null))).toEqual([
      'audit-logging-disabled high: The log type "audit" is off for aws_eks_cluster.main: no log types are set, and EKS turns none on by itself.',
    ]);
  });

  it("says what is set instead", () => {
    expect(types(list("api"))).toEqual([
      'audit-logging-disabled high: The log type "audit" is off for aws_eks_cluster.main: its log types are ["api"].',
    ]);
  });

  it("names a text that is no log type, with the nearest that is one", () => {
    expect(types(list("Audits", "xyzzy"))[0]).toMatch(
      /"Audits" is not a log type of EKS: did you mean "audit"\? "xyzzy" is not a log type of EKS\.$/,
    );
  });

  it("guesses at nothing from a short word that shares one letter", () => {
    expect(types(list("ALL"))[0]).toMatch(/"ALL" is not a log type of EKS\.$/);
  });

  it("says under which condition it is off", () => {
    expect(types(when("var.prod", list("audit"), list("api")))).toEqual([
      'audit-logging-disabled high: The log type "audit" is off for aws_eks_cluster.main when var.prod is false: its log types are then ["api"].',
    ]);
  });

  it("tells four of the outcomes in which it is off, and how many more there are", () => {
    const either = (depth: number): Value =>
      depth === 0
        ? list("api")
        : when(`var.v${depth}`, list("scheduler"), either(depth - 1));
    expect(types(when("var.on", list("audit"), either(5)))).toEqual([
      `audit-logging-disabled high: The log type "audit" is off for aws_eks_cluster.main in 6 of 7 cases: ${[
        "when var.on is false and var.v5 is true",
        "when var.on is false and var.v5 is false and var.v4 is true",
        "when var.on is false and var.v5 is false and var.v4 is false and var.v3 is true",
        "when var.on is false and var.v5 is false and var.v4 is false and var.v3 is false and var.v2 is true",
      ]
        .map((given) => `${given}, its log types are ["scheduler"]`)
        .join("; ")}; and 2 more.`,
    ]);
  });

  it("says when it is off in every outcome", () => {
    expect(types(when("var.prod", list("api"), list()))).toEqual([
      'audit-logging-disabled high: The log type "audit" is off for aws_eks_cluster.main in every case: when var.prod is true, its log types are ["api"]; when var.prod is false, its log types are empty, and EKS turns none on by itself.',
    ]);
  });

  it("cannot tell, with the reason, when the value is unknown", () => {
    expect(types(open("var.types"))).toEqual([
      'audit-logging-disabled low: Cannot tell whether the log type "audit" is on for aws_eks_cluster.main, because var.types has no value.',
    ]);
  });

  it("cannot tell when only an element is unknown", () => {
    expect(types(is([is("api"), open("var.more")]))[0]).toContain(
      "because var.more has no value",
    );
  });

  it("prints no secret", () => {
    expect(types({ ...list("hidden"), sensitive: true })[0]).not.toContain(
      "hidden",
    );
  });

  it("wants every required type at once, and the recommended ones for a new list", () => {
    const policy = { ...defaultPolicy, requiredLogTypes: ["api"] };
    const [rule] = rules;
    expect(rule?.check(clusterOf(), policy)?.fix?.title).toBe(
      '{"required":["audit","api"],"recommended":["authenticator"]}',
    );
  });
});

describe("required-log-types-disabled", () => {
  const policy = {
    ...defaultPolicy,
    requiredLogTypes: ["audit", "api", "scheduler"],
  };

  it("is silent when the policy requires audit alone", () => {
    expect(types(list("audit"))).toEqual([]);
  });

  it("names every type that is off", () => {
    expect(types(list("audit"), policy)).toEqual([
      'required-log-types-disabled high: The log type "api" is off for aws_eks_cluster.main: its log types are ["audit"]. ' +
        'The log type "scheduler" is off for aws_eks_cluster.main: its log types are ["audit"].',
    ]);
  });
});

describe("log-retention-unset", () => {
  it("says that nobody declares the group", () => {
    const [line] = said(clusterOf({ logTypes: setting(list("audit")) }));
    expect(line).toBe(
      "log-retention-unset high: Nothing declares the log group of aws_eks_cluster.main, so EKS creates it and its events never expire. " +
        "Set at least 90 days, the minimum where nothing names its environment.",
    );
  });

  it("says that a declared group never expires", () => {
    expect(retention(is(null))[0]).toContain(
      "The log group of aws_eks_cluster.main never expires: no retention is set.",
    );
  });

  it.each([[is(0)], [is("0")]])("knows that 0 means for ever (%#)", (value) => {
    expect(retention(value)[0]).toContain(
      "never expires: a retention of 0 keeps events for ever.",
    );
  });

  it("says under which condition", () => {
    expect(retention(when("var.prod", is(365), is(null)))[0]).toContain(
      "never expires when var.prod is false",
    );
  });

  it("cannot tell, once, when the days are unknown", () => {
    expect(retention(open("var.days"))).toEqual([
      "log-retention-unset low: Cannot tell how long the log group of aws_eks_cluster.main keeps its events, because var.days has no value.",
    ]);
  });
});

describe("log-retention-too-short", () => {
  const production: Partial<Cluster> = {
    clues: [{ source: "name", text: is("prod-eks") }],
  };
  const development: Partial<Cluster> = {
    clues: [{ source: "folder", text: is("dev") }],
  };

  it("is silent at the minimum of the environment", () => {
    expect(retention(is(90), production)).toEqual([]);
    expect(retention(is(30), development)).toEqual([]);
  });

  it("says how long, how long it should be, and why", () => {
    expect(retention(is(7), production)).toEqual([
      'log-retention-too-short high: The log group of aws_eks_cluster.main keeps its events for 7 days < 90, the minimum for production (its name "prod-eks" says so).',
    ]);
  });

  it("says under which condition", () => {
    expect(retention(when("var.prod", is(365), is(1)))[0]).toContain(
      "for 1 day < 90, the minimum where nothing names its environment, when var.prod is false.",
    );
  });

  it("asks for days that CloudWatch Logs can keep", () => {
    const policy = { ...defaultPolicy, retention: new Map([["default", 100]]) };
    const rule = rules.find(({ id }) => id === "log-retention-too-short");
    expect(
      rule?.check(clusterOf({ logGroup: kept(is(7)) }), policy)?.fix?.title,
    ).toBe("120");
  });
});
