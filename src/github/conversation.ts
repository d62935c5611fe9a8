/*
 * What was said on a pull request so far. Read through GraphQL, since only it tells whose a comment
 * is for our token, whether a thread is resolved, and where it stands after a push.
 */
import * as v from "valibot";
import type { Client } from "./client";
import { type Marker, markerOf } from "./marker";
import type { Anchor } from "./placement";

/** A comment of ours. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
  readonly marker: Marker;
  readonly url: string;
}

/** A conversation that a comment of ours began. */
export interface Thread extends OwnComment {
  /** Where it stands now; undefined when the lines it was about are gone. */
  readonly anchor?: Anchor;
  readonly resolved: boolean;
  /** Somebody answered. */
  readonly answered: boolean;
}

/** What concerns us of a pull request's conversation. */
export interface Conversation {
  /** The commit that is the pull request's head now. */
  readonly head: string;
  readonly open: boolean;
  readonly threads: readonly Thread[];
  readonly comments: readonly OwnComment[];
}

/** At most this many pages of a hundred are read. */
const mostPages = 30;

const question = `query ($owner: String!, $repo: String!, $number: Int!, $threads: String, $comments: String, $wantThreads: Boolean!, $wantComments: Boolean!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      state
      headRefOid
      reviewThreads(first: 100, after: $threads) @include(if: $wantThreads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          path line startLine diffSide subjectType isResolved isOutdated
          comments(first: 1) {
            totalCount
            nodes { databaseId body viewerDidAuthor url }
          }
        }
      }
      comments(first: 100, after: $comments) @include(if: $wantComments) {
        pageInfo { hasNextPage endCursor }
        nodes { databaseId body viewerDidAuthor url }
      }
    }
  }
}`;

const commentShape = v.object({
  databaseId: v.nullable(v.number()),
  body: v.string(),
  viewerDidAuthor: v.boolean(),
  url: v.string(),
});

const threadShape = v.object({
  path: v.string(),
  line: v.nullable(v.number()),
  startLine: v.nullable(v.number()),
  diffSide: v.picklist(["LEFT", "RIGHT"]),
  subjectType: v.string(),
  isResolved: v.boolean(),
  isOutdated: v.boolean(),
  comments: v.object({
    totalCount: v.number(),
    nodes: v.array(v.nullable(commentShape)),
  }),
});

const page = v.object({
  hasNextPage: v.boolean(),
  endCursor: v.nullable(v.string()),
});

const answerShape = v.object({
  repository: v.object({
    pullRequest: v.object({
      state: v.string(),
      headRefOid: v.string(),
      reviewThreads: v.optional(
        v.object({ pageInfo: page, nodes: v.array(v.nullable(threadShape)) }),
      ),
      comments: v.optional(
        v.object({ pageInfo: page, nodes: v.array(v.nullable(commentShape)) }),
      ),
    }),
  }),
});

/** Reads the conversation of a pull request, all pages of it; only comments that our token's owner wrote, with our marker and this key, are listed. */
export async function conversationOf(
  client: Client,
  number: number,
  key: string,
): Promise<Conversation> {
  const threads: Thread[] = [];
  const comments: OwnComment[] = [];
  let cursors: { threads: string | null; comments: string | null } = {
    threads: null,
    comments: null,
  };
  let [wantThreads, wantComments] = [true, true];
  for (let read = 1; ; read += 1) {
    const answer = await client.query(
      question,
      { number, ...cursors, wantThreads, wantComments },
      answerShape,
    );
    const pull = answer.repository.pullRequest;
    for (const node of pull.reviewThreads?.nodes ?? []) {
      const own = node && ownComment(node.comments.nodes[0], key);
      if (node && own) threads.push(thread(node, own));
    }
    for (const node of pull.comments?.nodes ?? []) {
      const own = ownComment(node, key);
      if (own) comments.push(own);
    }
    wantThreads = pull.reviewThreads?.pageInfo.hasNextPage ?? false;
    wantComments = pull.comments?.pageInfo.hasNextPage ?? false;
    if (read >= mostPages || (!wantThreads && !wantComments))
      return {
        head: pull.headRefOid,
        open: pull.state === "OPEN",
        threads,
        comments,
      };
    cursors = {
      threads: pull.reviewThreads?.pageInfo.endCursor ?? null,
      comments: pull.comments?.pageInfo.endCursor ?? null,
    };
  }
}

function ownComment(
  node: v.InferOutput<typeof commentShape> | null | undefined,
  key: string,
): OwnComment | undefined {
  if (!node?.viewerDidAuthor || node.databaseId === null) return undefined;
  const marker = markerOf(node.body);
  if (marker?.key !== key) return undefined;
  return { id: node.databaseId, body: node.body, marker, url: node.url };
}

function thread(
  node: v.InferOutput<typeof threadShape>,
  own: OwnComment,
): Thread {
  const anchor = anchorOf(node);
  return {
    ...own,
    ...(anchor ? { anchor } : {}),
    resolved: node.isResolved,
    answered: node.comments.totalCount > 1,
  };
}

function anchorOf(node: v.InferOutput<typeof threadShape>): Anchor | undefined {
  const { path, line, startLine, diffSide: side } = node;
  if (node.isOutdated) return undefined;
  if (node.subjectType === "FILE") return { kind: "file", path };
  if (line === null) return undefined;
  return {
    kind: "lines",
    path,
    side,
    lines: { first: startLine ?? line, last: line },
  };
}
