/*
 * The smallest edits of Terraform code, HCL or JSON by the document's name: comments, alignment,
 * indentation, commas and line endings around them stay as they are.
 */
import { type SourceRange, textOf } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { addedBelow } from "./alignment";
import { addedAtEnd, addedAttribute } from "./attributes";
import * as inJson from "./json";
import { after, beginsLine, edit, endOfLine, indentationAt } from "./lines";
import { type Bracketed, addedElements } from "./list";
import type {
  Attribute,
  Block,
  Call,
  Expression,
  ObjectItem,
  ObjectLiteral,
  Tuple,
} from "../syntax/syntax";
import {
  type NewBlock,
  type Written,
  hcl,
  hclBlock,
  json,
  jsonText,
  quoted,
} from "./written";

export type { NewBlock, Written } from "./written";

const isJson = ({ document }: SourceRange): boolean =>
  document.path.endsWith(".json");

/** Puts a value in the place of an expression. */
export function replaced(expression: Expression, value: Written): TextEdit {
  const { document, start, end } = expression.range;
  return edit(
    document,
    start,
    end,
    isJson(expression.range) ? json(value) : hcl(value),
  );
}

/** Gives an optional attribute of a type, which has none, a default; undefined in JSON, where a type is a text. */
export function defaulted(
  { range, arguments: [type] }: Call,
  value: Written,
): TextEdit | undefined {
  const { document, end } = range;
  if (!type || isJson(range)) return undefined;
  if (document.text.slice(type.range.end, end).trim() !== ")") return undefined;
  return edit(document, type.range.end, type.range.end, `, ${hcl(value)}`);
}

/** Adds texts at the end of a list. */
export function addTexts(list: Tuple, texts: readonly string[]): TextEdit {
  return addedElements(
    listOf(list),
    texts.map(isJson(list.range) ? jsonText : quoted),
  );
}

/** Adds texts at the end of a quoted text that holds several with a separator between; undefined for any other. */
export function addTextAtEnd(
  { range }: Expression,
  separator: string,
  texts: readonly string[],
): TextEdit | undefined {
  const { document, end } = range;
  const source = textOf(range);
  if (!/^"[^]*"$/.test(source)) return undefined;
  const before = source === '""' ? [] : [""];
  const added = [...before, ...texts].join(separator);
  const written = (isJson(range) ? jsonText : quoted)(added).slice(1, -1);
  return edit(document, end - 1, end - 1, written);
}

function listOf({ range, elements }: Tuple): Bracketed {
  const last = elements.at(-1)?.range;
  return { range, unit: unitOf(range), ...(last ? { last } : {}) };
}

/** What a level of indentation is: two spaces in HCL; in JSON what the document uses. */
function unitOf(range: SourceRange): string {
  return isJson(range) ? inJson.unitOf(range.document) : "  ";
}

/** Adds an attribute to a block: below the given one, else below the first that stand together. */
export function addAttribute(
  block: Block,
  name: string,
  value: Written,
  below?: Attribute,
): TextEdit | undefined {
  return isJson(block.range)
    ? inJson.addedProperty(block.body.range, name, json(value))
    : addedAttribute(block, name, hcl(value), below);
}

/** Adds an item to an object. */
export function addItem(
  object: ObjectLiteral,
  key: string,
  value: Written,
): TextEdit | undefined {
  const { range, items } = object;
  const { document, end } = range;
  if (isJson(range)) return inJson.addedProperty(range, key, json(value));
  const name = /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
  const lines = items.map((item) => ({
    range: item.range,
    width: item.key.range.end - item.key.range.start,
  }));
  const [last, item] = [lines.at(-1), items.at(-1)];
  const sign = item ? signOf(item) : "=";
  const { comma, multiline } = last
    ? after(document, last.range.end, end - 1)
    : { multiline: false };
  if (
    last &&
    multiline &&
    sign === "=" &&
    beginsLine(document, last.range.start)
  )
    return addedBelow(
      lines,
      last,
      name,
      hcl(value),
      end - 1,
      comma === undefined ? "" : ",",
    );
  return addedElements(
    {
      range,
      unit: "  ",
      padded: true,
      lineEndsSeparate: true,
      ...(last && { last: last.range }),
    },
    [`${name} ${sign} ${hcl(value)}`],
  );
}

function signOf({ key, value }: ObjectItem): "=" | ":" {
  const between = {
    ...key.range,
    start: key.range.end,
    end: value.range.start,
  };
  return textOf(between).includes("=") ? "=" : ":";
}

/** Adds a block after another, with an empty line between. */
export function addBlockAfter(
  block: Block,
  added: NewBlock,
): TextEdit | undefined {
  const { document, end } = block.range;
  if (isJson(block.range)) return inJson.addedBlock(block, added);
  const at = endOfLine(document, end);
  const indentation = indentationAt(document, block.range.start);
  return edit(document, at, at, `\n\n${hclBlock(added, indentation)}`);
}

/** Adds an attribute of the file that is an object of one item, below a block; undefined in JSON. */
export function addObjectBelow(
  { range }: Block,
  name: string,
  key: string,
  value: Written,
): TextEdit | undefined {
  if (isJson(range)) return undefined;
  const at = endOfLine(range.document, range.end);
  const text = `\n\n${name} = {\n  ${key} = ${hcl(value)}\n}`;
  return edit(range.document, at, at, text);
}

/** Adds a block at the end of what another holds. */
export function addNestedBlock(
  block: Block,
  added: NewBlock,
): TextEdit | undefined {
  if (isJson(block.range)) return inJson.addedNestedBlock(block, added);
  const indentation = indentationAt(block.range.document, block.range.start);
  return addedAtEnd(block, hclBlock(added, `${indentation}  `));
}

/** Makes a block depend on what has this address; undefined when it does already, or when its dependencies are not written as a list. */
export function addDependency(
  block: Block,
  address: string,
): TextEdit | undefined {
  const written = block.body.attributes.find(
    ({ name }) => name === "depends_on",
  );
  if (written?.value.kind === "tuple") {
    const known = written.value.elements.some(
      (element) => textOf(element.range).replace(/^"|"$/g, "") === address,
    );
    return known
      ? undefined
      : addedElements(listOf(written.value), [
          isJson(block.range) ? JSON.stringify(address) : address,
        ]);
  }
  if (written) return undefined;
  const value: Written = { addresses: [address] };
  if (isJson(block.range))
    return inJson.addedProperty(block.body.range, "depends_on", json(value));
  const indentation = indentationAt(block.range.document, block.range.start);
  return addedAtEnd(block, `${indentation}  depends_on = ${hcl(value)}`);
}
