import { readFileSync } from "node:fs";
import { expect } from "vitest";
import * as v from "valibot";
import { checkout } from "../loopback/checkout";
import { mergeGroupEvent, pushEvent, unpromptedEvent } from "../loopback/event";
import type { ActionResult } from "../loopback/run-action";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "9 all say the same";

const Report = v.object({
  commit: v.nullable(v.string()),
  base: v.nullable(v.string()),
  summary: v.object({
    clusters: v.number(),
    errors: v.number(),
    warnings: v.number(),
    notices: v.number(),
  }),
  clusters: v.array(v.unknown()),
  findings: v.array(
    v.object({
      rule: v.string(),
      level: v.string(),
      confidence: v.string(),
      status: v.nullable(v.string()),
    }),
  ),
});

const Sarif = v.object({
  runs: v.tuple([
    v.object({
      results: v.array(v.object({ ruleId: v.string(), level: v.string() })),
    }),
  ]),
});

const read = (path: string | undefined): unknown =>
  JSON.parse(readFileSync(path ?? "", "utf8"));

/** The outputs, the report, SARIF and the exit code tell of the same findings. */
function expectAgreement(result: ActionResult) {
  const { outputs, exitCode } = result;
  const report = v.parse(Report, read(outputs["report"]));
  const sarif = v.parse(Sarif, read(outputs["sarif"]));
  const sure = report.findings.filter(
    ({ confidence }) => confidence === "high",
  );
  const of = (level: string) =>
    String(sure.filter((finding) => finding.level === level).length);
  const { summary } = report;
  expect(outputs).toMatchObject({
    clusters: String(report.clusters.length),
    errors: of("error"),
    warnings: of("warning"),
    notices: of("notice"),
  });
  expect(outputs).toMatchObject({
    clusters: String(summary.clusters),
    errors: String(summary.errors),
    warnings: String(summary.warnings),
    notices: String(summary.notices),
  });
  expect(sarif.runs[0].results.map(({ ruleId }) => ruleId).sort()).toEqual(
    sure.map(({ rule }) => rule).sort(),
  );
  expect(outputs["verdict"]).toBe(exitCode === 0 ? "pass" : "fail");
  expect(result.summary.split("\n")[2]?.slice(0, 1)).toBe(
    exitCode === 0 ? "✅" : "❌",
  );
  return report;
}

const MANY = {
  base: {
    "old.tf": cluster("old", OFF, "old"),
    "variables.tf": variable(ON),
    "prod.tf": `${cluster("prod", "var.log_types", "prod")}\n${group("prod", 90, "prod")}`,
  },
  head: {
    "variables.tf": variable(OFF),
    "new.tf": `${cluster("new", ON, "new")}\n${group("new", 7, "new")}`,
    "open.tf": `variable "types" {\n  type = list(string)\n}\n${cluster("open", "var.types", "open")}\n${group("open", 90, "open")}`,
  },
};

scenario(
  ABOUT,
  "old, new, worse and unknown: each is counted once and said once",
  MANY,
  async ({ github, run }) => {
    const result = await run();
    const report = expectAgreement(result);
    expect(result).toMatchObject({
      exitCode: 1,
      annotations: [],
      outputs: { clusters: "4", errors: "2", warnings: "2" },
    });
    expect(report).toMatchObject({
      commit: github.pull.head,
      base: github.pull.mergeBase,
    });
    expect(report.findings.map(({ status }) => status).sort()).toEqual([
      "existing",
      "existing",
      "introduced",
      "introduced",
      "regressed",
    ]);
    const bodies = currentComments(github).map(({ body }) => body);
    expect(bodies).toHaveLength(2);
    const sticky = overview(github)?.body ?? "";
    expect(sticky).toContain("1 error and 1 warning");
    expect([...bodies, sticky].join("\n")).not.toContain("aws_eks_cluster.old");
    expect([...bodies, sticky].join("\n")).not.toContain(
      "aws_eks_cluster.open",
    );
    // Said without comments, every finding of this pull request is annotated.
    const quiet = await run({ inputs: { comment: "false" } });
    expectAgreement(quiet);
    expect(quiet.annotations.map(({ name }) => name)).toEqual([
      "error",
      "warning",
    ]);
  },
);

scenario(
  ABOUT,
  "old findings that fail are annotated, since no comment tells of them",
  MANY,
  async ({ github, run }) => {
    const result = await run({
      inputs: { existing: "fail", "fail-on": "warning" },
    });
    expectAgreement(result);
    const told = result.annotations.map(({ message }) => message).join("\n");
    expect(told).toContain("aws_eks_cluster.old");
    expect(told).not.toContain("aws_eks_cluster.new");
    expect(told).not.toContain("aws_eks_cluster.prod");
    expect(currentComments(github)).toHaveLength(2);
  },
);

scenario(
  ABOUT,
  "what cannot be told fails under `strict`, and an annotation says so",
  { base: { "x.txt": "1" }, head: { "open.tf": MANY.head["open.tf"] } },
  async ({ run }) => {
    const result = await run({ inputs: { strict: "true" } });
    expectAgreement(result);
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "0" } });
    expect(result.annotations).toMatchObject([{ name: "error" }]);
    expect(result.summary).toContain("1 cannot tell");
  },
);

scenario(
  ABOUT,
  "a file that cannot be read fails under `strict` alone",
  {
    base: { "x.txt": "1" },
    head: {
      "main.tf": `${cluster("prod", ON)}\n${group("prod", 90)}`,
      "broken.tf": "resource {{{\n",
    },
  },
  async ({ run }) => {
    const result = await run();
    expectAgreement(result);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.annotations).toMatchObject([
      { name: "warning", properties: { file: "broken.tf" } },
    ]);
    const strict = await run({ inputs: { strict: "true" } });
    expectAgreement(strict);
    expect(strict).toMatchObject({ exitCode: 1 });
    expect(strict.annotations).toMatchObject([{ name: "error" }]);
  },
);

scenario(
  ABOUT,
  "merge_group, push and schedule",
  REGRESSION,
  async ({ github, run }) => {
    const { head, base, headRef } = github.pull;
    const queued = mergeGroupEvent(github.site);
    const events = [
      [queued, "regressed"],
      [pushEvent(github.site, headRef, base, head), "regressed"],
      [{ ...unpromptedEvent(github.site, "schedule"), sha: head }, null],
    ] as const;
    for (const [event, status] of events) {
      const workspace = checkout(github, event.sha);
      const result = await run({ event, workspace });
      const report = expectAgreement(result);
      expect(report.findings.map((each) => each.status)).toEqual([status]);
      expect(result).toMatchObject({ exitCode: 1, writes: [] });
      expect(result.annotations).toMatchObject([{ name: "error" }]);
    }
  },
);

scenario(
  ABOUT,
  "the first push of all: nothing was there before, so every finding counts",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.pushBase({ "variables.tf": variable(OFF) });
    const { base } = github.pull;
    const event = pushEvent(github.site, "main", "0".repeat(40), base);
    const result = await run({ event, workspace: checkout(github, base) });
    expectAgreement(result);
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
  },
);

scenario(
  ABOUT,
  "no verdict: the outputs name no finding, and the reason is annotated once",
  REGRESSION,
  async ({ run }) => {
    const result = await run({ inputs: { "fail-on": "sometimes" } });
    expect(result.exitCode).toBe(2);
    expect(result.outputs).toEqual({ verdict: "error" });
    expect(result.annotations).toMatchObject([{ name: "error" }]);
    expect(result.writes).toEqual([]);
    expect(result.summary).toContain("There is no verdict.");
  },
);
