/*
 * The way from the repository to its clusters: which files are templates, which of them are stacks
 * of their own and which only serve inside others, and what each is deployed with.
 */
import type { Cluster, DeclaredGroup } from "../../core/cluster";
import type { Tree } from "../../core/document";
import type { Problem } from "../../core/finding";
import type { Reading } from "../../core/rule";
import { Parts } from "../../core/watched";
import { parse } from "../yaml/parse";
import { Budget } from "./budget";
import { type Evaluation, clustersIn } from "./clusters";
import { groupsIn } from "./groups";
import type { ParameterSet } from "./parameter-files";
import type { Deployment, World } from "./deployment";
import { Stack } from "./stack";
import {
  type Template,
  isTooLong,
  mayBeTemplate,
  mayHoldTemplate,
  templateIn,
} from "./template";
import { clueOf, needsOneOf, parameterSetsOf } from "./variants";

/** What is taken over where nothing that it rests on is another. */
interface Evaluated {
  readonly nested: Parts<Nested>;
  readonly stacks: Parts<Made>;
}

/** What a stack of its own makes. */
interface Made {
  readonly clusters: readonly Cluster[];
  readonly groups: readonly DeclaredGroup[];
  readonly problems: readonly Problem[];
}

const behind = new WeakMap<Reading, Evaluated>();

/** Reads every template of the repository; stacks that rest on the same files as before are not evaluated again. */
export function read(tree: Tree, before?: Reading): Reading {
  const known = before && behind.get(before);
  const nested = new Parts<Nested>(tree, known?.nested);
  const stacks = new Parts<Made>(tree, known?.stacks);
  const problems: Problem[] = [];
  const templates = rootsAmong(templatesOf(tree, problems), nested);
  const sets = parameterSetsOf(tree, templates, problems);
  for (const template of templates) {
    const own = sets.get(template) ?? [];
    stacks.add(
      template.document.path,
      JSON.stringify([keyOf(template), own.map(({ name }) => name)]),
      (watched) => made(template, own, watched),
    );
  }
  const reading: Reading = {
    clusters: stacks.all.flatMap(({ clusters }) => clusters),
    groups: stacks.all.flatMap(({ groups }) => groups),
    problems: [...problems, ...stacks.all.flatMap((each) => each.problems)],
    restsOn: (root, path) => stacks.restsOn(root, path),
  };
  behind.set(reading, { nested, stacks });
  return reading;
}

function keyOf({ document, place }: Template): string {
  return JSON.stringify([document.path, place]);
}

function made(
  template: Template,
  sets: readonly ParameterSet[],
  tree: Tree,
): Made {
  const problems: Problem[] = [];
  for (const { document } of [template, ...sets]) tree.document(document.path);
  const variants = needsOneOf(template, sets) ? sets : [undefined, ...sets];
  const evaluations = variants.map((set) =>
    evaluationOf(template, set, worldOf(tree, problems)),
  );
  const found = evaluations.map((evaluation) => ({
    clusters: clustersIn(evaluation.stack, evaluation),
    groups: groupsIn(evaluation.stack, evaluation),
  }));
  if (evaluations.some(({ stack }) => stack.world.budget.exhausted))
    problems.push({
      document: template.document,
      message:
        "This template takes too many steps to evaluate, so not everything in it is known.",
    });
  return {
    clusters: found.flatMap(({ clusters }) => clusters),
    groups: found.flatMap(({ groups }) => groups),
    problems,
  };
}

/** What a template has inside it. */
interface Nested {
  readonly templates: ReadonlySet<Template>;
  readonly included: ReadonlySet<string>;
}

/** The templates that are stacks of their own: those that no other nests, and one of each circle. */
function rootsAmong(
  templates: readonly Template[],
  nestedParts: Parts<Nested>,
): readonly Template[] {
  const inner = new Map(
    templates.map((template) => {
      const { path } = template.document;
      const parts = nestedParts.add(path, keyOf(template), (tree) => {
        tree.document(path);
        const { stack } = evaluationOf(template, undefined, worldOf(tree, []));
        return { templates: nestedIn(stack), included: stack.world.included };
      });
      const isPart = (each: Template) =>
        parts.templates.has(each) || parts.included.has(each.document.path);
      return [template, templates.filter(isPart)];
    }),
  );
  const nested = new Set([...inner.values()].flatMap((each) => [...each]));
  const roots = templates.filter((template) => !nested.has(template));
  const reached = new Set<Template>();
  const reach = (template: Template): void => {
    if (reached.has(template)) return;
    reached.add(template);
    inner.get(template)?.forEach(reach);
  };
  roots.forEach(reach);
  for (const template of templates) {
    if (reached.has(template)) continue;
    roots.push(template);
    reach(template);
  }
  return roots;
}

/** The other templates that a stack directly nests. */
function nestedIn(stack: Stack): ReadonlySet<Template> {
  const children = [...stack.resources.values()].flatMap((resource) => {
    const child = stack.child(resource);
    return child ? [child.template] : [];
  });
  return new Set(children);
}

function templatesOf(tree: Tree, problems: Problem[]): readonly Template[] {
  const byPath = new Map<string, readonly Template[]>();
  for (const path of tree.paths) {
    if (!mayHoldTemplate(path)) continue;
    const document = tree.document(path);
    if (!document || !mayBeTemplate(document.text)) continue;
    const file = templateIn(document);
    problems.push(...file.problems);
    byPath.set(document.path, file.templates);
  }
  return [...byPath.values()].flat();
}

function evaluationOf(
  template: Template,
  set: ParameterSet | undefined,
  world: World,
): Evaluation {
  const root = template.document.path;
  const deployment: Deployment = {
    id: template.id,
    prefix: "",
    suffix: template.place === 1 ? "" : ` (template ${template.place})`,
    given: (parameter) => set?.values.get(parameter),
    inside: [],
  };
  const open = new Stack(template, { ...deployment, open: true }, world);
  return {
    stack: new Stack(template, deployment, world, open),
    root,
    ...(set
      ? { variant: { name: set.name, clue: clueOf(set, template) } }
      : {}),
  };
}

function worldOf(tree: Tree, problems: Problem[]): World {
  const included = new Set<string>();
  return {
    budget: new Budget(),
    problems,
    included,
    template: (path) => {
      const document = tree.document(path);
      return document && templateIn(document).templates[0];
    },
    named: (name) => pathsByName(tree).get(name) ?? [],
    source: (path) => {
      included.add(path);
      const document = tree.document(path);
      return document && !isTooLong(document)
        ? parse(document).sources[0]
        : undefined;
    },
  };
}

const pathsOf = new WeakMap<
  Tree["paths"],
  ReadonlyMap<string, readonly string[]>
>();

/** The paths of the files that may hold templates, under their names. */
function pathsByName({ paths }: Tree): ReadonlyMap<string, readonly string[]> {
  const before = pathsOf.get(paths);
  if (before) return before;
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    if (!mayHoldTemplate(path)) continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const same = byName.get(name);
    if (same) same.push(path);
    else byName.set(name, [path]);
  }
  pathsOf.set(paths, byName);
  return byName;
}
