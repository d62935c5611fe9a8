import { expression } from "./hcl-expression";
import {
  type HclSource,
  expressionsIn,
  placed,
  textTemplate,
  written,
} from "./hcl-source";
import type { Expression, ObjectItem } from "./syntax";
import type { Node } from "./tree-sitter";

/** `[…]`. */
export function tuple(
  node: Node,
  source: HclSource,
  depth: number,
): Expression {
  return {
    kind: "tuple",
    elements: expressionsIn(node).map((each) =>
      expression(each, source, depth),
    ),
    range: placed(node, source),
  };
}

/** `{…}`. */
export function object(
  node: Node,
  source: HclSource,
  depth: number,
): Expression {
  const items = node.children.filter((child) => child.type === "object_elem");
  return {
    kind: "object",
    items: items.map((item): ObjectItem => {
      const [key, value] = expressionsIn(item);
      return {
        key: objectKey(key, source, depth),
        value: expression(value, source, depth),
        range: placed(item, source),
      };
    }),
    range: placed(node, source),
  };
}

/** A bare word is a text, as are the words true, false and null. */
function objectKey(
  node: Node | undefined,
  source: HclSource,
  depth: number,
): Expression {
  const key = expression(node, source, depth);
  const { range } = key;
  if (!node || (key.kind !== "reference" && key.kind !== "literal")) return key;
  return textTemplate(written(node, source), range);
}

/** `name(…)`. */
export function call(node: Node, source: HclSource, depth: number): Expression {
  const [name] = node.children;
  const list = node.children.find(
    (child) => child.type === "function_arguments",
  );
  return {
    kind: "call",
    name: name ? written(name, source) : "",
    arguments: (list ? expressionsIn(list) : []).map((each) =>
      expression(each, source, depth),
    ),
    spread: list?.children.some((child) => child.type === "ellipsis") ?? false,
    range: placed(node, source),
  };
}

/** `[for …]` and `{for …}`. */
export function forExpression(
  node: Node,
  source: HclSource,
  depth: number,
): Expression {
  const intro = node.children.find((child) => child.type === "for_intro");
  const filter = node.children.find((child) => child.type === "for_cond");
  const names = (intro?.children ?? [])
    .filter((child) => child.type === "identifier")
    .map((child) => written(child, source));
  const [collection] = intro ? expressionsIn(intro) : [];
  const results = expressionsIn(node);
  const [keyName] = names.length > 1 ? names : [];
  const [key] = results.length > 1 ? results : [];
  return {
    kind: "for",
    ...(keyName === undefined ? {} : { keyName }),
    valueName: names.at(-1) ?? "",
    collection: expression(collection, source, depth),
    ...(key ? { key: expression(key, source, depth) } : {}),
    value: expression(results.at(-1), source, depth),
    ...(filter
      ? { condition: expression(expressionsIn(filter)[0], source, depth) }
      : {}),
    grouped: node.children.some((child) => child.type === "ellipsis"),
    range: placed(node, source),
  };
}
