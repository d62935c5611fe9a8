import { mkdtempSync, rmSync } from "node:fs";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Answer,
  inaccessible,
  notFound,
  Refused,
  refusal,
} from "./answer";
import {
  type Match,
  matched,
  requestProblems,
  responseProblems,
} from "./contract";
import { type Fault, Faults, type Target } from "./faults";
import { graphqlAnswer } from "./graphql";
import type { PullRequestStart } from "./pull-request";
import { contentHandlers } from "./rest-content";
import { commentHandlers } from "./rest-comments";
import { pullHandlers } from "./rest-pull";
import { NEEDS, Site } from "./site";
import { isPlain, send, textOf } from "./wire";

/*
 * A GitHub on the loopback interface: one repository with one pull request, made from real git commits, behind the
 * parts of the REST and GraphQL APIs that a review needs. It is strict where GitHub is lenient: a request that GitHub's
 * own description does not allow, or that is not described at all, is a violation, and `close` throws over violations.
 */

const HANDLERS = { ...contentHandlers, ...pullHandlers, ...commentHandlers };

/** A request that reached the server. */
export interface LoggedRequest {
  readonly method: string;
  /** After the API's address, with the query. */
  readonly path: string;
  /** Such as "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", or "POST /graphql". */
  readonly operation: string;
  readonly body: unknown;
  /** 0 when the connection was reset. */
  readonly status: number;
  /** Whether it asked for a change, granted or not. */
  readonly write: boolean;
}

/** The loopback GitHub. Every one has a repository and a port of its own, so tests can run side by side. */
export class LoopbackGitHub {
  readonly site: Site;
  readonly requests: LoggedRequest[] = [];
  readonly violations: string[] = [];
  readonly #faults = new Faults();
  readonly #directories: string[] = [];
  readonly #server: Server;

