import { describe, expect, it } from "vitest";
import {
  type PolicyKey,
  includes,
  policyFile,
  readPolicy,
} from "../src/policy";

const ruleIds = ["audit-logging-disabled", "log-retention-unset"];

function read(
  given: Partial<Record<PolicyKey, string | readonly string[]>>,
  file?: string,
) {
  const result = readPolicy({
    given: new Map(
      Object.entries(given).map(([key, text]) => [
        key as PolicyKey,
        typeof text === "string" ? [text] : text,
      ]),
    ),
    called: (key) => `the input ${key}`,
    ruleIds,
    ...(file === undefined ? {} : { file: { path: policyFile, text: file } }),
  });
  return result;
}

function policyOf(...sources: Parameters<typeof read>) {
  const result = read(...sources);
  if ("errors" in result) throw new Error(result.errors.join("\n"));
  return result.policy;
}

function errorsOf(...sources: Parameters<typeof read>) {
  const result = read(...sources);
  return "errors" in result ? result.errors : [];
}

describe("the policy", () => {
  it("asks for audit and 90 days when nobody says anything", () => {
    const policy = policyOf({}, "");
    expect(policy.requiredLogTypes).toEqual(["audit"]);
    expect(policy.retention.get("default")).toBe(90);
    expect(policy.failOn).toBe("error");
  });

  it("takes lists with commas or newlines", () => {
    expect(
      policyOf({ "required-log-types": "audit, api\nscheduler" })
        .requiredLogTypes,
    ).toEqual(["audit", "api", "scheduler"]);
  });

  it("takes maps as YAML and as repeated pairs, merged key by key", () => {
    const yaml = policyOf({ retention: "production: 365\nqa: 14" }).retention;
    expect([
      yaml.get("production"),
      yaml.get("qa"),
      yaml.get("staging"),
    ]).toEqual([365, 14, 60]);
    const pairs = policyOf({
      retention: ["production=365", "qa=14"],
    }).retention;
    expect([pairs.get("production"), pairs.get("qa")]).toEqual([365, 14]);
  });

  it("takes another environment in retention for one that its own name names", () => {
    const { environments } = policyOf({ retention: "qa: 14\nprod-eu: 365" });
    expect(environments.get("qa")).toEqual(["qa"]);
    expect(environments.get("prod-eu")).toEqual(["prod-eu"]);
    expect(environments.get("production")).toContain("prod");
  });

  it("lets an input beat the file and the file beat the default", () => {
    const file =
      "fail-on: warning\nretention:\n  production: 400\n  staging: 90\n";
    const policy = policyOf(
      { "fail-on": "never", retention: "production: 180" },
      file,
    );
    expect(policy.failOn).toBe("never");
    expect([...policy.retention]).toEqual([
      ["default", 90],
      ["development", 30],
      ["staging", 90],
      ["production", 180],
    ]);
  });

  it("reads levels and truth values", () => {
    const policy = policyOf({
      strict: "TRUE",
      levels: "log-retention-unset: error",
    });
    expect(policy.strict).toBe(true);
    expect(policy.levels.get("log-retention-unset")).toBe("error");
  });
});

describe("a mistake in the policy", () => {
  it("names the input, its value and what is allowed", () => {
    expect(errorsOf({ "fail-on": "sometimes" })).toEqual([
      'the input fail-on is "sometimes"; fail-on must be one of error, warning, notice, never.',
    ]);
    expect(errorsOf({ "required-log-types": "audit,audits" })).toEqual([
      'the input required-log-types is "audits"; required-log-types must be a list of api, audit, authenticator, controllerManager, scheduler.',
    ]);
    expect(errorsOf({ strict: "yes" })).toEqual([
      'the input strict is "yes"; strict must be true or false.',
    ]);
  });

  it("names file, line and key", () => {
    const file = "fail-on: error\nretention:\n  production: a year\n";
    expect(errorsOf({}, file)).toEqual([
      `${policyFile}:3: retention.production is "a year"; retention must be a map from environments to whole days from 1 to 3653.`,
    ]);
    expect(errorsOf({}, "\nfailon: error\n")[0]).toContain(
      `${policyFile}:2: There is no key "failon"; the keys are `,
    );
    expect(errorsOf({}, "- audit\n")[0]).toContain(
      `${policyFile}:1: The file must be a map`,
    );
  });

  it("takes off for a level, which YAML reads as false", () => {
    const off = new Map([["log-retention-unset", "off"]]);
    expect(policyOf({ levels: "log-retention-unset=off" }).levels).toEqual(off);
    expect(
      policyOf({}, "levels:\n  log-retention-unset: off\n").levels,
    ).toEqual(off);
    expect(errorsOf({ levels: "log-retention-unset=on" })[0]).toContain(
      "error, warning, notice, off",
    );
  });

  it("names a rule that does not exist", () => {
    expect(errorsOf({ levels: "audit-off: error" })[0]).toContain(
      "audit-logging-disabled, log-retention-unset",
    );
  });

  it("tells every mistake at once", () => {
    expect(
      errorsOf({ strict: "maybe", existing: "ignore" }, "fail-on: no\n"),
    ).toHaveLength(3);
  });

  it("is a file that is no YAML", () => {
    expect(errorsOf({}, "fail-on: [error\n")[0]).toContain(`${policyFile}:`);
  });
});

describe("the files that are asked about", () => {
  const asks = (texts: Parameters<typeof read>[0]) => includes(policyOf(texts));

  it("are all but caches and vendored code by default", () => {
    const asked = asks({});
    expect(asked("infra/main.tf")).toBe(true);
    expect(asked(".github/cluster.yaml")).toBe(true);
    expect(asked("infra/.terraform/modules/eks/main.tf")).toBe(false);
    expect(asked("node_modules/x/template.json")).toBe(false);
  });

  it("follow globs", () => {
    const asked = asks({ include: "infra/**,*.yaml", exclude: "infra/legacy" });
    expect(asked("infra/main.tf")).toBe(true);
    expect(asked("infra/legacy/main.tf")).toBe(false);
    expect(asked("deep/down/cluster.yaml")).toBe(true);
    expect(asked("other/main.tf")).toBe(false);
  });
});
