/*
 * The review of a pull request: which findings deserve a comment, what the comments say, and what
 * became of them. Nothing here decides the verdict. What GitHub refuses is said elsewhere, and every
 * refusal becomes a sentence for the job's summary.
 */
import type { SourceRange } from "../core/document";
import type { Finding, Report } from "../core/finding";
import {
  type Conversation,
  type Thread,
  conversationOf,
} from "../github/conversation";
import { plan } from "../github/life";
import { fingerprint, marked } from "../github/marker";
import { publishOverview } from "../github/overview";
import { type Placement, type Remark, placement } from "../github/placement";
import { changedFiles } from "../github/pull-request";
import type { RequestFailed } from "../github/refusal";
import { type Target, expected, publish } from "../github/review-comments";
import type { Wording } from "./comment";
import { code } from "./markdown";
import { overview } from "./overview";
import { fingerprintsOf, planned } from "./planned";

export interface ReviewOptions extends Wording, Omit<Target, "key"> {
  /** What keeps the comments of several jobs apart. */
  readonly commentKey: string;
  /** Where the merge base wrote what a finding misses. */
  readonly before: (finding: Finding) => readonly SourceRange[];
}

/** What became of a review. */
export interface Review {
  /** Where each finding is said that has a comment, in Markdown. */
  readonly places: ReadonlyMap<Finding, string>;
  /** What could not be done, a sentence each. */
  readonly notes: readonly string[];
}

/** Brings the comments of a pull request to what the report says; whatever GitHub refuses ends up in the notes. */
export async function review(
  report: Report,
  options: ReviewOptions,
): Promise<Review> {
  try {
    return await new Reviewer(report, options).publish();
  } catch (error) {
    return { places: new Map(), notes: [sentence(expected(error))] };
  }
}

/** Whether a finding is worth a comment: sure, no mere notice, and not of code that was there before. */
export function isCommented({ confidence, level, status }: Finding): boolean {
  return confidence === "high" && level !== "notice" && status !== "existing";
}

class Reviewer {
  readonly #places = new Map<Finding, string>();
  readonly #failures: RequestFailed[] = [];
  readonly #findings: readonly Finding[];

  constructor(
    readonly report: Report,
    readonly options: ReviewOptions,
  ) {
    const all = report.findings.filter(isCommented);
    this.#findings = [
      ...all.filter(({ level }) => level === "error"),
      ...all.filter(({ level }) => level !== "error"),
    ];
  }

  async publish(): Promise<Review> {
    const { client, number, head, commentKey } = this.options;
    const key = fingerprint("job", commentKey);
    const target = { client, number, head, key };
    const conversation = await conversationOf(client, number, key);
    const idle = whyIdle(conversation, head);
    if (idle !== undefined) return { places: this.#places, notes: [idle] };
    const placed = await this.#placed();
    const elsewhere = placed
      ? await this.#inPlace(target, conversation, placed)
      : this.#findings;
    await this.#overview(target, conversation, elsewhere);
    return { places: this.#places, notes: notesOn(this.#failures) };
  }

  /** Brings the comments in the changes up to date; answers with the findings that none of them says. */
  async #inPlace(
    target: Target,
    { threads }: Conversation,
    { remarks, elsewhere }: Placement,
  ): Promise<readonly Finding[]> {
    const wanted = remarks.map((remark) =>
      planned(remark, target.key, this.options),
    );
    const current = new Set(fingerprintsOf(this.#findings));
    const next = plan(threads, wanted, current, this.#gone(current));
    const { failed, failures } = await publish(target, next);
    this.#failures.push(...failures);
    for (const { remark } of next.resolved)
      this.#say(remark, "a resolved comment");
    for (const each of [...next.there, ...next.create])
      if (!failed.includes(each)) this.#say(each.remark, "a comment");
    return [...elsewhere, ...failed.flatMap(({ remark }) => remark.findings)];
  }

  /** What is said below an answer to a comment whose findings have no comment there any more. */
  #gone(current: ReadonlySet<string>): (thread: Thread) => string {
    const left = new Set(fingerprintsOf(this.report.findings));
    const { head } = this.options;
    return ({ marker: { fingerprints } }) => {
      if (fingerprints.some((each) => current.has(each)))
        return "This is said in another comment on this pull request now.";
      return fingerprints.some((each) => left.has(each))
        ? `This is no finding of this pull request any more: in ${head} it is as it was before, or cannot be told.`
        : `Fixed in ${head}.`;
    };
  }

  /** A pull request without findings is not asked for its files; undefined when they cannot be listed. */
  async #placed(): Promise<Placement | undefined> {
    const { client, number, before } = this.options;
    if (this.#findings.length === 0) return { remarks: [], elsewhere: [] };
    try {
      const files = await changedFiles(client, number);
      return placement(this.#findings, { files, before });
    } catch (error) {
      this.#failures.push(expected(error));
      return undefined;
    }
  }

  #say({ findings, anchor }: Remark, what: string): void {
    const where =
      anchor.kind === "file"
        ? anchor.path
        : `${anchor.path}:${anchor.lines.last}`;
    for (const finding of findings)
      this.#places.set(finding, `${what} at ${code(where)}`);
  }

  async #overview(
    target: Target,
    conversation: Conversation,
    elsewhere: readonly Finding[],
  ): Promise<void> {
    const marker = {
      key: target.key,
      kind: "overview",
      fingerprints: [],
    } as const;
    const { text, told } = overview(this.#findings, elsewhere, this.options);
    const failures = await publishOverview(
      target,
      conversation,
      marked(text, marker),
      this.#findings.length > 0,
    );
    this.#failures.push(...failures);
    if (failures.length === 0)
      for (const finding of told)
        this.#places.set(finding, "the comment below the description");
  }
}

function whyIdle(
  { open, head }: Conversation,
  judged: string,
): string | undefined {
  if (!open)
    return "The pull request is closed, so nothing was written into it.";
  return head === judged
    ? undefined
    : "The pull request has moved on since this run began, so nothing was written into it; the run for its new head will.";
}

function notesOn(failures: readonly RequestFailed[]): readonly string[] {
  const byCause = new Map<string, RequestFailed>();
  for (const failure of failures) {
    const cause = isRefused(failure) ? "refused" : failure.message;
    if (!byCause.has(cause)) byCause.set(cause, failure);
  }
  return [...byCause.values()].map(sentence);
}

function isRefused({ status }: RequestFailed): boolean {
  return status === 401 || status === 403;
}

/** A failure for somebody who can do something about it: the permission that is missing comes first. */
function sentence(failure: RequestFailed): string {
  const { message, permissions } = failure;
  if (!isRefused(failure)) return message;
  const named =
    permissions === undefined ? "" : ` (GitHub names ${permissions})`;
  return `The token may not write comments here${named}: the job needs \`permissions: pull-requests: write\`, which pull requests from forks and from Dependabot never get. ${message}`;
}
