import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./octokit";
import { type Comment, HEAD, reviewStage, text } from "./review-stage";

type Stage = Awaited<ReturnType<typeof reviewStage>>;

let github: Stage["github"];
let client: Stage["client"];
let review: Stage["review"];
let listed: Stage["listed"];
beforeEach(async () => {
  ({ github, client, review, listed } = await reviewStage());
});
afterEach(() => github.close());

describe("where a review comment may stand", () => {
  test("a line of a hunk is accepted on its side", async () => {
    await review(
      { line: 5 },
      { line: 5, side: "LEFT" },
      { line: 30, side: "LEFT" },
      { line: 2, side: "RIGHT" },
    );
    const comments = await listed();
    expect(comments.map(({ line, side }) => [line, side])).toEqual([
      [5, "RIGHT"],
      [5, "LEFT"],
      [30, "LEFT"],
      [2, "RIGHT"],
    ]);
    expect(comments[0]?.diff_hunk).toMatch(
      /^@@ -2,14 \+2,14 @@ line 1\n[\s\S]*\n\+FIVE$/,
    );
    expect(comments[0]).toMatchObject({
      original_line: 5,
      start_line: null,
      subject_type: "line",
    });
  });

  test("several lines of one hunk are accepted", async () => {
    await review({ start_line: 4, line: 6 });
    expect((await listed())[0]).toMatchObject({
      start_line: 4,
      line: 6,
      start_side: "RIGHT",
    });
  });

  test.each<[string, Comment, string]>([
    ["outside every hunk", { line: 20 }, "Line could not be resolved"],
    [
      "a deleted line's number on the right",
      { line: 38 },
      "Line could not be resolved",
    ],
    [
      "a file that is not changed",
      { path: "b.tf", line: 1 },
      "Path could not be resolved",
    ],
    [
      "a range across hunks",
      { start_line: 12, line: 28 },
      "Pull request review thread start line must be part of the same hunk as the line.",
    ],
    [
      "a range of one line",
      { start_line: 5, line: 5 },
      "Pull request review thread start line must precede the end line.",
    ],
    [
      "a range upside down",
      { start_line: 6, line: 5 },
      "Pull request review thread start line must precede the end line.",
    ],
    ["no line at all", {}, "Line could not be resolved"],
  ])(
    "%s is refused, and the good comments of the review with it",
    async (_, comment, sentence) => {
      const { status, data } = await failureOf(review({ line: 5 }, comment));
      expect(status).toBe(422);
      expect(data).toMatchObject({
        message: "Unprocessable Entity",
        errors: [sentence],
      });
      expect(await listed()).toEqual([]);
    },
  );

  test("two hunks that touch are still two", async () => {
    // Six unchanged lines between two changes keep hunks together; git merges them only when contexts meet.
    github.pull.push({ "a.tf": text({ 5: "FIVE", 13: "THIRTEEN" }) });
    const [file] = github.pull.files();
    expect(file?.hunks.map((hunk) => hunk.header)).toEqual([
      "@@ -2,7 +2,7 @@ line 1",
      "@@ -10,7 +10,7 @@ line 9",
    ]);
    const { data } = await failureOf(review({ start_line: 8, line: 10 }));
    expect(data.errors).toEqual([
      "Pull request review thread start line must be part of the same hunk as the line.",
    ]);
  });

  test("a commit that is not the pull request's is refused", async () => {
    const { base } = github.pull;
    const old = github.pull.head;
    const at = {
      ...client.repository,
      pull_number: 7,
      event: "COMMENT" as const,
      body: "x",
    };
    github.pull.forcePush({ "a.tf": HEAD });
    for (const commit_id of [base, old, "f".repeat(40)])
      expect(
        (await failureOf(client.rest.pulls.createReview({ ...at, commit_id })))
          .status,
      ).toBe(422);
  });

  test("a single comment is refused by field", async () => {
    const comment = client.rest.pulls.createReviewComment({
      ...client.repository,
      pull_number: 7,
      commit_id: github.pull.head,
      path: "a.tf",
      line: 20,
      body: "x",
    });
    expect((await failureOf(comment)).data.errors).toEqual([
      {
        resource: "PullRequestReviewComment",
        code: "custom",
        field: "pull_request_review_thread.line",
        message: "could not be resolved",
      },
    ]);
  });

  test("a comment on a file needs no line, but a changed file", async () => {
    const at = {
      ...client.repository,
      pull_number: 7,
      commit_id: github.pull.head,
      subject_type: "file" as const,
      body: "x",
    };
    await client.rest.pulls.createReviewComment({ ...at, path: "a.tf" });
    expect((await listed())[0]).toMatchObject({
      subject_type: "file",
      line: null,
    });
    expect(
      (
        await failureOf(
          client.rest.pulls.createReviewComment({ ...at, path: "b.tf" }),
        )
      ).status,
    ).toBe(422);
  });
});
