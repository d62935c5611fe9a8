import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ANOTHER_BOT } from "./conversation";
import {
  failure,
  primaryLimit,
  reset,
  secondaryLimit,
  serverError,
  slow,
} from "./faults";
import { clientOf, failureOf } from "./octokit";
import { LoopbackGitHub } from "./server";

const BASE = { "a.tf": "one\n" };
const HEAD = { "a.tf": "two\n" };

let github: LoopbackGitHub;
let client: ReturnType<typeof clientOf>;
const at = { owner: "acme", repo: "infra" };
beforeEach(async () => {
  github = await LoopbackGitHub.start({ base: BASE, head: HEAD });
  client = clientOf(github);
});
afterEach(() => github.close());

/** The violations so far, which the server forgets: they were meant. */
function violations(): string[] {
  return github.violations.splice(0);
}

const comment = () =>
  client.rest.issues.createComment({ ...at, issue_number: 7, body: "Hello" });
const pull = () => client.rest.pulls.get({ ...at, pull_number: 7 });

describe("requests that GitHub's description does not allow", () => {
  test("an unknown endpoint is a violation", async () => {
    expect((await failureOf(client.octokit.request("GET /user"))).status).toBe(
      404,
    );
    expect(violations()).toEqual([
      "GET /user is not an operation that the loopback GitHub has.",
    ]);
  });

  test("a described endpoint that no review needs is a violation, too", async () => {
    const checkRun = client.rest.checks.create({
      ...at,
      name: "x",
      head_sha: "x",
    });
    expect((await failureOf(checkRun)).status).toBe(404);
    expect(violations()).toHaveLength(1);
  });

  test.each([
    ["an unknown key", { body: "x", bodies: "x" }],
    ["a wrong type", { body: 1 }],
    ["a missing key", {}],
  ])("%s in a body is a violation", async (_, body) => {
    const post = client.octokit.request(
      "POST /repos/acme/infra/issues/7/comments",
      body,
    );
    expect((await failureOf(post)).status).toBe(422);
    expect(violations()).toHaveLength(1);
  });

  test.each([
    [
      "an unknown key",
      { path: "a.tf", line: 1, body: "x", subject_type: "line" },
    ],
    ["an unknown side", { path: "a.tf", line: 1, body: "x", side: "BOTH" }],
  ])("%s inside a review's comments is a violation", async (_, entry) => {
    const post = client.octokit.request(
      "POST /repos/acme/infra/pulls/7/reviews",
      { event: "COMMENT", comments: [entry] },
    );
    expect((await failureOf(post)).status).toBe(422);
    expect(violations()).toHaveLength(1);
  });

  test.each(["pages=2", "per_page=101", "per_page=many", "page=1&page=2"])(
    "the query %s is a violation",
    async (query) => {
      const get = client.octokit.request(
        `GET /repos/acme/infra/pulls/7/files?${query}`,
      );
      expect((await failureOf(get)).status).toBe(422);
      expect(violations()).toHaveLength(1);
    },
  );

  test("closing the server throws over violations", async () => {
    const other = await LoopbackGitHub.start({ base: BASE, head: HEAD });
    await failureOf(clientOf(other).octokit.request("GET /user"));
    await expect(other.close()).rejects.toThrow("GET /user");
  });
});

