/*
 * From a commit to a verdict: under the policy of the code that it is compared with, against the
 * clusters that were there before.
 */
import { askedBefore, baseOf, nothing } from "./base";
import { check } from "./check";
import { type Commits, type Scope, withInstalled } from "./commits";
import type { Base } from "./core/comparison";
import type { Document, Source } from "./core/document";
import type { Report } from "./core/finding";
import { verdict } from "./core/gate";
import { formats } from "./formats";
import type { CommitTree } from "./github/commit-tree";
import type { Run } from "./github/event";
import type { RequestFailed } from "./github/refusal";
import { expected } from "./github/review-comments";
import { Overlay } from "./overlay";
import { type PolicyKey, includes, policyFile, readPolicy } from "./policy";
import { rules } from "./rules";

/** What the workflow says about judging. */
export interface Instructions {
  /** Files and directories to look at, from the root of the repository; none: everything. */
  readonly paths: readonly string[];
  /** The configuration file; empty: the usual one. */
  readonly configFile: string;
  readonly policy: ReadonlyMap<PolicyKey, readonly string[]>;
}

/** Why there is no verdict, a sentence each. */
export interface NoVerdict {
  readonly errors: readonly string[];
  /** 2: the inputs or the configuration are wrong; 3: the code could not be read. */
  readonly exitCode: 2 | 3;
}

/** The verdict on the code, and what it rests on. */
export interface Judged {
  readonly verdict: "pass" | "fail";
  readonly report: Report;
  /** The commit that is compared with. */
  readonly base?: string;
  /** What the reader should know about how it came about, a sentence each. */
  readonly notes: readonly string[];
}

/** The policy in force, or the mistakes in it, also without any code at hand. */
export function policyWith(job: Instructions, file?: Document) {
  return readPolicy({
    given: job.policy,
    called: (key) => `the input ${key}`,
    ...(file ? { file } : {}),
    ruleIds: rules.map(({ id }) => id),
  });
}

/** Judges the head of a run; throws a `RequestFailed` when it cannot be read. */
export async function judgedCommit(
  job: Instructions,
  run: Run,
  commits: Commits,
): Promise<Judged | NoVerdict> {
  const tree = await commits.tree(run.head);
  const found = await policyOf(job, run, commits, tree);
  if ("error" in found) return { errors: [found.error], exitCode: 2 };
  const { file } = found;
  const read = policyWith(job, file);
  if ("errors" in read) return { ...read, exitCode: 2 };
  const { policy } = read;
  const scope = { named: job.paths, includes: includes(policy) };
  const before = await baseCommit(run, commits);
  const source = commits.head(tree, scope, before?.tree);
  if ("error" in source) return { errors: [source.error], exitCode: 2 };
  const edits =
    before?.tree && !sameFile(configPath(job), before.tree, tree)
      ? [
          `This change edits ${configPath(job)}, the policy of this check; what it says counts ${run.policyFrom === run.head ? "already" : "once it is merged"}.`,
        ]
      : [];
  const { base, notes } = await comparison(before, commits, {
    tree,
    source,
    scope,
  });
  const report = await check(source, {
    formats,
    rules,
    policy,
    ...(base ? { base } : {}),
  });
  if (report.files === 0 && report.problems.length > 0)
    return { errors: ["Nothing could be read."], exitCode: 3 };
  return {
    verdict: verdict(report),
    report,
    notes: [...edits, ...found.notes, ...notes],
    ...(before?.tree && base !== nothing ? { base: before.commit } : {}),
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
  job: Instructions,
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

function configPath({ configFile }: Pick<Instructions, "configFile">): string {
  return configFile.replace(/^(\.\/+)+/, "") || policyFile;
}

/** The commit that is compared with; without its files where they cannot be listed. */
type BaseCommit =
  | { readonly commit: string; readonly tree: CommitTree }
  | { readonly tree?: undefined; readonly failure: RequestFailed };

async function baseCommit(
  { base, head }: Run,
  commits: Commits,
): Promise<BaseCommit | undefined> {
  if (!base) return undefined;
  try {
    const commit =
      base.kind === "commit"
        ? base.commit
        : await commits.mergeBase(base.with, head);
    return { commit, tree: await commits.tree(commit) };
  } catch (error) {
    return { failure: expected(error) };
  }
}

interface Head {
  readonly tree: CommitTree;
  readonly source: Source;
  readonly scope: Scope;
}

/** What the head is compared with; where it cannot be read, there was nothing, so that every finding counts as new. */
async function comparison(
  before: BaseCommit | undefined,
  commits: Commits,
  { tree, source, scope }: Head,
): Promise<{ readonly base?: Base; readonly notes: readonly string[] }> {
  if (!before) return { notes: [] };
  if (!before.tree) return unread(before.failure);
  try {
    const asked = askedBefore(scope, before.tree, tree);
    const commit = commits.source(before.tree, asked);
    const old =
      source instanceof Overlay
        ? withInstalled(commit, before.tree, source.disk)
        : commit;
    const base = await baseOf(
      { entries: before.tree.entries, source: old },
      { entries: tree.entries, source },
      scope,
      formats,
    );
    const notes =
      commit.problems.length === 0
        ? []
        : [
            "Not all of what was there before could be read, so findings may count as new that are not.",
          ];
    return { base, notes };
  } catch (error) {
    return unread(expected(error));
  }
}

function unread({ message }: RequestFailed) {
  return {
    base: nothing,
    notes: [
      `What was there before could not be read, so every finding counts as new. ${message}`,
    ],
  };
}

function sameFile(path: string, left: CommitTree, right: CommitTree): boolean {
  const idIn = ({ entries }: CommitTree) =>
    entries.find((entry) => entry.path === path)?.id;
  return idIn(left) === idIn(right);
}
