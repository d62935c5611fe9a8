import { afterEach, expect, test } from "vitest";
import type { Changes } from "./fast-import";
import { clientOf, failureOf } from "./octokit";
import { LoopbackGitHub } from "./server";

let github: LoopbackGitHub;
afterEach(() => github.close());

async function start(base: Changes, head: Changes) {
  github = await LoopbackGitHub.start({ base, head });
  const { rest, repository } = clientOf(github);
  return { rest, repository, at: { ...repository, pull_number: 7 } };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join("");

test("files have the status, blob and patch that git gives them", async () => {
  const base = {
    "changed.tf": "one\n",
    "gone.tf": "gone\n",
    "moved.tf": numbered(20),
    "crlf.tf": "a\r\nb\r\n",
    link: { symlink: "changed.tf" },
  };
  const head = {
    "changed.tf": "two\n",
    "gone.tf": null,
    "new name.tf": { movedFrom: "moved.tf" },
    "crlf.tf": "a\r\nc\r\n",
    link: { symlink: "crlf.tf" },
    "added.tf": "new\n",
    "binary.bin": Buffer.from([0, 1, 2]),
  };
  const { rest, at, repository } = await start(base, head);
  const { data } = await rest.pulls.listFiles(at);
  const brief = data.map(({ filename, status, patch }) => [
    filename,
    status,
    patch,
  ]);
  expect(brief).toEqual([
    ["added.tf", "added", "@@ -0,0 +1 @@\n+new"],
    ["binary.bin", "added", undefined],
    ["changed.tf", "modified", "@@ -1 +1 @@\n-one\n+two"],
    ["crlf.tf", "modified", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r"],
    ["gone.tf", "removed", "@@ -1 +0,0 @@\n-gone"],
    [
      "link",
      "modified",
      "@@ -1 +1 @@\n-changed.tf\n\\ No newline at end of file\n+crlf.tf\n\\ No newline at end of file",
    ],
    ["new name.tf", "renamed", undefined],
  ]);
  expect(data.at(-1)?.previous_filename).toBe("moved.tf");
  const sha = data[2]?.sha ?? "";
  const blob = await rest.git.getBlob({ ...repository, file_sha: sha });
  expect(Buffer.from(blob.data.content, "base64").toString()).toBe("two\n");
});

test("names with newlines and quotes come through", async () => {
  const name = 'a\n"b"\\c é.tf';
  const { rest, at, repository } = await start({ x: "1" }, { [name]: "new\n" });
  const files = await rest.pulls.listFiles(at);
  expect(files.data[0]?.filename).toBe(name);
  const found = await rest.repos.getContent({
    ...repository,
    path: name,
    ref: github.pull.head,
  });
  expect(found.data).toMatchObject({ path: name, type: "file" });
});

test("files come in pages of at most 100, and only up to the limit", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 230 }, (_, index) => [`f${index}.tf`, `${index}\n`]),
  );
  const { rest, at } = await start({ x: "1" }, many);
  const first = await rest.pulls.listFiles({ ...at, per_page: 100 });
  expect(first.data).toHaveLength(100);
  expect(first.headers.link).toContain('page=2>; rel="next"');
  const last = await rest.pulls.listFiles({ ...at, per_page: 100, page: 3 });
  expect(last.data).toHaveLength(30);
  expect(last.headers.link).not.toContain('rel="next"');
  github.site.limits.listedFiles = 150;
  const cut = await rest.pulls.listFiles({ ...at, per_page: 100, page: 2 });
  expect(cut.data).toHaveLength(50);
});

test("a long patch is left out, and its lines take no comments", async () => {
  const { rest, at } = await start({ "a.tf": "1\n" }, { "a.tf": numbered(50) });
  github.pull.patchLimit = 100;
  const files = await rest.pulls.listFiles(at);
  expect(files.data[0]).not.toHaveProperty("patch");
  expect(files.data[0]?.additions).toBe(50);
  const comments = [{ path: "a.tf", line: 1, body: "x" }];
  const { data } = await failureOf(
    rest.pulls.createReview({ ...at, event: "COMMENT", comments }),
  );
  expect(data.errors).toEqual(["Line could not be resolved"]);
});

test("the diff is refused above 300 files", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 301 }, (_, index) => [`f${index}`, "x"]),
  );
  const { rest, at } = await start({ x: "1" }, many);
  const diff = rest.pulls.get({ ...at, mediaType: { format: "diff" } });
  expect((await failureOf(diff)).status).toBe(406);
});

