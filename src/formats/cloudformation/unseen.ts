/*
 * What may be added to a template on its way to CloudFormation, by a macro, a file out of reach or a
 * template language: nobody sees it here, so it is said that it is not judged.
 */
import type { SourceRange } from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Node, get, textOfNode } from "../yaml/node";
import { brings } from "../yaml/statements";
import { type Expanded, transformKey } from "./expansion";
import { columnOf } from "./resource";
import type { Template } from "./template";

/** At most this many statements of a template are told. */
const mostStatements = 20;

/** What may add resources to a template that speaks of EKS, or change those that it has. */
export function unseenIn(
  template: Template,
  resources: readonly Expanded[],
  transforms: readonly Node[],
): readonly Problem[] {
  const { document } = template;
  if (!/eks/i.test(document.text)) return [];
  const told = (range: SourceRange, message: string): Problem => ({
    document: range.document,
    range,
    message,
    elsewhere: true,
  });
  return [
    ...resources
      .filter(({ key }) => key === transformKey)
      .map(({ node }) =>
        told(
          node.place,
          isInclude(node)
            ? "The file that AWS::Include puts here cannot be read, so the resources in it are not judged."
            : `The macro ${nameOf(node)} may add resources here when the stack is deployed; they are not judged.`,
        ),
      ),
    ...transforms.flatMap((node) =>
      isInclude(node)
        ? told(
            node.place,
            "The file that AWS::Include adds to this template cannot be read, so the resources in it are not judged.",
          )
        : nameOf(node).startsWith("AWS::")
          ? []
          : told(
              node.place,
              `The macro ${nameOf(node)} may change this template when the stack is deployed; it is judged as it is written.`,
            ),
    ),
    ...statementsBeside(template, resources)
      .slice(0, mostStatements)
      .map((statement) =>
        told(
          statement,
          "This line of a template language may add resources; they are not judged.",
        ),
      ),
  ];
}

function isInclude(transform: Node): boolean {
  return nameOf(transform) === "AWS::Include";
}

/** A transform is a name, or a mapping with its name and parameters. */
function nameOf(transform: Node): string {
  return (
    textOfNode(transform) ?? textOfNode(get(transform, "Name")) ?? "of no name"
  );
}

/** The statements in the `Resources` section, or at its end, that bring lines beside its resources. */
function statementsBeside(
  { root, source }: Template,
  resources: readonly Expanded[],
): readonly SourceRange[] {
  const section = root.entries.find(
    ({ key }) => textOfNode(key) === "Resources",
  );
  const [first] = resources;
  if (!section || !first) return [];
  const next = root.entries.find(
    ({ range }) => range.start > section.range.start,
  );
  const end = next?.range.start ?? Infinity;
  const column = columnOf(first.keyNode.place);
  return source.directives.filter(
    (directive) =>
      directive.start > section.key.range.start &&
      directive.start < end &&
      brings(directive) &&
      columnOf(directive) <= column &&
      !resources.some(
        ({ node: { range } }) =>
          range.start < directive.start && directive.start < range.end,
      ),
  );
}
