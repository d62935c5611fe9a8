import type { IssueComment, ReviewComment, Thread, User } from "./conversation";
import { connection, type Page } from "./graphql-connection";
import { nodeId, pullPage } from "./payloads";
import type { Site } from "./site";

/** A user as an actor; GraphQL writes a bot's login without "[bot]", where REST has it. */
export function actorNode(site: Site, user: User): object {
  const login = user.login.replace(/\[bot\]$/, "");
  return {
    __typename: user.type,
    id: nodeId(user.type === "Bot" ? "BOT" : "U", user.id),
    databaseId: user.id,
    login,
    url: `${site.serverUrl}/${login}`,
  };
}

/** The viewer, who is a `User` to GraphQL even when it is a bot, and keeps its "[bot]". */
export function userNode(site: Site, user: User): object {
  return { ...actorNode(site, user), __typename: "User", login: user.login };
}

export function threadNode(site: Site, thread: Thread): object {
  const { place, original } = thread;
  const resolvable = site.allows([["contents", "write"]]);
  const resolved = thread.resolvedBy !== null;
  return {
    __typename: "PullRequestReviewThread",
    id: nodeId("PRRT", thread.id),
    path: thread.path,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: original.place?.line ?? null,
    originalStartLine: original.place?.startLine ?? null,
    diffSide: original.place?.side ?? "RIGHT",
    startDiffSide: original.place?.startSide ?? null,
    subjectType: thread.subject.toUpperCase(),
    isOutdated: thread.outdated,
    isResolved: resolved,
    isCollapsed: resolved,
    resolvedBy:
      thread.resolvedBy === null ? null : userNode(site, thread.resolvedBy),
    viewerCanResolve: resolvable && !resolved,
    viewerCanUnresolve: resolvable && resolved,
    viewerCanReply: true,
    comments: (page: Page) =>
      connection(
        "comments",
        page,
        thread.comments.map((comment) =>
          reviewCommentNode(site, thread, comment),
        ),
      ),
  };
}

function reviewCommentNode(
  site: Site,
  thread: Thread,
  comment: ReviewComment,
): object {
  const { place, original } = thread;
  return {
    ...commentNode(site, comment),
    __typename: "PullRequestReviewComment",
    id: nodeId("PRRC", comment.id),
    url: `${pullPage(site)}#discussion_r${comment.id}`,
    path: thread.path,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: original.place?.line ?? null,
    originalStartLine: original.place?.startLine ?? null,
    outdated: thread.outdated,
    diffHunk: thread.hunk,
    subjectType: thread.subject.toUpperCase(),
    state: comment.review.state === "PENDING" ? "PENDING" : "SUBMITTED",
    commit: commitNode(thread.commit),
    originalCommit: commitNode(original.commit),
    replyTo:
      comment.replyTo === null
        ? null
        : { id: nodeId("PRRC", comment.replyTo), databaseId: comment.replyTo },
    pullRequestReview: {
      id: nodeId("PRR", comment.review.id),
      databaseId: comment.review.id,
      body: comment.review.body,
    },
  };
}

export function issueCommentNode(site: Site, comment: IssueComment): object {
  return {
    ...commentNode(site, comment),
    __typename: "IssueComment",
    id: nodeId("IC", comment.id),
    url: `${pullPage(site)}#issuecomment-${comment.id}`,
  };
}

function commentNode(
  site: Site,
  comment: IssueComment | ReviewComment,
): object {
  const may = site.allows([["pull-requests", "write"]]);
  return {
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    body: comment.body,
    author: actorNode(site, comment.user),
    authorAssociation: comment.user.association,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    publishedAt: comment.createdAt,
    lastEditedAt:
      comment.updatedAt === comment.createdAt ? null : comment.updatedAt,
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized,
    viewerDidAuthor: comment.user.id === site.viewer.id,
    viewerCanDelete: may,
    viewerCanMinimize: may,
    viewerCanUpdate: may,
  };
}

function commitNode(oid: string): object {
  return {
    __typename: "Commit",
    id: nodeId("C", oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
  };
}
