/*
 * The job on GitHub: from the event to a verdict, and from the verdict to what is said about it. The
 * verdict comes first and nothing that happens afterwards changes it.
 */
import { check } from "./check";
import type { Report } from "./core/finding";
import { verdict } from "./core/gate";
import { formats } from "./formats";
import { Client } from "./github/client";
import { type Run, runOf } from "./github/event";
import { type Review, review } from "./reporters/review";
import { type PolicyKey, includes, readPolicy } from "./policy";
import { rules } from "./rules";
import { openWorkspace } from "./workspace";

/** What the workflow gives the action, and where it runs. */
export interface Job {
  readonly token: string;
  /** Files and directories to look at, from the root of the repository; none: everything. */
  readonly paths: readonly string[];
  /** The configuration file; empty: the usual one. */
  readonly configFile: string;
  /** Whether comments are written. */
  readonly comment: boolean;
  /** Keeps the comments of several jobs apart; empty: the paths do. */
  readonly commentKey: string;
  readonly policy: ReadonlyMap<PolicyKey, readonly string[]>;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The event's payload. */
  readonly payload: unknown;
}

/** A verdict and what it rests on. */
export interface Judgement {
  readonly verdict: "pass" | "fail";
  readonly report: Report;
  readonly run: Run;
  /** The commit that is compared with. */
  readonly base?: string;
  readonly client?: Client;
  readonly notes: readonly string[];
}

/** Why there is no verdict, a sentence each. */
export interface NoVerdict {
  readonly errors: readonly string[];
}

/** Judges the code; what is said about it afterwards changes nothing. */
export async function judgement(job: Job): Promise<Judgement | NoVerdict> {
  const run = runOf(job.environment, job.payload);
  if ("error" in run) return { errors: [run.error] };
  const read = readPolicy({
    given: job.policy,
    called: (key) => `the input ${key}`,
    ruleIds: rules.map(({ id }) => id),
  });
  if ("errors" in read) return read;
  const { policy } = read;
  const source = openWorkspace({
    directory: job.directory,
    named: job.paths,
    includes: includes(policy),
  });
  if ("error" in source) return { errors: [source.error] };
  const report = await check(source, { formats, rules, policy });
  if (report.files === 0 && report.problems.length > 0)
    return { errors: ["Nothing could be read, so there is no verdict."] };
  const client =
    job.token === ""
      ? undefined
      : new Client({
          token: job.token,
          apiUrl: job.environment["GITHUB_API_URL"] || "https://api.github.com",
          ...run.repository,
        });
  return {
    verdict: verdict(report),
    report,
    run,
    ...(client ? { client } : {}),
    notes: [],
  };
}

/** Writes the comments, where there is a pull request that wants them. */
export async function comments(
  job: Job,
  { report, run, client }: Judgement,
): Promise<Review> {
  const none = { places: new Map(), notes: [] };
  if (!run.pull || !job.comment) return none;
  if (!client)
    return {
      ...none,
      notes: ["There is no github-token, so no comments were written."],
    };
  if (!run.pull.open)
    return {
      ...none,
      notes: ["The pull request is closed, so nothing was written into it."],
    };
  return review(report, {
    client,
    number: run.pull.number,
    head: run.head,
    commentKey: job.commentKey || commonKey(job.paths),
    policy: report.policy,
    actionRepository: actionRepository(job.environment),
    before: () => [],
  });
}

/** The same for the same paths, however they are written. */
function commonKey(paths: readonly string[]): string {
  const normal = paths.map((path) =>
    path.replace(/^(\.\/+)+/, "").replace(/\/+$/, ""),
  );
  return [...new Set(normal)]
    .filter((path) => path !== ".")
    .sort()
    .join("\n");
}

/** Where the rules' pages are. */
function actionRepository(environment: Job["environment"]): string {
  const name = environment["GITHUB_ACTION_REPOSITORY"] ?? "";
  const own = /^[\w.-]+\/[\w.-]+$/.test(name);
  return `https://github.com/${own ? name : "eks-audit-check/eks-audit-check"}`;
}
