import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type TextEdit, edited } from "../../../src/core/fix";
import { judge } from "../../../src/formats/terraform/syntax/judge";
import { parse } from "../../../src/formats/terraform/syntax/parse";
import type {
  Block,
  Expression,
  File,
} from "../../../src/formats/terraform/syntax/syntax";

/** Files before and after the edits of this test file. */
const pairs: {
  readonly name: string;
  readonly texts: readonly [string, string];
}[] = [];

/** The text after an edit; it has to parse, and to be formatted as well as before. */
export async function after(
  text: string,
  path: string,
  change: (file: File) => TextEdit | undefined,
): Promise<string | undefined> {
  const edit = change(parse({ path, text }));
  if (!edit) return undefined;
  const [document] = edited([edit]);
  if (!document) throw new Error("The edit changes nothing.");
  expect(await judge(document)).toBeUndefined();
  expect(parse(document).error).toBeUndefined();
  if (!path.endsWith(".json")) {
    const unix = (each: string) => each.replaceAll("\r\n", "\n");
    const name = `${pairs.length}-${path}`;
    pairs.push({ name, texts: [unix(text), unix(document.text)] });
  }
  return document.text;
}

/** An edit of a file of HCL. */
export const hcl = (
  text: string,
  change: (file: File) => TextEdit | undefined,
) => after(text, "main.tf", change);
/** An edit of a file of JSON. */
export const json = (
  text: string,
  change: (file: File) => TextEdit | undefined,
) => after(text, "main.tf.json", change);

/** A block of the file. */
export function block(file: File, index = 0): Block {
  const found = file.body.blocks[index];
  if (!found) throw new Error("There is no such block.");
  return found;
}

/** The first value in the file. */
export function value(file: File): Expression {
  const found =
    file.body.attributes[0] ?? file.body.blocks[0]?.body.attributes[0];
  if (!found) throw new Error("There is no attribute.");
  return found.value;
}

/** What a command of terraform prints; undefined where there is none. */
function terraform(...args: readonly string[]): string | undefined {
  const { error, stdout } = spawnSync("terraform", args, { encoding: "utf8" });
  return error ? undefined : stdout;
}

/** The files that `terraform fmt` would change, before or after the edits. */
function complaints(side: 0 | 1): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), "edits-"));
  try {
    for (const { name, texts } of pairs)
      writeFileSync(join(folder, name), texts[side]);
    const listed = terraform("fmt", "-list", "-write=false", folder) ?? "";
    return new Set(
      listed
        .trim()
        .split("\n")
        .map((path) => basename(path)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A last test: no edit of this test file has made `terraform fmt` less content. */
export function describeFormatting(): void {
  describe("terraform fmt", () => {
    test.skipIf(terraform("version") === undefined)(
      "has nothing to say about a file that it had nothing to say about before",
      () => {
        const [before, after] = [complaints(0), complaints(1)];
        expect(pairs.length).toBeGreaterThan(5);
        expect([...after].filter((name) => !before.has(name))).toEqual([]);
      },
    );
  });
}
