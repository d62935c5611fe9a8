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
  readonly document: Document;
  readonly source: Source;
  readonly root: Mapping;
}

/** What a file holds. */
export interface TemplateFile {
  readonly template: Template | undefined;
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

const generator = "AWS CDK";
const fileOf = new WeakMap<Document, TemplateFile>();

/** The template in a file; none when the file is something else. Its problems are those of a template that does not parse. */
export function templateIn(document: Document): TemplateFile {
  const before = fileOf.get(document);
  if (before) return before;
  const file = read(document);
  fileOf.set(document, file);
  return file;
}

function read(original: Document): TemplateFile {
  const { path, text } = original;
  const synthesised =
    /(^|\/)cdk\.out\//.test(path) || text.includes("aws:cdk:path");
  const document = synthesised
    ? { ...original, generated: generator }
    : original;
  const { sources, problems } = parse(document);
  for (const source of sources) {
    const { root } = source;
    if (root.kind === "mapping" && isTemplate(root))
      return { template: { document, source, root }, problems };
  }
  const broken = sources.length === 0 || problems.length > 0;
  return { template: undefined, problems: broken ? problems : [] };
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
