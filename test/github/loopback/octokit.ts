import { getOctokit } from "@actions/github";
import * as v from "valibot";
import type { LoopbackGitHub } from "./server";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A client of the loopback GitHub, as an action gets it from `@actions/github`, with the repository filled in. */
export function clientOf(github: LoopbackGitHub, token = github.site.token) {
  const octokit = getOctokit(token, {
    baseUrl: github.site.apiUrl,
    log: silent,
  });
  const { owner, name: repo } = github.site;
  return { octokit, rest: octokit.rest, repository: { owner, repo } };
}

const Failure = v.looseObject({
  status: v.number(),
  response: v.optional(
    v.looseObject({
      data: v.optional(v.unknown()),
      headers: v.record(v.string(), v.unknown()),
    }),
  ),
});

/** How a request of octokit failed: the status, what GitHub said, and the headers. */
export async function failureOf(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    const { status, response } = v.parse(Failure, error);
    const data = Object.assign({ message: "", errors: [] }, response?.data);
    return { status, data, headers: response?.headers ?? {} };
  }
  throw new Error("The request did not fail.");
}
