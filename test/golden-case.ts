/*
 * A golden case: code as people write it, the report that a person has read and agreed with, and
 * the code as every fix together leaves it.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { check } from "../src/check";
import type { Document, Source } from "../src/core/document";
import type { Report } from "../src/core/finding";
import { compareText } from "../src/core/fix";
import { defaultPolicy } from "../src/core/policy";
import { type Corrected, corrected } from "../src/corrected";
import { formats } from "../src/formats";
import { rules } from "../src/rules";
import { decoded } from "../src/workspace";

export const fixtures = join(__dirname, "..", "fixtures");

const checks = { formats, rules, policy: defaultPolicy };

/** A case's place, "terraform/list-in-variable-default". */
export interface Case {
  readonly format: string;
  readonly name: string;
}

/** Every case there is, sorted. */
export function cases(): readonly Case[] {
  return foldersIn(fixtures).flatMap((format) =>
    foldersIn(join(fixtures, format)).map((name) => ({ format, name })),
  );
}

/** The files of a case's `input`, as a repository of their own. */
export const inputOf = ({ format, name }: Case): Source =>
  withDownloads(
    sourceFrom(join(fixtures, format, name, "input")),
    join(fixtures, format, name, "downloaded"),
  );

/** The report on a repository. */
export const reportOn = (source: Source): Promise<Report> =>
  check(source, checks);

/** The repository as every fix together, unsafe ones too, leaves it. */
export const correctedBy = (source: Source): Promise<Corrected> =>
  corrected(source, checks, true);

/** What `expected.txt` holds. */
export function expectedOf({ format, name }: Case): string {
  const path = join(fixtures, format, name, "expected.txt");
  return existsSync(path) ? readFileSync(path, "utf8") : "(no expected.txt)";
}

/** The files of `fixed`: only those that change. */
export function fixedOf({ format, name }: Case): Record<string, string> {
  const folder = join(fixtures, format, name, "fixed");
  return existsSync(folder) ? textsOf(sourceFrom(folder)) : {};
}

/** Writes what is expected of a case anew. */
export function rewrite(
  { format, name }: Case,
  expected: string,
  fixed: Readonly<Record<string, string>>,
): void {
  const folder = join(fixtures, format, name);
  writeFileSync(join(folder, "expected.txt"), expected);
  rmSync(join(folder, "fixed"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(fixed)) {
    mkdirSync(dirname(join(folder, "fixed", path)), { recursive: true });
    writeFileSync(join(folder, "fixed", path), text);
  }
}

/** All texts of a repository by path. */
export function textsOf(source: Source): Record<string, string> {
  return Object.fromEntries(
    source.paths.map((path) => [path, source.document(path)?.text ?? ""]),
  );
}

/** The files of a folder as a repository, its symbolic links included. */
export function sourceFrom(folder: string): Source {
  const documents = new Map<string, Document>();
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort(compareText);
  const document = (path: string): Document | undefined => {
    if (!paths.includes(path)) return undefined;
    const real = relative(
      realpathSync(folder),
      realpathSync(join(folder, path)),
    );
    const known =
      documents.get(real) ?? decoded(real, readFileSync(join(folder, real)));
    documents.set(real, known);
    return known;
  };
  return {
    paths,
    list: (directory) => paths.filter((path) => dirname(path) === directory),
    document,
    load: () => Promise.resolve(false),
    problems: [],
    filesRead: paths.length,
  };
}

/** The repository with what `terraform init` has put below `.terraform`, which is no part of it. */
function withDownloads(source: Source, folder: string): Source {
  if (!existsSync(folder)) return source;
  const { paths, document } = sourceFrom(folder);
  const place = ".terraform";
  const documents = new Map(
    paths.flatMap((path) => {
      const found = document(path);
      const at = `${place}/${path}`;
      return found ? [[at, { ...found, path: at }] as const] : [];
    }),
  );
  return {
    ...source,
    list: (directory) => [
      ...source.list(directory),
      ...[...documents.keys()].filter((path) => dirname(path) === directory),
    ],
    document: (path) => documents.get(path) ?? source.document(path),
  };
}

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(compareText)
    : [];
