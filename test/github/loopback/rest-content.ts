import { posix } from "node:path";
import { type Call, type Handler, notFound, page, refusal } from "./answer";
import { changedFiles } from "./changed-files";
import type { TreeEntry } from "./git-objects";
import { commitPayload, filePayload } from "./payloads";

/** Answers about trees, blobs, files and comparisons, by operation. */
export const contentHandlers: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": (call) => {
    const { site, parameters, query } = call;
    const { repository } = site.pull;
    const sha = repository.treeOf(parameters["tree_sha"] ?? "");
    if (sha === undefined) throw notFound();
    // Any value asks for a recursive listing, even "0" and "false".
    const recursive = query.has("recursive");
    const entries = repository.tree(sha, recursive);
    const url = `${site.apiUrl}/repos/${site.fullName}/git`;
    // Only recursive listings are cut.
    const most = recursive ? site.limits.treeEntries : Infinity;
    const tree = entries.slice(0, most).map((entry) => ({
      ...entry,
      url: `${url}/${entry.type}s/${entry.sha}`,
    }));
    const truncated = tree.length < entries.length;
    return {
      status: 200,
      body: { sha, url: `${url}/trees/${sha}`, tree, truncated },
    };
  },

  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": (call) => {
    const { site, parameters, accept } = call;
    const sha = parameters["file_sha"] ?? "";
    if (site.pull.repository.typeOf(sha) !== "blob") throw notFound();
    const blob = site.pull.repository.blob(sha);
    if (accept.includes("raw")) return { status: 200, body: blob };
    const url = `${site.apiUrl}/repos/${site.fullName}/git/blobs/${sha}`;
    return {
      status: 200,
      body: {
        sha,
        node_id: `B_${sha}`,
        size: blob.length,
        url,
        content: base64(blob),
        encoding: "base64",
      },
    };
  },

  "GET /repos/{owner}/{repo}/contents/{path}": (call) => {
    const { site, parameters, query } = call;
    const ref = query.get("ref") ?? "main";
    const commit = site.pull.repository.commitOf(ref);
    if (commit === undefined)
      throw refusal(404, `No commit found for the ref ${ref}`);
    const path = (parameters["path"] ?? "").replace(/^\/+|\/+$/g, "");
    return contents(call, commit, path, true);
  },

  "GET /repos/{owner}/{repo}/compare/{basehead}": (call) => {
    const { site, parameters, query } = call;
    const { repository } = site.pull;
    const [left = "", right = ""] = (parameters["basehead"] ?? "").split("...");
    const [base, head] = [left, right].map((name) =>
      repository.commitOf(name.replace(/^.*:/, "")),
    );
    if (base === undefined || head === undefined) throw notFound();
    const mergeBase = repository.mergeBase(base, head);
    if (mergeBase === undefined)
      throw refusal(404, `No common ancestor between ${left} and ${right}.`);
    // "<sha" only the base has, ">sha" only the head.
    const sides = repository
      .text("rev-list", "--reverse", "--left-right", `${base}...${head}`)
      .split("\n");
    const ahead = sides.filter((it) => it[0] === ">").map((it) => it.slice(1));
    const behind = sides.filter((it) => it[0] === "<").length;
    const url = `${site.apiUrl}/repos/${site.fullName}/compare/${left}...${right}`;
    const html = `${site.serverUrl}/${site.fullName}/compare/${left}...${right}`;
    const commits = page(call, "", ahead);
    const shown = Array.isArray(commits.body) ? commits.body.map(String) : [];
    const body = {
      url,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitPayload(site, base),
      merge_base_commit: commitPayload(site, mergeBase),
      status: comparison(ahead.length, behind),
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: shown.map((sha) => commitPayload(site, sha)),
    };
    // Files are on the first page only, and no more than 300 of them.
    if (Number(query.get("page") ?? 1) > 1) return { status: 200, body };
    const files = changedFiles(repository, mergeBase, head)
      .slice(0, 300)
      .map((file) => filePayload(site, head, file));
    return { status: 200, body: { ...body, files } };
  },
};

function comparison(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}

function contents(call: Call, commit: string, path: string, follow: boolean) {
  const { site, accept } = call;
  const { repository } = site.pull;
  const entry = path === "" ? undefined : repository.entryAt(commit, path);
  if (entry === undefined && path !== "") throw notFound();
  if (entry === undefined || entry.type === "tree") {
    const listed = repository
      .tree(entry === undefined ? commit : entry.sha, false)
      .slice(0, 1000)
      .map((child) => {
        const inside = path === "" ? child.path : `${path}/${child.path}`;
        return {
          type: typeOf(child, true),
          ...described(call, commit, child, inside),
        };
      });
    return { status: 200, body: listed };
  }
  if (entry.type === "commit") {
    const submodule = { submodule_git_url: `${site.serverUrl}/acme/module` };
    const body = {
      type: "submodule",
      ...submodule,
      ...described(call, commit, entry, path),
    };
    return { status: 200, body };
  }
  const blob = repository.blob(entry.sha);
  if (entry.mode === "120000") {
    const target = blob.toString();
    const to = posix.join(posix.dirname(path), target);
    // A link to a file of the repository is answered with that file.
    if (
      follow &&
      repository.entryAt(commit, to)?.mode.startsWith("100") === true
    )
      return contents(call, commit, to, false);
    return {
      status: 200,
      body: {
        type: "symlink",
        target,
        ...described(call, commit, entry, path),
      },
    };
  }
  if (accept.includes("raw")) return { status: 200, body: blob };
  const small = blob.length <= 1024 * 1024;
  const body = {
    type: "file",
    // Files above 1 MB have no content here.
    encoding: small ? "base64" : "none",
    content: small ? base64(blob) : "",
    ...described(call, commit, entry, path),
  };
  return { status: 200, body };
}

function typeOf(entry: TreeEntry, listed: boolean): string {
  if (entry.type === "tree") return "dir";
  // Listings call a submodule a file, for the sake of old clients.
  if (entry.type === "commit") return listed ? "file" : "submodule";
  return entry.mode === "120000" ? "symlink" : "file";
}

function described(call: Call, commit: string, entry: TreeEntry, path: string) {
  const { site } = call;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `${site.apiUrl}/repos/${site.fullName}/contents/${encoded}?ref=${commit}`;
  const html = `${site.serverUrl}/${site.fullName}/blob/${commit}/${encoded}`;
  const git = `${site.apiUrl}/repos/${site.fullName}/git/${entry.type}s/${entry.sha}`;
  return {
    size: entry.size ?? 0,
    name: posix.basename(path),
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: entry.type === "blob" ? html : null,
    _links: { self: url, git, html },
  };
}

/** Base64 as GitHub sends it: in lines of 60 characters. */
function base64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll(/.{1,60}/g, "$&\n");
}
