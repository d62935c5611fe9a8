/*
 * Terraform's JSON form as the same tree. JSON does not tell an attribute from a nested block, only
 * a resource's schema would: so what could be either is both, an attribute with an object (or a list
 * of objects) as its value, and a block for each of these objects. Whoever asks for one or the other
 * by name finds it.
 */
import type { Document, SourceRange } from "../../../core/document";
import {
  type Entry,
  type Mapping,
  type Node,
  textOfNode,
} from "../../yaml/node";
import { parse } from "../../yaml/parse";
import { expressionOf, literalOf, plainExpression } from "./json-expression";
import type { Attribute, Block, Body, Expression, File } from "./syntax";

/** How many labels each block of the top level has. Source: Terraform's JSON configuration syntax. */
const topLevel = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["module", 1],
  ["variable", 1],
  ["output", 1],
  ["provider", 1],
  ["check", 1],
  ["locals", 0],
  ["terraform", 0],
  ["moved", 0],
  ["import", 0],
  ["removed", 0],
]);

/** Nested blocks with a label. */
const labelled = new Set([
  "backend",
  "dynamic",
  "provisioner",
  "provider_meta",
]);

/** A file in Terraform's JSON form; one of variable values holds attributes only. */
export function parseJson(document: Document): File {
  const { sources, problems } = parse(document);
  const root = sources[0]?.root;
  const whole = { document, start: 0, end: document.text.length };
  const error =
    problems[0] && (problems[0].range ?? { document, start: 0, end: 0 });
  if (root?.kind !== "mapping")
    return {
      document,
      body: { attributes: [], blocks: [], range: whole, incomplete: true },
      error: error ?? root?.range ?? { document, start: 0, end: 0 },
    };
  const body = document.path.endsWith(".tfvars.json")
    ? bodyOf(
        root,
        (entry) => [attributeOf(entry, literalOf)],
        () => [],
      )
    : bodyOf(root, () => [], topLevelBlocks);
  return error
    ? { document, body: { ...body, incomplete: true }, error }
    : { document, body };
}

function bodyOf(
  mapping: Mapping,
  attributes: (entry: Entry) => readonly Attribute[],
  blocks: (entry: Entry) => readonly Block[],
): Body {
  const { document, start, end } = mapping.range;
  const entries = mapping.entries.filter(({ key }) => textOfNode(key) !== "//");
  return {
    attributes: entries.flatMap(attributes),
    blocks: entries.flatMap(blocks),
    range: { document, start: start + 1, end: Math.max(start + 1, end - 1) },
  };
}

function attributeOf(
  { key, value, range }: Entry,
  read: (node: Node) => Expression,
): Attribute {
  return { name: textOfNode(key) ?? "", value: read(value), range };
}

function topLevelBlocks(entry: Entry): readonly Block[] {
  const type = textOfNode(entry.key) ?? "";
  const labels = topLevel.get(type);
  return labels === undefined
    ? []
    : blocksOf(type, entry, labels, (entry_) => attributeIn(type, entry_));
}

/** The blocks that a property stands for: objects or lists of them, below as many levels of labels. */
function blocksOf(
  type: string,
  entry: Entry,
  labelCount: number,
  attribute: (entry: Entry) => readonly Attribute[],
  labels: readonly string[] = [],
  header: SourceRange = entry.key.range,
): readonly Block[] {
  return mappingsIn(entry.value).flatMap((mapping): readonly Block[] => {
    if (labelCount > 0)
      return mapping.entries.flatMap((inner) => {
        const label = textOfNode(inner.key) ?? "";
        return label === "//"
          ? []
          : blocksOf(
              type,
              inner,
              labelCount - 1,
              attribute,
              [...labels, label],
              inner.key.range,
            );
      });
    const nested = type === "locals" ? () => [] : nestedBlocks;
    const { range } = entry;
    return [
      { type, labels, body: bodyOf(mapping, attribute, nested), range, header },
    ];
  });
}

function nestedBlocks(entry: Entry): readonly Block[] {
  const type = textOfNode(entry.key) ?? "";
  return blocksOf(type, entry, labelled.has(type) ? 1 : 0, (inner) =>
    attributeIn(type, inner),
  );
}

function mappingsIn(node: Node): readonly Mapping[] {
  if (node.kind === "mapping") return [node];
  return node.kind === "sequence"
    ? node.items.filter((item) => item.kind === "mapping")
    : [];
}

/** Arguments that Terraform takes as they are written, not as templates. */
const readers: ReadonlyMap<string, (node: Node) => Expression> = new Map([
  ["variable.type", plainExpression],
  ["variable.default", literalOf],
  ["module.source", literalOf],
  ["module.version", literalOf],
  ["module.providers", plainExpression],
  ["lifecycle.ignore_changes", plainExpression],
]);

function attributeIn(type: string, entry: Entry): readonly Attribute[] {
  const name = textOfNode(entry.key) ?? "";
  const read =
    name === "depends_on" || name === "provider"
      ? plainExpression
      : (readers.get(`${type}.${name}`) ?? expressionOf);
  return [attributeOf(entry, read)];
}
