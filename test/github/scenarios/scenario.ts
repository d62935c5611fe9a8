import { expect, test } from "vitest";
import { suggestionsIn } from "../loopback/apply-suggestion";
import { checkout } from "../loopback/checkout";
import { ACTIONS_BOT, type IssueComment } from "../loopback/conversation";
import type { PullRequestStart } from "../loopback/pull-request";
import {
  type ActionResult,
  type ActionRun,
  runAction,
} from "../loopback/run-action";
import { LoopbackGitHub } from "../loopback/server";

/*
 * A scenario is a pull request, one or more runs of the built action on it, and what must be seen afterwards. What must
 * be true of every run is checked on every run, so that scenarios say only what is special about them.
 */

/** What a scenario that ran leaves for the table at the end. */
export interface ScenarioRow {
  readonly about: string;
  readonly scenario: string;
  readonly exits: string;
  readonly requests: number;
  readonly writes: number;
}

declare module "vitest" {
  interface TaskMeta {
    scenario?: ScenarioRow;
  }
}

/** What a scenario works with: the server, and runs of the action that are checked. */
export interface Stage {
  readonly github: LoopbackGitHub;
  /** Runs the action, by default on `pull_request` with the merge commit checked out. */
  run(options?: ActionRun): Promise<ActionResult>;
}

/** Registers a scenario as a test. */
export function scenario(
  about: string,
  name: string,
  start: PullRequestStart & { readonly enterprise?: boolean },
  body: (stage: Stage) => Promise<void>,
) {
  test.concurrent(
    `${about}: ${name}`,
    { timeout: 300_000 },
    async ({ task }) => {
      const github = await LoopbackGitHub.start(start, start.enterprise);
      const results: ActionResult[] = [];
      const run = async (options: ActionRun = {}) => {
        const workspace =
          options.workspace ??
          checkout(github, github.pull.mergeCommit ?? github.pull.head);
        const result = await runAction(github, { workspace, ...options });
        results.push(result);
        expectSane(result);
        return result;
      };
      try {
        await body({ github, run });
        expect(github.unmetFaults, "faults that no request met").toBe(0);
      } finally {
        await github.close();
      }
      const sum = (count: (result: ActionResult) => number) =>
        results.reduce((total, result) => total + count(result), 0);
      task.meta.scenario = {
        about,
        scenario: name,
        exits: results.map((result) => result.exitCode).join(" "),
        requests: sum((result) => result.requests.length),
        writes: sum((result) => result.writes.length),
      };
    },
  );
}

/** What holds for every run, whatever happened. */
function expectSane(result: ActionResult) {
  const { log, exitCode, outputs, annotations, commands, summary } = result;
  const known = [
    "error",
    "warning",
    "notice",
    "debug",
    "group",
    "endgroup",
    "add-mask",
  ];
  expect(
    commands.filter((command) => !known.includes(command.name)),
    log,
  ).toEqual([]);
  for (const level of ["error", "warning", "notice"]) {
    const shown = annotations.filter((annotation) => annotation.name === level);
    expect(shown.length, `annotations of level ${level}`).toBeLessThanOrEqual(
      10,
    );
  }
  expect(log).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(outputs["verdict"], log).toBe(
    { 0: "pass", 1: outputs["verdict"] === "error" ? "error" : "fail" }[
      String(exitCode)
    ] ?? "error",
  );
  expect(summary, log).not.toBe("");
}

/** A comment of ours on the diff, as tests like to compare it. */
export interface Shown {
  readonly path: string;
  readonly line: number | null;
  readonly side?: string;
  readonly suggestions: readonly string[];
  readonly body: string;
}

/** Our comments on the diff that are not outdated, in the order of the files. */
export function currentComments(github: LoopbackGitHub): Shown[] {
  return github.conversation.reviewComments
    .filter(
      ({ comment, thread }) => comment.user === ACTIONS_BOT && !thread.outdated,
    )
    .map(({ comment, thread }) => ({
      path: thread.path,
      line: thread.place?.line ?? null,
      ...(thread.place === null ? {} : { side: thread.place.side }),
      suggestions: suggestionsIn(comment.body),
      body: comment.body,
    }))
    .sort((one, other) =>
      one.path < other.path
        ? -1
        : one.path > other.path
          ? 1
          : (one.line ?? 0) - (other.line ?? 0),
    );
}

/** Our comment below the description; a scenario that has two has gone wrong. */
export function overview(github: LoopbackGitHub): IssueComment | undefined {
  const ours = github.conversation.issueComments.filter(
    (comment) => comment.user === ACTIONS_BOT,
  );
  expect(
    ours.length,
    "comments of ours below the description",
  ).toBeLessThanOrEqual(1);
  return ours[0];
}

/** The one thread of a pull request that has no other. */
export function onlyThread(github: LoopbackGitHub) {
  const [thread, ...others] = github.conversation.threads;
  if (thread === undefined || others.length > 0)
    throw new Error(`${others.length + 1} threads instead of one.`);
  return thread;
}

/** The finding of `REGRESSION` is annotated and in the summary, as no comment could be written. */
export function expectSaidWithoutComments(result: ActionResult) {
  const errors = result.annotations.filter(
    (annotation) => annotation.name === "error",
  );
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain("audit");
  expect(result.summary).toContain("audit-logging-disabled");
}
