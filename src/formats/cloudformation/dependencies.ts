import { type Node, get } from "../yaml/node";
import { intrinsicIn, itemsOf } from "./intrinsic";
import type { Stack } from "./stack";

/** Whether CloudFormation makes one resource only after another: by `DependsOn` or a reference, at any remove. */
export function waitsFor(stack: Stack, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const resource = stack.resources.get(id);
    if (!resource || seen.has(id)) continue;
    seen.add(id);
    for (const name of namesIn(resource.node)) {
      if (name === target) return true;
      open.push(name);
    }
  }
  return false;
}

/** Everything that a resource's text refers to. */
function namesIn(resource: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const after = get(resource, "DependsOn");
  for (const each of itemsOf(after) ?? (after ? [after] : []))
    if (each.kind === "scalar") names.add(each.text);
  const seen = new Set<Node>();
  const walk = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const call = intrinsicIn(node);
    if (call)
      for (const name of namesOf(call.name, call.argument)) names.add(name);
    if (node.kind === "sequence") node.items.forEach(walk);
    if (node.kind === "mapping")
      for (const entry of node.entries) walk(entry.value);
  };
  walk(resource);
  return names;
}

function namesOf(intrinsic: string, argument: Node): readonly string[] {
  const [first = argument] = itemsOf(argument) ?? [];
  if (first.kind !== "scalar") return [];
  if (intrinsic === "Ref") return [first.text];
  if (intrinsic === "Fn::GetAtt") return [first.text.split(".")[0] ?? ""];
  if (intrinsic !== "Fn::Sub") return [];
  return [...first.text.matchAll(/\$\{([^!{}.][^{}.]*)[^{}]*\}/g)].map(
    ([, name = ""]) => name.trim(),
  );
}
