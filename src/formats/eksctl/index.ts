import type { Cluster } from "../../core/cluster";
import type { Document } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Format } from "../../core/rule";
import type { Source } from "../yaml/node";
import { get } from "../yaml/node";
import { parse } from "../yaml/parse";
import { clusterIn } from "./cluster-config";
import { refusals } from "./refusals";

/** Reads configuration files of eksctl: `ClusterConfig` of `eksctl.io`, in YAML or JSON, as templates too. */
export const eksctl: Format = {
  name: "eksctl",
  claims: (path) => fileName.test(path),
  read(tree) {
    const clusters: Cluster[] = [];
    const problems: Problem[] = [];
    // A symbolic link leads to a document that may be listed under its own path, too.
    const documents = new Set<Document>();
    for (const path of tree.paths) {
      const document = fileName.test(path) ? tree.document(path) : undefined;
      if (document && isAboutEksctl(document)) documents.add(document);
    }
    for (const document of documents) {
      const parsed = parse(document);
      const sources = parsed.sources.filter(isClusterConfig);
      for (const source of sources) clusters.push(clusterIn(source));
      if (sources.length === 0 && !header.test(document.text)) continue;
      problems.push(...parsed.problems);
      for (const source of sources) problems.push(...refusals(source));
    }
    return Promise.resolve({
      clusters,
      groups: [],
      problems,
      restsOn: (root, path) => root === path,
    });
  },
  invalid(document) {
    const { sources, problems } = parse(document);
    const [problem] = problems;
    if (sources.some(isClusterConfig)) return Promise.resolve(undefined);
    const message = "No ClusterConfig of eksctl is left in this file.";
    return Promise.resolve(problem ?? { document, message });
  },
};

const fileName =
  /\.(ya?ml|json)(\.(template|tmpl|gotmpl|tpl|tftpl|j2|jinja2?|erb))?$/i;

/** What stands at the top of a file of eksctl, whether or not the rest of it parses. */
const header =
  /^\ufeff?["']?apiVersion["']?:[ \t]*["']?eksctl\.io\/|"apiVersion"\s*:\s*"eksctl\.io\//m;

/** A cheap look at the text, so that no other file is parsed. */
function isAboutEksctl({ text }: Document): boolean {
  return text.includes("eksctl.io/") && text.includes("ClusterConfig");
}

function isClusterConfig({ root }: Source): boolean {
  const [kind, version] = [get(root, "kind"), get(root, "apiVersion")];
  return (
    kind?.kind === "scalar" &&
    kind.text === "ClusterConfig" &&
    version?.kind === "scalar" &&
    version.text.startsWith("eksctl.io/")
  );
}
