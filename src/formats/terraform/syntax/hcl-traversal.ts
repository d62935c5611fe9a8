import { expression } from "./hcl-expression";
import {
  type HclSource,
  invalid,
  partsOf,
  placed,
  textTemplate,
} from "./hcl-source";
import type { Expression, Star } from "./syntax";
import type { Node } from "./tree-sitter";

type Step = Star["steps"][number];

/** A term with one more step: `.name`, `.0` or `[key]`. */
export function indexed(
  of: Expression,
  step: Node,
  start: number,
  source: HclSource,
  depth: number,
): Expression {
  const range = source.place(start, step.endIndex);
  return { kind: "index", of, ...stepOf(step, source, depth), range };
}

/** A term with stars and all that follows them: in `a[*].b[*].c` one works within the other, in `a.*.b[*].c` one after the other. */
export function starred(
  of: Expression,
  [node, ...further]: readonly Node[],
  start: number,
  source: HclSource,
  depth: number,
): Expression {
  const [star] = node?.children ?? [];
  if (!node || !star) return of;
  const full = star.type === "full_splat";
  if (full) {
    const stars = nested([node, ...further], start, source, depth);
    return stars
      ? { kind: "splat", of, ...stars }
      : invalid(start, (further.at(-1) ?? node).endIndex, source);
  }
  const nodes = partsOf(star).slice(1);
  // `a.*.b[0]` is the first of all `b`; only `a[*].b[0]` is every `b[0]`. Source: HCL's native syntax specification, "Splat Operators".
  const at = nodes.findIndex(isBracketIndex);
  const each = at < 0 ? nodes : nodes.slice(0, at);
  const end = each.at(-1)?.endIndex ?? star.children[0]?.endIndex;
  const splat: Expression = {
    kind: "splat",
    of,
    full,
    steps: each.map((step) => stepOf(step, source, depth)),
    range: source.place(start, end ?? node.endIndex),
  };
  const outer = nodes
    .slice(each.length)
    .reduce<Expression>(
      (value, step) => indexed(value, step, start, source, depth),
      splat,
    );
  return starred(outer, further, start, source, depth);
}

/** Stars within each other; undefined for `a[*].b.*.c[0]`, which nobody writes. */
function nested(
  [node, ...further]: readonly Node[],
  start: number,
  source: HclSource,
  depth: number,
): Star | undefined {
  const [star] = node?.children ?? [];
  if (!node || !star) return undefined;
  const full = star.type === "full_splat";
  const steps = partsOf(star).slice(1);
  if (!full && steps.some(isBracketIndex)) return undefined;
  const [next] = further;
  const inner = next && nested(further, next.startIndex, source, depth);
  if (next && !inner) return undefined;
  return {
    full,
    steps: steps.map((step) => stepOf(step, source, depth)),
    range: source.place(start, (further.at(-1) ?? node).endIndex),
    ...(inner && { nested: inner }),
  };
}

const isBracketIndex = (node: Node): boolean =>
  node.type === "index" && node.children[0]?.type === "new_index";

/** `.name`, `.0` or `[key]`. */
function stepOf(node: Node, source: HclSource, depth: number): Step {
  const range = placed(node, source);
  const step = node.type === "index" ? node.children[0] : node;
  if (step?.type === "new_index") {
    const key = expression(partsOf(step)[1], source, depth);
    return { key, attribute: false, range };
  }
  const [, name] = partsOf(node);
  const start = name?.startIndex ?? numberStart(node, source);
  const text = source.text.slice(start, node.endIndex);
  const place = source.place(start, node.endIndex);
  return {
    key:
      step?.type === "legacy_index"
        ? { kind: "literal", data: Number(text), range: place }
        : textTemplate(text, place),
    attribute: true,
    range,
  };
}

/** Where the number of `.0` begins, for which the grammar has no node. */
function numberStart(
  { startIndex, endIndex }: Node,
  { text }: HclSource,
): number {
  let at = endIndex;
  while (at > startIndex && /\d/.test(text[at - 1] ?? "")) at -= 1;
  return at;
}
