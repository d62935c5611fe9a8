import { positionOf } from "./changed-files";
import type {
  IssueComment,
  Review,
  ReviewComment,
  Thread,
} from "./conversation";
import { nodeId, pullPage, pullUrl, userPayload } from "./payloads";
import type { Site } from "./site";

export function reviewPayload(site: Site, review: Review): object {
  const html = `${pullPage(site)}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: userPayload(site, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pullUrl(site),
    author_association: review.user.association,
    _links: { html: { href: html }, pull_request: { href: pullUrl(site) } },
    // A pending review has not been submitted.
    ...(review.state === "PENDING" ? {} : { submitted_at: review.createdAt }),
    commit_id: review.commit,
  };
}

export function reviewCommentPayload(
  site: Site,
  thread: Thread,
  comment: ReviewComment,
): object {
  const url = `${site.apiUrl}/repos/${site.fullName}/pulls/comments/${comment.id}`;
  const html = `${pullPage(site)}#discussion_r${comment.id}`;
  const { place, original } = thread;
  const side = original.place === null ? {} : { side: original.place.side };
  return {
    url,
    pull_request_review_id: comment.review.id,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: thread.hunk,
    path: thread.path,
    commit_id: thread.commit,
    original_commit_id: original.commit,
    user: userPayload(site, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: html,
    pull_request_url: pullUrl(site),
    author_association: comment.user.association,
    _links: {
      self: { href: url },
      html: { href: html },
      pull_request: { href: pullUrl(site) },
    },
    start_line: place?.startLine ?? null,
    original_start_line: original.place?.startLine ?? null,
    start_side: original.place?.startSide ?? null,
    line: place?.line ?? null,
    ...(original.place === null ? {} : { original_line: original.place.line }),
    ...side,
    original_position: original.position,
    position: thread.outdated ? null : positionNow(site, thread),
    subject_type: thread.subject,
    ...(comment.replyTo === null ? {} : { in_reply_to_id: comment.replyTo }),
  };
}

export function issueCommentPayload(site: Site, comment: IssueComment): object {
  const repository = `${site.apiUrl}/repos/${site.fullName}`;
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url: `${repository}/issues/comments/${comment.id}`,
    html_url: `${pullPage(site)}#issuecomment-${comment.id}`,
    body: comment.body,
    user: userPayload(site, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    issue_url: `${repository}/issues/${site.pull.number}`,
    author_association: comment.user.association,
  };
}

function positionNow(site: Site, { path, place }: Thread): number {
  const file = site.pull.files().find((entry) => entry.path === path);
  // A comment on a whole file counts as one on the patch's first line.
  if (file === undefined || place === null) return 1;
  return positionOf(file, place.side, place.line) ?? 1;
}
