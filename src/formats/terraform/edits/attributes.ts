import { textOf } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { type Line, addedBelow, chains } from "./alignment";
import { edit, endOfLine, indentationAt, onOneLine } from "./lines";
import type { Attribute, Block, Body } from "../syntax/syntax";

/** Arguments that come first in a block by convention, apart from the block's own. */
const leading = new Set([
  "count",
  "for_each",
  "provider",
  "providers",
  "source",
  "version",
]);

/** Adds an attribute to a block of HCL: below the given one, else below the first that stand together. */
export function addedAttribute(
  block: Block,
  name: string,
  value: string,
  below?: Attribute,
): TextEdit {
  const { body } = block;
  const { document, start, end } = body.range;
  if (onOneLine(body.range)) return unfolded(block, `${name} = ${value}`);
  const lines = linesOf(body);
  const beside = below ? lineOf(below) : firstGroupEnd(body, lines);
  if (beside)
    return addedBelow(
      lines.map((line) =>
        line.range.start === beside.range.start ? beside : line,
      ),
      beside,
      name,
      value,
      end,
    );
  const indentation = indentationAt(document, block.range.start);
  const at = endOfLine(document, start);
  const crowded = /^\r?\n[ \t]*[^\s}]/.test(document.text.slice(at, end));
  return edit(
    document,
    at,
    at,
    `\n${indentation}  ${name} = ${value}${crowded ? "\n" : ""}`,
  );
}

/** Adds lines at the end of a block of HCL, behind an empty line; they are indented already, without a line ending at the end. */
export function addedAtEnd(block: Block, lines: string): TextEdit {
  const { document, start, end } = block.body.range;
  if (onOneLine(block.body.range)) return unfolded(block, lines.trimStart());
  const inside = document.text.slice(start, end);
  const at = start + inside.trimEnd().length;
  const gap = inside.trim() === "" ? "" : "\n";
  return edit(document, at, at, `\n${gap}${lines}`);
}

/** `{ a = 1 }` opened up, with a line added. */
function unfolded({ body, range }: Block, added: string): TextEdit {
  const { document, start, end } = body.range;
  const indentation = indentationAt(document, range.start);
  const [only] = body.attributes;
  const inside = textOf(body.range).trim();
  const lines = inside === "" ? [added] : [inside, added];
  const [name = "", ...value] = added.split(" = ");
  if (only && textOf(only.range) === inside && !added.includes("\n")) {
    const width = Math.max(only.name.length, name.length);
    lines[0] = `${only.name.padEnd(width)} = ${textOf(only.value.range)}`;
    lines[1] = `${name.padEnd(width)} = ${value.join(" = ")}`;
  }
  const text = lines.map((line) => `\n${indentation}  ${line}`).join("");
  return edit(document, start, end, `${text}\n${indentation}`);
}

/** The attributes of a body as lines, in order of place. */
function linesOf(body: Body): readonly Line[] {
  return body.attributes.map(lineOf);
}

const lineOf = ({ range, name }: Attribute): Line => ({
  range,
  width: name.length,
});

/** The last of the lines that stand together and come first, those that only say how to make the block aside. */
function firstGroupEnd(body: Body, lines: readonly Line[]): Line | undefined {
  const own = new Set(
    body.attributes
      .filter(({ name }) => !leading.has(name) && name !== "depends_on")
      .map(({ range }) => range.start),
  );
  const group = chains(lines).find((chain) =>
    chain.some(({ range }) => own.has(range.start)),
  );
  return (
    group?.at(-1) ??
    lines.findLast(({ range }) => own.has(range.start)) ??
    lines.findLast(
      (_, index) => body.attributes[index]?.name !== "depends_on",
    ) ??
    lines.at(-1)
  );
}
