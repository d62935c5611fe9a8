import { type Node, entriesOf } from "../../../src/formats/yaml/node";

/** A node's data with merges applied, tags as the only key of a mapping. */
export function dataOf(node: Node): unknown {
  const data = untagged(node);
  return node.tag === undefined ? data : { [node.tag]: data };
}

function untagged(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return node.data;
    case "sequence":
      return node.items.map(dataOf);
    case "mapping":
      return Object.fromEntries(
        entriesOf(node).map(({ key, value }) => [
          key.kind === "scalar" ? key.text : JSON.stringify(dataOf(key)),
          dataOf(value),
        ]),
      );
  }
}
