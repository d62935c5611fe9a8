import { expect } from "vitest";
import { checkout } from "../loopback/checkout";
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  unpromptedEvent,
} from "../loopback/event";
import { currentComments, scenario } from "./scenario";
import { CLEAN, cluster, group, OFF, REGRESSION, variable } from "./terraform";

const ABOUT = "5 events";

for (const action of [
  "opened",
  "reopened",
  "edited",
  "ready_for_review",
  "labeled",
])
  scenario(
    ABOUT,
    `pull_request, ${action}`,
    REGRESSION,
    async ({ github, run }) => {
      expect(
        await run({ event: pullRequestEvent(github.site, action) }),
      ).toMatchObject({ exitCode: 1 });
      expect(currentComments(github)).toHaveLength(1);
    },
  );

scenario(
  ABOUT,
  "a draft is judged and commented on",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.draft = true;
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "a closed pull request is judged, and nothing is written into it",
  REGRESSION,
  async ({ github, run }) => {
    github.pull.state = "closed";
    expect(
      await run({ event: pullRequestEvent(github.site, "closed") }),
    ).toMatchObject({ exitCode: 1, writes: [] });
  },
);

scenario(
  ABOUT,
  "a head that has moved on is judged, and nothing is written",
  REGRESSION,
  async ({ github, run }) => {
    const event = pullRequestEvent(github.site);
    const workspace = checkout(github, github.pull.mergeCommit ?? "");
    github.pull.push({ "README.md": "# Newer\n" });
    const result = await run({ event, workspace });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(github.conversation.reviews).toEqual([]);
  },
);

scenario(
  ABOUT,
  "the base branch has moved since the event",
  REGRESSION,
  async ({ github, run }) => {
    const event = pullRequestEvent(github.site);
    github.pull.pushBase({ "other.tf": cluster("other", OFF, "other") });
    expect(await run({ event })).toMatchObject({
      exitCode: 1,
      outputs: { errors: "1" },
    });
  },
);

scenario(
  ABOUT,
  "merge_group gates without comments",
  REGRESSION,
  async ({ github, run }) => {
    const event = mergeGroupEvent(github.site);
    const result = await run({ event, workspace: checkout(github, event.sha) });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(
      result.annotations.filter((annotation) => annotation.name === "error"),
    ).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "merge_group of a clean pull request is green",
  CLEAN,
  async ({ github, run }) => {
    const event = mergeGroupEvent(github.site);
    expect(await run({ event, workspace: github.directory() })).toMatchObject({
      exitCode: 0,
      writes: [],
    });
  },
);

scenario(
  ABOUT,
  "push compares with what was there before",
  REGRESSION,
  async ({ github, run }) => {
    const { head, base, headRef } = github.pull;
    const bad = pushEvent(github.site, headRef, base, head);
    expect(
      await run({ event: bad, workspace: checkout(github, head) }),
    ).toMatchObject({ exitCode: 1, writes: [] });
    const next = github.pull.push({ "README.md": "# Newer\n" });
    const harmless = pushEvent(github.site, headRef, head, next);
    expect(
      await run({ event: harmless, workspace: checkout(github, next) }),
    ).toMatchObject({ exitCode: 0, writes: [] });
  },
);

scenario(
  ABOUT,
  "push of a new branch compares with the default branch",
  REGRESSION,
  async ({ github, run }) => {
    const { head, headRef } = github.pull;
    const event = pushEvent(github.site, headRef, "0".repeat(40), head);
    expect(
      await run({ event, workspace: checkout(github, head) }),
    ).toMatchObject({ exitCode: 1, writes: [] });
  },
);

scenario(
  ABOUT,
  "a branch that was deleted: the commit that GitHub names instead is judged",
  REGRESSION,
  async ({ github, run }) => {
    const { base, head, headRef } = github.pull;
    const event = pushEvent(github.site, headRef, head, "0".repeat(40));
    expect(
      await run({
        event: { ...event, sha: base },
        workspace: github.directory(),
      }),
    ).toMatchObject({ exitCode: 0, writes: [] });
  },
);

scenario(
  ABOUT,
  "push over a commit that is gone: everything counts as new",
  REGRESSION,
  async ({ github, run }) => {
    const { head, headRef } = github.pull;
    const event = pushEvent(github.site, headRef, "1".repeat(40), head);
    const result = await run({ event, workspace: github.directory() });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(result.summary).toContain("every finding counts as new");
  },
);

const BAD = {
  base: {
    "main.tf": `${variable(OFF)}\n${cluster("prod", "var.log_types")}\n${group("prod", 90)}`,
  },
  head: { "a.txt": "1" },
};

for (const name of ["schedule", "workflow_dispatch"] as const)
  scenario(
    ABOUT,
    `${name} has no base: every finding counts`,
    BAD,
    async ({ github, run }) => {
      const event = unpromptedEvent(github.site, name);
      const result = await run({
        event,
        workspace: checkout(github, event.sha),
      });
      expect(result).toMatchObject({
        exitCode: 1,
        writes: [],
        outputs: { errors: "1" },
      });
    },
  );

scenario(
  ABOUT,
  "an Enterprise Server",
  { ...REGRESSION, enterprise: true },
  async ({ github, run }) => {
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(currentComments(github)).toHaveLength(1);
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 1,
      writes: [],
    });
  },
);
