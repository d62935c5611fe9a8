import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";

/** A request's body as text. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** Sends an answer with the headers that all of GitHub's have. */
export function send(
  response: ServerResponse,
  { status, body, headers }: Answer,
) {
  const plain = isPlain(body);
  const type = plain
    ? "text/plain; charset=utf-8"
    : "application/json; charset=utf-8";
  response.writeHead(status, {
    "content-type": type,
    "x-github-request-id": "0000:0000:0000:0000:00000000",
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": "999",
    "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3600),
    ...headers,
  });
  response.end(body === undefined ? "" : plain ? body : JSON.stringify(body));
}

/** Whether a body is sent as it is, rather than as JSON. */
export function isPlain(body: unknown): body is string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body);
}
