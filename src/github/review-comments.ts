/*
 * Putting comments into a pull request. A review is stored as a whole or rejected as a whole without
 * a word about which comment was wrong: a rejected one is halved until the wrong one is alone, which
 * then goes to its file. An answer that never came may hide a review that was stored, so what is
 * there is read before anything is posted again.
 */
import * as v from "valibot";
import type { Client } from "./client";
import { type Conversation, conversationOf } from "./conversation";
import { type Edit, type Plan, type Wanted, sameBody } from "./life";
import { RequestFailed } from "./refusal";

/** The pull request that is written to. */
export interface Target {
  readonly client: Client;
  readonly number: number;
  /** The commit that was judged. */
  readonly head: string;
  /** The job's key in the markers of its comments. */
  readonly key: string;
}

/** What became of a plan. */
export interface Published<Comment extends Wanted> {
  /** Comments that GitHub did not take. */
  readonly failed: readonly Comment[];
  /** Why, and what else went wrong. */
  readonly failures: readonly RequestFailed[];
}

/** How often creating something is tried while it stays unclear whether it was stored. */
const attempts = 3;

/** Said where GitHub does not take a review without a text of its own. */
const reviewBody = "Control plane logging of Amazon EKS:";

/** Carries out a plan: first what is new, then what changes, then what goes. Never throws a `RequestFailed`. */
export async function publish<Comment extends Wanted>(
  target: Target,
  plan: Plan<Comment>,
): Promise<Published<Comment>> {
  const poster = new Poster<Comment>(target);
  await poster.review(
    plan.create.filter(({ anchor }) => anchor.kind === "lines"),
  );
  for (const comment of plan.create)
    if (comment.anchor.kind === "file") await poster.onFile(comment);
  for (const each of plan.edit) await poster.edit(each);
  if (poster.failed.length === 0)
    for (const { id } of plan.remove) await poster.remove(id);
  return poster;
}

class Poster<Comment extends Wanted> implements Published<Comment> {
  readonly failed: Comment[] = [];
  readonly failures: RequestFailed[] = [];
  readonly #target: Target;
  #body = "";

  constructor(target: Target) {
    this.#target = target;
  }

  /** Posts comments on lines as one review, or as several where GitHub rejects one. */
  async review(comments: readonly Comment[]): Promise<void> {
    const [only] = comments;
    if (!only) return;
    const failure = await this.#create(
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
      {
        commit_id: this.#target.head,
        event: "COMMENT",
        body: this.#body,
        comments: comments.map(reviewComment),
      },
      (conversation) => comments.every((each) => isThere(conversation, each)),
    );
    if (!failure) return;
    if (failure.status !== 422) return this.#refused(comments, failure);
    if (this.#body === "" && /\bbody\b/i.test(failure.details)) {
      this.#body = reviewBody;
      return this.review(comments);
    }
    if (comments.length === 1) return this.onFile(only);
    const half = comments.length >> 1;
    await this.review(comments.slice(0, half));
    await this.review(comments.slice(half));
  }

  /** Posts a comment on a whole file. */
  async onFile(comment: Comment): Promise<void> {
    const failure = await this.#create(
      "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments",
      {
        commit_id: this.#target.head,
        path: comment.anchor.path,
        body: comment.bodyOnFile,
        subject_type: "file",
      },
      (conversation) => isThere(conversation, comment),
    );
    if (failure) this.#refused([comment], failure);
  }

  /** Gives a comment of ours another text. */
  async edit({ comment, body, says }: Edit<Comment>): Promise<void> {
    const failure = await this.#change("PATCH", comment.id, { body });
    if (failure && says) this.#refused([says], failure);
    else this.#missed(failure);
  }

  /** Deletes a comment of ours. */
  async remove(id: number): Promise<void> {
    this.#missed(await this.#change("DELETE", id, {}));
  }

  async #change(
    method: "PATCH" | "DELETE",
    id: number,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<RequestFailed | undefined> {
    try {
      await this.#target.client.send(
        `${method} /repos/{owner}/{repo}/pulls/comments/{comment_id}`,
        { comment_id: id, ...parameters },
        v.unknown(),
      );
      return undefined;
    } catch (error) {
      return expected(error);
    }
  }

  /** A comment that is gone already says nothing stale. */
  #missed(failure: RequestFailed | undefined): void {
    if (failure && failure.status !== 404) this.failures.push(failure);
  }

  /** Creates something once, though GitHub may fail after having stored it; answers with the failure. */
  async #create(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    isStored: (conversation: Conversation) => boolean,
  ): Promise<RequestFailed | undefined> {
    const { client, number, key } = this.#target;
    return createOnce(
      () =>
        client.send(route, { pull_number: number, ...parameters }, v.unknown()),
      async () => isStored(await conversationOf(client, number, key)),
    );
  }

  #refused(comments: readonly Comment[], failure: RequestFailed): void {
    this.failed.push(...comments);
    this.failures.push(failure);
  }
}

/** Runs an action that creates something; when it stays unclear whether it was stored, looks before it tries again. Answers with the failure, if any. */
export async function createOnce(
  create: () => Promise<unknown>,
  isStored: () => Promise<boolean>,
): Promise<RequestFailed | undefined> {
  for (let tried = 1; ; tried += 1) {
    try {
      await create();
      return undefined;
    } catch (error) {
      const failure = expected(error);
      if (!failure.uncertain) return failure;
      try {
        if (await isStored()) return undefined;
      } catch (unread) {
        expected(unread);
        return failure;
      }
      if (tried >= attempts) return failure;
    }
  }
}

/** The failure that an error is; any other error is a mistake of ours and goes on. */
export function expected(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  throw error;
}

function isThere({ threads }: Conversation, { body, bodyOnFile }: Wanted) {
  return threads.some(
    (thread) =>
      sameBody(thread.body, body) || sameBody(thread.body, bodyOnFile),
  );
}

function reviewComment({ anchor, body }: Wanted) {
  if (anchor.kind === "file") return { path: anchor.path, body };
  const { path, side, lines } = anchor;
  const { first, last } = lines;
  return first === last
    ? { path, side, line: last, body }
    : { path, side, start_line: first, start_side: side, line: last, body };
}
