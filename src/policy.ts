/*
 * Inputs, flags and the configuration file in one vocabulary. An input or flag beats the file, the
 * file beats the default; maps merge key by key, lists replace. Every mistake is told at once, with
 * where it stands, what it is and what is allowed.
 */
import picomatch from "picomatch";
import * as v from "valibot";
import { logTypes } from "./core/cluster";
import { type Document, positionAt } from "./core/document";
import { type Policy, defaultPolicy } from "./core/policy";
import type { Node } from "./formats/yaml/node";
import { parse } from "./formats/yaml/parse";

/** Where the configuration file is looked for, from the repository's root. */
export const policyFile = ".github/eks-audit-check.yml";

const levels = ["error", "warning", "notice", "off"] as const;
const failOn = ["error", "warning", "notice", "never"] as const;
const existing = ["report", "fail"] as const;

/** YAML reads an unquoted `off` as false. */
const off = v.pipe(
  v.literal(false),
  v.transform(() => "off" as const),
);

/** What each key must be. */
const schemaFor = (ruleIds: readonly string[]) => {
  const types = v.array(v.picklist(logTypes));
  const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3653));
  return v.object({
    "required-log-types": types,
    "recommended-log-types": types,
    retention: v.record(v.string(), days),
    levels: v.record(v.picklist(ruleIds), v.union([v.picklist(levels), off])),
    "fail-on": v.picklist(failOn),
    existing: v.picklist(existing),
    strict: v.boolean(),
    include: v.array(v.string()),
    exclude: v.array(v.string()),
  });
};

/** Completes "it must be …". */
const allowed: Readonly<
  Record<PolicyKey, (ruleIds: readonly string[]) => string>
> = {
  "required-log-types": () => `a list of ${logTypes.join(", ")}`,
  "recommended-log-types": () => `a list of ${logTypes.join(", ")}`,
  retention: () => "a map from environments to whole days from 1 to 3653",
  levels: (ids) =>
    `a map from rules (${ids.join(", ")}) to ${levels.join(", ")}`,
  "fail-on": () => `one of ${failOn.join(", ")}`,
  existing: () => `one of ${existing.join(", ")}`,
  strict: () => "true or false",
  include: () => "a list of globs",
  exclude: () => "a list of globs",
};

type Schema = ReturnType<typeof schemaFor>;

export type PolicyKey = keyof Schema["entries"];

/** Every key of the policy. */
export const policyKeys: readonly PolicyKey[] =
  Object.keys(allowed).filter(isPolicyKey);

type Output = v.InferOutput<Schema>;
type Given = { readonly [K in keyof Output]?: Output[K] | undefined };

export interface PolicySources {
  /** Texts as inputs or flags give them; a flag that is repeated gives several. */
  readonly given: ReadonlyMap<PolicyKey, readonly string[]>;
  /** How a key is called where it was given: "--retention", "the input retention". */
  readonly called: (key: PolicyKey) => string;
  /** The configuration file, where there is one. */
  readonly file?: Document;
  readonly ruleIds: readonly string[];
}

/** The policy in force, or every mistake in a sentence of its own. */
export function readPolicy(
  sources: PolicySources,
): { readonly policy: Policy } | { readonly errors: readonly string[] } {
  const { given, called, file, ruleIds } = sources;
  const schema = v.partial(schemaFor(ruleIds));
  const filed = file ? fileEntries(file) : { entries: [], errors: [] };
  const texts = [...given].map(([key, each]) => ({
    key,
    data: fromTexts(key, each, ruleIds),
    where: () => "",
    name: called(key),
  }));
  const errors = [...filed.errors];
  let policy = defaultPolicy;
  for (const entry of [...filed.entries, ...texts]) {
    const result = v.safeParse(schema, { [entry.key]: entry.data });
    for (const issue of result.issues ?? []) {
      const [, ...path] = (issue.path ?? []).map(({ key }) => String(key));
      const name = [entry.name, ...path.filter((step) => !/^\d+$/.test(step))];
      const found = JSON.stringify(issue.input) ?? "missing";
      const wrong =
        issue.path?.at(-1)?.origin === "key"
          ? `${entry.name} has no ${found}`
          : `${name.join(".")} is ${found}`;
      errors.push(
        `${entry.where(path)}${wrong}; ${entry.key} must be ${allowed[entry.key](ruleIds)}.`,
      );
    }
    if (result.success) policy = merged(policy, result.output);
  }
  return errors.length > 0 ? { errors } : { policy };
}

/** Whether the policy asks about clusters that are found from this file. */
export function includes({
  include,
  exclude,
}: Policy): (path: string) => boolean {
  const wanted = include.length === 0 ? () => true : matcher(include);
  const unwanted = matcher(exclude);
  return (path) => wanted(path) && !unwanted(path);
}

