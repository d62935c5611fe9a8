import { getOctokit } from "@actions/github";
import { afterEach, expect, test } from "vitest";
import { LoopbackGitHub } from "./server";

const VARIABLES = `variable "log_types" {
  default = ["api", "audit"]
}
`;

let github: LoopbackGitHub;
afterEach(() => github.close());

async function start() {
  github = await LoopbackGitHub.start({
    base: { "variables.tf": VARIABLES, "main.tf": "# one\n".repeat(40) },
    head: { "variables.tf": VARIABLES.replace(', "audit"', "") },
  });
  return getOctokit(github.site.token, {
    baseUrl: github.site.apiUrl,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  }).rest;
}

test("the files of a pull request are what git says", async () => {
  const rest = await start();
  const { owner, name: repo } = github.site;
  const pull_number = 7;
  const { data } = await rest.pulls.get({ owner, repo, pull_number });
  const files = await rest.pulls.listFiles({ owner, repo, pull_number });
  expect(files.data[0]?.patch).toBe(`@@ -1,3 +1,3 @@
 variable "log_types" {
-  default = ["api", "audit"]
+  default = ["api"]
 }`);
  const compare = await rest.repos.compareCommitsWithBasehead({
    owner,
    repo,
    basehead: `main...${data.head.sha}`,
  });
  expect(compare.data.merge_base_commit.sha).toBe(data.base.sha);
  const review = await rest.pulls.createReview({
    owner,
    repo,
    pull_number,
    commit_id: data.head.sha,
    event: "COMMENT",
    comments: [{ path: "variables.tf", line: 2, side: "RIGHT", body: "x" }],
  });
  expect(review.status).toBe(200);
  const comments = await rest.pulls.listReviewComments({
    owner,
    repo,
    pull_number,
  });
  expect(comments.data[0]?.line).toBe(2);
  await rest.git.getTree({
    owner,
    repo,
    tree_sha: data.head.sha,
    recursive: "1",
  });
  await rest.repos.getContent({
    owner,
    repo,
    path: "variables.tf",
    ref: data.head.sha,
  });
  await rest.git.getBlob({ owner, repo, file_sha: files.data[0]?.sha ?? "" });
  const ic = await rest.issues.createComment({
    owner,
    repo,
    issue_number: 7,
    body: "hello",
  });
  await rest.issues.updateComment({
    owner,
    repo,
    comment_id: ic.data.id,
    body: "hello",
  });
  await rest.issues.listComments({ owner, repo, issue_number: 7 });
  await rest.pulls.listReviews({ owner, repo, pull_number });
});
