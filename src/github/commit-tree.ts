import * as v from "valibot";
import type { Client } from "./client";
import { RequestFailed } from "./refusal";

/** A file of a commit. */
export interface TreeEntry {
  /** Path from the repository's root. */
  readonly path: string;
  readonly kind: "file" | "link" | "submodule";
  /** Id of its content. */
  readonly id: string;
  /** Bytes of its content. */
  readonly size: number;
}

/** Every file of a commit, as far as it could be listed. */
export interface CommitTree {
  readonly entries: readonly TreeEntry[];
  /** Directories that could not be listed. */
  readonly missing: readonly string[];
}

const listingShape = v.object({
  truncated: v.boolean(),
  tree: v.array(
    v.object({
      path: v.string(),
      mode: v.string(),
      type: v.string(),
      sha: v.string(),
      size: v.optional(v.number()),
    }),
  ),
});

/** At most this many listings are asked for. */
const mostListings = 60;

/** Lists a commit's files: at once, or directory by directory where GitHub cuts the list short. */
export async function commitTree(
  client: Client,
  commit: string,
): Promise<CommitTree> {
  const entries: TreeEntry[] = [];
  const missing: string[] = [];
  const open = [{ sha: commit, path: "" }];
  let listings = 0;
  const list = (sha: string, recursive: boolean) => {
    listings += 1;
    return client.get(
      "/repos/{owner}/{repo}/git/trees/{tree_sha}",
      { tree_sha: sha, ...(recursive ? { recursive: "1" } : {}) },
      listingShape,
    );
  };
  for (let at = open.shift(); at; at = open.shift()) {
    const { path: prefix } = at;
    if (listings >= mostListings) {
      missing.push(prefix);
      continue;
    }
    const whole = await list(at.sha, true);
    const listed = whole.truncated ? await list(at.sha, false) : whole;
    const files = listed.truncated
      ? await directory(client, at.sha)
      : listed.tree;
    if (!files) missing.push(prefix);
    for (const { path, mode, type, sha, size = 0 } of files ?? []) {
      const full = `${prefix}${path}`;
      if (type !== "tree")
        entries.push({ path: full, kind: kindOf(mode), id: sha, size });
      else if (whole.truncated) open.push({ sha, path: `${full}/` });
    }
  }
  return { entries, missing };
}

const directoryShape = v.object({
  repository: v.object({
    object: v.object({
      entries: v.array(
        v.object({
          name: v.string(),
          mode: v.number(),
          type: v.string(),
          oid: v.string(),
          size: v.number(),
        }),
      ),
    }),
  }),
});

/** One directory as GraphQL lists it, which has no limit but time; undefined when that fails. */
async function directory(client: Client, commitOrTree: string) {
  try {
    const { repository } = await client.query(
      `query ($owner: String!, $repo: String!, $expression: String!) {
        repository(owner: $owner, name: $repo) {
          object(expression: $expression) {
            ... on Tree { entries { name mode type oid size } }
          }
        }
      }`,
      { expression: `${commitOrTree}^{tree}` },
      directoryShape,
    );
    return repository.object.entries.map(({ name, mode, oid, ...entry }) => ({
      ...entry,
      path: name,
      mode: mode.toString(8),
      sha: oid,
    }));
  } catch (error) {
    if (error instanceof RequestFailed) return undefined;
    throw error;
  }
}

/** What a file's mode in git says. */
export function kindOf(mode: string): TreeEntry["kind"] {
  if (mode === "120000") return "link";
  return mode === "160000" ? "submodule" : "file";
}