describe("what a token may do", () => {
  test("a wrong token is 401", async () => {
    const { rest } = clientOf(github, "ghs_other");
    const { status, data } = await failureOf(
      rest.pulls.get({ ...at, pull_number: 7 }),
    );
    expect([status, data.message]).toEqual([401, "Bad credentials"]);
  });

  test("a missing permission is 403 and named, unless GitHub does not", async () => {
    github.site.permissions["pull-requests"] = "read";
    await pull();
    const refused = await failureOf(comment());
    expect(refused).toMatchObject({
      status: 403,
      data: { message: "Resource not accessible by integration" },
    });
    expect(refused.headers["x-accepted-github-permissions"]).toBe(
      "issues=write; pull_requests=write",
    );
    github.site.namesPermissions = false;
    expect((await failureOf(comment())).headers).not.toHaveProperty(
      "x-accepted-github-permissions",
    );
  });

  test("a private repository is closed without permissions, a public one is not", async () => {
    github.site.permissions = {
      contents: "none",
      "pull-requests": "none",
      issues: "none",
    };
    const contents = () =>
      client.rest.repos.getContent({ ...at, path: "a.tf" });
    expect((await failureOf(pull())).status).toBe(403);
    expect((await failureOf(contents())).status).toBe(403);
    github.site.visibility = "public";
    await pull();
    await contents();
    expect((await failureOf(comment())).status).toBe(403);
  });

  test("another token writes as another user", async () => {
    github.site.viewer = ANOTHER_BOT;
    const { data } = await comment();
    expect(data.user).toMatchObject({ login: "other-app[bot]", type: "Bot" });
  });

  test("another repository and another pull request are not found", async () => {
    expect(
      (
        await failureOf(
          client.rest.pulls.get({
            owner: "acme",
            repo: "other",
            pull_number: 7,
          }),
        )
      ).status,
    ).toBe(404);
    expect(
      (await failureOf(client.rest.pulls.get({ ...at, pull_number: 8 })))
        .status,
    ).toBe(404);
  });
});

describe("what goes wrong", () => {
  const comments = () => github.conversation.issueComments.length;

  test("a 502 has no effect, but one that was stored has", async () => {
    github.fail({ method: "POST", path: /comments$/ }, serverError(502));
    expect((await failureOf(comment())).status).toBe(502);
    expect(comments()).toBe(0);
    github.fail({ method: "POST" }, serverError(502, true));
    expect((await failureOf(comment())).status).toBe(502);
    expect(comments()).toBe(1);
    await comment();
    expect(comments()).toBe(2);
  });

  test.each([403, 429] as const)(
    "a secondary limit is %i, with the seconds to wait or without",
    async (status) => {
      github.fail({}, secondaryLimit(status, 3));
      github.fail({}, secondaryLimit(status));
      const first = await failureOf(comment());
      expect(first.status).toBe(status);
      expect(first.data.message).toContain("secondary rate limit");
      expect(first.headers["retry-after"]).toBe("3");
      expect((await failureOf(comment())).headers).not.toHaveProperty(
        "retry-after",
      );
    },
  );

  test("the hourly limit says when it is over", async () => {
    github.fail({}, primaryLimit(60));
    const { status, headers } = await failureOf(pull());
    expect(status).toBe(403);
    expect(headers["x-ratelimit-remaining"]).toBe("0");
    expect(Number(headers["x-ratelimit-reset"])).toBeGreaterThan(
      Date.now() / 1000,
    );
  });

  test("a connection breaks before or after the effect", async () => {
    github.fail({ method: "POST" }, reset());
    await failureOf(comment());
    expect(comments()).toBe(0);
    github.fail({ method: "POST" }, reset(true));
    await failureOf(comment());
    expect(comments()).toBe(1);
    expect(github.requests.map((request) => request.status)).toEqual([0, 0]);
  });

  test("a slow answer is an answer", async () => {
    github.fail({}, slow(150));
    const started = Date.now();
    await pull();
    expect(Date.now() - started).toBeGreaterThan(140);
  });

  test("faults hit what they are for, as often as told, and tell when they were not met", async () => {
    github.fail(
      { method: "GET", path: /files/, times: 2 },
      failure(404, "Not Found"),
    );
    github.fail({ body: /Hello/, after: 1 }, failure(404, "Not Found"));
    await pull();
    await comment();
    expect((await failureOf(comment())).status).toBe(404);
    const files = () => client.rest.pulls.listFiles({ ...at, pull_number: 7 });
    await failureOf(files());
    expect(github.unmetFaults).toBe(1);
    await failureOf(files());
    expect(github.unmetFaults).toBe(0);
    await files();
  });
});

test("reads and writes are counted apart", async () => {
  await pull();
  await comment();
  expect(github.reads.map((request) => request.operation)).toEqual([
    "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  ]);
  expect(github.writes).toMatchObject([
    { method: "POST", status: 201, body: { body: "Hello" } },
  ]);
  github.forget();
  expect(github.requests).toEqual([]);
});
