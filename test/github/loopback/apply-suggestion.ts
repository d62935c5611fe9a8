import type { ReviewComment, Thread } from "./conversation";
import type { LoopbackGitHub } from "./server";

/** A suggestion of a comment: lines of a file that give way to others. */
interface Replacement {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The texts of a comment's suggestion blocks, without the fences; each ends in a newline unless it is empty. */
export function suggestionsIn(body: string): string[] {
  const texts: string[] = [];
  const lines = body.split(/\r?\n/);
  while (lines.length > 0) {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(lines.shift() ?? "");
    if (fence === null) continue;
    const [, marks = "", language = ""] = fence;
    const mark = marks[0] ?? "";
    const isEnd = (line: string) => {
      const trimmed = line.trim();
      return (
        trimmed.length >= marks.length &&
        [...trimmed].every((c) => c === mark) &&
        !/^ {4}/.test(line)
      );
    };
    const found = lines.findIndex(isEnd);
    const inside = lines.splice(0, found < 0 ? lines.length : found);
    lines.shift();
    if (language.trim() === "suggestion")
      texts.push(inside.map((line) => `${line}\n`).join(""));
  }
  return texts;
}

/** Threads whose first comment offers a suggestion that can still be committed. */
export function threadsWithSuggestion(github: LoopbackGitHub): Thread[] {
  return github.conversation.visibleThreads.filter(
    (thread) =>
      !thread.outdated &&
      suggestionsIn(thread.comments[0]?.body ?? "").length > 0,
  );
}

/**
 * Commits suggestions to the head branch in one go, as "Commit suggestion" and "Add suggestion to batch" do, and
 * returns the new head. Throws where GitHub offers no button: outdated comments, deleted lines, overlapping suggestions,
 * a comment with several (it has one button for each; this takes the first), or one that changes nothing.
 */
export function applySuggestions(
  github: LoopbackGitHub,
  threads: readonly Thread[],
): string {
  const replacements = threads.map((thread) =>
    replacementOf(thread, thread.comments[0]),
  );
  const changes: Record<string, string> = {};
  for (const path of new Set(
    replacements.map((replacement) => replacement.path),
  )) {
    const text = github.pull.repository.textAt(github.pull.head, path);
    if (text === undefined)
      throw new Error(`${path} is not in the head commit.`);
    changes[path] = replaced(
      text,
      replacements.filter((r) => r.path === path),
    );
  }
  return github.pull.push(changes, "Apply suggestions from code review");
}

function replacementOf(
  thread: Thread,
  comment: ReviewComment | undefined,
): Replacement {
  const { place } = thread;
  const [text] = suggestionsIn(comment?.body ?? "");
  if (text === undefined) throw new Error("The comment has no suggestion.");
  if (place === null)
    throw new Error("Outdated suggestions cannot be applied.");
  if (place.side === "LEFT" || place.startSide === "LEFT")
    throw new Error("Suggestions cannot be applied on deleted lines.");
  const lines = text === "" ? [] : text.slice(0, -1).split("\n");
  return {
    path: place.path,
    start: place.startLine ?? place.line,
    end: place.line,
    lines,
  };
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const lines = text.split("\n");
  const crlf =
    lines.length > 1 && lines.slice(0, -1).every((line) => line.endsWith("\r"));
  const downwards = [...replacements].sort(
    (one, other) => other.start - one.start,
  );
  for (const [index, { start, end, lines: wanted }] of downwards.entries()) {
    const below = downwards[index - 1];
    if (below !== undefined && below.start <= end)
      throw new Error("Suggestions overlap.");
    const ended = wanted.map((line) => (crlf ? `${line}\r` : line));
    const old = lines.splice(start - 1, end - start + 1, ...ended);
    if (old.join("\n") === ended.join("\n"))
      throw new Error("The suggestion changes nothing.");
  }
  return lines.join("\n");
}
