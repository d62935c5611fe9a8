import { type Answer, refusal } from "./answer";

/** What goes wrong with a request. */
export interface Fault {
  /** The answer instead of the real one; "reset" closes the connection without any. */
  readonly answer?: Answer | "reset";
  /** Whether the request has its effect nevertheless. */
  readonly stored?: boolean;
  /** Milliseconds to wait before anything happens. */
  readonly delay?: number;
}

/** Which requests a fault is for. */
export interface Target {
  readonly method?: string;
  /** Matched against the path after the API's address, such as "/repos/acme/infra/pulls/7/reviews". */
  readonly path?: RegExp;
  /** Matched against the request's JSON. */
  readonly body?: RegExp;
  /** How many matching requests it hits; one unless told otherwise. */
  readonly times?: number;
  /** How many matching requests pass before that. */
  readonly after?: number;
}

/** An answer by a proxy in front of GitHub, which is no JSON. */
export function serverError(
  status: 500 | 502 | 503 | 504,
  stored = false,
): Fault {
  const body = `<html><body><h1>${status}</h1>Unicorn!</body></html>`;
  const headers = { "content-type": "text/html" };
  return { answer: { status, body, headers }, stored };
}

/** "You have exceeded a secondary rate limit", as 403 or 429, with or without the seconds to wait. */
export function secondaryLimit(status: 403 | 429, retryAfter?: number): Fault {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  const { answer } = refusal(status, message);
  if (retryAfter === undefined) return { answer };
  return {
    answer: { ...answer, headers: { "retry-after": String(retryAfter) } },
  };
}

/** The hourly limit is used up; `resetIn` seconds from now it is full again. */
export function primaryLimit(resetIn: number): Fault {
  const { answer } = refusal(403, "API rate limit exceeded for installation.");
  const reset = Math.ceil(Date.now() / 1000) + resetIn;
  const headers = {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(reset),
  };
  return { answer: { ...answer, headers } };
}

/** Any other refusal that GitHub words itself. */
export function failure(status: number, message: string): Fault {
  return { answer: refusal(status, message).answer };
}

/** What GraphQL answers, with status 200, when it did not answer; timeouts have no type. */
export function graphqlError(message: string, type?: string): Fault {
  const error = type === undefined ? { message } : { type, message };
  return { answer: { status: 200, body: { data: null, errors: [error] } } };
}

/** The connection breaks before an answer; the request may have had its effect. */
export function reset(stored = false): Fault {
  return { answer: "reset", stored };
}

export function slow(milliseconds: number): Fault {
  return { delay: milliseconds, stored: true };
}

/** Faults waiting for the requests that they are for, oldest first. */
export class Faults {
  #queue: { target: Target; fault: Fault; left: number; skip: number }[] = [];

  add(target: Target, fault: Fault) {
    const { times = 1, after = 0 } = target;
    this.#queue.push({ target, fault, left: times, skip: after });
  }

  /** The fault for a request, if any; it is used up by this. */
  take(method: string, path: string, body: string): Fault | undefined {
    for (const entry of this.#queue) {
      const { target } = entry;
      if (entry.left === 0) continue;
      if (target.method !== undefined && target.method !== method) continue;
      if (target.path?.test(path) === false) continue;
      if (target.body?.test(body) === false) continue;
      if (entry.skip-- > 0) continue;
      entry.left--;
      return entry.fault;
    }
    return undefined;
  }

  /** How many faults no request has met. */
  get unmet(): number {
    return this.#queue.filter(
      (entry) => entry.left > 0 && entry.left !== Infinity,
    ).length;
  }

  clear() {
    this.#queue = [];
  }
}
