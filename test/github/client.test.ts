import * as v from "valibot";
import { expect, test } from "vitest";
import { Client } from "../../src/github/client";
import {
  type Fault,
  primaryLimit,
  secondaryLimit,
  serverError,
} from "./loopback/faults";
import { LoopbackGitHub } from "./loopback/server";
import { CLEAN } from "./scenarios/terraform";

/** Reads a pull request so often while something is wrong, with a clock that only counts. */
async function asked(
  fault: Fault,
  { times = 1, patience = 120_000, questions = 1 } = {},
) {
  const github = await LoopbackGitHub.start(CLEAN);
  const waits: number[] = [];
  const { apiUrl, token, owner, name: repo } = github.site;
  const client = new Client({
    ...{ apiUrl, token, owner, repo, patience },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  github.fail({ path: /\/pulls\/7\/files/, times }, fault);
  const answers: string[] = [];
  try {
    for (let each = 0; each < questions; each++)
      answers.push(
        await client
          .list(
            "/repos/{owner}/{repo}/pulls/{pull_number}/files",
            { pull_number: 7 },
            v.object({ filename: v.string() }),
            1,
          )
          .then(
            (files) => files.map(({ filename }) => filename).join(" "),
            String,
          ),
      );
  } finally {
    await github.close();
  }
  return { answers, waits, requests: github.requests.length };
}

test("Being told to wait is obeyed, for a minute where no time is named", async () => {
  expect(await asked(secondaryLimit(429, 7))).toEqual({
    answers: ["README.md"],
    waits: [7000],
    requests: 2,
  });
  expect(await asked(secondaryLimit(403))).toMatchObject({
    answers: ["README.md"],
    waits: [60_000],
  });
  const { waits } = await asked(primaryLimit(30));
  expect(waits[0]).toBeGreaterThan(28_000);
  expect(waits[0]).toBeLessThanOrEqual(31_000);
});

test("Waiting ends where the time set aside for it does", async () => {
  const { answers, waits } = await asked(secondaryLimit(403), { times: 9 });
  expect(waits).toEqual([60_000]);
  expect(answers[0]).toContain("secondary rate limit");
});

test("A server that fails is asked four times", async () => {
  expect(await asked(serverError(502), { times: 3 })).toEqual({
    answers: ["README.md"],
    waits: [1000, 2000, 4000],
    requests: 4,
  });
  expect(await asked(serverError(502), { times: 9 })).toMatchObject({
    answers: [expect.stringContaining("502")],
    requests: 4,
  });
});

test("A server that fails after a long silence is not asked for ever", async () => {
  const { answers, requests } = await asked(
    { ...serverError(502), delay: 120 },
    { times: 99, patience: 100, questions: 5 },
  );
  expect(requests).toBe(1);
  expect(answers).toHaveLength(5);
  expect(answers.at(-1)).toContain("kept this run waiting for too long");
});
