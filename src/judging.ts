/*
 * From a commit to a verdict: under the policy of the code that it is compared with, against the
 * clusters that were there before.
 */
import { check, clustersOf } from "./check";
import { type Commits, type Scope, renames } from "./commits";
import type { Base } from "./core/comparison";
import type { Document } from "./core/document";
import type { Report } from "./core/finding";
import { verdict } from "./core/gate";
import { formats } from "./formats";
import type { CommitTree } from "./github/commit-tree";
import type { Run } from "./github/event";
import { expected } from "./github/review-comments";
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
  const { base, commit, before, notes } = await baseOf(
    run,
    commits,
    tree,
    scope,
    configPath(job),
  );
  const source = commits.head(tree, scope, before);
  if ("error" in source) return { errors: [source.error], exitCode: 2 };
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
