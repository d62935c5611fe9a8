import type { Reader } from "./configuration";
import { resolved } from "./paths";

/**
 * The directory that `terraform init` has downloaded a module call into; undefined when it was not
 * run here. The key names the call by the names of all calls that lead to it: "platform.eks".
 * What of it is committed, no tree shows. Source: Terraform's `.terraform/modules/modules.json`.
 */
export function installed(
  { tree }: Reader,
  root: string,
  key: string,
): string | undefined {
  const path = resolved(root, ".terraform/modules/modules.json");
  if (path === undefined) return undefined;
  const document = tree.document(path);
  for (const entry of document ? entriesIn(document.text) : [])
    if (entry.key === key) return resolved(root, entry.directory);
  return undefined;
}

interface Entry {
  readonly key: string;
  readonly directory: string;
}

function entriesIn(text: string): readonly Entry[] {
  const manifest = parsed(text);
  const modules = field(manifest, "Modules");
  if (!Array.isArray(modules)) return [];
  return modules.flatMap((module: unknown): readonly Entry[] => {
    const key = field(module, "Key");
    const directory = field(module, "Dir");
    return typeof key === "string" && typeof directory === "string"
      ? [{ key, directory }]
      : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
