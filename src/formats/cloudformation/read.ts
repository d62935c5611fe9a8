/*
 * The way from the repository to its clusters: which files are templates, which of them are stacks
 * of their own and which only serve inside others, and what each is deployed with.
 */
import type { Cluster, DeclaredGroup } from "../../core/cluster";
import type { Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { ReadOptions, Reading } from "../../core/rule";
import { parse } from "../yaml/parse";
import { Budget } from "./budget";
import { type Evaluation, clustersIn } from "./clusters";
import { groupsIn } from "./groups";
import { type Deployment, Stack, type World } from "./stack";
import {
  type Template,
  mayBeTemplate,
  mayHoldTemplate,
  templateIn,
} from "./template";

/** Reads every template of the repository. */
export function read(tree: Tree, options: ReadOptions = {}): Reading {
  const problems: Problem[] = [];
  const templates = templatesOf(tree, problems);
  const clusters: Cluster[] = [];
  const groups: DeclaredGroup[] = [];
  for (const template of templates) {
    const evaluation = evaluationOf(tree, template, problems);
    if (options.roots && !options.roots.has(evaluation.root)) continue;
    clusters.push(...clustersIn(evaluation.stack, evaluation));
    groups.push(...groupsIn(evaluation.stack, evaluation));
  }
  return { clusters, groups, problems };
}

function templatesOf(tree: Tree, problems: Problem[]): readonly Template[] {
  const byPath = new Map<string, Template>();
  for (const path of tree.paths) {
    if (!mayHoldTemplate(path)) continue;
    const document = tree.document(path);
    if (!document || !mayBeTemplate(document.text)) continue;
    const file = templateIn(document);
    problems.push(...file.problems);
    if (file.template) byPath.set(document.path, file.template);
  }
  return [...byPath.values()];
}

function evaluationOf(
  tree: Tree,
  template: Template,
  problems: Problem[],
): Evaluation {
  const root = template.document.path;
  const deployment: Deployment = {
    id: root,
    prefix: "",
    given: () => undefined,
    definite: false,
    inside: [],
  };
  return {
    stack: new Stack(template, deployment, worldOf(tree, problems)),
    root,
  };
}

function worldOf(tree: Tree, problems: Problem[]): World {
  return {
    budget: new Budget(),
    problems,
    template: (path) => {
      const document = tree.document(path);
      return document && templateIn(document).template;
    },
    source: (path) => {
      const document = tree.document(path);
      return document && parse(document).sources[0];
    },
  };
}
