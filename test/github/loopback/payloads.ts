import type { ChangedFile } from "./changed-files";
import type { User } from "./conversation";
import { example } from "./contract";
import type { Site } from "./site";

/*
 * Answers are made from the example answers of GitHub's description: what the loopback server keeps no state about
 * stays as GitHub's documentation shows it, with the repository's name and address put in.
 */

/** GitHub's example of an answer, said of this repository, with what is known about it put in. */
function fromExample(site: Site, name: string, known: object): object {
  const text = JSON.stringify(example(name))
    .replaceAll("octocat/Hello-World", site.fullName)
    .replaceAll("octocat/example", site.fullName)
    .replaceAll("https://api.github.com", site.apiUrl)
    .replaceAll("https://github.com", site.serverUrl);
  const body: unknown = JSON.parse(text);
  return Object.assign({}, body, known);
}

export function userPayload(site: Site, user: User): object {
  const { login, id, type } = user;
  const self = `${site.apiUrl}/users/${encodeURIComponent(login)}`;
  const urls = [
    "followers",
    "following",
    "gists",
    "starred",
    "subscriptions",
    "repos",
    "events",
    "received_events",
  ];
  const last: Record<string, string> = { organizations_url: `${self}/orgs` };
  for (const name of urls) last[`${name}_url`] = `${self}/${name}`;
  return {
    login,
    id,
    node_id: nodeId("U", id),
    avatar_url: `${site.serverUrl}/${encodeURIComponent(login)}.png`,
    gravatar_id: "",
    url: self,
    html_url: `${site.serverUrl}/${encodeURIComponent(login)}`,
    ...last,
    type,
    site_admin: false,
  };
}

/** The global id by which GraphQL knows a thing. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_kwDO${id}`;
}

/** The pull request in the API. */
export function pullUrl(site: Site): string {
  return `${site.apiUrl}/repos/${site.fullName}/pulls/${site.pull.number}`;
}

/** The pull request for people. */
export function pullPage(site: Site): string {
  return `${site.serverUrl}/${site.fullName}/pull/${site.pull.number}`;
}

export function repositoryPayload(site: Site): object {
  const pull = fromExample(site, "pull-request", {});
  const base = "base" in pull ? pull.base : undefined;
  const repository =
    base && typeof base === "object" && "repo" in base ? base.repo : {};
  return Object.assign({}, repository, {
    name: site.name,
    full_name: site.fullName,
    private: site.visibility === "private",
    default_branch: "main",
    owner: { ...userPayload(site, OWNER), type: "Organization" },
  });
}

const OWNER: User = {
  login: "acme",
  id: 9919,
  type: "User",
  association: "OWNER",
};

export function pullPayload(site: Site): object {
  const { pull } = site;
  const repository = repositoryPayload(site);
  const fork = Object.assign({}, repository, {
    full_name: `${pull.author.login}/${site.name}`,
    fork: true,
    owner: userPayload(site, pull.author),
  });
  const files = pull.files();
  const sum = (key: "additions" | "deletions") =>
    files.reduce((total, file) => total + file[key], 0);
  const owner = pull.headRepository === "same" ? site.owner : pull.author.login;
  const heads = { same: repository, fork, deleted: null };
  return fromExample(site, "pull-request", {
    url: pullUrl(site),
    number: pull.number,
    html_url: pullPage(site),
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    user: userPayload(site, pull.author),
    requested_teams: [],
    merged: false,
    merged_at: null,
    merged_by: null,
    closed_at: pull.state === "closed" ? "2026-01-02T00:00:00Z" : null,
    merge_commit_sha: pull.mergeCommit ?? null,
    mergeable: pull.mergeCommit !== undefined,
    mergeable_state: pull.mergeCommit === undefined ? "dirty" : "blocked",
    head: {
      label: `${owner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: pull.head,
      user: userPayload(
        site,
        pull.headRepository === "same" ? OWNER : pull.author,
      ),
      repo: heads[pull.headRepository],
    },
    base: {
      label: `${site.owner}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseAtPush,
      user: userPayload(site, OWNER),
      repo: repository,
    },
    comments: pull.conversation.issueComments.length,
    review_comments: pull.conversation.reviewComments.length,
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: files.length,
  });
}

export function filePayload(
  site: Site,
  commit: string,
  file: ChangedFile,
): object {
  const { path, previousPath, patch } = file;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const shown = patch !== undefined && patch.length <= site.pull.patchLimit;
  return {
    sha: file.sha,
    filename: path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${site.serverUrl}/${site.fullName}/blob/${commit}/${encoded}`,
    raw_url: `${site.serverUrl}/${site.fullName}/raw/${commit}/${encoded}`,
    contents_url: `${site.apiUrl}/repos/${site.fullName}/contents/${encoded}?ref=${commit}`,
    ...(shown ? { patch } : {}),
    ...(previousPath === undefined ? {} : { previous_filename: previousPath }),
  };
}

export function commitPayload(site: Site, sha: string): object {
  const { repository } = site.pull;
  const url = `${site.apiUrl}/repos/${site.fullName}`;
  const person = {
    name: "Dev",
    email: "dev@example.com",
    date: "2026-01-01T00:00:00Z",
  };
  const tree = repository.treeOf(sha) ?? "";
  return {
    url: `${url}/commits/${sha}`,
    sha,
    node_id: nodeId("C", sha),
    html_url: `${site.serverUrl}/${site.fullName}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: person,
      committer: person,
      message: repository.messageOf(sha),
      comment_count: 0,
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
    },
    author: userPayload(site, site.pull.author),
    committer: userPayload(site, site.pull.author),
    parents: repository
      .parentsOf(sha)
      .map((parent) => ({ sha: parent, url: `${url}/commits/${parent}` })),
  };
}
