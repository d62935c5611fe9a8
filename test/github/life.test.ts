import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cluster, filler, variables } from "./code";
import { ANOTHER_BOT, MAINTAINER, type Thread } from "./loopback/conversation";
import { runJob } from "./in-process";
import { LoopbackGitHub } from "./loopback/server";

const shared = cluster({ types: "var.log_types" });
const good = variables('["api", "audit"]');
const bad = variables('["api"]');

let github: LoopbackGitHub;
beforeEach(async () => {
  github = await LoopbackGitHub.start({
    base: { "main.tf": shared, "variables.tf": good },
    head: { "variables.tf": bad },
  });
});
afterEach(() => github.close());

const threads = () => github.conversation.visibleThreads;
const only = (): Thread => {
  const [thread, ...others] = threads();
  if (!thread || others.length > 0)
    throw new Error(`There are ${threads().length} threads.`);
  return thread;
};
const bodyOf = (thread: Thread) => thread.comments[0]?.body ?? "";
const overview = () => {
  const bodies = github.conversation.issueComments.map(({ body }) => body);
  expect(bodies).toHaveLength(1);
  return bodies[0] ?? "";
};

describe("Over several pushes", () => {
  test("a comment whose lines moved stays, and says where they are now", async () => {
    await runJob(github);
    const { id } = only();
    github.pull.push({ "variables.tf": filler(3) + bad });
    const { writes, verdict } = await runJob(github);
    expect(writes.map(({ operation }) => operation)).toEqual([
      "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}",
    ]);
    expect(verdict).toBe("fail");
    expect(only()).toMatchObject({ id, place: { line: 10 } });
    expect(bodyOf(only())).toContain("variables.tf:10");
  });

  test("a comment on a line that changed is replaced", async () => {
    await runJob(github);
    const { id } = only();
    github.pull.push({ "variables.tf": variables('["scheduler"]') });
    await runJob(github);
    expect(only().id).not.toBe(id);
    expect(bodyOf(only())).toContain('default = ["scheduler", "audit"]');
    expect(only().outdated).toBe(false);
  });

  test("a comment whose finding is fixed goes, and the overview says that all is well", async () => {
    await runJob(github);
    expect(overview()).toContain("1 error");
    github.pull.push({ "variables.tf": variables('["audit"]') });
    const { verdict } = await runJob(github);
    expect(verdict).toBe("pass");
    expect(threads()).toEqual([]);
    expect(overview()).toContain("All clear");
  });

  test("a finding that returns gets a comment again", async () => {
    await runJob(github);
    github.pull.push({ "variables.tf": good });
    await runJob(github);
    github.pull.push({ "variables.tf": bad });
    await runJob(github);
    expect(bodyOf(only())).toContain("suggestion");
    expect(overview()).toContain("1 error");
  });

  test("a force-push and a revert leave one comment or none", async () => {
    await runJob(github);
    github.pull.forcePush({ "variables.tf": filler(2) + bad });
    await runJob(github);
    expect(only().outdated).toBe(false);
    github.pull.forcePush({ "main.tf": `${shared}# reverted\n` });
    await runJob(github);
    expect(threads()).toEqual([]);
  });

  test("of two findings the one that is fixed loses its comment", async () => {
    github.pull.push({
      "more.tf": cluster({ name: "more-prod", label: "more", types: "[]" }),
    });
    await runJob(github);
    expect(threads()).toHaveLength(2);
    github.pull.push({ "variables.tf": good });
    await runJob(github);
    expect(only().path).toBe("more.tf");
  });
});

