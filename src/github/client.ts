/*
 * How we speak to GitHub. Everything it answers is held against a schema, since a proxy or another
 * version may answer anything. Reading is repeated when the connection or the server fails; writing
 * never is, because an answer of 502 may hide a comment that was stored. Being told to wait is
 * obeyed for both, as long as the time set aside for it lasts; what fails after a long silence uses it
 * up, too, and then nothing more is asked.
 */
import { getOctokit } from "@actions/github";
import * as v from "valibot";
import { RequestFailed, refused } from "./refusal";

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

export interface ClientOptions extends Repository {
  readonly token: string;
  /** Address of the REST API: another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** Milliseconds that may be spent on waiting and on what fails, over the whole run; two minutes unless told. */
  readonly patience?: number;
  /** Waits; a clock of its own for tests. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

type Parameters = Readonly<Record<string, unknown>>;
type Schema<Output> = v.GenericSchema<unknown, Output>;

/** A request that takes longer is given up. */
const slowest = 30_000;
/** How often reading is tried. */
const attempts = 4;

const graphql = "POST /graphql";

const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
function quiet(): void {}

/** GitHub's API for one repository. */
export class Client {
  /** Number of requests made so far. */
  requests = 0;
  readonly #octokit: ReturnType<typeof getOctokit>;
  readonly #repository: Repository;
  readonly #graphqlBase: string;
  readonly #wait: (milliseconds: number) => Promise<void>;
  #patience: number;

  constructor(options: ClientOptions) {
    const { token, apiUrl, owner, repo, patience, wait } = options;
    this.#octokit = getOctokit(token, { log, baseUrl: apiUrl });
    this.#graphqlBase = apiUrl.replace(/\/v3\/?$/, "");
    this.#repository = { owner, repo };
    this.#patience = patience ?? 120_000;
    this.#wait =
      wait ??
      ((milliseconds) =>
        new Promise((resolve) => setTimeout(resolve, milliseconds)));
  }

  /** Reads one thing. */
  async get<Output>(
    route: string,
    parameters: Parameters,
    schema: Schema<Output>,
  ): Promise<Output> {
    return (await this.#read(`GET ${route}`, parameters, schema)).data;
  }

  /** Reads a list, all pages of it up to so many. */
  async list<Output>(
    route: string,
    parameters: Parameters,
    element: Schema<Output>,
    mostPages: number,
  ): Promise<readonly Output[]> {
    const all: Output[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const { data, more } = await this.#read(
        `GET ${route}`,
        { ...parameters, per_page: 100, page },
        v.array(element),
      );
      all.push(...data);
      if (!more) break;
    }
    return all;
  }

  /** Reads through GraphQL; `$owner` and `$repo` are given. */
  async query<Output>(
    query: string,
    variables: Parameters,
    data: Schema<Output>,
  ): Promise<Output> {
    const asked = {
      query,
      variables: { ...this.#repository, ...variables },
    };
    return (await this.#request(graphql, asked, answered(data), attempts)).data;
  }

  /** Creates something, once; or changes or deletes it, which may be repeated. */
  async send<Output>(
    route: string,
    parameters: Parameters,
    schema: Schema<Output>,
  ): Promise<Output> {
    return (
      await this.#request(
        route,
        parameters,
        shaped(route, schema),
        route.startsWith("POST") ? 1 : attempts,
      )
    ).data;
  }

  #read<Output>(
    route: string,
    parameters: Parameters,
    schema: Schema<Output>,
  ): Promise<Answer<Output>> {
    return this.#request(route, parameters, shaped(route, schema), attempts);
  }

  async #request<Output>(
    route: string,
    parameters: Parameters,
    reading: Reading<Output>,
    tries: number,
  ): Promise<Answer<Output>> {
    for (let tried = 1; ; tried += 1) {
      if (this.#patience <= 0)
        throw new RequestFailed(
          `GitHub was not asked ${route}, since it has kept this run waiting for too long.`,
          0,
        );
      const begun = Date.now();
      try {
        return await this.#once(route, parameters, reading);
      } catch (error) {
        this.#patience -= Date.now() - begun;
        const refusal = refused(error, route);
        const delay = refusal.limited
          ? refusal.delay
          : refusal.failure.uncertain && tried < tries
            ? 500 * 2 ** tried
            : undefined;
        if (delay === undefined || delay > this.#patience)
          throw refusal.failure;
        this.#patience -= delay;
        await this.#wait(delay);
      }
    }
  }

  async #once<Output>(
    route: string,
    parameters: Parameters,
    reading: Reading<Output>,
  ): Promise<Answer<Output>> {
    this.requests += 1;
    const { data, headers } = await this.#octokit.request(route, {
      ...(route === graphql
        ? { baseUrl: this.#graphqlBase }
        : this.#repository),
      ...parameters,
      headers: { "x-github-api-version": "2022-11-28" },
      request: { log, signal: AbortSignal.timeout(slowest) },
    });
    return {
      data: reading(data),
      more: /rel="?next"?/.test(headers.link ?? ""),
    };
  }
}

interface Answer<Output> {
  readonly data: Output;
  readonly more: boolean;
}

/** Makes of an answer what it says; throws a `RequestFailed` when it says nothing that we understand. */
type Reading<Output> = (data: unknown) => Output;

function shaped<Output>(
  route: string,
  schema: Schema<Output>,
): Reading<Output> {
  return (data) => {
    const parsed = v.safeParse(schema, data);
    if (parsed.success) return parsed.output;
    throw new RequestFailed(
      `GitHub's answer to ${route} makes no sense: ${v.summarize(parsed.issues).split("\n")[0]}.`,
      0,
    );
  };
}

const refusalShape = v.object({
  errors: v.tupleWithRest(
    [v.object({ message: v.string(), type: v.optional(v.string()) })],
    v.unknown(),
  ),
});

/** GraphQL answers 200 to everything; refusals have a type, and what failed by itself has none. */
const statusOf = new Map([
  ["FORBIDDEN", 403],
  ["INSUFFICIENT_SCOPES", 403],
  ["NOT_FOUND", 404],
  ["RATE_LIMITED", 429],
]);

function answered<Output>(schema: Schema<Output>): Reading<Output> {
  return (answer) => {
    const refusal = v.safeParse(refusalShape, answer);
    const [error] = refusal.success ? refusal.output.errors : [];
    const parsed = v.safeParse(v.object({ data: schema }), answer);
    // Beside an error, null may stand for what is there and was not told.
    if (parsed.success && !error) return parsed.output.data;
    throw new RequestFailed(
      `GitHub's GraphQL API did not answer the question${error ? `: ${error.message}` : ""}.`,
      statusOf.get(error?.type ?? "") ?? 0,
    );
  };
}
