/*
 * What becomes of our comments when the pull request moves on. A comment that still says the right
 * thing at the right place stays; one that does not goes, and a new one is made, unless somebody
 * answered: below an answer only our own text changes. A thread that a person resolved has done its
 * work: its findings are not said again.
 */
import type { OwnComment, Thread } from "./conversation";
import { marked } from "./marker";
import type { Anchor } from "./placement";

/** A comment that should be there. */
export interface Wanted {
  readonly anchor: Anchor;
  readonly fingerprints: readonly string[];
  /** The text with its marker. */
  readonly body: string;
  /** The same without a suggestion, for a place where it could not be applied. */
  readonly bodyElsewhere: string;
  /** The text on the whole file, of which it tells that GitHub refuses the lines. */
  readonly bodyOnFile: string;
}

/** A comment of ours that gets another text, and which wanted one it says then. */
export interface Edit<Comment extends Wanted> {
  readonly comment: OwnComment;
  readonly body: string;
  readonly says?: Comment;
}

/** What has to be done so that the wanted comments, and no stale ones, are there. */
export interface Plan<Comment extends Wanted> {
  readonly create: readonly Comment[];
  readonly edit: readonly Edit<Comment>[];
  readonly remove: readonly OwnComment[];
  /** Comments that are there already, or will be after an edit. */
  readonly there: readonly Comment[];
  /** Comments that a person has resolved. */
  readonly resolved: readonly Comment[];
}

/** Compares the comments that are there with those that are wanted; `current` are the findings that are said anywhere, and `gone` is the text for a thread whose findings are not wanted here any more. */
export function plan<Comment extends Wanted>(
  threads: readonly Thread[],
  wanted: readonly Comment[],
  current: ReadonlySet<string>,
  gone: (thread: Thread) => string,
): Plan<Comment> {
  const open = new Set(
    threads.filter(({ marker }) => marker.kind === "findings"),
  );
  const create: Comment[] = [];
  const edit: Edit<Comment>[] = [];
  const remove: OwnComment[] = [];
  const there: Comment[] = [];
  const resolved: Comment[] = [];
  for (const each of wanted) {
    const thread = bestOf(open, each);
    if (!thread) {
      create.push(each);
      continue;
    }
    open.delete(thread);
    const inPlace = thread.anchor && sameAnchor(thread.anchor, each.anchor);
    if (thread.resolved) resolved.push(each);
    else if (sameBody(thread.body, each.bodyOnFile)) there.push(each);
    else if (inPlace || thread.answered) {
      there.push(each);
      const body = inPlace ? each.body : each.bodyElsewhere;
      if (!sameBody(thread.body, body))
        edit.push({ comment: thread, body, says: each });
    } else {
      create.push(each);
      remove.push(thread);
    }
  }
  for (const thread of open) {
    // What a person has dealt with stays as it is, while it is about something.
    if (
      thread.resolved &&
      thread.marker.fingerprints.some((each) => current.has(each))
    )
      continue;
    if (thread.answered)
      edit.push({
        comment: thread,
        body: marked(gone(thread), {
          key: thread.marker.key,
          kind: "fixed",
          fingerprints: [],
        }),
      });
    else remove.push(thread);
  }
  return { create, edit, remove, there, resolved };
}

/** The thread that has most findings in common with a comment; of equal ones a resolved one, then one in place, then an answered one. One that is resolved says nothing of findings that it does not name. */
function bestOf(
  threads: ReadonlySet<Thread>,
  { fingerprints, anchor }: Wanted,
): Thread | undefined {
  const rank = (thread: Thread): number => {
    const common = thread.marker.fingerprints.filter((each) =>
      fingerprints.includes(each),
    ).length;
    const inPlace = thread.anchor && sameAnchor(thread.anchor, anchor);
    return common === 0 || (thread.resolved && common < fingerprints.length)
      ? 0
      : common * 8 +
          (thread.resolved ? 4 : 0) +
          (inPlace ? 2 : 0) +
          (thread.answered ? 1 : 0);
  };
  const [best] = [...threads].sort((a, b) => rank(b) - rank(a));
  return best && rank(best) > 0 ? best : undefined;
}

function sameAnchor(left: Anchor, right: Anchor): boolean {
  if (left.kind !== "lines" || right.kind !== "lines")
    return left.kind === right.kind && left.path === right.path;
  return (
    left.path === right.path &&
    left.side === right.side &&
    left.lines.first === right.lines.first &&
    left.lines.last === right.lines.last
  );
}

/** Whether a text is stored already; GitHub may have changed line endings and the blanks around it. */
export function sameBody(stored: string, wanted: string): boolean {
  return stored.replace(/\r\n/g, "\n").trim() === wanted.trim();
}