test("changes are those since the merge base, not those of the base branch", async () => {
  const { rest, at, repository } = await start(
    { "a.tf": "1\n", "b.tf": "1\n" },
    { "a.tf": "2\n" },
  );
  const mergeBase = github.pull.base;
  github.pull.pushBase({ "b.tf": "2\n" });
  const files = await rest.pulls.listFiles(at);
  expect(files.data.map((file) => file.filename)).toEqual(["a.tf"]);
  const basehead = `main...${github.pull.head}`;
  const { data } = await rest.repos.compareCommitsWithBasehead({
    ...repository,
    basehead,
  });
  expect(data.merge_base_commit.sha).toBe(mergeBase);
  expect(data).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1 });
  const pull = await rest.pulls.get(at);
  // The event's base goes stale; the branch has moved on.
  expect(pull.data.base.sha).toBe(mergeBase);
  expect(github.pull.base).not.toBe(mergeBase);
  github.pull.mergeBaseIntoHead();
  const merged = await rest.pulls.listFiles(at);
  expect(merged.data.map((file) => file.filename)).toEqual(["a.tf"]);
});

test("trees are listed flat or deep, and cut at the limit", async () => {
  const { rest, repository } = await start(
    { "a/b/c.tf": "1\n", "d.tf": "2\n" },
    { e: { symlink: "d.tf" } },
  );
  const tree = (recursive?: string) =>
    rest.git.getTree({
      ...repository,
      tree_sha: github.pull.head,
      ...(recursive === undefined ? {} : { recursive }),
    });
  const flat = await tree();
  expect(
    flat.data.tree.map((entry) => [entry.path, entry.mode, entry.type]),
  ).toEqual([
    ["a", "040000", "tree"],
    ["d.tf", "100644", "blob"],
    ["e", "120000", "blob"],
  ]);
  const deep = await tree("1");
  expect(deep.data.tree.map((entry) => entry.path)).toEqual([
    "a",
    "a/b",
    "a/b/c.tf",
    "d.tf",
    "e",
  ]);
  expect(deep.data.truncated).toBe(false);
  github.site.limits.treeEntries = 3;
  const cut = await tree("1");
  expect(cut.data.tree).toHaveLength(3);
  expect(cut.data.truncated).toBe(true);
});

test("contents are a file, a listing, a link's target, or nothing", async () => {
  const base = {
    "dir/a.tf": "text\n",
    "dir/link.tf": { symlink: "a.tf" },
    "dir/out.tf": { symlink: "../../etc/passwd" },
    "sub/module": { submodule: "1".repeat(40) },
  };
  const { rest, repository } = await start(base, { "dir/b.tf": "b\n" });
  const contents = async (path: string, ref?: string) =>
    (
      await rest.repos.getContent({
        ...repository,
        path,
        ...(ref === undefined ? {} : { ref }),
      })
    ).data;
  expect(await contents("dir/a.tf")).toMatchObject({
    type: "file",
    encoding: "base64",
    size: 5,
  });
  expect(await contents("dir/link.tf")).toMatchObject({
    type: "file",
    path: "dir/a.tf",
  });
  expect(await contents("dir/out.tf")).toMatchObject({
    type: "symlink",
    target: "../../etc/passwd",
  });
  expect(await contents("sub/module")).toMatchObject({ type: "submodule" });
  expect(await contents("dir")).toHaveLength(3);
  expect(await contents("dir", github.pull.head)).toHaveLength(4);
  // The default branch does not have what only the pull request has.
  expect((await failureOf(contents("dir/b.tf"))).status).toBe(404);
  expect((await failureOf(contents("dir", "f".repeat(40)))).status).toBe(404);
});

test("branches that conflict have no merge commit", async () => {
  const { rest, at } = await start({ "a.tf": "1\n" }, { "a.tf": "2\n" });
  const { data } = await rest.pulls.get(at);
  expect(data.merge_commit_sha).toBe(github.pull.mergeCommit);
  github.pull.pushBase({ "a.tf": "3\n" });
  const conflicting = await rest.pulls.get(at);
  expect(conflicting.data).toMatchObject({
    mergeable: false,
    merge_commit_sha: null,
  });
});

test("the fork of a pull request may be gone, and its commit stays", async () => {
  const { rest, at, repository } = await start(
    { "a.tf": "1\n" },
    { "a.tf": "2\n" },
  );
  github.pull.headRepository = "deleted";
  const { data } = await rest.pulls.get(at);
  expect(data.head.repo).toBeNull();
  const tree = await rest.git.getTree({
    ...repository,
    tree_sha: data.head.sha,
  });
  expect(tree.data.tree).toHaveLength(1);
});
