/*
 * YAML and JSON texts as plain data, for whoever does not ask where it is written.
 */
import { type Node, entriesOf } from "./node";
import { parse } from "./parse";

/** Data as `JSON.parse` gives it. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A node's data, tags left out. */
export function plain(node: Node): Plain {
  switch (node.kind) {
    case "scalar":
      return node.data;
    case "sequence":
      return node.items.map(plain);
    case "mapping":
      return Object.fromEntries(
        entriesOf(node).map(({ key, value }) => [
          key.kind === "scalar" ? key.text : "",
          plain(value),
        ]),
      );
  }
}

/** The data of a text that holds one YAML or JSON document, or what is wrong with it. */
export function decode(
  text: string,
): { readonly data: Plain } | { readonly error: string } {
  const { sources, problems } = parse({ path: "", text });
  const [problem] = problems;
  if (problem) return { error: problem.message };
  const [source, second] = sources;
  if (second) return { error: "It holds more than one document." };
  return { data: source ? plain(source.root) : null };
}
