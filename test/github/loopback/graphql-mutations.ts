import { refused } from "./graphql-connection";
import { threadNode } from "./graphql-nodes";
import { nodeId } from "./payloads";
import type { Need, Site } from "./site";

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string };
}

/** The mutations that a review needs; GitHub has many more. */
export function mutations(site: Site): object {
  const { conversation } = site.pull;
  const check = (...needs: Need[]) => {
    if (!site.allows(needs))
      throw refused("FORBIDDEN", "Resource not accessible by integration");
  };
  const missing = (id: string) =>
    refused(
      "NOT_FOUND",
      `Could not resolve to a node with the global id of '${id}'`,
    );
  const minimize = (id: string, reason: string | null) => {
    check(["pull-requests", "write"], ["issues", "write"]);
    const review = conversation.reviewComments.map(({ comment }) => ({
      comment,
      type: "PullRequestReviewComment",
      kind: "PRRC",
    }));
    const issue = conversation.issueComments.map((comment) => ({
      comment,
      type: "IssueComment",
      kind: "IC",
    }));
    const found = [...review, ...issue].find(
      ({ comment, kind }) => nodeId(kind, comment.id) === id,
    );
    if (found === undefined) throw missing(id);
    found.comment.minimized = reason;
    return {
      __typename: found.type,
      id,
      isMinimized: reason !== null,
      minimizedReason: reason,
      viewerCanMinimize: true,
    };
  };
  const resolve = (id: string, resolved: boolean) => {
    // A workflow's token may not resolve with `pull-requests: write` alone.
    check(["contents", "write"]);
    const thread = conversation.visibleThreads.find(
      (t) => nodeId("PRRT", t.id) === id,
    );
    if (thread === undefined) throw missing(id);
    thread.resolvedBy = resolved ? site.viewer : null;
    return { clientMutationId: null, thread: threadNode(site, thread) };
  };
  return {
    minimizeComment: ({
      input,
    }: Input<{ subjectId: string; classifier: string }>) => ({
      clientMutationId: null,
      minimizedComment: minimize(
        input.subjectId,
        input.classifier.toLowerCase().replace("_", "-"),
      ),
    }),
    unminimizeComment: ({ input }: Input<{ subjectId: string }>) => ({
      clientMutationId: null,
      unminimizedComment: minimize(input.subjectId, null),
    }),
    resolveReviewThread: ({ input }: Input<{ threadId: string }>) =>
      resolve(input.threadId, true),
    unresolveReviewThread: ({ input }: Input<{ threadId: string }>) =>
      resolve(input.threadId, false),
  };
}
