import { afterEach, beforeEach, expect, test } from "vitest";
import * as v from "valibot";
import { ACTIONS_BOT, MAINTAINER } from "./conversation";
import { clientOf, failureOf } from "./octokit";
import { LoopbackGitHub } from "./server";

let github: LoopbackGitHub;
beforeEach(async () => {
  github = await LoopbackGitHub.start({
    base: { "a.tf": "one\n", "b.tf": "b\n" },
    head: { "a.tf": "two\n", "binary.bin": Buffer.from([1, 0, 2]) },
  });
});
afterEach(() => github.close());

const Answer = v.looseObject({ repository: v.unknown() });

async function asked(
  query: string,
  variables: Record<string, string | number> = {},
) {
  const { octokit, repository } = clientOf(github);
  return v.parse(
    Answer,
    await octokit.graphql(query, { ...repository, ...variables }),
  ).repository;
}

async function commented() {
  const { rest, repository } = clientOf(github);
  const { data } = await rest.pulls.createReviewComment({
    ...repository,
    pull_number: 7,
    commit_id: github.pull.head,
    path: "a.tf",
    line: 1,
    body: "Hello",
  });
  const [thread] = github.conversation.threads;
  if (thread === undefined) throw new Error("No thread.");
  return { node: data.node_id, thread };
}

const THREADS = `query ($owner: String!, $repo: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: 7) {
      reviewThreads(first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated path line originalLine viewerCanResolve
          comments(first: 10) {
            totalCount
            nodes { id databaseId body author { __typename login } viewerDidAuthor viewerCanDelete viewerCanMinimize isMinimized minimizedReason }
          }
        }
      }
    }
  }
}`;

