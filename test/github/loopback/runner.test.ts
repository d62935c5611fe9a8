import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  applySuggestions,
  suggestionsIn,
  threadsWithSuggestion,
} from "./apply-suggestion";
import { checkout } from "./checkout";
import { git } from "./git";
import { clientOf } from "./octokit";
import { obeyedCommands, parsedOutputs } from "./runner-output";
import { LoopbackGitHub } from "./server";

let github: LoopbackGitHub | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

describe("what the runner makes of output", () => {
  test("commands are obeyed at the start of a line, and unescaped", () => {
    const output =
      "::error file=a%2Cb.tf,line=3,title=T%3A::one%0Atwo %25\n  ::warning::indented\nx ::notice::no\n::group::G\r\n::endgroup::\n";
    expect(obeyedCommands(output)).toEqual([
      {
        name: "error",
        properties: { file: "a,b.tf", line: "3", title: "T:" },
        message: "one\ntwo %",
      },
      { name: "warning", properties: {}, message: "indented" },
      { name: "group", properties: {}, message: "G" },
      { name: "endgroup", properties: {}, message: "" },
    ]);
  });

  test("stopped commands are text until the token resumes them", () => {
    const output =
      "::stop-commands::abc\n::error::no\n##[error]no\n::xyz::\n::abc::\n::error::yes\nin a line ##[warning]yes\n";
    expect(
      obeyedCommands(output).map(({ name, message }) => [name, message]),
    ).toEqual([
      ["error", "yes"],
      ["warning", "yes"],
    ]);
  });

  test("outputs have one line or many", () => {
    expect(parsedOutputs("a=1\nb<<EOF\none\ntwo=2\nEOF\nc=\n")).toEqual({
      a: "1",
      b: "one\ntwo=2",
      c: "",
    });
    expect(() => parsedOutputs("b<<EOF\none\n")).toThrow("does not end");
  });
});

describe("suggestions", () => {
  test("are found by their fence, however long", () => {
    const body =
      "Text\n```suggestion\na\n```\n````suggestion\n```\nb\n```\n````\n```suggestion\n```\n```hcl\nno\n```\n";
    expect(suggestionsIn(body)).toEqual(["a\n", "```\nb\n```\n", ""]);
  });

  async function offered(
    base: string,
    head: string,
    ...comments: {
      line: number;
      start_line?: number;
      body: string;
      side?: "LEFT";
    }[]
  ) {
    github = await LoopbackGitHub.start({
      base: { "a.tf": base },
      head: { "a.tf": head },
    });
    const { rest, repository } = clientOf(github);
    const commit_id = github.pull.head;
    await rest.pulls.createReview({
      ...repository,
      pull_number: 7,
      commit_id,
      event: "COMMENT",
      comments: comments.map((comment) => ({ path: "a.tf", ...comment })),
    });
    return github;
  }

  const applied = (server: LoopbackGitHub) =>
    server.pull.repository.textAt(
      applySuggestions(server, threadsWithSuggestion(server)),
      "a.tf",
    );

  test("replace their lines, several at once", async () => {
    const server = await offered(
      "1\n",
      "1\n2\n3\n4\n5\n",
      { line: 2, body: "```suggestion\ntwo\ntwo and a half\n```" },
      { start_line: 3, line: 4, body: "```suggestion\n```" },
      { line: 5, body: "No suggestion" },
    );
    expect(applied(server)).toBe("1\ntwo\ntwo and a half\n5\n");
  });

  test("keep Windows line endings and a missing final newline", async () => {
    expect(
      applied(
        await offered("x\r\n", "a\r\nb\r\n", {
          line: 2,
          body: "```suggestion\nB\nC\n```",
        }),
      ),
    ).toBe("a\r\nB\r\nC\r\n");
    await github?.close();
    expect(
      applied(
        await offered("x\n", "a\nb", {
          line: 2,
          body: "```suggestion\nB\n```",
        }),
      ),
    ).toBe("a\nB");
  });

  test("cannot be applied when outdated, overlapping, on deleted lines, or without effect", async () => {
    const same = await offered("1\n", "2\n3\n", {
      line: 1,
      body: "```suggestion\n2\n```",
    });
    expect(() => applied(same)).toThrow("changes nothing");
    same.pull.push({ "a.tf": "4\n" });
    expect(() => applySuggestions(same, same.conversation.threads)).toThrow(
      "Outdated",
    );
    await same.close();
    const body = "```suggestion\nx\n```";
    const overlapping = await offered(
      "1\n",
      "2\n3\n4\n",
      { start_line: 1, line: 2, body },
      { line: 2, body },
    );
    expect(() => applied(overlapping)).toThrow("overlap");
    await overlapping.close();
    expect(
      applied.bind(
        undefined,
        await offered("1\n2\n", "1\n", { line: 2, side: "LEFT", body }),
      ),
    ).toThrow("deleted");
  });
});

describe("checkouts", () => {
  const BASE = { "a.tf": "one\n", "infra/b.tf": "b\n", "app/c.ts": "c\n" };

  test("have one commit, or all of history", async () => {
    github = await LoopbackGitHub.start({
      base: BASE,
      head: { "a.tf": "two\r\n" },
    });
    const merge = github.pull.mergeCommit ?? "";
    const count = (directory: string) =>
      git(directory, ["rev-list", "--count", "HEAD"]).toString().trim();
    expect(count(checkout(github, merge))).toBe("1");
    const whole = checkout(github, merge, { history: true });
    expect(count(whole)).toBe("3");
    expect(git(whole, ["rev-parse", "HEAD", "origin/main"]).toString()).toBe(
      `${merge}\n${github.pull.base}\n`,
    );
  });

  test("have some folders only, and then not the blobs of the others", async () => {
    github = await LoopbackGitHub.start({
      base: BASE,
      head: { "a.tf": "two\n" },
    });
    const directory = checkout(github, github.pull.head, { sparse: ["infra"] });
    expect(readFileSync(join(directory, "a.tf"), "utf8")).toBe("two\n");
    expect(existsSync(join(directory, "infra/b.tf"))).toBe(true);
    expect(existsSync(join(directory, "app/c.ts"))).toBe(false);
    const missing = git(directory, [
      "rev-list",
      "--objects",
      "--missing=print",
      "HEAD",
    ]).toString();
    expect(
      missing.split("\n").filter((line) => line.startsWith("?")),
    ).toHaveLength(1);
  });

  test("have Windows line endings on disk where git makes them", async () => {
    github = await LoopbackGitHub.start({
      base: BASE,
      head: { "a.tf": "two\n" },
    });
    const directory = checkout(github, github.pull.head, { autocrlf: true });
    expect(readFileSync(join(directory, "a.tf"), "utf8")).toBe("two\r\n");
  });
});
