import * as v from "valibot";

/** GitHub did not do what was asked; the message is a sentence for the job's log. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";

  constructor(
    message: string,
    /** The HTTP status; 0 when no answer came, or one that makes no sense. */
    readonly status: number,
    /** What GitHub says is wrong, for a status of 422. */
    readonly details: string = "",
    /** The permissions that would do, as GitHub names them: "pull_requests=write". */
    readonly permissions?: string,
  ) {
    super(message);
  }

  /** Whether it may have been done in spite of the failure. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** What GitHub asks to wait after a secondary limit without a time. */
const unnamedWait = 60_000;

const errorShape = v.object({
  status: v.number(),
  message: v.string(),
  response: v.optional(
    v.object({
      headers: v.record(v.string(), v.unknown()),
      data: v.unknown(),
    }),
  ),
});

/** How GitHub refused. */
export interface Refusal {
  readonly failure: RequestFailed;
  /** GitHub asks to wait. */
  readonly limited: boolean;
  /** For so many milliseconds. */
  readonly delay: number;
}

/** What a failed request means: the failure in words, and whether and how long GitHub asks to wait. */
export function refused(error: unknown, route: string): Refusal {
  if (error instanceof RequestFailed)
    return { failure: error, limited: false, delay: 0 };
  const parsed = v.safeParse(errorShape, error);
  if (!parsed.success || !parsed.output.response) {
    const cause = error instanceof Error ? error.message : "no answer";
    return {
      failure: new RequestFailed(
        `GitHub could not be asked ${route}: ${cause}.`,
        0,
      ),
      limited: false,
      delay: 0,
    };
  }
  const { status, message, response } = parsed.output;
  const header = (name: string) =>
    name in response.headers ? String(response.headers[name]) : undefined;
  const usedUp = header("x-ratelimit-remaining") === "0";
  const limited =
    status === 429 ||
    (status === 403 &&
      (header("retry-after") !== undefined ||
        usedUp ||
        /rate limit/i.test(message)));
  return {
    failure: new RequestFailed(
      `GitHub answered ${status} to ${route}: ${message}`,
      status,
      JSON.stringify(response.data) ?? "",
      header("x-accepted-github-permissions"),
    ),
    limited,
    // Every answer says when the hour ends; it matters only where the hour is used up.
    delay: delayOf(
      header("retry-after"),
      usedUp ? header("x-ratelimit-reset") : undefined,
    ),
  };
}

function delayOf(after?: string, reset?: string): number {
  if (after !== undefined && /^\d+$/.test(after))
    return Math.max(1000, Number(after) * 1000);
  if (reset !== undefined && /^\d+$/.test(reset))
    return Math.max(1000, Number(reset) * 1000 - Date.now());
  return unnamedWait;
}
