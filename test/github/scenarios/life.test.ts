import { expect } from "vitest";
import {
  applySuggestions,
  threadsWithSuggestion,
} from "../loopback/apply-suggestion";
import { ANOTHER_BOT } from "../loopback/conversation";
import { currentComments, onlyThread, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "4 life over pushes";

const TWO_BAD = {
  base: { "README.md": "# One\n" },
  head: {
    "one.tf": `${cluster("one", OFF, "one")}\n${group("one", 90, "one")}`,
    "two.tf": `${cluster("two", OFF, "two")}\n${group("two", 90, "two")}`,
  },
};

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
    expect(sticky).toBeDefined();
    expect(overview(github)?.id).toBe(sticky);
    expect(overview(github)?.body).toContain("All clear");
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
