import { createRequire } from "node:module";
import { join } from "node:path";
import sitter = require("web-tree-sitter");

/** A node of the concrete syntax tree; valid only while `withSyntaxTree` reads it. */
export type Node = sitter.Node;

/** Exists in the bundle only. */
declare const __webpack_require__: unknown;

let parser: sitter.Parser | undefined;
let loading: Promise<void> | undefined;

/** Makes the parser ready; everything else here is synchronous and needs this to have finished. Loads once. */
export function loadParser(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  await sitter.Parser.init({
    locateFile: () =>
      located("web-tree-sitter.wasm", "web-tree-sitter/web-tree-sitter.wasm"),
  });
  const grammar = await sitter.Language.load(
    located(
      "tree-sitter-terraform.wasm",
      "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm",
    ),
  );
  parser = new sitter.Parser().setLanguage(grammar);
}

/** In the bundle the file lies one folder above the code, for all bundles to share; from source, in its package. */
function located(file: string, inPackage: string): string {
  return typeof __webpack_require__ === "undefined"
    ? createRequire(__filename).resolve(inPackage)
    : join(__dirname, "..", file);
}

/** What `read` makes of the text's syntax tree, which is freed afterwards: nothing may keep a node. */
export function withSyntaxTree<Result>(
  text: string,
  read: (root: Node) => Result,
): Result {
  const tree = parser?.parse(text);
  if (!tree) throw new Error("The HCL parser is used before it is loaded.");
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}
