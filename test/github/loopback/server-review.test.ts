import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANOTHER_BOT, MAINTAINER } from "./conversation";
import { clientOf, failureOf } from "./octokit";
import { LoopbackGitHub } from "./server";

const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
const text = (changed: Record<number, string | null>) =>
  lines
    .map(
      (line, index) =>
        changed[index + 1] ?? (changed[index + 1] === null ? undefined : line),
    )
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join("");

// Lines 2 to 8 and 9 to 15 of the head are two hunks that touch; line 30 is deleted.
const HEAD = text({ 5: "FIVE", 12: "TWELVE", 30: null });

let github: LoopbackGitHub;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  github = await LoopbackGitHub.start({
    base: { "a.tf": text({}), "b.tf": "b\n" },
    head: { "a.tf": HEAD },
  });
  client = clientOf(github);
});
afterEach(() => github.close());

interface Comment {
  path?: string;
  line?: number;
  side?: "LEFT" | "RIGHT";
  start_line?: number;
  start_side?: "LEFT" | "RIGHT";
  body?: string;
}

function review(...comments: Comment[]) {
  const filled = comments.map((comment) => ({
    path: "a.tf",
    body: "Hello",
    ...comment,
  }));
  return client.rest.pulls.createReview({
    ...client.repository,
    pull_number: 7,
    commit_id: github.pull.head,
    event: "COMMENT",
    comments: filled,
  });
}

async function listed() {
  const { data } = await client.rest.pulls.listReviewComments({
    ...client.repository,
    pull_number: 7,
  });
  return data;
}

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

describe("what a push does to comments", () => {
  test("lines that came in above move a comment", async () => {
    await review(
      { line: 5 },
      { start_line: 11, line: 12 },
      { line: 5, side: "LEFT" },
    );
    const first = github.pull.head;
    github.pull.push({ "a.tf": `new\nnew\n${HEAD}` });
    const comments = await listed();
    expect(
      comments.map((c) => [c.start_line, c.line, c.original_line]),
    ).toEqual([
      [null, 7, 5],
      [13, 14, 12],
      [null, 5, 5],
    ]);
    expect(comments[0]).toMatchObject({
      commit_id: github.pull.head,
      original_commit_id: first,
    });
  });

  test.each([
    ["its line changes", { 5: "five again", 12: "TWELVE" }],
    ["the pull request no longer changes its hunk", { 12: "TWELVE", 30: null }],
  ])("a comment is outdated when %s, and stays so", async (_, changed) => {
    await review({ line: 5 });
    const first = github.pull.head;
    github.pull.push({ "a.tf": text(changed) });
    const outdated = {
      line: null,
      position: null,
      original_line: 5,
      commit_id: first,
    };
    expect((await listed())[0]).toMatchObject(outdated);
    github.pull.forcePushTo(first);
    expect((await listed())[0]).toMatchObject(outdated);
  });

  test("a range is outdated when a line inside it changes or comes in", async () => {
    await review({ start_line: 10, line: 14 });
    github.pull.push({
      "a.tf": text({ 5: "FIVE", 11: "ELEVEN", 12: "TWELVE" }),
    });
    expect((await listed())[0]?.line).toBeNull();
  });

  test("a force push that keeps the line keeps the comment", async () => {
    await review({ line: 5 });
    github.pull.pushBase({ "c.tf": "c\n" });
    github.pull.forcePush({ "a.tf": HEAD });
    expect((await listed())[0]).toMatchObject({
      line: 5,
      commit_id: github.pull.head,
    });
  });

  test("a comment on an older commit of the pull request arrives where its line is now", async () => {
    const old = github.pull.head;
    github.pull.push({ "a.tf": `new\n${HEAD}` });
    await client.rest.pulls.createReview({
      ...client.repository,
      pull_number: 7,
      commit_id: old,
      event: "COMMENT",
      comments: [{ path: "a.tf", line: 5, body: "x" }],
    });
    expect((await listed())[0]).toMatchObject({ line: 6, original_line: 5 });
  });
});

