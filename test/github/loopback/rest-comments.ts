import * as v from "valibot";
import { type Call, type Handler, invalid, notFound, page } from "./answer";
import {
  issueCommentPayload,
  reviewCommentPayload,
} from "./conversation-payloads";
import {
  PlacedText,
  pullPath,
  Text,
  TOO_LONG,
  tooLong,
  wantedPlace,
} from "./review-request";

const NewComment = v.object({
  ...PlacedText.entries,
  commit_id: v.string(),
  subject_type: v.optional(v.picklist(["line", "file"])),
  in_reply_to: v.optional(v.number()),
});

/** Answers about review comments and the comments below a pull request, by operation. */
export const commentHandlers: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": (call) => {
    const { site, query } = call;
    const since = query.get("since") ?? "";
    const comments = site.pull.conversation.reviewComments
      .filter(({ comment }) => comment.updatedAt >= since)
      .map(({ comment, thread }) =>
        reviewCommentPayload(site, thread, comment),
      );
    if (query.get("direction") === "desc" && query.has("sort"))
      comments.reverse();
    return page(call, pullPath(call, "pull_number", "comments"), comments);
  },

  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": (call) => {
    const { site } = call;
    const { pull, viewer } = site;
    const { conversation } = pull;
    pullPath(call, "pull_number");
    const asked = v.parse(NewComment, call.body);
    const resource = "PullRequestReviewComment";
    if (tooLong(asked.body)) throw invalid(resource, "body", TOO_LONG);
    if (asked.body.trim() === "")
      throw invalid(resource, "body", "body can't be blank");
    if (asked.in_reply_to !== undefined) {
      const thread = conversation.visibleThreads.find((t) =>
        t.comments.some((c) => c.id === asked.in_reply_to),
      );
      if (thread === undefined)
        throw invalid(resource, "in_reply_to", "is invalid", "invalid");
      const reply = conversation.reply(thread, viewer, asked.body);
      return { status: 201, body: reviewCommentPayload(site, thread, reply) };
    }
    if (!pull.has(asked.commit_id))
      throw invalid(
        resource,
        "commit_id",
        "commit_id is not part of the pull request",
      );
    const thread =
      asked.subject_type === "file"
        ? (pull.fileThread(asked.commit_id, asked.path) ?? {
            field: "path",
            text: "",
          })
        : pull.threadAt(asked.commit_id, wantedPlace(asked));
    if ("text" in thread) {
      const said =
        / (must .*)$/.exec(thread.text)?.[1] ?? "could not be resolved";
      throw invalid(
        resource,
        `pull_request_review_thread.${thread.field}`,
        said,
      );
    }
    const comment = conversation.addThread(viewer, thread, asked.body);
    pull.updateThreads();
    const started = conversation.threads.find((t) =>
      t.comments.includes(comment),
    );
    if (started === undefined) throw new Error("The thread was not kept.");
    return { status: 201, body: reviewCommentPayload(site, started, comment) };
  },

  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}": (call) => {
    const { comment, thread } = reviewComment(call);
    const { body } = v.parse(Text, call.body);
    const resource = "PullRequestReviewComment";
    if (tooLong(body)) throw invalid(resource, "body", TOO_LONG);
    if (body.trim() === "")
      throw invalid(resource, "body", "body can't be blank");
    call.site.pull.conversation.edit(comment, body);
    return {
      status: 200,
      body: reviewCommentPayload(call.site, thread, comment),
    };
  },

  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": (call) => {
    const { comment } = reviewComment(call);
    call.site.pull.conversation.deleteReviewComment(comment.id);
    return { status: 204 };
  },

  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const { site, query } = call;
    const since = query.get("since") ?? "";
    const comments = site.pull.conversation.issueComments
      .filter((comment) => comment.updatedAt >= since)
      .map((comment) => issueCommentPayload(site, comment));
    return page(call, pullPath(call, "issue_number", "comments"), comments);
  },

  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    pullPath(call, "issue_number");
    const { pull, viewer } = call.site;
    const comment = pull.conversation.addIssueComment(viewer, issueText(call));
    return { status: 201, body: issueCommentPayload(call.site, comment) };
  },

  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const comment = issueComment(call);
    call.site.pull.conversation.edit(comment, issueText(call));
    return { status: 200, body: issueCommentPayload(call.site, comment) };
  },

  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    call.site.pull.conversation.deleteIssueComment(issueComment(call).id);
    return { status: 204 };
  },
};
function reviewComment(call: Call) {
  const id = Number(call.parameters["comment_id"]);
  const found = call.site.pull.conversation.reviewComments.find(
    ({ comment }) => comment.id === id,
  );
  if (found === undefined) throw notFound();
  return found;
}

function issueComment(call: Call) {
  const id = Number(call.parameters["comment_id"]);
  const found = call.site.pull.conversation.issueComments.find(
    (comment) => comment.id === id,
  );
  if (found === undefined) throw notFound();
  return found;
}

function issueText(call: Call): string {
  const { body } = v.parse(Text, call.body);
  const refuse = (message: string) =>
    invalid("IssueComment", "data", message, "unprocessable");
  if (tooLong(body)) throw refuse(TOO_LONG);
  if (body.trim() === "") throw refuse("Body cannot be blank");
  return body;
}
