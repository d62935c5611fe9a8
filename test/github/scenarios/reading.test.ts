import { expect } from "vitest";
import { checkout } from "../loopback/checkout";
import { MAINTAINER } from "../loopback/conversation";
import {
  failure,
  type Fault,
  primaryLimit,
  reset,
  secondaryLimit,
  serverError,
} from "../loopback/faults";
import {
  currentComments,
  expectSaidWithoutComments,
  onlyThread,
  overview,
  scenario,
} from "./scenario";
import { cluster, group, OFF, ON, REGRESSION } from "./terraform";

const ABOUT = "6 bad days";

const REFUSALS: readonly [string, Fault][] = [
  ["401", failure(401, "Bad credentials")],
  ["403", failure(403, "Resource not accessible by integration")],
  ["404", failure(404, "Not Found")],
  ["422", failure(422, "Validation Failed")],
  ["502", serverError(502)],
  ["a reset connection", reset()],
  ["429 that asks to wait an hour", secondaryLimit(429, 3600)],
  ["an hourly limit that is used up", primaryLimit(3000)],
];

for (const [name, fault] of REFUSALS)
  scenario(
    ABOUT,
    `every request without a checkout: ${name}: no verdict`,
    REGRESSION,
    async ({ github, run }) => {
      github.fail({ times: Infinity }, fault);
      const result = await run({ workspace: github.directory() });
      expect(result).toMatchObject({
        exitCode: 3,
        writes: [],
        outputs: { verdict: "error" },
        annotations: [{ name: "error" }],
      });
      expect(result.summary).toContain("There is no verdict.");
      expect(result.summary).toMatch(/GitHub (answered|could not be asked)/);
    },
  );

scenario(
  ABOUT,
  "the head can be listed, but none of its files can be read: no verdict",
  REGRESSION,
  async ({ github, run }) => {
    const gone = failure(404, "Not Found");
    github.fail({ path: /\/git\/blobs\//, times: Infinity }, gone);
    github.fail(
      { path: /\/graphql$/, body: /o0: object/, times: Infinity },
      gone,
    );
    expect(await run({ workspace: github.directory() })).toMatchObject({
      exitCode: 3,
      writes: [],
      outputs: { verdict: "error" },
    });
  },
);

const OLD = {
  base: {
    "main.tf": `${cluster("prod", OFF)}\n${group("prod", 90)}`,
    "README.md": "# One\n",
  },
  head: { "README.md": "# Two\n" },
};

scenario(
  ABOUT,
  "the files of the base cannot be listed: everything counts as new",
  OLD,
  async ({ github, run }) => {
    github.fail(
      {
        path: new RegExp(`/git/trees/${github.pull.mergeBase}`),
        times: Infinity,
      },
      failure(404, "Not Found"),
    );
    const workspace = checkout(github, github.pull.head);
    const result = await run({ workspace });
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(result.summary).toContain("so every finding counts as new");
    expect(result.summary).toContain("New with this change:");
  },
);

scenario(
  ABOUT,
  "one file of the base cannot be read: everything counts as new",
  {
    base: {
      ...OLD.base,
      "other.tf": `${cluster("old", ON, "old")}\n${group("old", 90, "old")}`,
    },
    head: {
      "other.tf": `${cluster("old", ON, "old")}\n${group("old", 365, "old")}`,
    },
  },
  async ({ github, run }) => {
    const gone = failure(404, "Not Found");
    github.fail({ path: /\/git\/blobs\//, times: Infinity }, gone);
    github.fail(
      { path: /\/graphql$/, body: /o0: object/, times: Infinity },
      gone,
    );
    const workspace = checkout(github, github.pull.head);
    const result = await run({ workspace });
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(result.summary).toContain("so every finding counts as new");
  },
);

scenario(
  ABOUT,
  "no token, with the head checked out: judged, everything counts as new, and it says why nothing is written",
  REGRESSION,
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    const result = await run({ workspace, inputs: { "github-token": "" } });
    expect(result).toMatchObject({ exitCode: 1, requests: [] });
    expectSaidWithoutComments(result);
    expect(result.summary).toContain("There is no github-token");
  },
);

scenario(
  ABOUT,
  "no token, and a policy that may be another on the base branch: no verdict",
  {
    base: { ...REGRESSION.base, ".github/eks-audit-check.yml": "strict: true" },
    head: { "README.md": "# Nothing\n" },
  },
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    const result = await run({ workspace, inputs: { "github-token": "" } });
    expect(result).toMatchObject({
      exitCode: 3,
      outputs: { verdict: "error" },
    });
    expect(result.summary).toContain("There is no github-token");
  },
);

scenario(
  ABOUT,
  "a token that may not even read the pull request",
  REGRESSION,
  async ({ github, run }) => {
    github.site.permissions["pull-requests"] = "none";
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, writes: [] });
    expectSaidWithoutComments(result);
    expect(result.summary).toContain("permissions: pull-requests: write");
  },
);