describe("A person", () => {
  test("who answered keeps the thread, in which only our own text changes once it is fixed", async () => {
    await runJob(github);
    const reply = github.conversation.reply(only(), MAINTAINER, "Why?");
    github.pull.push({ "variables.tf": good });
    await runJob(github);
    expect(only().comments.map(({ body }) => body)).toEqual([
      expect.stringContaining(`Fixed in ${github.pull.head}.`),
      "Why?",
    ]);
    expect(only().comments[1]).toBe(reply);
    github.pull.push({ "README.md": "x" });
    expect((await runJob(github)).writes).toEqual([]);
  });

  test("who answered sees a finding that returns in a new comment", async () => {
    await runJob(github);
    github.conversation.reply(only(), MAINTAINER, "Why?");
    github.pull.push({ "variables.tf": good });
    await runJob(github);
    github.pull.push({ "variables.tf": bad });
    await runJob(github);
    expect(threads()).toHaveLength(2);
    expect(threads().map(({ comments }) => comments.length)).toEqual([2, 1]);
  });

  test("who answered below a line that changed sees our text change, without a suggestion that cannot be applied", async () => {
    await runJob(github);
    github.conversation.reply(only(), MAINTAINER, "Why?");
    github.pull.push({ "variables.tf": variables('["scheduler"]') });
    await runJob(github);
    expect(only().outdated).toBe(true);
    expect(bodyOf(only())).not.toContain("```suggestion");
    expect(bodyOf(only())).toContain('+  default = ["scheduler", "audit"]');
    expect((await runJob(github)).writes).toEqual([]);
  });

  test("who resolved a thread is not told again", async () => {
    await runJob(github);
    only().resolvedBy = MAINTAINER;
    github.pull.push({ "variables.tf": variables('["scheduler"]') });
    const { verdict, summary } = await runJob(github);
    expect(verdict).toBe("fail");
    expect(only().resolvedBy).toBe(MAINTAINER);
    expect(summary).toContain("resolved");
  });

  test("who deleted a comment gets it again with the next run", async () => {
    await runJob(github);
    github.conversation.deleteReviewComment(only().comments[0]?.id ?? 0);
    await runJob(github);
    expect(only().path).toBe("variables.tf");
  });
});

describe("Comments of others", () => {
  test("that carry our marker are neither trusted nor touched", async () => {
    await runJob(github);
    const body = bodyOf(only());
    github.conversation.deleteReviewComment(only().comments[0]?.id ?? 0);
    const thread = github.pull.threadAt(github.pull.head, {
      path: "variables.tf",
      line: 7,
      side: "RIGHT",
    });
    if ("text" in thread) throw new Error(thread.text);
    const forged = [MAINTAINER, ANOTHER_BOT].map((user) =>
      github.conversation.addThread(user, thread, body),
    );
    github.conversation.addIssueComment(ANOTHER_BOT, overview());
    await runJob(github);
    expect(threads()).toHaveLength(3);
    github.pull.push({ "variables.tf": good });
    await runJob(github);
    expect(threads().map(({ comments }) => comments[0])).toEqual(forged);
    expect(
      github.conversation.issueComments.map((each) => [
        each.user.login,
        each.body.includes("All clear"),
      ]),
    ).toEqual([
      ["github-actions[bot]", true],
      ["other-app[bot]", false],
    ]);
  });
});

describe("Several jobs with paths of their own", () => {
  test("leave each other's comments alone", async () => {
    github.pull.push({
      "other/main.tf": cluster({ name: "other-prod", types: null }),
    });
    await runJob(github, { paths: ["other"] });
    await runJob(github, { paths: ["main.tf", "variables.tf"] });
    expect(threads().map(({ path }) => path)).toEqual([
      "other/main.tf",
      "variables.tf",
    ]);
    expect(github.conversation.issueComments).toHaveLength(2);
    github.pull.push({ "variables.tf": good });
    await runJob(github, { paths: ["./variables.tf", "main.tf"] });
    expect(only().path).toBe("other/main.tf");
    expect((await runJob(github, { paths: ["other/"] })).writes).toEqual([]);
  });
});

test("Two runs at the same commit write once", async () => {
  await runJob(github);
  github.forget();
  const { writes } = await runJob(github);
  expect(writes).toEqual([]);
});