describe("what becomes of comments and reviews", () => {
  test("comments are edited and deleted; the review without a body goes with its last comment", async () => {
    await review({ line: 5 });
    const [comment] = await listed();
    const at = { ...client.repository, comment_id: comment?.id ?? 0 };
    await client.rest.pulls.updateReviewComment({ ...at, body: "Changed" });
    const changed = (await listed())[0];
    expect(changed?.body).toBe("Changed");
    expect(changed?.updated_at).not.toBe(changed?.created_at);
    await client.rest.pulls.deleteReviewComment(at);
    expect(github.conversation.reviews).toEqual([]);
    expect(
      (await failureOf(client.rest.pulls.deleteReviewComment(at))).status,
    ).toBe(404);
  });

  test("a thread keeps the replies of others when its first comment goes", async () => {
    await review({ line: 5 });
    const [thread] = github.conversation.threads;
    if (thread === undefined) throw new Error("no thread");
    github.conversation.reply(thread, MAINTAINER, "Why?");
    const [first] = await listed();
    await client.rest.pulls.deleteReviewComment({
      ...client.repository,
      comment_id: first?.id ?? 0,
    });
    expect(await listed()).toMatchObject([
      { body: "Why?", in_reply_to_id: first?.id },
    ]);
  });

  test("a review needs an event to be seen, and a body or comments", async () => {
    const at = { ...client.repository, pull_number: 7 };
    const comments = [{ path: "a.tf", line: 5, body: "x" }];
    expect(
      (
        await failureOf(
          client.rest.pulls.createReview({ ...at, event: "COMMENT" }),
        )
      ).status,
    ).toBe(422);
    const pending = await client.rest.pulls.createReview({ ...at, comments });
    expect(pending.data.state).toBe("PENDING");
    expect(await listed()).toEqual([]);
    const second = await failureOf(
      client.rest.pulls.createReview({ ...at, comments }),
    );
    expect(second.data.errors).toEqual([
      "User can only have one pending review per pull request",
    ]);
    github.site.insistsOnReviewBody = true;
    const empty = await failureOf(
      client.rest.pulls.createReview({ ...at, event: "COMMENT", comments }),
    );
    expect(empty.data.errors).toEqual(["Review body can't be blank"]);
  });

  test("texts have 65,536 characters at most", async () => {
    await review({ line: 5, body: "x".repeat(65_536) });
    const { data } = await failureOf(
      review({ line: 5, body: "x".repeat(65_537) }),
    );
    expect(data.errors).toEqual([
      "Body is too long (maximum is 65536 characters)",
    ]);
    const at = {
      ...client.repository,
      issue_number: 7,
      body: "x".repeat(65_537),
    };
    expect(
      (await failureOf(client.rest.issues.createComment(at))).data.errors,
    ).toEqual([
      {
        resource: "IssueComment",
        code: "unprocessable",
        field: "data",
        message: "Body is too long (maximum is 65536 characters)",
      },
    ]);
  });

  test("comments below the description are made, edited, listed in pages and deleted", async () => {
    const at = { ...client.repository, issue_number: 7 };
    github.conversation.addIssueComment(ANOTHER_BOT, "Not ours");
    const { data } = await client.rest.issues.createComment({
      ...at,
      body: "Ours",
    });
    expect(data.user?.login).toBe("github-actions[bot]");
    await client.rest.issues.updateComment({
      ...client.repository,
      comment_id: data.id,
      body: "Ours, too",
    });
    const second = await client.rest.issues.listComments({
      ...at,
      per_page: 1,
      page: 2,
    });
    expect(second.data.map((comment) => comment.body)).toEqual(["Ours, too"]);
    expect(second.headers.link).toContain('rel="prev"');
    await client.rest.issues.deleteComment({
      ...client.repository,
      comment_id: data.id,
    });
    expect(github.conversation.issueComments).toHaveLength(1);
  });
});
