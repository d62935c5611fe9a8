import type { Need, Site } from "./site";

/** A request that GitHub's description allows, on its way to the one function that answers it. */
export interface Call {
  readonly site: Site;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The media type asked for, such as "application/vnd.github.raw+json". */
  readonly accept: string;
}

export interface Answer {
  readonly status: number;
  /** Sent as JSON, but for texts and bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

/** An answer that is an error; thrown where it is found, sent by the server. */
export class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(`${answer.status}`);
  }
}

const DOCUMENTATION = "https://docs.github.com/rest";

export function refusal(status: number, message: string): Refused {
  const body = {
    message,
    documentation_url: DOCUMENTATION,
    status: String(status),
  };
  return new Refused({ status, body });
}

export function notFound(): Refused {
  return refusal(404, "Not Found");
}

/** The 422 of `POST …/reviews`, which has sentences and does not say which comment they are about. */
export function unprocessable(errors: readonly string[]): Refused {
  const body = {
    message: "Unprocessable Entity",
    errors: [...new Set(errors)],
    documentation_url: `${DOCUMENTATION}/pulls/reviews#create-a-review-for-a-pull-request`,
    status: "422",
  };
  return new Refused({ status: 422, body });
}

/** The 422 of the other endpoints, which names a resource and a field. */
export function invalid(
  resource: string,
  field: string,
  message: string,
  code = "custom",
): Refused {
  const body = {
    message: "Validation Failed",
    errors: [{ resource, code, field, message }],
    documentation_url: DOCUMENTATION,
    status: "422",
  };
  return new Refused({ status: 422, body });
}

/** The refusal of a token that lacks every one of some permissions. */
export function inaccessible(site: Site, needs: readonly Need[]): Refused {
  const { answer } = refusal(403, "Resource not accessible by integration");
  const named = needs.map(
    ([scope, level]) => `${scope.replace("-", "_")}=${level}`,
  );
  const headers = { "x-accepted-github-permissions": named.join("; ") };
  return new Refused(site.namesPermissions ? { ...answer, headers } : answer);
}

/** One page of a list, with GitHub's `Link` header to the other pages. */
export function page(
  call: Call,
  path: string,
  items: readonly unknown[],
): Answer {
  const size = Math.min(Number(call.query.get("per_page") ?? 30), 100);
  const number = Math.max(Number(call.query.get("page") ?? 1), 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (to: number, relation: string) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(to));
    return `<${call.site.apiUrl}${path}?${query.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev"), link(1, "first")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
  ];
  const body = items.slice((number - 1) * size, number * size);
  return links.length === 0
    ? { status: 200, body }
    : { status: 200, body, headers: { link: links.join(", ") } };
}