test("many blobs come in one request, with what GitHub says of long and binary ones", async () => {
  const { repository, head } = github.pull;
  const [a, b, binary] = ["a.tf", "b.tf", "binary.bin"].map(
    (path) => repository.entryAt(head, path)?.sha ?? "",
  );
  const fields = "... on Blob { text isTruncated isBinary byteSize }";
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {
    a: object(oid: "${a}") { ${fields} }
    b: object(expression: "${head}:b.tf") { ${fields} }
    binary: object(oid: "${binary}") { ${fields} }
    none: object(oid: "${"f".repeat(40)}") { ${fields} }
  } }`;
  expect(b).toMatch(/^\w{40}$/);
  expect(await asked(query)).toEqual({
    a: { text: "two\n", isTruncated: false, isBinary: false, byteSize: 4 },
    b: { text: "b\n", isTruncated: false, isBinary: false, byteSize: 2 },
    binary: { text: null, isTruncated: false, isBinary: true, byteSize: 3 },
    none: null,
  });
  github.site.limits.blobText = 2;
  expect(await asked(query)).toMatchObject({
    a: { text: "tw", isTruncated: true, byteSize: 4 },
  });
  expect(github.writes).toEqual([]);
});

test("threads say who wrote, what we may, and where they are now", async () => {
  const { thread, node } = await commented();
  github.conversation.reply(thread, MAINTAINER, "Why?");
  const [ours, theirs] = thread.comments;
  const nodes = [
    {
      id: node,
      databaseId: ours?.id,
      body: "Hello",
      author: { __typename: "Bot", login: "github-actions" },
      viewerDidAuthor: true,
      viewerCanDelete: true,
      viewerCanMinimize: true,
      isMinimized: false,
      minimizedReason: null,
    },
    expect.objectContaining({
      databaseId: theirs?.id,
      viewerDidAuthor: false,
      author: { __typename: "User", login: MAINTAINER.login },
    }),
  ];
  const shown = {
    isResolved: false,
    isOutdated: false,
    path: "a.tf",
    line: 1,
    originalLine: 1,
    viewerCanResolve: false,
  };
  expect(await asked(THREADS, { first: 100 })).toMatchObject({
    pullRequest: {
      reviewThreads: {
        nodes: [{ ...shown, comments: { totalCount: 2, nodes } }],
      },
    },
  });
  github.pull.push({ "a.tf": "three\n" });
  thread.resolvedBy = MAINTAINER;
  expect(await asked(THREADS, { first: 100 })).toMatchObject({
    pullRequest: {
      reviewThreads: {
        nodes: [
          { isResolved: true, isOutdated: true, line: null, originalLine: 1 },
        ],
      },
    },
  });
});

test("threads come in pages of at most 100", async () => {
  await commented();
  await commented();
  const Threads = v.object({
    pullRequest: v.object({
      reviewThreads: v.object({
        pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.string() }),
        nodes: v.array(v.unknown()),
      }),
    }),
  });
  const first = v.parse(Threads, await asked(THREADS, { first: 1 })).pullRequest
    .reviewThreads;
  expect(first).toMatchObject({ pageInfo: { hasNextPage: true } });
  const second = v.parse(
    Threads,
    await asked(THREADS, { first: 1, after: first.pageInfo.endCursor }),
  ).pullRequest.reviewThreads;
  expect(second.pageInfo.hasNextPage).toBe(false);
  expect(second.nodes).not.toEqual(first.nodes);
  await expect(asked(THREADS, { first: 101 })).rejects.toThrow(
    "exceeds the `first` limit of 100 records",
  );
});

test("minimizing needs pull-requests: write, resolving contents: write", async () => {
  const { node, thread } = await commented();
  const { octokit } = clientOf(github);
  const minimize = () =>
    octokit.graphql(
      "mutation ($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized minimizedReason } } }",
      { id: node },
    );
  const resolve = async () => {
    const id = v.parse(v.string(), `PRRT_kwDO${thread.id}`);
    return octokit.graphql(
      "mutation ($id: ID!) { resolveReviewThread(input: { threadId: $id }) { thread { isResolved resolvedBy { login } } } }",
      { id },
    );
  };
  expect(await minimize()).toEqual({
    minimizeComment: {
      minimizedComment: { isMinimized: true, minimizedReason: "outdated" },
    },
  });
  expect(thread.comments[0]?.minimized).toBe("outdated");
  await expect(resolve()).rejects.toThrow(
    "Resource not accessible by integration",
  );
  github.site.permissions.contents = "write";
  expect(await resolve()).toMatchObject({
    resolveReviewThread: { thread: { isResolved: true } },
  });
  expect(thread.resolvedBy).toEqual(ACTIONS_BOT);
  github.site.permissions["pull-requests"] = "read";
  await expect(minimize()).rejects.toThrow(
    "Resource not accessible by integration",
  );
  expect(github.writes).toHaveLength(5);
});

test("what the schema or the server does not know is a violation", async () => {
  const of = (field: string) =>
    `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${field} } }`;
  await expect(asked(of("color"))).rejects.toThrow("Cannot query field");
  await expect(asked(of("diskUsage"))).rejects.toThrow(
    "Repository.diskUsage is missing",
  );
  expect(github.violations.splice(0)).toEqual([
    'GraphQL: Cannot query field "color" on type "Repository".',
    "GraphQL: the loopback GitHub has no Repository.diskUsage",
  ]);
});

test("on an Enterprise Server both APIs are below /api", async () => {
  const enterprise = await LoopbackGitHub.start(
    { base: { "a.tf": "1" }, head: { "a.tf": "2" } },
    true,
  );
  const { rest, octokit, repository } = clientOf(enterprise);
  expect(enterprise.site.apiUrl).toMatch(/\/api\/v3$/);
  await rest.pulls.get({ ...repository, pull_number: 7 });
  await octokit.graphql("{ viewer { login } }");
  expect(enterprise.requests.map((request) => request.operation)).toEqual([
    "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    "POST /api/graphql",
  ]);
  await failureOf(
    octokit.request("POST /graphql", { query: "{ viewer { login } }" }),
  );
  expect(enterprise.violations.splice(0)).toHaveLength(1);
  await enterprise.close();
});
