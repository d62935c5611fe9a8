import { expect } from "vitest";
import { checkout } from "../loopback/checkout";
import { graphqlError, serverError } from "../loopback/faults";
import {
  currentComments,
  expectSaidWithoutComments,
  overview,
  scenario,
} from "./scenario";
import { REGRESSION } from "./terraform";

const ABOUT = "6 bad days";

scenario(
  ABOUT,
  "no checkout and no API: no verdict, and never green",
  REGRESSION,
  async ({ github, run }) => {
    github.fail({ times: 1000 }, serverError(503));
    const result = await run({ workspace: github.directory() });
    github.recover();
    expect(result.exitCode).toBe(3);
    expect(result.outputs).toEqual({ verdict: "error" });
  },
);

scenario(
  ABOUT,
  "no checkout and a token that may not read",
  { ...REGRESSION },
  async ({ github, run }) => {
    github.site.permissions.contents = "none";
    const result = await run({ workspace: github.directory() });
    expect(result.exitCode).toBe(3);
    expect(result.outputs).toEqual({ verdict: "error" });
    expect(result.log + result.summary).toContain("contents: read");
  },
);

scenario(
  ABOUT,
  "the API is down, with all of history checked out: judged, everything counts as new",
  REGRESSION,
  async ({ github, run }) => {
    github.fail({ times: 1000 }, serverError(503));
    const workspace = checkout(github, github.pull.head, { history: true });
    const result = await run({ workspace });
    github.recover();
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: "fail" } });
    expectSaidWithoutComments(result);
  },
);

scenario(
  ABOUT,
  "the API is down, with one commit checked out: the policy is out of reach, so never green",
  REGRESSION,
  async ({ github, run }) => {
    github.fail({ times: 1000 }, serverError(503));
    const result = await run();
    github.recover();
    expect(result).toMatchObject({
      exitCode: 3,
      outputs: { verdict: "error" },
    });
    expect(result.summary).toContain("503");
  },
);

scenario(
  ABOUT,
  "`pull-requests: write` alone, in a public repository",
  REGRESSION,
  async ({ github, run }) => {
    github.site.visibility = "public";
    github.site.permissions = {
      contents: "none",
      "pull-requests": "write",
      issues: "none",
    };
    for (const workspace of [undefined, github.directory()]) {
      const result = await run(workspace === undefined ? {} : { workspace });
      expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    }
    expect(currentComments(github)).toHaveLength(1);
    expect(overview(github)).toBeDefined();
  },
);

scenario(
  ABOUT,
  "GraphQL that stays silent about contents: they are read one by one",
  REGRESSION,
  async ({ github, run }) => {
    const contents = { path: /\/graphql$/, body: /o0: object/ };
    github.fail(
      { ...contents, times: 100 },
      graphqlError("API rate limit exceeded.", "RATE_LIMITED"),
    );
    const result = await run({ workspace: github.directory() });
    github.recover();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
  },
);

scenario(
  ABOUT,
  "a policy that the token may not read is not taken for none",
  {
    base: { ...REGRESSION.base, ".github/eks-audit-check.yml": "strict: true" },
    head: { "README.md": "# Nothing\n" },
  },
  async ({ github, run }) => {
    const workspace = checkout(github, github.pull.head);
    github.site.permissions.contents = "none";
    const result = await run({ workspace });
    expect(result).toMatchObject({
      exitCode: 3,
      outputs: { verdict: "error" },
    });
  },
);
