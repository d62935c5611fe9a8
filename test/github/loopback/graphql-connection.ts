import { GraphQLError } from "graphql";

/** The arguments of a connection. */
export interface Page {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

/** An error as GitHub's GraphQL reports it, with a type. */
export function refused(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** A page of a connection, with GitHub's rule that each asks for 1 to 100 nodes. */
export function connection(
  name: string,
  page: Page,
  nodes: readonly object[],
): object {
  const { first, last, after, before } = page;
  const count = first ?? last;
  if (count === undefined)
    throw refused(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  if (count > 100)
    throw refused(
      "EXCESSIVE_PAGINATION",
      `Requesting ${count} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  const from = after == null ? 0 : indexOf(after) + 1;
  const to = before == null ? nodes.length : indexOf(before);
  const start = first === undefined ? Math.max(from, to - count) : from;
  const end = first === undefined ? to : Math.min(to, start + count);
  const shown = nodes.slice(start, end);
  return {
    totalCount: nodes.length,
    nodes: shown,
    edges: shown.map((node, index) => ({
      node,
      cursor: cursorOf(start + index),
    })),
    pageInfo: {
      hasNextPage: end < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: shown.length === 0 ? null : cursorOf(start),
      endCursor: shown.length === 0 ? null : cursorOf(end - 1),
    },
  };
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:${index}`).toString("base64");
}

function indexOf(cursor: string): number {
  const match = /^cursor:(\d+)$/.exec(Buffer.from(cursor, "base64").toString());
  if (match === null)
    throw refused(
      "INVALID_CURSOR_ARGUMENTS",
      `\`${cursor}\` does not appear to be a valid cursor.`,
    );
  return Number(match[1]);
}
