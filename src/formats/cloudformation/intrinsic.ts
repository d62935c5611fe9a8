import type { Entry, Node } from "../yaml/node";

/** An intrinsic function that a node calls: its full name and its argument. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: Node;
}

const withoutPrefix = new Set(["Ref", "Condition"]);

/**
 * The intrinsic function that a node calls, in the short form (`!Sub x`) or the long one
 * (`Fn::Sub: x`). Source: CloudFormation user guide, "Intrinsic function reference".
 */
export function intrinsicIn(node: Node): Intrinsic | undefined {
  if (node.tag !== undefined) {
    const { tag, ...argument } = node;
    const name = tag.slice(1);
    return {
      name: withoutPrefix.has(name) ? name : `Fn::${name}`,
      argument,
    };
  }
  if (node.kind !== "mapping" || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  if (!entry) return undefined;
  const name = keyText(entry);
  if (!isIntrinsicName(name, entry.value)) return undefined;
  return { name, argument: entry.value };
}

function isIntrinsicName(name: string, argument: Node): boolean {
  if (withoutPrefix.has(name)) return argument.kind === "scalar";
  return name.startsWith("Fn::") && !name.startsWith(loopPrefix);
}

/** How the key of a loop begins. */
export const loopPrefix = "Fn::ForEach::";

/** The text of an entry's key; empty when the key is no text. */
export function keyText(entry: Entry): string {
  return entry.key.kind === "scalar" ? entry.key.text : "";
}

/** The elements of a sequence; undefined for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] | undefined {
  return node?.kind === "sequence" && node.tag === undefined
    ? node.items
    : undefined;
}

/** A node in few words: the name behind a `Ref`, a literal in quotes, else its text on one line. */
export function spoken(node: Node): string {
  const call = intrinsicIn(node);
  if (call && withoutPrefix.has(call.name) && call.argument.kind === "scalar")
    return call.argument.text;
  if (!call && node.kind === "scalar") return JSON.stringify(node.text);
  const { document, start, end } = node.place;
  const text = document.text
    .slice(start, Math.min(end, start + 200))
    .replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
