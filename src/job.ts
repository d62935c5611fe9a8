/*
 * The job on GitHub: from the event to a verdict, and from the verdict to what is said about it. The
 * verdict comes first and nothing that happens afterwards changes it.
 */
import { check, clustersOf } from "./check";
import { Commits, type Scope, renames } from "./commits";
import type { Base } from "./core/comparison";
import type { Document } from "./core/document";
import { type Finding, type Report, trace } from "./core/finding";
import { verdict } from "./core/gate";
import { formats } from "./formats";
import { Client } from "./github/client";
import type { CommitTree } from "./github/commit-tree";
import { type Run, runOf } from "./github/event";
import { expected } from "./github/review-comments";
import { home } from "./reporters/advice";
import { type Review, review } from "./reporters/review";
import { type PolicyKey, includes, policyFile, readPolicy } from "./policy";
import { rules } from "./rules";

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
  /** What the reader should know about how it came about, a sentence each. */
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
    return { errors: [`There is no verdict. ${message}${needed}`] };
  }
}

async function judgedCommit(job: Job, run: Run, commits: Commits) {
  const tree = await commits.tree(run.head);
  const found = await policyOf(job, run, commits, tree);
  if ("error" in found) return { errors: [found.error] };
  const { file } = found;
  const read = readPolicy({
    given: job.policy,
    called: (key) => `the input ${key}`,
    ...(file ? { file } : {}),
    ruleIds: rules.map(({ id }) => id),
  });
  if ("errors" in read) return read;
  const { policy } = read;
  const scope = { named: job.paths, includes: includes(policy) };
  const { base, commit, before, notes } = await baseOf(
    run,
    commits,
    tree,
    scope,
    configPath(job),
  );
  const source = commits.head(tree, scope, before);
  if ("error" in source) return { errors: [source.error] };
  const report = await check(source, {
    formats,
    rules,
    policy,
    ...(base ? { base } : {}),
  });
  if (report.files === 0 && report.problems.length > 0)
    return { errors: ["Nothing could be read, so there is no verdict."] };
  return {
    verdict: verdict(report),
    report,
    notes: [...found.notes, ...notes],
    ...(commit === undefined ? {} : { base: commit }),
  };
}

interface PolicyFile {
  readonly file?: Document;
  readonly notes: readonly string[];
}

/**
 * The configuration file as the code that is compared with has it, so that a change cannot soften its
 * own judge. Where that cannot be read, there is one only if the head has none either.
 */
async function policyOf(
  job: Job,
  { policyFrom }: Run,
  commits: Commits,
  head: CommitTree,
): Promise<PolicyFile | { readonly error: string }> {
  const path = configPath(job);
  try {
    const file = await commits.file(policyFrom, path);
    if (file) return { file, notes: [] };
  } catch (error) {
    const { message } = expected(error);
    if (
      job.configFile !== "" ||
      head.entries.some((each) => each.path === path)
    )
      throw error;
    return {
      notes: [
        `Whether the base has a ${path} could not be read, so the policy is what the workflow gives. ${message}`,
      ],
    };
  }
  return job.configFile === ""
    ? { notes: [] }
    : {
        error: `The input config-file is ${JSON.stringify(job.configFile)}, which ${policyFrom} does not have.`,
      };
}

function configPath({ configFile }: Pick<Job, "configFile">): string {
  return configFile.replace(/^(\.\/+)+/, "") || policyFile;
}

interface Compared {
  readonly base?: Base;
  readonly commit?: string;
  readonly before?: CommitTree;
  readonly notes: readonly string[];
}

/** The clusters that are compared with; none when they cannot be read, so that every finding counts as new. */
async function baseOf(
  run: Run,
  commits: Commits,
  head: CommitTree,
  scope: Scope,
  config: string,
): Promise<Compared> {
  if (!run.base) return { notes: [] };
  try {
    const commit =
      run.base.kind === "commit"
        ? run.base.commit
        : await commits.mergeBase(run.base.with, run.head);
    const tree = await commits.tree(commit);
    const clusters = await clustersOf(commits.source(tree, scope), formats);
    const notes = sameFile(config, tree, head)
      ? []
      : [
          `This change edits ${config}, the policy of this check; what it says counts once it is merged.`,
        ];
    return {
      base: { clusters, renamed: renames(tree, head) },
      commit,
      before: tree,
      notes,
    };
  } catch (error) {
    return {
      base: { clusters: [], renamed: (path) => path },
      notes: [
        `What was there before could not be read, so every finding counts as new. ${expected(error).message}`,
      ],
    };
  }
}

function sameFile(path: string, left: CommitTree, right: CommitTree): boolean {
  const idIn = ({ entries }: CommitTree) =>
    entries.find((entry) => entry.path === path)?.id;
  return idIn(left) === idIn(right);
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
