/*
 * Files that say what a template is deployed with, in the shapes that the AWS tools take: the list
 * of `aws cloudformation create-stack`, the list of `Key=Value` of `deploy`, the mapping under
 * `Parameters` of CodePipeline, that of Git sync, which names its template, and the plain mapping that
 * scripts turn into one of these. Which template a file is for is told by its content and its place.
 */
import type { Document } from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Value, known, unknown } from "../../core/value";
import {
  type Mapping,
  type Node,
  type Source,
  entriesOf,
  get,
  textOfNode,
} from "../yaml/node";
import { parse } from "../yaml/parse";
import { pathFromTop } from "./paths";
import { writtenBy } from "./places";
import { isSamConfiguration, samParameters } from "./sam-configuration";

/** What a template may be deployed with. */
export interface ParameterSet {
  /** The file, and the part of it where it holds several sets. */
  readonly name: string;
  /** What may speak about the environment besides the file's name. */
  readonly environment?: string;
  readonly document: Document;
  /** The path of the template that the file itself names. */
  readonly template?: string;
  readonly values: ReadonlyMap<string, Value>;
}

/** Larger files are no parameter files: a template takes 200 parameters of 4,096 characters. */
const longest = 1_000_000;

/** What a file holds. */
export interface ParameterFile {
  readonly sets: readonly ParameterSet[];
  readonly problems: readonly Problem[];
}

const fileOf = new WeakMap<Document, ParameterFile>();

/** The parameter sets in a file; none when the file is something else. */
export function parameterFileIn(document: Document): ParameterFile {
  const before = fileOf.get(document);
  if (before) return before;
  const file = isSamConfiguration(document.path)
    ? samParameters(document)
    : read(document);
  fileOf.set(document, file);
  return file;
}

const nothing: ParameterFile = { sets: [], problems: [] };

function read(document: Document): ParameterFile {
  const { text, path } = document;
  if (text.length > longest || !/^\ufeff?\s*([{[#"'-]|\w[\w-]*:)/.test(text))
    return nothing;
  const { sources, problems } = parse(document);
  const broken = text.includes("ParameterKey") ? problems : [];
  const [source] = sources;
  if (!source || get(source.root, "Resources"))
    return { sets: [], problems: broken };
  const values = valuesIn(source, source.root);
  const template = textOfNode(get(source.root, "template-file-path"));
  const set = {
    name: path,
    document,
    values,
    ...(template === undefined ? {} : { template: pathFromTop(template) }),
  };
  return { sets: values.size === 0 ? [] : [set], problems: broken };
}

function valuesIn(source: Source, root: Node): ReadonlyMap<string, Value> {
  const list =
    root.kind === "sequence"
      ? root
      : (get(root, "Parameters") ??
        (get(root, "template-file-path") ? get(root, "parameters") : root));
  if (list?.kind === "mapping" && list === root && !isPlain(list))
    return new Map();
  if (list?.kind === "mapping")
    return new Map(
      entriesOf(list).map(({ key, value }) =>
        pair(source, textOfNode(key) ?? "", value),
      ),
    );
  if (list?.kind !== "sequence") return new Map();
  return new Map(
    list.items.flatMap((item) => {
      const key = textOfNode(get(item, "ParameterKey"));
      if (key !== undefined)
        return [pair(source, key, get(item, "ParameterValue"))];
      const [, name, text] = /^(\w+)=(.*)$/.exec(textOfNode(item) ?? "") ?? [];
      if (name === undefined || text === undefined) return [];
      const origin = { range: item.place, label: labelOf(name), from: [] };
      return [[name, known(text, origin)] as const];
    }),
  );
}

/** Whether a mapping holds nothing but names of parameters and values. */
function isPlain(mapping: Mapping): boolean {
  return mapping.entries.every(
    ({ key, value }) =>
      /^[A-Za-z0-9]+$/.test(textOfNode(key) ?? "") &&
      value.kind === "scalar" &&
      value.tag === undefined,
  );
}

function pair(
  source: Source,
  key: string,
  node: Node | undefined,
): readonly [string, Value] {
  if (node?.kind === "scalar" && node.tag === undefined)
    return [key, known(node.text, writtenBy(node, source, labelOf(key)))];
  const range = (node ?? source.root).place;
  return [
    key,
    unknown(
      `the parameter file leaves ${key} as it was`,
      { range, label: labelOf(key), from: [] },
      { key: `previous ${source.document.path} ${key}` },
    ),
  ];
}

const labelOf = (parameter: string) => `${parameter} in the parameter file`;
