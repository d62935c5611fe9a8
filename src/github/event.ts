/*
 * What made the job run, and what follows: which commit is judged, what it is compared with, and
 * whether there is a pull request to talk in. The payload's own base commit is the base branch's tip
 * at the last push and grows stale, so a pull request is compared with where it left the branch.
 */
import * as v from "valibot";
import type { Repository } from "./client";

/** What the head is compared with: where it left a branch or commit, or exactly that commit. */
export type Base =
  | { readonly kind: "merge-base"; readonly with: string }
  | { readonly kind: "commit"; readonly commit: string };

export interface Run {
  readonly repository: Repository;
  readonly event: string;
  /** The commit that is judged. */
  readonly head: string;
  /** Null: nothing to compare with, every finding counts. */
  readonly base: Base | null;
  /** Where the policy is read; the head itself when nothing is compared. */
  readonly policyFrom: string;
  readonly pull?: { readonly number: number; readonly open: boolean };
}

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/));
const nothing = /^0+$/;

const pullShape = v.object({
  pull_request: v.object({
    number: v.pipe(v.number(), v.integer()),
    state: v.string(),
    head: v.object({ sha: commit }),
    base: v.object({ ref: v.string() }),
  }),
});
const groupShape = v.object({
  merge_group: v.object({ head_sha: commit, base_sha: commit }),
});
const pushShape = v.object({
  ref: v.string(),
  before: commit,
  after: commit,
  repository: v.object({ default_branch: v.string() }),
});

/** What a push is compared with; a new branch left another one, unless it is the first of all. */
function baseOfPush(before: string, branch: string | undefined): Base | null {
  if (!nothing.test(before)) return { kind: "commit", commit: before };
  return branch === undefined ? null : { kind: "merge-base", with: branch };
}

/** Reads what the runner says about its event; an error in words when that makes no sense. */
export function runOf(
  environment: Readonly<Record<string, string | undefined>>,
  payload: unknown,
): Run | { readonly error: string } {
  const [owner, repo] = (environment["GITHUB_REPOSITORY"] ?? "").split("/");
  if (!owner || !repo)
    return { error: "GITHUB_REPOSITORY does not name a repository." };
  const repository = { owner, repo };
  const event = environment["GITHUB_EVENT_NAME"] ?? "";
  const pull = v.safeParse(pullShape, payload);
  if (pull.success) {
    const { number, state, head, base } = pull.output.pull_request;
    const branch = `refs/heads/${base.ref}`;
    return {
      repository,
      event,
      head: head.sha,
      base: { kind: "merge-base", with: branch },
      policyFrom: branch,
      pull: { number, open: state === "open" },
    };
  }
  const group = v.safeParse(groupShape, payload);
  if (group.success) {
    const { head_sha, base_sha } = group.output.merge_group;
    return {
      repository,
      event,
      head: head_sha,
      base: { kind: "commit", commit: base_sha },
      policyFrom: base_sha,
    };
  }
  const push = v.safeParse(pushShape, payload);
  if (push.success && event === "push" && !nothing.test(push.output.after)) {
    const { ref, before, after } = push.output;
    const branch = `refs/heads/${push.output.repository.default_branch}`;
    return {
      repository,
      event,
      head: after,
      base: baseOfPush(before, ref === branch ? undefined : branch),
      policyFrom: after,
    };
  }
  const head = v.safeParse(commit, environment["GITHUB_SHA"]);
  if (!head.success) return { error: "GITHUB_SHA does not name a commit." };
  return {
    repository,
    event,
    head: head.output,
    base: null,
    policyFrom: head.output,
  };
}
