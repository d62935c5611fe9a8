import { movedPlace, resolvedPlace, type WantedPlace } from "./anchor";
import {
  type ChangedFile,
  changedFiles,
  excerpt,
  hunkShowing,
  positionOf,
} from "./changed-files";
import {
  AUTHOR,
  Conversation,
  type NewThread,
  type User,
} from "./conversation";
import type { Changes } from "./fast-import";
import { GitRepository } from "./git-repository";

/** What a pull request starts as: the base branch's files, and the changes of its first commit. */
export interface PullRequestStart {
  readonly base: Changes;
  readonly head: Changes;
}

/** A pull request: two branches of a real repository, and a conversation. */
export class PullRequest {
  readonly number = 7;
  readonly repository = new GitRepository();
  readonly conversation = new Conversation();
  state: "open" | "closed" = "open";
  draft = false;
  title = "Change the cluster";
  author: User = AUTHOR;
  baseRef = "main";
  readonly headRef = "change-cluster";
  /** Whether the head branch is in this repository, in a fork, or in a fork that was deleted. */
  headRepository: "same" | "fork" | "deleted" = "same";
  /** Files with a longer patch are listed without it, and take no comments on lines. */
  patchLimit = 100_000;
  /** The base branch's tip when the head last moved: the `base.sha` of GitHub's payloads, which goes stale. */
  baseAtPush: string;
  #head: string;
  #files = new Map<string, readonly ChangedFile[]>();

  constructor(start: PullRequestStart) {
    const base = this.repository.commit(start.base, [], "The base");
    this.repository.setRef("refs/heads/main", base);
    this.baseAtPush = base;
    this.#head = this.repository.commit(start.head, [base], "The change");
    this.#publish();
  }

  get head(): string {
    return this.#head;
  }

  /** The tip of the base branch now. */
  get base(): string {
    return this.repository.commitOf(`refs/heads/${this.baseRef}`) ?? "";
  }

  get mergeBase(): string {
    return this.repository.mergeBase(this.base, this.#head) ?? this.base;
  }

  /** The commit that GitHub would merge as, or undefined when the branches conflict. */
  get mergeCommit(): string | undefined {
    return this.repository.commitOf(`refs/pull/${this.number}/merge`);
  }

  /** The files that the pull request changes, as of its head or an earlier commit of it. */
  files(commit = this.#head): readonly ChangedFile[] {
    const base = this.repository.mergeBase(this.base, commit) ?? this.base;
    return this.#changed(base, commit);
  }

  /** Whether GitHub takes a commit as `commit_id` of a review. */
  has(commit: string): boolean {
    const { repository } = this;
    return (
      repository.typeOf(commit) === "commit" &&
      repository.isAncestor(commit, this.#head) &&
      !repository.isAncestor(commit, this.base)
    );
  }

  /** Adds a commit to the head branch. */
  push(changes: Changes, message = "A further commit"): string {
    return this.#moveHead(
      this.repository.commit(changes, [this.#head], message),
    );
  }

  /** Replaces the head branch by one commit upon the base branch's tip (or another commit). */
  forcePush(changes: Changes, onto = this.base): string {
    return this.#moveHead(
      this.repository.commit(changes, [onto], "The change, anew"),
    );
  }

  /** Makes a commit that exists already the head, as `git push --force` of an old state does. */
  forcePushTo(commit: string): string {
    return this.#moveHead(commit);
  }

  /** Adds a commit to the base branch. */
  pushBase(changes: Changes): string {
    const commit = this.repository.commit(changes, [this.base], "Elsewhere");
    this.repository.setRef(`refs/heads/${this.baseRef}`, commit);
    this.#publish();
    return commit;
  }

  /** Merges the base branch into the head branch ("Update branch"); throws when they conflict. */
  mergeBaseIntoHead(): string {
    const tree = this.repository.mergedTree(this.#head, this.base);
    if (tree === undefined) throw new Error("The branches conflict.");
    return this.#moveHead(
      this.repository.mergeCommit(tree, this.#head, this.base),
    );
  }

  /** Changes the base branch, which is made from `commit` when it is new. */
  retarget(ref: string, commit = this.base) {
    if (this.repository.commitOf(`refs/heads/${ref}`) === undefined)
      this.repository.setRef(`refs/heads/${ref}`, commit);
    this.baseRef = ref;
    this.baseAtPush = this.base;
    this.#publish();
  }

  /** A thread at a place of one of the pull request's commits, or GitHub's refusal. */
  threadAt(commit: string, wanted: WantedPlace) {
    const place = resolvedPlace(this.#commentable(commit), wanted);
    if ("text" in place) return place;
    const file = this.files(commit).find((entry) => entry.path === place.path);
    const hunk = file && hunkShowing(file, place.side, place.line);
    const position = (file && positionOf(file, place.side, place.line)) ?? 1;
    const thread: NewThread = {
      subject: "line",
      path: place.path,
      place,
      commit,
      original: { place, commit, position },
      hunk: hunk === undefined ? "" : excerpt(hunk, place.side, place.line),
    };
    return thread;
  }

  /** A thread about a whole file of the pull request, or undefined when it does not change that file. */
  fileThread(commit: string, path: string): NewThread | undefined {
    if (!this.files(commit).some((file) => file.path === path))
      return undefined;
    const original = { place: null, commit, position: 1 };
    return { subject: "file", path, place: null, commit, original, hunk: "" };
  }

  /** Brings every current thread to the head, as GitHub does when a branch moves. */
  updateThreads() {
    for (const thread of this.conversation.threads) {
      if (thread.outdated || thread.commit === this.#head) continue;
      if (thread.place === null) {
        thread.outdated = !this.files().some(
          (file) => file.path === thread.path,
        );
      } else {
        const { repository, base } = this;
        thread.place = movedPlace(thread.place, {
          after: this.#commentable(this.#head),
          heads: this.#changed(thread.commit, this.#head),
          bases: this.#changed(
            repository.mergeBase(base, thread.commit) ?? base,
            this.mergeBase,
          ),
        });
        thread.outdated = thread.place === null;
      }
      if (!thread.outdated) thread.commit = this.#head;
    }
  }

  #moveHead(commit: string): string {
    this.#head = commit;
    this.baseAtPush = this.base;
    this.#publish();
    this.updateThreads();
    return commit;
  }

  #publish() {
    const { repository } = this;
    repository.setRef(`refs/heads/${this.headRef}`, this.#head);
    repository.setRef(`refs/pull/${this.number}/head`, this.#head);
    const tree = repository.mergedTree(this.base, this.#head);
    const merge = `refs/pull/${this.number}/merge`;
    if (tree !== undefined)
      repository.setRef(
        merge,
        repository.mergeCommit(tree, this.base, this.#head),
      );
    else repository.deleteRef(merge);
  }

  /** The pull request's files with the hunks of oversized patches left out. */
  #commentable(commit: string): ChangedFile[] {
    return this.files(commit).map((file) =>
      (file.patch ?? "").length > this.patchLimit
        ? { ...file, hunks: [] }
        : file,
    );
  }

  #changed(from: string, to: string): readonly ChangedFile[] {
    const key = `${from}..${to}`;
    const files =
      this.#files.get(key) ?? changedFiles(this.repository, from, to);
    this.#files.set(key, files);
    return files;
  }
}
