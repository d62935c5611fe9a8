import type { Document } from "../../core/document";
import type { Problem } from "../../core/finding";
import {
  type Mapping,
  type Source,
  entriesOf,
  get,
  textOfNode,
} from "../yaml/node";
import { parse } from "../yaml/parse";

/** A CloudFormation template. */
export interface Template {
  /** Names the template among all: its path, and its place among several in one file. */
  readonly id: string;
  /** Which template of its file it is: the first is 1. */
  readonly place: number;
  readonly document: Document;
  readonly source: Source;
  readonly root: Mapping;
}

/** What a file holds. */
export interface TemplateFile {
  readonly templates: readonly Template[];
  readonly problems: readonly Problem[];
}

const names =
  /\.(ya?ml|json|template|cfn)(\.(template|tmpl|tpl|j2|jinja2?))?$/i;

/** Whether a file of this name may hold a template or its parameters. */
export function mayHoldTemplate(path: string): boolean {
  return names.test(path);
}

const relevant =
  /AWS::EKS::Cluster|Custom::AWSCDK-EKS-Cluster|AWSQS::EKS::Cluster|AWS::Logs::LogGroup|Custom::LogRetention|AWS::CloudFormation::Stack|AWS::Serverless::Application/;
const shape = /(^|[\s{,"'])Resources["']?\s*:/;

/** Whether a text is worth parsing: cheap, and true of every template that could matter. */
export function mayBeTemplate(text: string): boolean {
  return relevant.test(text) && shape.test(text);
}

/**
 * CloudFormation takes templates of 1 MB; indentation that is left out on the way there may double a
 * file. Source: CloudFormation quotas, "Template body size in an Amazon S3 object".
 */
const longest = 2_000_000;

/** Whether a text is too long to be a template, or a part of one. */
export function isTooLong({ text }: Document): boolean {
  return text.length > longest;
}

const generator = "AWS CDK";

/** What only the AWS CDK writes; `aws:cdk:path` is left out with `--no-path-metadata`. */
const ofCdk =
  /aws:cdk:path|AWS::CDK::Metadata|Custom::AWSCDK-|\/cdk-bootstrap\//;
const fileOf = new WeakMap<Document, TemplateFile>();

/** The templates in a file; none when the file is something else. Its problems are those of a template that does not parse. */
export function templateIn(document: Document): TemplateFile {
  const before = fileOf.get(document);
  if (before) return before;
  const file = read(document);
  fileOf.set(document, file);
  return file;
}

function read(original: Document): TemplateFile {
  const { path, text } = original;
  if (isTooLong(original))
    return {
      templates: [],
      problems: [
        {
          document: original,
          message:
            "This file is far larger than the 1 MB that CloudFormation takes, so it was not read.",
        },
      ],
    };
  const synthesised = /(^|\/)cdk\.out\//.test(path) || ofCdk.test(text);
  const document = synthesised
    ? { ...original, generated: generator }
    : original;
  const { sources, problems } = parse(document);
  const templates: Template[] = [];
  for (const source of sources) {
    const { root } = source;
    if (root.kind !== "mapping" || !isTemplate(root)) continue;
    const place = templates.length + 1;
    const id = place === 1 ? path : `${path}#${place}`;
    templates.push({ id, place, document, source, root });
  }
  const more = problems.length === 0 ? jsonProblems(document) : [];
  return { templates, problems: [...problems, ...more] };
}

/** What reads as YAML in a JSON template, which CloudFormation does not take for YAML. */
function jsonProblems(document: Document): readonly Problem[] {
  const text = document.text.replace(/^\ufeff/, " ");
  if (!/\.json$/i.test(document.path) || !/^\s*(\{|\/[/*])/.test(text))
    return [];
  // V8 gives no position for what a text cannot begin with.
  const at = /^\s*\//.test(text) ? text.search(/\S/) : firstError(text);
  if (at === undefined || /^.?(\{[{%]|\$\{)/.test(text.slice(at - 1)))
    return [];
  const comma = /,\s*$/.test(text.slice(Math.max(0, at - 200), at));
  const why =
    comma && /^[}\]]/.test(text.slice(at))
      ? "nothing follows the comma before this"
      : /^\/[/*]/.test(text.slice(at))
        ? "it takes no comments"
        : "only YAML may be written like this";
  return [
    {
      document,
      range: { document, start: at, end: at },
      message: `This is not valid JSON: ${why}.`,
    },
  ];
}

/** Where a text stops being JSON; undefined when it is JSON, or nobody says where not. */
function firstError(text: string): number | undefined {
  try {
    JSON.parse(text);
  } catch (error) {
    const at = /at position (\d+)/.exec(String(error))?.[1];
    return at === undefined ? undefined : Number(at);
  }
  return undefined;
}

/** A mapping of resources that have types makes a template. Kubernetes' "resources" are lists or lack the types. */
function isTemplate(root: Mapping): boolean {
  const resources = get(root, "Resources");
  return (
    resources?.kind === "mapping" &&
    (resources.tag !== undefined ||
      entriesOf(resources).some(
        ({ key, value }) =>
          textOfNode(key)?.startsWith("Fn::") === true ||
          textOfNode(get(value, "Type"))?.includes("::") === true,
      ))
  );
}
