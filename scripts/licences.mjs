// The licences of everything that is inside dist/: the packages of both bundles, and what the
// WebAssembly files were compiled from, which no package manager lists.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const rule = "=".repeat(80);

/** The text of dist/licenses.txt for these folders below node_modules; an error names a package without a licence. */
export function licences(folders) {
  const packages = [...folders].sort().map((folder) => {
    const directory = join("node_modules", folder);
    const { name, version, license } = JSON.parse(
      readFileSync(join(directory, "package.json"), "utf8"),
    );
    if (typeof license !== "string")
      throw new Error(`${name} names no licence.`);
    const file = readdirSync(directory).find((each) =>
      /^licen[cs]e(\.(md|txt))?$/i.test(each),
    );
    return [
      `${name} ${version}`,
      license,
      file ? readFileSync(join(directory, file), "utf8") : standard(license),
    ];
  });
  const compiled = JSON.parse(
    readFileSync(join("scripts", "licences", "wasm.json"), "utf8"),
  ).map((part) => [
    `${part.name} (compiled into ${part.in})`,
    part.licence,
    `${part.notice}\n\n${standard(part.licence)}`,
  ]);
  return [...packages, ...compiled]
    .map(
      ([title, licence, text]) =>
        `${rule}\n${title}\nLicence: ${licence}\n${rule}\n\n${text.replaceAll("\r\n", "\n").trim()}\n`,
    )
    .join("\n");
}

/** The text that a licence's identifier stands for. */
function standard(licence) {
  return readFileSync(join("scripts", "licences", `${licence}.txt`), "utf8");
}
