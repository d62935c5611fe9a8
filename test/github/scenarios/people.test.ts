import { expect } from "vitest";
import { ANOTHER_BOT, MAINTAINER } from "../loopback/conversation";
import { currentComments, onlyThread, overview, scenario } from "./scenario";
import { OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "4 life over pushes";

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
  "a comment of ours that somebody deleted comes again, once",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.conversation.deleteReviewComment(
      onlyThread(github).comments[0]?.id ?? 0,
    );
    expect(await run()).toMatchObject({ exitCode: 1, annotations: [] });
    expect(currentComments(github)).toHaveLength(1);
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
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
  "no longer this pull request's under a human's reply: our text does not say that it is fixed",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    github.conversation.reply(thread, MAINTAINER, "On purpose.");
    // The branch that it goes to now has this change already.
    github.pull.retarget("release", github.pull.head);
    github.pull.push({ "README.md": "# More\n" });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(thread.comments[0]?.body).toContain(
      "This is no finding of this pull request any more",
    );
    expect(thread.comments[1]?.body).toBe("On purpose.");
  },
);
