import * as v from "valibot";
import { type Handler, notFound, page, refusal, unprocessable } from "./answer";
import type { NewThread } from "./conversation";
import { reviewPayload } from "./conversation-payloads";
import { filePayload, pullPayload } from "./payloads";
import {
  PlacedText,
  pullPath,
  Text,
  TOO_LONG,
  tooLong,
  wantedPlace,
} from "./review-request";

const NewReview = v.object({
  commit_id: v.optional(v.string()),
  body: v.optional(v.string(), ""),
  event: v.optional(v.picklist(["APPROVE", "REQUEST_CHANGES", "COMMENT"])),
  comments: v.optional(v.array(PlacedText), []),
});
const STATES = {
  COMMENT: "COMMENTED",
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
} as const;

/** Answers about the pull request, its files and its reviews, by operation. */
export const pullHandlers: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": (call) => {
    const { site } = call;
    pullPath(call, "pull_number");
    if (!call.accept.includes("diff"))
      return { status: 200, body: pullPayload(site) };
    const { repository, mergeBase, head } = site.pull;
    const files = site.pull.files();
    const lines = files.reduce(
      (sum, file) => sum + file.additions + file.deletions,
      0,
    );
    if (files.length > 300 || lines > 20_000)
      throw refusal(
        406,
        "Sorry, the diff exceeded the maximum number of files (300). Consider using 'List pull requests files' API or locally cloning the repository instead.",
      );
    return { status: 200, body: repository.text("diff", mergeBase, head) };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": (call) => {
    const { site } = call;
    const files = site.pull.files().slice(0, site.limits.listedFiles);
    return page(
      call,
      pullPath(call, "pull_number", "files"),
      files.map((file) => filePayload(site, site.pull.head, file)),
    );
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": (call) => {
    const { site } = call;
    const reviews = site.pull.conversation.reviews.filter(
      (review) =>
        review.state !== "PENDING" || review.user.id === site.viewer.id,
    );
    return page(
      call,
      pullPath(call, "pull_number", "reviews"),
      reviews.map((review) => reviewPayload(site, review)),
    );
  },

  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": (call) => {
    const { site } = call;
    const { pull, viewer } = site;
    pullPath(call, "pull_number");
    const asked = v.parse(NewReview, call.body);
    const { conversation } = pull;
    const commit = asked.commit_id ?? pull.head;
    if (!pull.has(commit))
      throw unprocessable(["Commit is not part of the pull request"]);
    const errors: string[] = [];
    const comments: { thread: NewThread; body: string }[] = [];
    for (const place of asked.comments) {
      const { body } = place;
      const thread = pull.threadAt(commit, wantedPlace(place));
      if ("text" in thread) errors.push(thread.text);
      else comments.push({ thread, body });
      if (body.trim() === "")
        errors.push("Pull request review comment body can't be blank");
      if (tooLong(body)) errors.push(TOO_LONG);
    }
    if (tooLong(asked.body)) errors.push(TOO_LONG);
    const empty = asked.body.trim() === "";
    const needsBody =
      asked.event === "REQUEST_CHANGES" ||
      (asked.event === "COMMENT" &&
        (site.insistsOnReviewBody || comments.length === 0));
    if (empty && needsBody && errors.length === 0)
      errors.push("Review body can't be blank");
    if (asked.event === "REQUEST_CHANGES" && viewer.id === pull.author.id)
      errors.push("Review Can not request changes on your own pull request");
    if (asked.event === "APPROVE" && viewer.id === pull.author.id)
      errors.push("Review Can not approve your own pull request");
    const state = asked.event === undefined ? "PENDING" : STATES[asked.event];
    if (
      state === "PENDING" &&
      conversation.reviews.some(
        (review) => review.state === "PENDING" && review.user.id === viewer.id,
      )
    )
      errors.push("User can only have one pending review per pull request");
    if (errors.length > 0) throw unprocessable(errors);
    const review = conversation.addReview(
      viewer,
      state,
      commit,
      asked.body,
      comments,
    );
    pull.updateThreads();
    return { status: 200, body: reviewPayload(site, review) };
  },

  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": (
    call,
  ) => {
    pullPath(call, "pull_number");
    const { body } = v.parse(Text, call.body);
    const id = Number(call.parameters["review_id"]);
    const review = call.site.pull.conversation.reviews.find((r) => r.id === id);
    if (review === undefined) throw notFound();
    if (tooLong(body)) throw unprocessable([TOO_LONG]);
    call.site.pull.conversation.edit(review, body);
    return { status: 200, body: reviewPayload(call.site, review) };
  },
};