/** A glob without "/" matches a name at any depth; one that matches a directory matches all below it. */
function matcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => {
    const trimmed = glob.replace(/^\.\//, "").replace(/\/+$/, "");
    const deep = trimmed.includes("/") ? trimmed : `**/${trimmed}`;
    return [deep, `${deep}/**`];
  });
  return patterns.length === 0
    ? () => false
    : picomatch(patterns, { dot: true });
}

/** Other environments that minimums are given for are named by their own names. */
function environments(policy: Policy, retention: Given["retention"]) {
  const own = Object.keys(retention ?? {})
    .filter((name) => name !== "default" && !policy.environments.has(name))
    .map((name) => [name, [name]] as const);
  return new Map([...policy.environments, ...own]);
}

function merged(policy: Policy, given: Given): Policy {
  return {
    requiredLogTypes: given["required-log-types"] ?? policy.requiredLogTypes,
    recommendedLogTypes:
      given["recommended-log-types"] ?? policy.recommendedLogTypes,
    retention: new Map([
      ...policy.retention,
      ...Object.entries(given.retention ?? {}),
    ]),
    environments: environments(policy, given.retention),
    levels: new Map([...policy.levels, ...Object.entries(given.levels ?? {})]),
    failOn: given["fail-on"] ?? policy.failOn,
    existing: given.existing ?? policy.existing,
    strict: given.strict ?? policy.strict,
    include: given.include ?? policy.include,
    exclude: given.exclude ?? policy.exclude,
  };
}

/** A text as the kind of data that its key wants; what does not look like it stays text. */
function fromTexts(
  key: PolicyKey,
  texts: readonly string[],
  ruleIds: readonly string[],
): unknown {
  const [first = ""] = texts;
  switch (schemaFor(ruleIds).entries[key].type) {
    case "array":
      return texts
        .flatMap((text) => text.split(/[,\n]/))
        .map((text) => text.trim())
        .filter((text) => text !== "");
    case "record": {
      const lines = texts.flatMap((text) => text.split("\n"));
      const yaml = lines.map((line) =>
        line.replace(/^(\s*[\w-]+)\s*=/, "$1: "),
      );
      const [source] = parse({ path: "", text: yaml.join("\n") }).sources;
      return source ? plain(source.root) : texts.join("\n");
    }
    case "boolean":
      return { true: true, false: false }[first.trim().toLowerCase()] ?? first;
    default:
      return first.trim();
  }
}

interface FileEntry {
  readonly key: PolicyKey;
  readonly name: string;
  readonly data: unknown;
  /** "file:line: " of what stands at a path below the key. */
  readonly where: (path: readonly string[]) => string;
}

function fileEntries(document: Document): {
  readonly entries: readonly FileEntry[];
  readonly errors: readonly string[];
} {
  const at = (offset: number) =>
    `${document.path}:${positionAt(document, offset).line}: `;
  const { sources, problems } = parse(document);
  const errors = problems.map(
    ({ range, message }) => at(range?.start ?? 0) + message,
  );
  const root = sources[0]?.root;
  if (errors.length > 0 || !root) return { entries: [], errors };
  if (root.kind === "scalar" && root.data === null)
    return { entries: [], errors };
  if (root.kind !== "mapping")
    return {
      entries: [],
      errors: [`${at(0)}The file must be a map of ${policyKeys.join(", ")}.`],
    };
  const entries = root.entries.flatMap(({ key, value, range }): FileEntry[] => {
    const name = textOfKey(key);
    if (isPolicyKey(name)) {
      const where = (path: readonly string[]) =>
        at(nodeAt(value, path).range.start);
      return [{ key: name, name, data: plain(value), where }];
    }
    errors.push(
      `${at(range.start)}There is no key ${JSON.stringify(name)}; the keys are ${policyKeys.join(", ")}.`,
    );
    return [];
  });
  return { entries, errors };
}

function plain(node: Node): unknown {
  if (node.kind === "scalar") return node.data;
  if (node.kind === "sequence") return node.items.map(plain);
  return Object.fromEntries(
    node.entries.map(({ key, value }) => [textOfKey(key), plain(value)]),
  );
}

/** The node at a path, or the nearest there is above it. */
function nodeAt(node: Node, [step, ...rest]: readonly string[]): Node {
  if (step === undefined || node.kind === "scalar") return node;
  const next =
    node.kind === "sequence"
      ? node.items[Number(step)]
      : node.entries.find(({ key }) => textOfKey(key) === step)?.value;
  return next ? nodeAt(next, rest) : node;
}

function textOfKey(key: Node): string {
  return key.kind === "scalar" ? key.text : "";
}

function isPolicyKey(name: string): name is PolicyKey {
  return Object.hasOwn(allowed, name);
}
