// Builds dist/: both entries as one file each, the WebAssembly they share, the rules' pages and
// the licences of everything inside. The result depends on the sources and the lock file alone.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { licences } from "./licences.mjs";

const require = createRequire(import.meta.url);
const ncc = require("@vercel/ncc");

rmSync("build", { recursive: true, force: true });
rmSync("dist", { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    join("node_modules", "typescript", "bin", "tsc"),
    "-p",
    "tsconfig.build.json",
  ],
  {
    stdio: "inherit",
  },
);

const bundled = new Set();
for (const entry of ["action", "cli"]) {
  const { code, assets, stats } = await ncc(
    join(process.cwd(), "build", `${entry}.js`),
    {
      cache: false,
      minify: false,
      target: "es2023",
      quiet: true,
    },
  );
  const folder = join("dist", entry);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), code);
  for (const [name, { source }] of Object.entries(assets)) {
    if (!name.endsWith(".js"))
      throw new Error(`An asset that nobody expects: ${entry}/${name}`);
    writeFileSync(join(folder, name), source);
  }
  for (const path of modulesIn(stats)) bundled.add(path);
}

const shared = [
  "web-tree-sitter/web-tree-sitter.wasm",
  "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm",
  "@cdktf/hcl2json/main.wasm.gz",
];
for (const path of shared) {
  cpSync(join("node_modules", path), join("dist", path.split("/").at(-1)));
  bundled.add(path.split("/").slice(0, -1).join("/"));
}
cpSync(join("docs", "rules"), join("dist", "rules"), { recursive: true });
writeFileSync(join("dist", "licenses.txt"), licences(bundled));
for (const file of readdirSync("dist", { recursive: true })) console.log(file);

/** Folders below node_modules of the packages that went into a bundle. */
function modulesIn(stats) {
  const text = JSON.stringify(
    stats.toJson({
      all: false,
      modules: true,
      nestedModules: true,
      modulesSpace: Infinity,
    }),
  );
  const folder =
    /node_modules\/((?:(?:@[^/"\\]+\/)?[^/"\\]+\/node_modules\/)*(?:@[^/"\\]+\/)?[^/"\\]+)\//g;
  return new Set([...text.matchAll(folder)].map(([, name]) => name));
}
