/*
 * Documents in every style, and edits anywhere in them: whatever is edited, the document parses, no
 * comment is lost, and the data differs in exactly the edited place.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import type { TextEdit } from "../../../src/core/fix";
import {
  addItems,
  replaceScalar,
  setEntries,
} from "../../../src/formats/yaml/edit";
import type { Node, Source } from "../../../src/formats/yaml/node";
import { parse } from "../../../src/formats/yaml/parse";
import { dataOf } from "./data";

type Data = null | boolean | number | string | Data[] | { [key: string]: Data };

const words = [
  "a",
  "audit",
  "b-c",
  "x y",
  "yes",
  "*",
  "1",
  "",
  "it's",
  'q"q',
  "a: b",
  "# c",
  "[d",
  "é\u2028",
];
const scalar = fc.oneof(
  fc.constantFrom<Data>(null, true, 7, -1.5),
  fc.constantFrom<Data>(...words),
);
const key = fc.constantFrom(
  "k",
  "l-m",
  "n o",
  "yes",
  "AWS::X",
  "1",
  "p'q",
  "r: s",
);
const { tree } = fc.letrec<{ tree: Data }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 3 }).map((all) => ({ ...all })),
  ),
}));
const root = fc.oneof(
  fc
    .dictionary(key, tree, { minKeys: 1, maxKeys: 4 })
    .map((all) => ({ ...all })),
  fc.array(tree, { minLength: 1, maxLength: 4 }),
);

/** A source of choices about style. */
type Choose = (most: number) => number;

/** Writes data as some author might. */
class Author {
  private comments = 0;
  constructor(
    private readonly choose: Choose,
    private readonly eol: string,
    private readonly unit: string,
    private readonly listIndent: string,
  ) {}

  private comment(): string {
    this.comments += 1;
    return `# note ${this.comments}`;
  }

  private endOfLine(): string {
    const end = this.choose(4) === 0 ? ` ${this.comment()}` : "";
    return end + this.eol;
  }

  private lineBefore(indent: string): string {
    const which = this.choose(12);
    if (which === 0) return `${indent}${this.comment()}${this.eol}`;
    return which === 1 ? this.eol : "";
  }

  text(value: string): string {
    const plain = /^[a-z][a-z-]*$/.test(value) && value !== "yes";
    const style = this.choose(plain ? 3 : 2);
    if (style === 2) return value;
    if (style === 1 && !/[\u2028]/.test(value))
      return `'${value.replaceAll("'", "''")}'`;
    return JSON.stringify(value);
  }

  scalar(value: null | boolean | number | string): string {
    return typeof value === "string" ? this.text(value) : String(value);
  }

  block(value: Data, indent: string): string {
    if (Array.isArray(value))
      return value
        .map(
          (item) =>
            `${this.lineBefore(indent)}${indent}-${this.item(item, indent)}`,
        )
        .join("");
    if (value === null || typeof value !== "object")
      return `${indent}${this.scalar(value)}${this.endOfLine()}`;
    return this.entries(value, indent)
      .map((entry) => this.lineBefore(indent) + indent + entry)
      .join("");
  }

  private entries(value: { [key: string]: Data }, indent: string): string[] {
    return Object.entries(value).map(
      ([name, each]) => `${this.text(name)}:${this.value(each, indent)}`,
    );
  }

  private item(item: Data, indent: string): string {
    if (
      item !== null &&
      typeof item === "object" &&
      !Array.isArray(item) &&
      Object.keys(item).length > 0 &&
      this.choose(2) === 0
    ) {
      const inner = `${indent}  `;
      return ` ${this.entries(item, inner).join(inner)}`;
    }
    if (Array.isArray(item) && item.length > 0 && this.choose(2) === 0)
      return this.endOfLine() + this.block(item, `${indent}  `);
    return ` ${this.flow(item, indent)}${this.endOfLine()}`;
  }

  private value(value: Data, indent: string): string {
    if (value === null && this.choose(2) === 0) return this.endOfLine();
    if (
      typeof value === "string" &&
      /^[a-z]/.test(value) &&
      this.choose(4) === 0
    )
      return (
        ` |${this.choose(2) ? "-" : "+"}${this.eol}`.replace("+", "-") +
        `${indent}${this.unit}${value}${this.eol}`
      );
    if (
      value === null ||
      typeof value !== "object" ||
      Object.keys(value).length === 0 ||
      this.choose(3) === 0
    )
      return ` ${this.flow(value, indent)}${this.endOfLine()}`;
    const inner = indent + (Array.isArray(value) ? this.listIndent : this.unit);
    return this.endOfLine() + this.block(value, inner);
  }

  flow(value: Data, indent: string): string {
    if (value === null || typeof value !== "object") return this.scalar(value);
    const inner = `${indent}  `;
    const children = Array.isArray(value)
      ? value.map((item) => this.flow(item, inner))
      : Object.entries(value).map(([name, each]) =>
          each === null && this.choose(3) === 0
            ? this.text(name)
            : `${this.text(name)}: ${this.flow(each, inner)}`,
        );
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    const style = this.choose(4);
    const trailing = children.length > 0 && this.choose(3) === 0 ? "," : "";
    if (style === 0 && children.length > 0) {
      const lines = children.map((child, index) => {
        const comma = index < children.length - 1 ? "," : trailing;
        return `${inner}${child}${comma}${this.endOfLine()}${this.lineBefore(inner)}`;
      });
      return `${open}${this.endOfLine()}${lines.join("")}${indent}${close}`;
    }
    const pad = style === 1 ? " " : "";
    return `${open}${pad}${children.join(style === 2 ? "," : ", ")}${trailing}${pad}${close}`;
  }
}

