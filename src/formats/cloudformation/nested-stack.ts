import { knownText } from "../../core/text";
import type { Value } from "../../core/value";
import { get, textOfNode } from "../yaml/node";
import { assuming } from "./assumption";
import { asText } from "./condition-functions";
import { evaluate } from "./evaluate";
import { expanded } from "./expansion";
import { stackKinds } from "./kinds";
import { isLocal, likeliest, relativePath } from "./paths";
import type { Deployment } from "./deployment";
import type { Resource } from "./resource";
import type { Stack } from "./stack";
import type { Template } from "./template";

/** Stacks may stand inside of each other this deep. */
const deepest = 20;

/** The template that a resource makes a stack of, and how it is deployed there; undefined when it is out of reach. */
export function nested(
  stack: Stack,
  resource: Resource,
):
  { readonly template: Template; readonly deployment: Deployment } | undefined {
  const template = nestedTemplate(stack, resource);
  if (!template) return undefined;
  const { deployment } = stack;
  const inside = [...deployment.inside, stack.template.document.path];
  const { path } = template.document;
  if (inside.includes(path) || inside.length > deepest) {
    complain(stack, resource, `${resource.id} nests ${path} inside of itself`);
    return undefined;
  }
  const condition = stack.conditionOf(resource);
  return {
    template,
    deployment: {
      id: `${deployment.id}/${resource.id}`,
      prefix: `${deployment.prefix}${resource.id}.`,
      suffix: deployment.suffix,
      given: argumentsOf(stack, resource),
      inside,
      ...(condition ? { condition } : {}),
    },
  };
}

function nestedTemplate(
  stack: Stack,
  resource: Resource,
): Template | undefined {
  const path = stackKinds.get(resource.type);
  if (!path) return undefined;
  const { document } = resource.scope.source;
  const asset = textOfNode(
    get(get(resource.node, "Metadata"), "aws:asset:path"),
  );
  const location = asset ?? locationIn(stack.property(resource, path));
  const file =
    relativePath(document.path, location) ??
    uploaded(stack, location, document.path);
  const template = file === undefined ? undefined : stack.world.template(file);
  if (!template && (isLocal(location) || isAboutEks(resource, location)))
    complain(
      stack,
      resource,
      `The template of ${resource.id} cannot be read here, so what it declares is not judged`,
    );
  return template;
}

/** A location as far as it is known: what nobody knows of it is left out. */
function locationIn(value: Value): string {
  const text = knownText(value);
  if (text !== null) return text;
  const parts = (value.kind === "unknown" ? value.parts : undefined) ?? [];
  const known = parts.map((part) => (typeof part === "string" ? part : ""));
  return known.length === 0 ? "" : `https://${known.join("")}`;
}

/** The file of the repository that a URL gives, since templates are uploaded under their own names. */
function uploaded(
  stack: Stack,
  location: string,
  from: string,
): string | undefined {
  const [url = ""] = location.split(/[?#]/);
  const name = url.slice(url.lastIndexOf("/") + 1);
  const others = stack.world.named(name).filter((path) => path !== from);
  return likeliest(others, url, from);
}

/** Whether a resource that makes a stack seems to make a cluster. */
function isAboutEks({ id, node, scope }: Resource, location: string): boolean {
  const { document } = scope.source;
  const { start, end } = node.range;
  const text = `${location} ${id} ${document.text.slice(start, end)}`;
  return /(?<![A-Za-z])eks|EKS|Eks(?![a-z])/.test(text);
}

/** The parameters that the resource passes, evaluated when they are asked for. */
function argumentsOf(
  stack: Stack,
  resource: Resource,
): (parameter: string) => Value | undefined {
  const node = get(get(resource.node, "Properties"), "Parameters");
  const entries =
    node?.kind === "mapping" ? expanded(node, resource.scope, evaluate) : [];
  return (parameter) => {
    const entry = entries.find(({ key }) => key === parameter);
    if (!entry) return undefined;
    const label = `${parameter} of ${resource.id}`;
    const value = evaluate(entry.node, { ...entry.scope, what: label });
    return value.kind === "known" && value.data === null
      ? undefined
      : asText(assuming(stack.conditionOf(resource), value));
  };
}

function complain(stack: Stack, resource: Resource, message: string): void {
  const range = resource.keyNode.place;
  stack.world.problems.push({
    document: range.document,
    range,
    message: `${message}.`,
    elsewhere: true,
  });
}
