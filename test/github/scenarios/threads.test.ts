import { expect } from "vitest";
import { MAINTAINER } from "../loopback/conversation";
import { pullRequestEvent } from "../loopback/event";
import { failure, serverError } from "../loopback/faults";
import { currentComments, onlyThread, overview, scenario } from "./scenario";
import { cluster, group, OFF, ON, REGRESSION, variable } from "./terraform";

const ABOUT = "4 life over pushes";

/** A second finding in the lines of the first one. */
const ONE_LOG = {
  base: { "x.txt": "1" },
  head: {
    "main.tf": cluster("prod", OFF, "prod"),
    "logs.tf": group("prod", 90),
  },
};

scenario(
  ABOUT,
  "a new finding that joins one whose thread a person resolved is said",
  ONE_LOG,
  async ({ github, run }) => {
    await run();
    const first = onlyThread(github);
    first.resolvedBy = MAINTAINER;
    // Two clusters now share what one had.
    const both = (types: string) =>
      `locals {\n  types = ${types}\n}\n${cluster("prod", "local.types", "prod")}${cluster("two", "local.types", "two")}${group("two", 90, "two")}`;
    github.pull.push({ "main.tf": both(OFF) });
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1 });
    const said = currentComments(github).filter(({ body }) =>
      body.includes("aws_eks_cluster.two"),
    );
    expect(said).toHaveLength(1);
    expect(result.summary).not.toContain("a resolved comment");
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
    github.pull.push({ "main.tf": both(ON) });
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.conversation.threads).toEqual([]);
  },
);

scenario(
  ABOUT,
  "moved out of the diff under a human's reply: our text does not say that it is no finding",
  {
    base: {
      "variables.tf": variable(ON),
      "main.tf": REGRESSION.base["main.tf"],
    },
    head: { "a.txt": "1", "variables.tf": variable(OFF) },
  },
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    github.conversation.reply(thread, MAINTAINER, "Why?");
    github.site.limits.listedFiles = 1;
    github.pull.push({ "b.txt": "1" });
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, annotations: [] });
    expect(thread.comments[0]?.body).toContain(
      "This is said in another comment on this pull request now.",
    );
    expect(overview(github)?.body).toContain("This change switches off");
    expect(await run()).toMatchObject({ writes: [] });
    github.site.limits.listedFiles = 3000;
    github.pull.push({ "c.txt": "1" });
    await run();
    expect(
      currentComments(github).filter(({ suggestions }) => suggestions.length),
    ).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "fixed under a human's reply, then wrong again: a new comment",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const old = onlyThread(github);
    github.conversation.reply(old, MAINTAINER, "Sure?");
    github.pull.push({ "variables.tf": variable(ON) });
    await run();
    github.pull.push({ "variables.tf": variable(OFF) });
    expect(await run()).toMatchObject({ exitCode: 1, annotations: [] });
    expect(github.conversation.threads).toHaveLength(2);
    expect(old.comments[0]?.body).toMatch(/fixed in/i);
    expect(await run()).toMatchObject({ writes: [] });
  },
);

scenario(
  ABOUT,
  "resolved by a person, fixed and wrong again: a new comment",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    onlyThread(github).resolvedBy = MAINTAINER;
    github.pull.push({ "variables.tf": variable(ON) });
    await run();
    github.pull.push({ "variables.tf": variable(OFF) });
    expect(await run()).toMatchObject({ exitCode: 1 });
    expect(onlyThread(github).resolvedBy).toBeNull();
  },
);

scenario(
  ABOUT,
  "retargeted to a branch that has the change: what was said goes, and it is all clear",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    expect(currentComments(github)).toHaveLength(1);
    const { head } = github.pull;
    github.pull.push({ "README.md": "# More\n" });
    github.pull.retarget("release", head);
    const event = pullRequestEvent(github.site, "edited");
    expect(await run({ event })).toMatchObject({ exitCode: 0 });
    expect(github.conversation.threads).toEqual([]);
    expect(overview(github)?.body).toContain("All clear");
  },
);

scenario(
  ABOUT,
  "a closed pull request keeps its comments, and what they say is annotated",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    github.pull.push({ "variables.tf": `# More\n${variable(OFF)}` });
    github.pull.state = "closed";
    const event = pullRequestEvent(github.site, "closed");
    const result = await run({ event });
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expect(result.summary).toContain("The pull request is closed");
    expect(
      result.annotations.filter(({ name }) => name === "error"),
    ).toHaveLength(1);
    expect(github.conversation.threads).toHaveLength(1);
  },
);

const BAD = "6 bad days";
const LISTING = { method: "GET", path: /\/pulls\/7\/files/, times: 100 };

scenario(
  BAD,
  "changed files that cannot be listed leave comments alone, under an answer, too",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    const thread = onlyThread(github);
    const body = thread.comments[0]?.body;
    github.fail(LISTING, failure(404, "Not Found"));
    const result = await run();
    expect(result).toMatchObject({
      exitCode: 1,
      annotations: [{ name: "notice" }],
    });
    expect(thread.comments.map((comment) => comment.body)).toEqual([body]);
    expect(overview(github)?.body).toContain("This change switches off");
    github.conversation.reply(thread, MAINTAINER, "Hm.");
    await run();
    github.recover();
    expect(thread.comments[0]?.body).toBe(body);
    await run();
    expect(onlyThread(github).comments[0]?.body).toBe(body);
    expect(overview(github)?.body).not.toContain("This change switches off");
  },
);

scenario(
  BAD,
  "a comment that GitHub refuses on its line stays on its file until the line is another",
  REGRESSION,
  async ({ github, run }) => {
    github.fail(
      { method: "POST", path: /\/reviews$/, times: Infinity },
      failure(422, "Unprocessable Entity"),
    );
    await run();
    const [comment, ...others] = currentComments(github);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ line: null, suggestions: [] });
    const again = await run();
    expect(again).toMatchObject({ exitCode: 1, annotations: [], writes: [] });
    github.recover();
    github.pull.push({ "variables.tf": `# One\n${variable(OFF)}` });
    await run();
    expect(currentComments(github)).toMatchObject([
      { line: 5, suggestions: [`  default     = ${ON}\n`] },
    ]);
    expect(github.conversation.threads).toHaveLength(1);
  },
);

scenario(
  BAD,
  "a comment that cannot be edited: what it should say is said elsewhere",
  REGRESSION,
  async ({ github, run }) => {
    await run();
    // The command in the comment names the cluster.
    github.pull.push({
      "main.tf": REGRESSION.base["main.tf"].replaceAll("prod", "other"),
    });
    github.fail(
      { method: "PATCH", path: /\/pulls\/comments\//, times: Infinity },
      serverError(502),
    );
    expect(await run()).toMatchObject({
      exitCode: 1,
      annotations: [{ name: "notice" }],
    });
    expect(overview(github)?.body).toContain("This change switches off");
    github.recover();
    await run();
    expect(onlyThread(github).comments[0]?.body).toContain("--name other");
    expect(overview(github)?.body).not.toContain("This change switches off");
  },
);

scenario(
  BAD,
  "403 that names the permission: it is passed on",
  REGRESSION,
  async ({ github, run }) => {
    github.site.permissions["pull-requests"] = "read";
    const result = await run();
    expect(result.exitCode).toBe(1);
    expect(result.summary).toMatch(/GitHub names .*pull.requests=write/);
    github.site.namesPermissions = false;
    const silent = await run();
    expect(silent.summary).toContain(
      "`permissions: pull-requests: write`".replaceAll("`", "\\`"),
    );
    expect(silent.summary).not.toContain("GitHub names");
  },
);
