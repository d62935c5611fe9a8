import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANOTHER_BOT, MAINTAINER } from "./conversation";
import { failureOf } from "./octokit";
import { HEAD, reviewStage, text } from "./review-stage";

type Stage = Awaited<ReturnType<typeof reviewStage>>;

let github: Stage["github"];
let client: Stage["client"];
let review: Stage["review"];
let listed: Stage["listed"];
beforeEach(async () => {
  ({ github, client, review, listed } = await reviewStage());
});
afterEach(() => github.close());

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
