import { clientOf } from "./octokit";
import { LoopbackGitHub } from "./server";

const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
/** The 40 lines, some of them changed, or deleted by `null`. */
export const text = (changed: Record<number, string | null>) =>
  lines
    .map(
      (line, index) =>
        changed[index + 1] ?? (changed[index + 1] === null ? undefined : line),
    )
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join("");

/** Lines 2 to 15 are in one hunk; another one deletes line 30. */
export const HEAD = text({ 5: "FIVE", 12: "TWELVE", 30: null });

/** A comment of a review; on "a.tf" unless told otherwise. */
export interface Comment {
  path?: string;
  line?: number;
  side?: "LEFT" | "RIGHT";
  start_line?: number;
  start_side?: "LEFT" | "RIGHT";
  body?: string;
}

/** A pull request that changes `a.tf` to `HEAD` and leaves `b.tf`, and a client that reviews it. */
export async function reviewStage() {
  const github = await LoopbackGitHub.start({
    base: { "a.tf": text({}), "b.tf": "b\n" },
    head: { "a.tf": HEAD },
  });
  const client = clientOf(github);
  const at = { ...client.repository, pull_number: 7 };
  return {
    github,
    client,
    review: (...comments: readonly Comment[]) =>
      client.rest.pulls.createReview({
        ...at,
        commit_id: github.pull.head,
        event: "COMMENT",
        comments: comments.map((comment) => ({
          path: "a.tf",
          body: "Hello",
          ...comment,
        })),
      }),
    listed: async () => (await client.rest.pulls.listReviewComments(at)).data,
  };
}
