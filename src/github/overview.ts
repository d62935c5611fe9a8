/*
 * The one comment below a pull request's description. It is created once, and from then on edited in
 * place, down to saying that all is well.
 */
import * as v from "valibot";
import { type Conversation, conversationOf } from "./conversation";
import { sameBody } from "./life";
import type { RequestFailed } from "./refusal";
import { type Target, createOnce, expected } from "./review-comments";

/** Brings the comment to this text, which begins with its marker; `create` says whether it may be made where there is none. Answers with what failed. */
export async function publishOverview(
  { client, number, key }: Target,
  conversation: Conversation,
  body: string,
  create: boolean,
): Promise<readonly RequestFailed[]> {
  const [first, ...doubles] = overviews(conversation);
  const failures: RequestFailed[] = [];
  const change = async (
    method: "PATCH" | "DELETE",
    id: number,
    text?: string,
  ) => {
    try {
      await client.send(
        `${method} /repos/{owner}/{repo}/issues/comments/{comment_id}`,
        { comment_id: id, ...(text === undefined ? {} : { body: text }) },
        v.unknown(),
      );
    } catch (error) {
      const failure = expected(error);
      if (method === "PATCH" || failure.status !== 404) failures.push(failure);
    }
  };
  if (first) {
    if (!sameBody(first.body, body)) await change("PATCH", first.id, body);
  } else if (create) {
    const failure = await createOnce(
      () =>
        client.send(
          "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
          { issue_number: number, body },
          v.unknown(),
        ),
      async () =>
        overviews(await conversationOf(client, number, key)).length > 0,
    );
    if (failure) failures.push(failure);
  }
  for (const double of doubles) await change("DELETE", double.id);
  return failures;
}

function overviews({ comments }: Conversation) {
  return comments.filter(({ marker }) => marker.kind === "overview");
}
