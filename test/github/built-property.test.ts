import fc from "fast-check";
import { expect, test } from "vitest";
import { pullRequests } from "./generated";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "./loopback/apply-suggestion";
import { markerOf } from "../../src/github/marker";
import { checkout } from "./loopback/checkout";
import type { Thread } from "./loopback/conversation";
import { runAction } from "./loopback/run-action";
import { LoopbackGitHub } from "./loopback/server";

async function run(github: LoopbackGitHub) {
  const { mergeCommit, head } = github.pull;
  const workspace = checkout(github, mergeCommit ?? head);
  const result = await runAction(github, { workspace });
  expect(["pass", "fail"], result.log).toContain(result.outputs["verdict"]);
  return result;
}

const fingerprintsOf = (threads: readonly Thread[]) =>
  threads.flatMap(
    ({ comments }) => markerOf(comments[0]?.body ?? "")?.fingerprints ?? [],
  );

/**
 * Applies every suggestion as GitHub would; what they were about must be gone after the next run, and
 * nothing be new. A comment on two findings whose fixes cannot be made together has a suggestion for
 * the first alone: the second is told in a comment of its own then, with its suggestion.
 */
async function expectSuggestionsToWork(github: LoopbackGitHub) {
  await run(github);
  const before = github.conversation.threads.map((thread) => thread.id);
  const applied = threadsWithSuggestion(github);
  if (applied.length === 0) {
    expect((await run(github)).writes).toEqual([]);
    return;
  }
  const told = fingerprintsOf(applied);
  applySuggestions(github, applied);
  const { writes } = await run(github);
  const left = github.conversation.threads;
  expect(
    left.filter(({ id }) => applied.some((thread) => thread.id === id)),
    "comments whose suggestion was applied",
  ).toEqual([]);
  const created = left.filter(({ id }) => !before.includes(id));
  for (const each of fingerprintsOf(created))
    expect(told, "findings of new comments").toContain(each);
  expect(fingerprintsOf(created).length).toBeLessThan(told.length);
  const offered = threadsWithSuggestion(github);
  for (const thread of created) expect(offered).toContain(thread);
  expect(
    writes.filter((request) => request.method === "POST").length,
  ).toBeLessThanOrEqual(Math.min(created.length, 1));
}

test(
  "of 20 pull requests in every format, each suggestion of the built action works",
  { timeout: 1_800_000 },
  async () => {
    const property = fc.asyncProperty(pullRequests, async (start) => {
      const github = await LoopbackGitHub.start(start);
      try {
        await expectSuggestionsToWork(github);
      } finally {
        await github.close();
      }
    });
    await fc.assert(property, {
      seed: 20261123,
      numRuns: Number(process.env["PROPERTY_RUNS"] ?? 20),
      endOnFailure: true,
    });
  },
);
