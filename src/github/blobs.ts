/*
 * The contents of files by their ids, from the nearest place that has them: what was read before, the
 * local repository, GitHub. Whatever the way, a content that does not hash to its id is not taken, so
 * that it cannot matter what a checkout, a proxy or an API did to it.
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import type { Client } from "./client";
import type { TreeEntry } from "./commit-tree";
import { RequestFailed } from "./refusal";

/** A place nearby that may have contents; what it gives is checked. */
export type Nearby = (
  wanted: readonly TreeEntry[],
) => ReadonlyMap<string, Uint8Array>;

/** How much one query may ask for. */
const batch = { files: 100, bytes: 2_000_000 };
/** GraphQL cuts longer texts. Source: GitHub's GraphQL API, `Blob.isTruncated`. */
const longestText = 400_000;

/** Contents of one repository. */
export class Blobs {
  readonly #read = new Map<string, Uint8Array>();
  readonly #nearby: Nearby;
  readonly #client: Client | undefined;
  #requests: number;

  /** Takes contents from nearby, and asks GitHub at most so often. */
  constructor(nearby: Nearby, client: Client | undefined, requests = 200) {
    this.#nearby = nearby;
    this.#client = client;
    this.#requests = requests;
  }

  /** The contents of these files by id; one that is missing was too much, or is nowhere. */
  async read(
    wanted: readonly TreeEntry[],
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const open = new Map(
      wanted
        .filter(({ id }) => !this.#read.has(id))
        .map((entry) => [entry.id, entry]),
    );
    const take = (id: string, bytes: Uint8Array) => {
      if (!open.has(id) || !isContentOf(id, bytes)) return;
      this.#read.set(id, bytes);
      open.delete(id);
    };
    if (open.size > 0)
      for (const [id, bytes] of this.#nearby([...open.values()]))
        take(id, bytes);
    for (const group of batches([...open.values()])) {
      if (!this.#spend()) break;
      for (const [id, bytes] of await this.#texts(group)) take(id, bytes);
    }
    for (const { id } of [...open.values()]) {
      if (!this.#spend()) break;
      take(id, await this.#blob(id));
    }
    return this.#read;
  }

  #spend(): boolean {
    if (!this.#client || this.#requests === 0) return false;
    this.#requests -= 1;
    return true;
  }

  /** Many texts at once; binary and long ones have none. */
  async #texts(
    group: readonly TreeEntry[],
  ): Promise<readonly (readonly [string, Uint8Array])[]> {
    if (!this.#client) return [];
    const objects = group.map(
      ({ id }, index) =>
        `o${index}: object(oid: "${id}") { ... on Blob { text } }`,
    );
    const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${objects.join(" ")} } }`;
    const answer = await this.#client
      .query(query, {}, textsShape)
      .catch(unanswered);
    if (!answer) return [];
    const { repository } = answer;
    return group.flatMap(({ id }, index) => {
      const text = repository[`o${index}`]?.text;
      return typeof text === "string"
        ? [[id, new TextEncoder().encode(text)] as const]
        : [];
    });
  }

  async #blob(id: string): Promise<Uint8Array> {
    if (!this.#client) return new Uint8Array();
    const { content } = await this.#client.get(
      "/repos/{owner}/{repo}/git/blobs/{file_sha}",
      { file_sha: id },
      v.object({ content: v.string(), encoding: v.literal("base64") }),
    );
    return Buffer.from(content, "base64");
  }
}

/** What one large question does not tell, many small ones may. */
function unanswered(error: unknown): undefined {
  if (!(error instanceof RequestFailed)) throw error;
}

const textsShape = v.object({
  repository: v.record(
    v.string(),
    v.nullable(v.object({ text: v.optional(v.nullable(v.string())) })),
  ),
});

/** Files that one query can ask for; those that need a request of their own are left out. */
function batches(
  wanted: readonly TreeEntry[],
): readonly (readonly TreeEntry[])[] {
  const groups: TreeEntry[][] = [];
  let bytes = Infinity;
  for (const entry of wanted) {
    if (entry.size > longestText || !/^[0-9a-f]+$/.test(entry.id)) continue;
    const last = groups.at(-1);
    bytes += entry.size;
    if (last && last.length < batch.files && bytes <= batch.bytes)
      last.push(entry);
    else {
      groups.push([entry]);
      bytes = entry.size;
    }
  }
  return groups;
}

/** Whether bytes are what git knows by this id. */
export function isContentOf(id: string, bytes: Uint8Array): boolean {
  const algorithm = id.length === 64 ? "sha256" : "sha1";
  const header = `blob ${bytes.length}\u0000`;
  return (
    createHash(algorithm).update(header).update(bytes).digest("hex") === id
  );
}