scenario(
  ABOUT,
  "a conversation of several pages, ours on the last",
  REGRESSION,
  async ({ github, run }) => {
    for (let index = 0; index < 230; index++)
      github.conversation.addIssueComment(MAINTAINER, `No. ${index}`);
    for (let index = 0; index < 110; index++) {
      const thread = github.pull.threadAt(github.pull.head, {
        path: "variables.tf",
        line: 4,
      });
      if ("text" in thread) throw new Error(thread.text);
      github.conversation.addThread(MAINTAINER, thread, `No. ${index}`);
    }
    expect(await run()).toMatchObject({ exitCode: 1, annotations: [] });
    expect(currentComments(github)).toHaveLength(1);
    expect(overview(github)).toBeDefined();
    expect(await run()).toMatchObject({ exitCode: 1, writes: [] });
  },
);

scenario(
  "8 policy",
  "a file that was broken before fails under `strict` only where old findings do",
  {
    base: { ...REGRESSION.base, "broken.tf": "resource {{{\n" },
    head: { "README.md": "# Two\n" },
  },
  async ({ run }) => {
    const result = await run({ inputs: { strict: "true" } });
    expect(result).toMatchObject({ exitCode: 0, annotations: [] });
    expect(result.summary).toContain("broken.tf");
    const all = await run({ inputs: { strict: "true", existing: "fail" } });
    expect(all).toMatchObject({
      exitCode: 1,
      annotations: [{ name: "error", properties: { file: "broken.tf" } }],
    });
  },
);

const CROWD = (bad: number) =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const name = `c${index}`;
      const types = index < 40 - bad ? ON : OFF;
      return [
        `${name}.tf`,
        `${cluster(name, types, name)}\n${group(name, 90, name)}`,
      ];
    }),
  );

scenario(
  "3 where it is said",
  "of 40 findings 30 are comments and 10 stand in the sticky comment, which takes fewer as others are fixed",
  { base: { "x.txt": "1" }, head: CROWD(40) },
  async ({ github, run }) => {
    const expectSaid = (comments: number, below: number) => {
      expect(currentComments(github)).toHaveLength(comments);
      const body = overview(github)?.body ?? "";
      expect(body.match(/is off for|off for/g) ?? []).toHaveLength(below);
      const said = [...currentComments(github).map((each) => each.body), body];
      for (let index = 40 - comments - below; index < 40; index++)
        expect(
          said.filter((text) =>
            new RegExp(`off for aws_eks_cluster.c${index}\\b`).test(
              text.replaceAll("\\", ""),
            ),
          ),
        ).toHaveLength(1);
    };
    expect(await run()).toMatchObject({ exitCode: 1, annotations: [] });
    expectSaid(30, 10);
    expect(await run()).toMatchObject({ writes: [] });
    github.pull.push(CROWD(32));
    await run();
    expectSaid(30, 2);
    github.pull.push(CROWD(1));
    await run();
    expect(onlyThread(github).path).toBe("c39.tf");
    expectSaid(1, 0);
    github.pull.push(CROWD(0));
    expect(await run()).toMatchObject({ exitCode: 0 });
    expect(github.conversation.threads).toEqual([]);
    expect(overview(github)?.body).toContain("All clear");
  },
);
