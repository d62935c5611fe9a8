import type { Place } from "./anchor";

/** Someone who can write; a bot's login ends in "[bot]" in the REST API, and lacks that in GraphQL. */
export interface User {
  readonly login: string;
  readonly id: number;
  readonly type: "Bot" | "User";
  readonly association: "NONE" | "CONTRIBUTOR" | "MEMBER" | "OWNER";
}

/** Whom a workflow's own token writes as. */
export const ACTIONS_BOT: User = {
  login: "github-actions[bot]",
  id: 41898282,
  type: "Bot",
  association: "NONE",
};

export const ANOTHER_BOT: User = {
  login: "other-app[bot]",
  id: 49699333,
  type: "Bot",
  association: "NONE",
};

export const AUTHOR: User = {
  login: "octocat",
  id: 583231,
  type: "User",
  association: "CONTRIBUTOR",
};

export const MAINTAINER: User = {
  login: "hubot",
  id: 480938,
  type: "User",
  association: "OWNER",
};

interface Written {
  readonly id: number;
  readonly user: User;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** A comment below the pull request's description; `minimized` is the reason it is hidden for. */
export interface IssueComment extends Written {
  minimized: string | null;
}

/** A review; while it is pending, only its author sees it and its comments. */
export interface Review extends Written {
  state:
    "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  readonly commit: string;
}

/** A comment in a thread; `replyTo` is the thread's first comment. */
export interface ReviewComment extends Written {
  readonly review: Review;
  readonly replyTo: number | null;
  minimized: string | null;
}

/** A conversation at a place of the diff, or about a whole file. */
export interface Thread {
  readonly id: number;
  readonly subject: "line" | "file";
  readonly path: string;
  /** Where it stands now, for threads about lines; null once outdated, and it stays so. */
  place: Place | null;
  /** The commit that `place` is about. */
  commit: string;
  /** Where and on which commit it was started. */
  readonly original: {
    readonly place: Place | null;
    readonly commit: string;
    readonly position: number;
  };
  readonly hunk: string;
  outdated: boolean;
  resolvedBy: User | null;
  comments: ReviewComment[];
}

/** A thread that is about to be started by a review or by a comment of its own. */
export type NewThread = Pick<
  Thread,
  "subject" | "path" | "place" | "commit" | "original" | "hunk"
>;

/** What people and bots said about a pull request. */
export class Conversation {
  reviews: Review[] = [];
  threads: Thread[] = [];
  issueComments: IssueComment[] = [];
  #lastId = 1000;
  #time = Date.UTC(2026, 0, 1);

  /** A number that nothing else has. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** The current second of a clock that moves on when it is read. */
  now(): string {
    this.#time += 1000;
    return new Date(this.#time).toISOString().replace(".000Z", "Z");
  }

  addReview(
    user: User,
    state: Review["state"],
    commit: string,
    body: string,
    comments: readonly { thread: NewThread; body: string }[],
  ): Review {
    const review = { ...this.#written(user, body), state, commit };
    this.reviews.push(review);
    for (const { thread, body: text } of comments)
      this.#startThread(thread, user, review, text);
    return review;
  }

  /** Starts a thread outside any review, which GitHub wraps into a review without a body. */
  addThread(user: User, thread: NewThread, body: string): ReviewComment {
    const review = this.addReview(user, "COMMENTED", thread.commit, "", []);
    return this.#startThread(thread, user, review, body);
  }

  reply(thread: Thread, user: User, body: string): ReviewComment {
    const review = this.addReview(user, "COMMENTED", thread.commit, "", []);
    const first = thread.comments[0];
    return this.#append(
      thread,
      user,
      review,
      body,
      first?.replyTo ?? first?.id ?? null,
    );
  }

  addIssueComment(user: User, body: string): IssueComment {
    const comment = { ...this.#written(user, body), minimized: null };
    this.issueComments.push(comment);
    return comment;
  }

  edit(written: Written, body: string) {
    written.body = body;
    written.updatedAt = this.now();
  }

  /** Threads that others can see. */
  get visibleThreads(): Thread[] {
    return this.threads.filter(
      (thread) => thread.comments[0]?.review.state !== "PENDING",
    );
  }

  /** Review comments that others can see, oldest first. */
  get reviewComments(): { comment: ReviewComment; thread: Thread }[] {
    return this.visibleThreads
      .flatMap((thread) =>
        thread.comments.map((comment) => ({ comment, thread })),
      )
      .sort((one, other) => one.comment.id - other.comment.id);
  }

  /** Deletes a review comment; an empty thread goes with it, and so does an empty review without a body. */
  deleteReviewComment(id: number) {
    for (const thread of this.threads)
      thread.comments = thread.comments.filter((comment) => comment.id !== id);
    this.threads = this.threads.filter((thread) => thread.comments.length > 0);
    const used = new Set(
      this.threads.flatMap((thread) => thread.comments.map((c) => c.review)),
    );
    this.reviews = this.reviews.filter(
      (review) => review.body !== "" || used.has(review),
    );
  }

  deleteIssueComment(id: number) {
    this.issueComments = this.issueComments.filter(
      (comment) => comment.id !== id,
    );
  }

  #startThread(thread: NewThread, user: User, review: Review, body: string) {
    const started: Thread = {
      ...thread,
      id: this.nextId(),
      outdated: false,
      resolvedBy: null,
      comments: [],
    };
    this.threads.push(started);
    return this.#append(started, user, review, body, null);
  }

  #append(
    thread: Thread,
    user: User,
    review: Review,
    body: string,
    replyTo: number | null,
  ) {
    const comment = {
      ...this.#written(user, body),
      review,
      replyTo,
      minimized: null,
    };
    thread.comments.push(comment);
    return comment;
  }

  #written(user: User, body: string): Written {
    const time = this.now();
    return { id: this.nextId(), user, body, createdAt: time, updatedAt: time };
  }
}
