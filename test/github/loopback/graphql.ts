import { schema as published } from "@octokit/graphql-schema";
import {
  buildClientSchema,
  graphql,
  GraphQLError,
  type GraphQLFieldResolver,
} from "graphql";
import type { GitObject } from "./git-objects";
import { connection, type Page, refused } from "./graphql-connection";
import { mutations } from "./graphql-mutations";
import { issueCommentNode, threadNode, userNode } from "./graphql-nodes";
import { nodeId } from "./payloads";
import type { Site } from "./site";

/*
 * GitHub's GraphQL API, run by the reference implementation against GitHub's published schema. Nodes are plain objects
 * whose fields are values or functions of the field's arguments; a field of the schema that a node lacks is a violation,
 * never a silent null.
 */

const schema = buildClientSchema({ __schema: published.json["__schema"] });

/** A GraphQL answer: always status 200, as errors are part of it. */
export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly object[];
}

/** Answers a query or mutation; what the schema or this server does not know goes to `violation`. */
export async function graphqlAnswer(
  site: Site,
  body: unknown,
  violation: (text: string) => void,
): Promise<GraphqlAnswer> {
  const request = body !== null && typeof body === "object" ? body : {};
  const source = "query" in request ? String(request.query) : "";
  for (const key of Object.keys(request))
    if (!["query", "variables", "operationName"].includes(key))
      violation(`GraphQL: unknown key ${key}`);
  const given = "variables" in request ? request.variables : {};
  const variableValues = Object.assign({}, given);
  const result = await graphql({
    schema,
    source,
    rootValue: root(site),
    variableValues,
    fieldResolver: resolver(violation),
  });
  const errors = result.errors?.map((error) => {
    // What has no type was found by the schema: the query itself is wrong.
    if (error.extensions["type"] === undefined)
      violation(`GraphQL: ${error.message}`);
    const { extensions: _, ...rest } = error.toJSON();
    return { ...error.extensions, ...rest };
  });
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(errors === undefined ? {} : { errors }),
  };
}

function resolver(
  violation: (text: string) => void,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, _, info) => {
    const field = `${info.parentType.name}.${info.fieldName}`;
    const fields = new Map(Object.entries(Object.assign({}, source)));
    if (!fields.has(info.fieldName)) {
      violation(`GraphQL: the loopback GitHub has no ${field}`);
      throw new GraphQLError(`${field} is missing`, {
        extensions: { type: "LOOPBACK" },
      });
    }
    const value = fields.get(info.fieldName);
    return typeof value === "function"
      ? Reflect.apply(value, source, [args])
      : value;
  };
}

interface NamedRepository {
  readonly owner: string;
  readonly name: string;
}

function root(site: Site): object {
  const { pull, viewer } = site;
  return {
    viewer: userNode(site, viewer),
    rateLimit: {
      limit: 5000,
      cost: 1,
      remaining: 4999,
      used: 1,
      nodeCount: 0,
      resetAt: "2026-01-01T01:00:00Z",
    },
    repository: ({ owner, name }: NamedRepository) => {
      const asked = `${owner}/${name}`;
      if (asked.toLowerCase() !== site.fullName)
        throw refused(
          "NOT_FOUND",
          `Could not resolve to a Repository with the name '${asked}'.`,
        );
      return repositoryNode(site);
    },
    node: ({ id }: { id: string }) => {
      const thread = pull.conversation.visibleThreads.find(
        (t) => nodeId("PRRT", t.id) === id,
      );
      if (thread !== undefined) return threadNode(site, thread);
      throw refused(
        "NOT_FOUND",
        `Could not resolve to a node with the global id of '${id}'`,
      );
    },
    ...mutations(site),
  };
}

function repositoryNode(site: Site): object {
  const { pull } = site;
  return {
    __typename: "Repository",
    id: nodeId("R", 1),
    name: site.name,
    nameWithOwner: site.fullName,
    isPrivate: site.visibility === "private",
    object: ({ oid, expression }: { oid?: string; expression?: string }) => {
      if (!site.allows([["contents", "read"]]))
        throw refused("FORBIDDEN", "Resource not accessible by integration");
      const found = site.pull.repository.object(oid ?? expression ?? "");
      return found === undefined ? null : objectNode(site, found);
    },
    pullRequest: ({ number }: { number: number }) => {
      if (!site.allows([["pull-requests", "read"]]))
        throw refused("FORBIDDEN", "Resource not accessible by integration");
      if (number !== pull.number)
        throw refused(
          "NOT_FOUND",
          `Could not resolve to a PullRequest with the number of ${number}.`,
        );
      return pullNode(site);
    },
  };
}

function pullNode(site: Site): object {
  const { pull } = site;
  const { conversation } = pull;
  return {
    __typename: "PullRequest",
    id: nodeId("PR", pull.number),
    number: pull.number,
    state: pull.state.toUpperCase(),
    isDraft: pull.draft,
    headRefOid: pull.head,
    headRefName: pull.headRef,
    baseRefOid: pull.base,
    baseRefName: pull.baseRef,
    author: userNode(site, pull.author),
    reviewThreads: (page: Page) =>
      connection(
        "reviewThreads",
        page,
        conversation.visibleThreads.map((thread) => threadNode(site, thread)),
      ),
    comments: (page: Page) =>
      connection(
        "comments",
        page,
        conversation.issueComments.map((comment) =>
          issueCommentNode(site, comment),
        ),
      ),
  };
}

function objectNode(site: Site, { sha, type, bytes }: GitObject): object {
  const node = {
    id: nodeId("O", sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
  };
  if (type === "tree")
    return {
      ...node,
      __typename: "Tree",
      entries: () =>
        site.pull.repository.tree(sha, false).map((entry) => ({
          name: entry.path,
          path: entry.path,
          oid: entry.sha,
          mode: Number.parseInt(entry.mode, 8),
          type: entry.type,
          size: entry.size ?? 0,
        })),
    };
  if (type === "commit")
    return { ...node, __typename: "Commit", messageHeadline: "" };
  const isBinary = bytes.includes(0);
  const limit = site.limits.blobText;
  return {
    ...node,
    __typename: "Blob",
    byteSize: bytes.length,
    isBinary,
    isTruncated: !isBinary && bytes.length > limit,
    text: isBinary ? null : bytes.subarray(0, limit).toString(),
  };
}
