import * as v from "valibot";
import type { Client } from "./client";
import { type ChangedFile, hunksOf } from "./diff";
import { RequestFailed } from "./refusal";

const fileShape = v.object({
  filename: v.string(),
  previous_filename: v.optional(v.string()),
  status: v.string(),
  patch: v.optional(v.string()),
});

/** The files that a pull request changes, at most the 3,000 that GitHub lists. */
export async function changedFiles(
  client: Client,
  number: number,
): Promise<readonly ChangedFile[]> {
  const files = await client.list(
    "/repos/{owner}/{repo}/pulls/{pull_number}/files",
    { pull_number: number },
    fileShape,
    30,
  );
  return files.map((file) => ({
    path: file.filename,
    ...(file.previous_filename === undefined
      ? {}
      : { previousPath: file.previous_filename }),
    status: file.status,
    hunks: hunksOf(file.patch ?? ""),
  }));
}

const comparisonShape = v.object({
  merge_base_commit: v.object({ sha: v.string() }),
});

/** The commit at which the head left a branch or commit. */
export async function mergeBase(
  client: Client,
  base: string,
  head: string,
): Promise<string> {
  const { merge_base_commit } = await client.get(
    "/repos/{owner}/{repo}/compare/{basehead}",
    {
      basehead: `${base.replace(/^refs\/heads\//, "")}...${head}`,
      per_page: 1,
    },
    comparisonShape,
  );
  return merge_base_commit.sha;
}

const blobShape = v.object({
  repository: v.object({
    object: v.nullable(
      v.object({
        text: v.optional(v.nullable(v.string())),
        isTruncated: v.optional(v.boolean()),
      }),
    ),
  }),
});

/** The text of a file at a branch or commit; undefined when there is none. */
export async function fileAt(
  client: Client,
  revision: string,
  path: string,
): Promise<string | undefined> {
  const { repository } = await client.query(
    "query ($owner: String!, $repo: String!, $expression: String!) { repository(owner: $owner, name: $repo) { object(expression: $expression) { ... on Blob { text isTruncated } } } }",
    { expression: `${revision}:${path}` },
    blobShape,
  );
  const { object } = repository;
  if (object === null || object.text === undefined) return undefined;
  if (object.text === null || object.isTruncated)
    throw new RequestFailed(
      `${path} of ${revision} is no text file of a size that can be read.`,
      0,
    );
  return object.text;
}
