import { ACTIONS_BOT, type User } from "./conversation";
import { PullRequest, type PullRequestStart } from "./pull-request";

export type Level = "none" | "read" | "write";

/** What the token of a run may do, by the names that a workflow's `permissions` have. */
export interface Permissions {
  contents: Level;
  "pull-requests": Level;
  issues: Level;
}

/** Limits that a test lowers rather than making a repository of GitHub's size. */
export interface Limits {
  /** Entries of one recursive tree listing. */
  treeEntries: number;
  /** Bytes of a blob's text in GraphQL. */
  blobText: number;
  /** Files of a pull request that are listed at all. */
  listedFiles: number;
}

/** The repository with one pull request that everything on the server is about, and the token that asks for it. */
export class Site {
  readonly owner = "acme";
  readonly name = "infra";
  readonly pull: PullRequest;
  readonly token = "ghs_loopback";
  /** A private repository gives nothing away without a permission; a public one is read by any token. */
  visibility: "private" | "public" = "private";
  /** Whom the token writes as. */
  viewer: User = ACTIONS_BOT;
  permissions: Permissions = {
    contents: "read",
    "pull-requests": "write",
    issues: "none",
  };
  /** Whether a refusal says which permission is missing; GitHub does not always. */
  namesPermissions = true;
  /** Whether a review whose only text is in its comments is refused. */
  insistsOnReviewBody = false;
  limits: Limits = {
    treeEntries: 100_000,
    blobText: 512_000,
    listedFiles: 3000,
  };
  /** Without a trailing slash; "…/api/v3" on an Enterprise Server. */
  apiUrl = "";
  /** Where people look at the repository. */
  serverUrl = "";

  constructor(start: PullRequestStart) {
    this.pull = new PullRequest(start);
  }

  get fullName(): string {
    return `${this.owner}/${this.name}`;
  }

  /** Whether the token may do what needs at least one of some permissions. */
  allows(needs: readonly Need[]): boolean {
    return needs.some(([scope, level]) => {
      if (level === "read" && this.visibility === "public") return true;
      const given = this.permissions[scope];
      return given === "write" || given === level;
    });
  }
}

/** A permission, and how much of it. */
export type Need = readonly [keyof Permissions, "read" | "write"];

const READ_PULL: readonly Need[] = [["pull-requests", "read"]];
const WRITE_PULL: readonly Need[] = [["pull-requests", "write"]];
const READ_CONTENTS: readonly Need[] = [["contents", "read"]];

/** Which permissions (any one of them) GitHub asks for; operations that are missing here have none that suffices. */
export const NEEDS: Readonly<Record<string, readonly Need[]>> = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": READ_PULL,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": READ_PULL,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": READ_PULL,
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": WRITE_PULL,
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}":
    WRITE_PULL,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": READ_PULL,
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": WRITE_PULL,
  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}": WRITE_PULL,
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": WRITE_PULL,
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": [
    ["issues", "read"],
    ...READ_PULL,
  ],
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": [
    ["issues", "write"],
    ...WRITE_PULL,
  ],
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": [
    ["issues", "write"],
    ...WRITE_PULL,
  ],
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": [
    ["issues", "write"],
    ...WRITE_PULL,
  ],
  "GET /repos/{owner}/{repo}/contents/{path}": READ_CONTENTS,
  "GET /repos/{owner}/{repo}/compare/{basehead}": READ_CONTENTS,
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": READ_CONTENTS,
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": READ_CONTENTS,
};
