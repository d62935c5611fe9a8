import { expect } from "vitest";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "../loopback/apply-suggestion";
import { ANOTHER_BOT, MAINTAINER } from "../loopback/conversation";
import type { LoopbackGitHub } from "../loopback/server";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "4 life over pushes";

const TWO_BAD = {
  base: { "README.md": "# One\n" },
  head: {
    "one.tf": `${cluster("one", OFF, "one")}\n${group("one", 90, "one")}`,
    "two.tf": `${cluster("two", OFF, "two")}\n${group("two", 90, "two")}`,
  },
};

function onlyThread(github: LoopbackGitHub) {
  const [thread, ...others] = github.conversation.threads;
  if (thread === undefined || others.length > 0)
    throw new Error(`${others.length + 1} threads instead of one.`);
  return thread;
}

scenario(
  ABOUT,
  "lines that shift move the comment, and nothing is posted again",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const before = onlyThread(github).comments[0]?.id;
    github.pull.push({ "variables.tf": `# One\n# Two\n${variable(OFF)}` });
    const second = await run();
    expect(
      second.writes.filter((request) => request.method === "POST"),
    ).toEqual([]);
    expect(onlyThread(github).comments[0]?.id).toBe(before);
    expect(currentComments(github)).toMatchObject([
      { path: "variables.tf", line: 6 },
    ]);
  },
);

scenario(
  ABOUT,
  "a push elsewhere leaves everything as it is",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.pull.push({ "README.md": "# Another\n" });
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
  },
);

scenario(
  ABOUT,
  "a changed line that is still wrong gets one new comment for the outdated one",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.pull.push({ "variables.tf": variable('["api", "scheduler"]') });
    await run();
    expect(onlyThread(github).outdated).toBe(false);
    expect(currentComments(github)).toMatchObject([
      {
        line: 4,
        suggestions: ['  default     = ["api", "scheduler", "audit"]\n'],
      },
    ]);
  },
);

scenario(
  ABOUT,
  "one of two fixed: its comment goes, the other stays",
  TWO_BAD,
  async ({ github, run }) => {
    await run();
    expect(currentComments(github)).toHaveLength(2);
    const kept = github.conversation.threads.find(
      (thread) => thread.path === "two.tf",
    )?.comments[0]?.id;
    applySuggestions(
      github,
      threadsWithSuggestion(github).filter(
        (thread) => thread.path === "one.tf",
      ),
    );
    expect(await run()).toMatchObject({
      exitCode: 1,
      outputs: { errors: "1" },
    });
    expect(
      github.conversation.reviewComments.map(({ comment }) => comment.id),
    ).toEqual([kept]);
  },
);

scenario(
  ABOUT,
  "both fixed in one batch: nothing is left but an all clear",
  TWO_BAD,
  async ({ github, run }) => {
    await run();
    const sticky = overview(github)?.id;
    applySuggestions(github, threadsWithSuggestion(github));
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.conversation.reviewComments).toEqual([]);
    expect(github.conversation.reviews).toEqual([]);
    expect(overview(github)?.id).toBe(sticky);
  },
);

scenario(
  ABOUT,
  "a force push of the same change posts nothing twice",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.pull.pushBase({ "elsewhere.txt": "x\n" });
    github.pull.forcePush(REGRESSION.head);
    await run();
    expect(currentComments(github)).toHaveLength(1);
    expect(github.conversation.threads).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "fixed, then wrong again: a new comment",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const first = onlyThread(github).comments[0]?.id;
    github.pull.push({ "variables.tf": variable(ON) });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(currentComments(github)).toEqual([]);
    github.pull.push({ "variables.tf": variable(OFF) });
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toHaveLength(1);
    expect(onlyThread(github).comments[0]?.id).not.toBe(first);
  },
);

