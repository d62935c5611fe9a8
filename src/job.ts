/*
 * The job on GitHub: from the event to a verdict, and from the verdict to what is said about it. The
 * verdict comes first and nothing that happens afterwards changes it.
 */
import { Commits } from "./commits";
import { type Finding, trace } from "./core/finding";
import { Client } from "./github/client";
import { type Run, runOf } from "./github/event";
import { expected } from "./github/review-comments";
import {
  type Instructions,
  type Judged,
  type NoVerdict,
  judgedCommit,
  policyWith,
} from "./judging";
import { home } from "./reporters/advice";
import { type Review, review } from "./reporters/review";

/** What the workflow gives the action, and where it runs. */
export interface Job extends Instructions {
  readonly token: string;
  /** Whether comments are written. */
  readonly comment: boolean;
  /** Keeps the comments of several jobs apart; empty: the paths do. */
  readonly commentKey: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The event's payload. */
  readonly payload: unknown;
}

/** A verdict, and whose job it was. */
export interface Judgement extends Judged {
  readonly run: Run;
  readonly client?: Client;
}

/** Judges the code; what is said about it afterwards changes nothing. */
export async function judgement(job: Job): Promise<Judgement | NoVerdict> {
  const policy = policyWith(job);
  if ("errors" in policy) return { ...policy, exitCode: 2 };
  const run = runOf(job.environment, job.payload);
  if ("error" in run) return { errors: [run.error], exitCode: 3 };
  const { token, environment, directory } = job;
  const apiUrl = environment["GITHUB_API_URL"] || "https://api.github.com";
  const client =
    token === "" ? undefined : new Client({ token, apiUrl, ...run.repository });
  try {
    const commits = new Commits(directory, client);
    const judged = await judgedCommit(job, run, commits);
    return "errors" in judged
      ? judged
      : { ...judged, run, ...(client ? { client } : {}) };
  } catch (error) {
    const { message, status } = expected(error);
    const needed = [401, 403, 404].includes(status)
      ? " The job needs `permissions: contents: read`."
      : "";
    return { errors: [`${message}${needed}`], exitCode: 3 };
  }
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
    before: wherePut,
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
export function actionRepository(environment: Job["environment"]): string {
  const name = environment["GITHUB_ACTION_REPOSITORY"] ?? "";
  const own = /^[\w.-]+\/[\w.-]+$/.test(name);
  return own ? `https://github.com/${name}` : home;
}

/** Where the code that is compared with wrote what a finding misses, the far end first. */
function wherePut({ before }: Finding) {
  return before
    ? trace(before.value)
        .map(({ range }) => range)
        .reverse()
    : [];
}