  private constructor(start: PullRequestStart) {
    this.site = new Site(start);
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.violations.push(
          `The loopback server failed: ${String(error instanceof Error ? error.stack : error)}`,
        );
        send(response, { status: 500, body: {} });
      });
    });
  }

  /** Starts a server for a new pull request; with `enterprise` at an Enterprise Server's addresses. */
  static async start(
    start: PullRequestStart,
    enterprise = false,
  ): Promise<LoopbackGitHub> {
    const github = new LoopbackGitHub(start);
    await new Promise<void>((resolve) =>
      github.#server.listen(0, "127.0.0.1", resolve),
    );
    const address = github.#server.address();
    const port =
      address !== null && typeof address === "object" ? address.port : 0;
    github.site.serverUrl = `http://127.0.0.1:${port}`;
    github.site.apiUrl = `${github.site.serverUrl}${enterprise ? "/api/v3" : ""}`;
    return github;
  }

  get pull() {
    return this.site.pull;
  }

  get conversation() {
    return this.site.pull.conversation;
  }

  get graphqlUrl(): string {
    return this.site.apiUrl.replace(/\/v3$/, "") + "/graphql";
  }

  /** Lets requests fail; of several faults for a request, the one added first is met first. */
  fail(target: Target, fault: Fault) {
    this.#faults.add(target, fault);
  }

  /** Takes back all faults that are still waiting. */
  recover() {
    this.#faults.clear();
  }

  get unmetFaults(): number {
    return this.#faults.unmet;
  }

  get writes(): LoggedRequest[] {
    return this.requests.filter((request) => request.write);
  }

  get reads(): LoggedRequest[] {
    return this.requests.filter((request) => !request.write);
  }

  /** Empties the log of requests. */
  forget() {
    this.requests.length = 0;
  }

  /** A new directory that is removed together with the server. */
  directory(): string {
    const path = mkdtempSync(join(tmpdir(), "loopback-runner-"));
    this.#directories.push(path);
    return path;
  }

  /** Stops the server and removes the repository; throws when any request violated GitHub's description. */
  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.pull.repository.remove();
    for (const path of this.#directories)
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    const violations = [...new Set(this.violations)];
    if (violations.length > 0)
      throw new Error(
        `GitHub's API does not allow this:\n${violations.join("\n")}`,
      );
  }

  async #serve(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "", this.site.serverUrl);
    const method = request.method ?? "";
    const base = new URL(this.site.apiUrl).pathname.replace(/\/$/, "");
    const graphql = url.pathname === new URL(this.graphqlUrl).pathname;
    const below = !graphql && url.pathname.startsWith(`${base}/`);
    const path = below ? url.pathname.slice(base.length) : url.pathname;
    const text = await textOf(request);
    const fault = this.#faults.take(method, path + url.search, text);
    if (fault?.delay !== undefined)
      await sleep(fault.delay, undefined, { ref: false });
    const body = this.#parsed(text);
    const match = below ? matched(method, path) : undefined;
    const write = graphql
      ? /^\s*mutation\b/.test(queryOf(body))
      : method !== "GET";
    const effective = fault?.answer === undefined || fault.stored === true;
    const own = effective
      ? await this.#answer(request, graphql ? "graphql" : match, url, body)
      : undefined;
    const answer = fault?.answer ?? own ?? notFound().answer;
    const operation = match?.operation ?? `${method} ${path}`;
    const status = answer === "reset" ? 0 : answer.status;
    this.requests.push({
      method,
      path: path + url.search,
      operation,
      body,
      status,
      write,
    });
    if (answer === "reset") request.socket.destroy();
    else send(response, answer);
  }

  #parsed(text: string): unknown {
    if (text === "") return undefined;
    try {
      const body: unknown = JSON.parse(text);
      return body;
    } catch {
      this.violations.push(`The body is no JSON: ${text.slice(0, 100)}`);
      return undefined;
    }
  }

  async #answer(
    request: IncomingMessage,
    match: Match | "graphql" | undefined,
    url: URL,
    body: unknown,
  ): Promise<Answer> {
    try {
      this.#authenticate(request);
      if (match === "graphql") {
        const violation = (text: string) => void this.violations.push(text);
        const answer = await graphqlAnswer(this.site, body, violation);
        return { status: 200, body: answer };
      }
      return this.#restAnswer(request, match, url, body);
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  }

  #authenticate(request: IncomingMessage) {
    const { authorization = "", "user-agent": agent = "" } = request.headers;
    if (agent === "")
      throw refusal(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
      );
    const [kind = "", token] = authorization.split(" ");
    const known = ["token", "bearer"].includes(kind.toLowerCase());
    if (!known || token !== this.site.token)
      throw refusal(401, "Bad credentials");
  }

  #restAnswer(
    request: IncomingMessage,
    match: Match | undefined,
    url: URL,
    body: unknown,
  ): Answer {
    const { site } = this;
    const handler = match === undefined ? undefined : HANDLERS[match.operation];
    if (match === undefined || handler === undefined) {
      this.violations.push(
        `${request.method} ${url.pathname} is not an operation that the loopback GitHub has.`,
      );
      throw notFound();
    }
    const { operation, parameters } = match;
    const problems = requestProblems(match, url.searchParams, body);
    this.violations.push(...problems);
    if (problems.length > 0)
      throw refusal(422, `Invalid request.\n\n${problems.join("\n")}`);
    const asked = `${parameters["owner"]}/${parameters["repo"]}`;
    if (asked.toLowerCase() !== site.fullName) throw notFound();
    const needs = NEEDS[operation] ?? [];
    if (!site.allows(needs)) throw inaccessible(site, needs);
    const { accept = "" } = request.headers;
    const query = url.searchParams;
    const answer = handler({ site, parameters, query, body, accept });
    if (answer.body !== undefined && !isPlain(answer.body))
      this.violations.push(
        ...responseProblems(operation, answer.status, answer.body).map(
          (problem) => `The loopback server's own answer: ${problem}`,
        ),
      );
    return answer;
  }
}

function queryOf(body: unknown): string {
  return body !== null && typeof body === "object" && "query" in body
    ? String(body.query)
    : "";
}