scenario(
  ABOUT,
  "fixed under a human's reply: only our own text changes",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    github.conversation.reply(thread, MAINTAINER, "Why does this matter?");
    github.pull.push({ "variables.tf": variable(ON) });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(thread.comments.map((comment) => comment.user.login)).toEqual([
      "github-actions[bot]",
      "hubot",
    ]);
    expect(thread.comments[0]?.body).toMatch(/fixed in/i);
    expect(thread.comments[0]?.body).toContain(github.pull.head.slice(0, 7));
    expect(thread.comments[1]?.body).toBe("Why does this matter?");
    // Said once.
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "outdated under a human's reply: the reply stays, and what is wrong now is said once",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    github.conversation.reply(thread, MAINTAINER, "Let me see.");
    github.pull.push({ "variables.tf": variable('["api", "scheduler"]') });
    await run();
    expect(thread.comments.at(-1)?.body).toBe("Let me see.");
    const said = [
      ...github.conversation.reviewComments.map(({ comment }) => comment.body),
      overview(github)?.body ?? "",
    ].filter((text) => text.includes("scheduler"));
    expect(said).toHaveLength(1);
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "resolved by a human: not posted again, but still red",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    thread.resolvedBy = MAINTAINER;
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
    github.pull.push({ "variables.tf": `# Shifted\n${variable(OFF)}` });
    const second = await run();
    expect(second.exitCode).toBe(1);
    expect(
      second.writes.filter((request) => request.method === "POST"),
    ).toEqual([]);
    expect(github.conversation.threads).toEqual([thread]);
  },
);

scenario(
  ABOUT,
  "a comment of ours that somebody deleted does not come twice",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.conversation.deleteReviewComment(
      onlyThread(github).comments[0]?.id ?? 0,
    );
    await run();
    await run();
    expect(github.conversation.threads.length).toBeLessThanOrEqual(1);
  },
);

scenario(
  ABOUT,
  "markers that others copied are not ours to touch, and hide nothing",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const body = onlyThread(github).comments[0]?.body ?? "";
    const sticky = overview(github)?.body ?? "";
    github.conversation.deleteReviewComment(
      onlyThread(github).comments[0]?.id ?? 0,
    );
    github.conversation.issueComments = [];
    const forged = github.pull.threadAt(github.pull.head, {
      path: "variables.tf",
      line: 4,
    });
    if ("text" in forged) throw new Error(forged.text);
    const comment = github.conversation.addThread(MAINTAINER, forged, body);
    const others = [
      github.conversation.addIssueComment(ANOTHER_BOT, sticky),
      github.conversation.addIssueComment(MAINTAINER, sticky),
    ];
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toHaveLength(1);
    github.pull.push({ "variables.tf": variable(ON) });
    await run();
    expect(comment.body).toBe(body);
    expect(others.map((other) => other.body)).toEqual([sticky, sticky]);
    expect(
      github.conversation.reviewComments.map((entry) => entry.comment),
    ).toEqual([comment]);
  },
);

scenario(
  ABOUT,
  "jobs with paths of their own never touch each other's comments",
  {
    base: { "one/a.txt": "1" },
    head: {
      "one/main.tf": TWO_BAD.head["one.tf"],
      "two/main.tf": TWO_BAD.head["two.tf"],
    },
  },
  async ({ github, run }) => {
    const job = (paths: string) => run({ inputs: { paths } });
    await job("one");
    await job("two");
    const before = github.conversation.reviewComments.map(
      ({ comment }) => comment.id,
    );
    expect(before).toHaveLength(2);
    expect(github.conversation.issueComments.length).toBe(2);
    expect(await job("one")).toMatchObject({ writes: [] });
    expect(await job("./two/")).toMatchObject({ writes: [] });
    github.pull.push({ "one/main.tf": null });
    expect(await job("one")).toMatchObject({ exitCode: 0 });
    expect(await job("two")).toMatchObject({ exitCode: 1, writes: [] });
    expect(
      github.conversation.reviewComments.map(({ thread }) => thread.path),
    ).toEqual(["two/main.tf"]);
  },
);

scenario(
  ABOUT,
  "a finding that goes with its file leaves nothing behind",
  TWO_BAD,
  async ({ github, run }) => {
    await run();
    github.pull.push({ "one.tf": null });
    await run();
    expect(github.conversation.threads.map((thread) => thread.path)).toEqual([
      "two.tf",
    ]);
  },
);

scenario(
  ABOUT,
  "a renamed file has its comment at its new name",
  TWO_BAD,
  async ({ github, run }) => {
    await run();
    github.pull.push({ "three.tf": { movedFrom: "one.tf" } });
    await run();
    expect(currentComments(github).map((comment) => comment.path)).toEqual([
      "three.tf",
      "two.tf",
    ]);
    expect(github.conversation.threads).toHaveLength(2);
  },
);

scenario(
  ABOUT,
  "an app's own token finds its comments again",
  REGRESSION,
  async ({ github, run }) => {
    github.site.viewer = ANOTHER_BOT;
    await run();
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
    expect(github.conversation.threads).toHaveLength(1);
  },
);
