import { randomUUID } from "node:crypto";
import { comments, judgement } from "../../src/job";
import { reporters } from "../../src/reporters";
import type { Review } from "../../src/reporters/review";
import { pullRequestEvent, type WorkflowEvent } from "./loopback/event";
import type { LoopbackGitHub } from "./loopback/server";

export interface InProcessRun {
  readonly event?: WorkflowEvent;
  readonly paths?: readonly string[];
  readonly commentKey?: string;
  readonly comment?: boolean;
  /** A checkout; an empty directory unless told. */
  readonly workspace?: string;
}

/** Runs the job in this process, without the bundle and its start: what happens between judging and publishing. */
export async function runJob(github: LoopbackGitHub, run: InProcessRun = {}) {
  const { site } = github;
  const event = run.event ?? pullRequestEvent(site);
  const before = github.requests.length;
  const job = {
    token: site.token,
    paths: run.paths ?? [],
    configFile: "",
    comment: run.comment ?? true,
    commentKey: run.commentKey ?? "",
    policy: new Map(),
    directory: run.workspace ?? github.directory(),
    environment: {
      GITHUB_REPOSITORY: site.fullName,
      GITHUB_API_URL: site.apiUrl,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_SHA: event.sha,
    },
    payload: event.payload,
  };
  const judged = await judgement(job);
  const review: Review =
    "errors" in judged
      ? { places: new Map(), notes: judged.errors }
      : await comments(job, judged);
  const requests = github.requests.slice(before);
  return {
    verdict: "errors" in judged ? "error" : judged.verdict,
    report: "errors" in judged ? undefined : judged.report,
    notes: [...("errors" in judged ? [] : judged.notes), ...review.notes],
    places: [...review.places.values()],
    summary:
      "errors" in judged
        ? ""
        : reporters.markdown(judged.report, {
            version: randomUUID(),
            durationMs: 0,
            colour: false,
            pathOf: (path) => path,
            places: review.places,
          }),
    requests,
    writes: requests.filter(({ write }) => write),
  };
}
