import { MAINTAINER } from "./conversation";
import { pullPayload, repositoryPayload, userPayload } from "./payloads";
import type { Site } from "./site";

/** An event that starts a workflow, as the runner tells an action of it. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: object;
  /** `GITHUB_SHA` and `GITHUB_REF`: what a checkout without further ado takes. */
  readonly sha: string;
  readonly ref: string;
  readonly headRef?: string;
  readonly baseRef?: string;
}

/** `pull_request`, or with `target` `pull_request_target`, of the pull request as it is now. */
export function pullRequestEvent(
  site: Site,
  action = "synchronize",
  target = false,
): WorkflowEvent {
  const { pull } = site;
  return {
    name: target ? "pull_request_target" : "pull_request",
    payload: {
      action,
      number: pull.number,
      pull_request: pullPayload(site),
      ...(action === "edited"
        ? { changes: { base: { ref: { from: "main" } } } }
        : {}),
      ...common(site),
    },
    sha: target ? pull.base : (pull.mergeCommit ?? pull.head),
    ref: target
      ? `refs/heads/${pull.baseRef}`
      : `refs/pull/${pull.number}/merge`,
    headRef: pull.headRef,
    baseRef: pull.baseRef,
  };
}

/** `merge_group`: the queue asks whether the merge of the pull request may go in. */
export function mergeGroupEvent(site: Site): WorkflowEvent {
  const { pull } = site;
  const head = pull.mergeCommit ?? pull.head;
  const ref = `refs/heads/gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${pull.base}`;
  const group = {
    head_sha: head,
    head_ref: ref,
    base_sha: pull.base,
    base_ref: `refs/heads/${pull.baseRef}`,
  };
  pull.repository.setRef(ref, head);
  return {
    name: "merge_group",
    payload: {
      action: "checks_requested",
      merge_group: group,
      ...common(site),
    },
    sha: head,
    ref,
  };
}

/** `push` to a branch, from one commit (40 zeros: the branch is new) to another. */
export function pushEvent(
  site: Site,
  branch: string,
  before: string,
  after: string,
): WorkflowEvent {
  const ref = `refs/heads/${branch}`;
  return {
    name: "push",
    payload: {
      ref,
      before,
      after,
      created: /^0+$/.test(before),
      deleted: false,
      forced: false,
      commits: [],
      ...common(site),
    },
    sha: after,
    ref,
  };
}

/** `schedule` or `workflow_dispatch` on the base branch. */
export function unpromptedEvent(
  site: Site,
  name: "schedule" | "workflow_dispatch",
): WorkflowEvent {
  const { pull } = site;
  const ref = `refs/heads/${pull.baseRef}`;
  const own =
    name === "schedule" ? { schedule: "0 5 * * 1" } : { inputs: null, ref };
  return { name, payload: { ...own, ...common(site) }, sha: pull.base, ref };
}

function common(site: Site): object {
  return {
    repository: repositoryPayload(site),
    sender: userPayload(site, MAINTAINER),
  };
}
