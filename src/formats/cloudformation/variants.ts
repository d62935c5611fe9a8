/*
 * Which parameter files a template is deployed with. A file is for a template when the template
 * declares every parameter that the file sets, and when it stands beside the template, below it, or
 * in a folder for such files beside the template's own.
 */
import type { Clue } from "../../core/cluster";
import { type Document, type Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Node, entriesOf, get, textOfNode } from "../yaml/node";
import { type ParameterSet, parameterFileIn } from "./parameter-files";
import { directoryOf } from "./paths";
import { isSamConfiguration } from "./sam-configuration";
import { type Template, mayHoldTemplate } from "./template";

const folders =
  /^(params?|parameters?|parameter-files|configs?|configuration|env|envs|environments?|vars|variables|stages|deploy(ments?)?)$/i;

/** The parameter sets of each template, in the order of their files. */
export function parameterSetsOf(
  tree: Tree,
  templates: readonly Template[],
  problems: Problem[],
): ReadonlyMap<Template, readonly ParameterSet[]> {
  const sets = new Map<Template, ParameterSet[]>(
    templates.map((template) => [template, []]),
  );
  for (const path of candidates(tree, templates)) {
    const near = nearest(path, templates);
    const document =
      near.length > 0 || isSamConfiguration(path)
        ? tree.document(path)
        : undefined;
    if (!document) continue;
    const file = parameterFileIn(document);
    problems.push(...file.problems);
    for (const set of file.sets)
      for (const template of takers(
        set,
        set.template === undefined ? near : templates,
      ))
        sets.get(template)?.push(set);
  }
  return sets;
}

/** Files that could be parameter files, those beside templates whether asked about or not. */
function candidates(
  tree: Tree,
  templates: readonly Template[],
): readonly string[] {
  const own = new Set(templates.map(({ document }) => document.path));
  const beside = [...new Set([...own].map(directoryOf))].flatMap((directory) =>
    tree.list(directory),
  );
  return [...new Set([...tree.paths, ...beside])]
    .filter(
      (path) =>
        !own.has(path) && (mayHoldTemplate(path) || isSamConfiguration(path)),
    )
    .sort();
}

/** The templates that a file may be for by its place: those beside it, else those above, else those beside its folder of such files. */
function nearest(
  path: string,
  templates: readonly Template[],
): readonly Template[] {
  const directory = directoryOf(path);
  const beside = templates.filter(
    (template) => directoryOf(template.document.path) === directory,
  );
  if (beside.length > 0 || isSamConfiguration(path)) return beside;
  const above = deepest(
    templates.filter((template) => {
      const { path: own } = template.document;
      return (
        isBelow(directory, directoryOf(own)) &&
        isForParameters(firstFolder(directory, directoryOf(own)), own)
      );
    }),
  );
  if (above.length > 0) return above;
  return deepest(
    templates.filter((template) => {
      const parent = directoryOf(directoryOf(template.document.path));
      return (
        isBelow(directory, parent) &&
        isForParameters(firstFolder(directory, parent), template.document.path)
      );
    }),
  );
}

/** The folder of an ancestor that leads to a directory. */
function firstFolder(directory: string, ancestor: string): string {
  const below =
    ancestor === "." ? directory : directory.slice(ancestor.length + 1);
  return below.split("/")[0] ?? "";
}

/** Whether a folder's name says that it holds parameters, or those of the template. */
function isForParameters(folder: string, template: string): boolean {
  const name = template.slice(template.lastIndexOf("/") + 1);
  return folders.test(folder) || folder === name.split(".")[0];
}

function isBelow(directory: string, ancestor: string): boolean {
  return (
    ancestor === "." ||
    directory === ancestor ||
    directory.startsWith(`${ancestor}/`)
  );
}

function deepest(templates: readonly Template[]): readonly Template[] {
  const depth = (template: Template) =>
    directoryOf(template.document.path).split("/").length;
  const most = Math.max(0, ...templates.map(depth));
  return templates.filter((template) => depth(template) === most);
}

/** The templates that declare all that the set sets; the one that the file names, when it names any. */
function takers(
  set: ParameterSet,
  near: readonly Template[],
): readonly Template[] {
  const able = near.filter((template) => {
    const declared = get(template.root, "Parameters");
    return [...set.values.keys()].every((key) => get(declared, key));
  });
  if (set.template !== undefined)
    return able.filter(({ document }) => document.path === set.template);
  const named = able.filter((template) =>
    isNamedAfter(set.document, template.document),
  );
  return named.length > 0 ? named : able;
}

/** Whether a file's name, or a folder of it, begins or ends with the template's: `eks-prod.json` is for `eks.yaml`. */
function isNamedAfter(file: Document, template: Document): boolean {
  const stem = (name: string) => (name.split(".")[0] ?? "").toLowerCase();
  const [last = "", ...others] = template.path.split("/").reverse();
  const wanted = stem(last);
  const shared = new Set(others);
  return file.path
    .split("/")
    .filter((part) => !shared.has(part))
    .map(stem)
    .some(
      (name) =>
        name === wanted ||
        ["-", "_"].some(
          (mark) =>
            name.startsWith(wanted + mark) || name.endsWith(mark + wanted),
        ),
    );
}

/** Whether a template cannot be deployed without a parameter that some set sets. */
export function needsOneOf(
  template: Template,
  sets: readonly ParameterSet[],
): boolean {
  const declared: Node | undefined = get(template.root, "Parameters");
  if (declared?.kind !== "mapping") return false;
  return entriesOf(declared).some(
    ({ key, value }) =>
      get(value, "Default") === undefined &&
      sets.some((set) => set.values.has(textOfNode(key) ?? "")),
  );
}

/** The part of a file's path that may speak about the environment: what it does not share with the template's. */
export function clueOf(
  set: ParameterSet,
  template: Template,
): Pick<Clue, "source"> & { readonly text: string } {
  if (isSamConfiguration(set.document.path))
    return { source: "configuration", text: set.environment ?? "" };
  const [file, other] = [set.document.path, template.document.path].map(
    (path) => path.split("/"),
  );
  const at = (file ?? []).findIndex((part, index) => part !== other?.[index]);
  const text = (file ?? []).slice(Math.max(at, 0)).join("/");
  return { source: "parameter-file", text };
}
