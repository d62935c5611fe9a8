import fc from "fast-check";
import { expect, test } from "vitest";
import { cluster, filler, variables } from "./code";
import { runJob } from "./in-process";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "./loopback/apply-suggestion";
import { markerOf } from "../../src/github/marker";
import type { Thread } from "./loopback/conversation";
import { LoopbackGitHub } from "./loopback/server";

const types = fc.constantFrom(
  '["api", "audit"]',
  '["api"]',
  "[]",
  '[\n    "api",\n    "scheduler",\n  ]',
  null,
  "var.log_types",
);
const state = fc.record({
  types,
  days: fc.constantFrom(365, 90, 7, null),
  padding: fc.nat({ max: 12 }),
});

/** A repository of a few clusters, some of which share a variable. */
const repository = fc.record({
  clusters: fc.array(state, { minLength: 1, maxLength: 3 }),
  shared: fc.constantFrom('["api", "audit"]', '["api"]', "[]"),
  windows: fc.boolean(),
});

type Repository = typeof repository extends fc.Arbitrary<infer T> ? T : never;

function files({ clusters, shared, windows }: Repository, above: number) {
  const ended = (text: string) =>
    windows ? text.replaceAll("\n", "\r\n") : text;
  const resources = clusters.map(({ padding, ...options }, index) => [
    `cluster-${index}.tf`,
    ended(
      filler(padding + above) +
        cluster({ ...options, name: `c${index}-prod`, label: `c${index}` }),
    ),
  ]);
  return {
    ...Object.fromEntries(resources),
    "variables.tf": ended(variables(shared, filler(above))),
  };
}

const fingerprintsOf = (threads: readonly Thread[]) =>
  threads.flatMap(
    ({ comments }) => markerOf(comments[0]?.body ?? "")?.fingerprints ?? [],
  );

test("Applying every suggestion leaves none of its findings, posts nothing new, and deletes what was fixed", async () => {
  await fc.assert(
    fc.asyncProperty(
      repository,
      repository,
      fc.nat({ max: 3 }),
      async (base, head, above) => {
        const github = await LoopbackGitHub.start({
          base: files(base, 0),
          head: { ...files(head, above), "README.md": "x\n" },
        });
        try {
          await runJob(github);
          expect((await runJob(github)).writes).toEqual([]);
          const offered = threadsWithSuggestion(github);
          if (offered.length === 0) return;
          const before = fingerprintsOf(github.conversation.visibleThreads);
          applySuggestions(github, offered);
          const { writes } = await runJob(github);
          const created = writes.filter(({ method }) => method === "POST");
          const after = fingerprintsOf(github.conversation.visibleThreads);
          for (const each of after) expect(before).toContain(each);
          for (const thread of offered)
            expect(github.conversation.threads).not.toContain(thread);
          expect(created).toEqual([]);
          expect((await runJob(github)).writes).toEqual([]);
        } finally {
          await github.close();
        }
      },
    ),
    {
      seed: 11,
      numRuns: Number(process.env["PROPERTY_RUNS"] ?? 200),
      endOnFailure: true,
    },
  );
}, 1_800_000);
