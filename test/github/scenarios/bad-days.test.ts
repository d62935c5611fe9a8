import { expect } from "vitest";
import {
  failure,
  type Fault,
  graphqlError,
  primaryLimit,
  reset,
  secondaryLimit,
  serverError,
  slow,
  type Target,
} from "../loopback/faults";
import {
  currentComments,
  expectSaidWithoutComments,
  overview,
  scenario,
} from "./scenario";
import { cluster, group, NEW_CLUSTER, OFF, REGRESSION } from "./terraform";

const ABOUT = "6 bad days";

const REVIEW: Target = { method: "POST", path: /\/reviews$/ };
const STICKY: Target = { method: "POST", path: /\/issues\/7\/comments$/ };
const ANY_WRITE: Target = {
  method: "POST",
  path: /\/(reviews|comments)$/,
  times: 100,
};

const REFUSALS: readonly [string, Fault][] = [
  ["401", failure(401, "Bad credentials")],
  [
    "403 that names no permission",
    failure(403, "Resource not accessible by integration"),
  ],
  ["404", failure(404, "Not Found")],
  ["422 whatever is sent", failure(422, "Validation Failed")],
  ["500", serverError(500)],
  ["502", serverError(502)],
  ["503", serverError(503)],
  ["a reset connection", reset()],
  ["429 that asks to wait an hour", secondaryLimit(429, 3600)],
  ["an hourly limit that is used up", primaryLimit(3000)],
];

for (const [name, fault] of REFUSALS)
  scenario(
    ABOUT,
    `every write: ${name}`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail(ANY_WRITE, fault);
      const result = await run();
      github.recover();
      expect(result).toMatchObject({
        exitCode: 1,
        outputs: { verdict: "fail", errors: "1" },
      });
      expect(github.conversation.threads).toEqual([]);
      expectSaidWithoutComments(result);
    },
  );

for (const [name, fault] of REFUSALS)
  scenario(
    ABOUT,
    `every read of the conversation and of the changed files: ${name}`,
    REGRESSION,
    async ({ github, run }) => {
      const conversation = { path: /\/graphql$/, body: /reviewThreads/ };
      github.fail({ ...conversation, times: 100 }, fault);
      github.fail({ path: /\/(pulls|issues)\/7\//, times: 100 }, fault);
      const result = await run();
      github.recover();
      expect(result).toMatchObject({
        exitCode: 1,
        outputs: { verdict: "fail", errors: "1" },
      });
      expect(result.summary).toContain("audit-logging-disabled");
    },
  );

const PASSING: readonly [string, Fault][] = [
  ["a secondary limit of one second", secondaryLimit(403, 1)],
  ["429 for one second", secondaryLimit(429, 1)],
  ["a slow answer", slow(1500)],
];

for (const [name, fault] of PASSING)
  scenario(
    ABOUT,
    `a review after ${name} arrives once`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail(REVIEW, fault);
      github.fail(STICKY, fault);
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(currentComments(github)).toHaveLength(1);
      expect(github.conversation.reviews).toHaveLength(1);
    },
  );

for (const [name, fault] of [
  ["502", serverError(502)],
  ["a reset connection", reset()],
] as const)
  scenario(
    ABOUT,
    `reads after ${name} are repeated`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail({ path: /\/graphql$/ }, fault);
      github.fail({ method: "GET", path: /\/files/ }, fault);
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(currentComments(github)).toHaveLength(1);
    },
  );

for (const [name, fault] of [
  ["502", serverError(502, true)],
  ["a reset connection", reset(true)],
] as const) {
  scenario(
    ABOUT,
    `a review that was stored in spite of ${name} is not posted again`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail(REVIEW, fault);
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(currentComments(github)).toHaveLength(1);
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(github.conversation.threads).toHaveLength(1);
    },
  );

  scenario(
    ABOUT,
    `a sticky comment that was stored in spite of ${name} is not posted again`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail(STICKY, fault);
      expect(await run()).toMatchObject({ exitCode: 1 });
      expect(overview(github)).toBeDefined();
      await run();
      expect(overview(github)).toBeDefined();
    },
  );
}

const THREE = Object.fromEntries(
  ["a", "b", "c"].map((name) => [
    `${name}.tf`,
    `${cluster(name, OFF, name)}\n${group(name, 90, name)}`,
  ]),
);

scenario(
  ABOUT,
  "one comment of three is refused: the other two arrive, and the third is said elsewhere",
  { base: { "x.txt": "1" }, head: THREE },
  async ({ github, run }) => {
    const refused = failure(422, "Unprocessable Entity");
    github.fail(
      {
        method: "POST",
        path: /\/(reviews|pulls\/7\/comments)$/,
        body: /"path":"b.tf"/,
        times: Infinity,
      },
      refused,
    );
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "3" } });
    expect(currentComments(github).map((comment) => comment.path)).toEqual([
      "a.tf",
      "c.tf",
    ]);
    const elsewhere = [
      overview(github)?.body ?? "",
      ...result.annotations.map((annotation) => annotation.message),
    ]
      .join("\n")
      .replaceAll("\\", "");
    expect(elsewhere).toContain("aws_eks_cluster.b");
  },
);

scenario(
  ABOUT,
  "a review that must have a body gets a sentence",
  REGRESSION,
  async ({ github, run }) => {
    github.site.insistsOnReviewBody = true;
    await run();
    expect(currentComments(github)).toHaveLength(1);
    expect(github.conversation.reviews[0]?.body.trim()).not.toBe("");
  },
);

scenario(
  ABOUT,
  "GraphQL that fails with status 200 is asked again",
  REGRESSION,
  async ({ github, run }) => {
    github.fail(
      { path: /\/graphql$/, times: 2 },
      graphqlError("Something went wrong while executing your query."),
    );
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toHaveLength(1);
  },
);

scenario(ABOUT, "a slow GitHub", NEW_CLUSTER, async ({ github, run }) => {
  github.fail({ times: 6 }, slow(700));
  expect(await run()).toMatchObject({ exitCode: 1 });
  github.recover();
  expect(currentComments(github)).toHaveLength(1);
});