interface Written {
  readonly path: string;
  readonly text: string;
}

const yaml: fc.Arbitrary<Written> = fc
  .record({
    root,
    seeds: fc.infiniteStream(fc.nat(1000)),
    eol: fc.constantFrom("\n", "\r\n"),
    unit: fc.constantFrom("  ", "    ", "   "),
    listIndent: fc.constantFrom("", "  "),
    mark: fc.constantFrom("", "\ufeff", "---"),
    flow: fc.nat(4),
    end: fc.boolean(),
  })
  .map(({ root, seeds, eol, unit, listIndent, mark, flow, end }) => {
    const choose: Choose = (most) => Number(seeds.next().value ?? 0) % most;
    const author = new Author(choose, eol, unit, listIndent);
    const text =
      flow === 0 ? author.flow(root, "") + eol : author.block(root, "");
    return {
      path: "a.yaml",
      text:
        (mark === "---" ? mark + eol : mark) +
        (end ? text : text.replace(/\r?\n$/, "")),
    };
  });

const json: fc.Arbitrary<Written> = fc
  .tuple(root, fc.constantFrom(undefined, 2, 4, "\t"), fc.boolean())
  .map(([root, unit, end]) => ({
    path: "a.json",
    text: JSON.stringify(root, null, unit) + (end ? "\n" : ""),
  }));

/** What an edit does, to the text and to the data. */
interface Change {
  readonly edits: readonly TextEdit[];
  readonly path: readonly (string | number)[];
  readonly change: (data: Data) => Data;
}

const added: fc.Arbitrary<Data> = fc.oneof(
  scalar,
  fc.constantFrom<Data>(
    ["a", "b c"],
    { m: ["audit", "api"], n: { o: 1 } },
    {},
    [],
  ),
);

/** Every edit that could be made to the nodes of a document. */
function changes(source: Source, value: Data, name: string): readonly Change[] {
  const all: Change[] = [];
  const walk = (node: Node, path: readonly (string | number)[]): void => {
    if (node.kind === "scalar") {
      if (
        path.length > 0 &&
        (value === null || typeof value !== "object") &&
        node.range.end > node.range.start &&
        node.style !== "literal"
      )
        all.push({
          edits: [replaceScalar(node, value)],
          path,
          change: () =>
            (node.style === "single" || node.style === "double") &&
            value !== null
              ? String(value)
              : value,
        });
      return;
    }
    if (node.kind === "sequence") {
      all.push({
        edits: addItems(source, node, [value, "z"]),
        path,
        change: (data) => (Array.isArray(data) ? [...data, value, "z"] : data),
      });
      node.items.forEach((item, index) => walk(item, [...path, index]));
      return;
    }
    const set = (key: string, after?: number) => {
      const entry = after === undefined ? undefined : node.entries[after];
      all.push({
        edits: setEntries(
          source,
          node,
          { [key]: value, zz: [1] },
          entry ? { after: entry } : {},
        ),
        path,
        change: (data) =>
          data !== null && typeof data === "object" && !Array.isArray(data)
            ? { ...data, [key]: value, zz: [1] }
            : data,
      });
    };
    set(name);
    set(name, 0);
    for (const { key, value: inner } of node.entries) {
      if (key.kind !== "scalar") continue;
      if (inner.kind === "scalar" && inner.style !== "literal") set(key.text);
      walk(inner, [...path, key.text]);
    }
  };
  walk(source.root, []);
  return all;
}

function changed(
  data: unknown,
  path: readonly (string | number)[],
  change: Change["change"],
): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(plain(data));
  if (Array.isArray(data))
    return data.map((item, index) =>
      index === first ? changed(item, rest, change) : item,
    );
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [
      key,
      key === first ? changed(item, rest, change) : item,
    ]),
  );
}

function plain(data: unknown): Data {
  return JSON.parse(JSON.stringify(data));
}

const commentsIn = (text: string) => text.match(/# note \d+/g) ?? [];

function holds(
  written: Written,
  which: number,
  value: Data,
  name: string,
): void {
  const document = { ...written };
  const { sources, problems } = parse(document);
  expect(problems).toEqual([]);
  const [source] = sources;
  if (!source) throw new Error("nothing was written");
  const before = dataOf(source.root);
  const all = changes(source, value, name);
  const change = all[which % Math.max(1, all.length)];
  if (!change) return;
  const [after] = edited(change.edits);
  if (!after) throw new Error("nothing was edited");
  const result = parse(after);
  expect(result.problems, after.text).toEqual([]);
  const [root] = result.sources.map((each) => dataOf(each.root));
  expect(root, after.text).toEqual(changed(before, change.path, change.change));
  expect(commentsIn(after.text)).toEqual(commentsIn(document.text));
  expect(after.text.startsWith("\ufeff")).toBe(
    document.text.startsWith("\ufeff"),
  );
  if (document.text.includes("\r\n"))
    expect(after.text).not.toMatch(/(^|[^\r])\n/);
  if (document.path.endsWith(".json"))
    expect(() => JSON.parse(after.text)).not.toThrow();
}

const options = { seed: 20, numRuns: 300 };

test("an edit of YAML changes exactly one place and no comment", () => {
  fc.assert(
    fc.property(
      yaml,
      fc.nat(),
      added,
      fc.constantFrom("new", "new one"),
      holds,
    ),
    options,
  );
});

test("an edit of JSON leaves JSON and changes exactly one place", () => {
  fc.assert(
    fc.property(
      json,
      fc.nat(),
      added,
      fc.constantFrom("new", "new one"),
      holds,
    ),
    options,
  );
});
