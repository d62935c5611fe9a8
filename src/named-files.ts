/*
 * Files outside what is checked: those that the user names for a purpose of its own, and the pages
 * that come with this program.
 */
import {
  existsSync,
  fstatSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Document } from "./core/document";

/** Reads a text file that the user named, such as a configuration file; an error in words where that fails. */
export function readNamedFile(
  path: string,
): Document | { readonly error: string; readonly missing: boolean } {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch {
    return {
      error: `The file ${JSON.stringify(path)} cannot be read.`,
      missing: !existsSync(path),
    };
  }
}

/** The page of a rule, which lies beside the bundle and, in the sources, among the documents. */
export function readRulePage(rule: string): string | undefined {
  const [page] = ["../rules", "../docs/rules"]
    .map((folder) => join(__dirname, folder, `${rule}.md`))
    .filter(existsSync);
  return page && readFileSync(page, "utf8");
}

/** Whether what is written to a descriptor goes straight into a file, where no terminal and no runner sees it. */
export function isRegularFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** Writes a file that the user named, such as a report; makes its directories. */
export function writeNamedFile(path: string, text: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, text);
}
