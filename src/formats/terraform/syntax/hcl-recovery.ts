/*
 * Files that the grammar does not read. Some are right all the same: `sparing` writes what the
 * grammar does not know in other words of the same length. The rest is wrong, and one slip makes
 * the grammar lose all that follows; so such a file is cut into items at lines of the same
 * indentation, and each is read by itself.
 */
import { bodyOf } from "./hcl-body";
import { type HclSource, maxDepth } from "./hcl-source";
import type { Attribute, Block, Body } from "./syntax";
import { withSyntaxTree } from "./tree-sitter";

/** An exponent without a fraction, keywords as keys, and a line that begins with a computed key after one that ends in a name. */
function sparing(text: string): string {
  return text
    .replace(/(?<![\w.-])\d+[eE][-+]?\d+(?![\w.])/g, (number) =>
      "1".repeat(number.length),
    )
    .replace(
      /(?<![\w.-])(?:for|in|if|endif|else|endfor)(?=\s*=[^=>])/g,
      (word) => "_".repeat(word.length),
    )
    .replace(/(?<=[\w-])([ \t]*)\r?\n(?=[ \t]*\([^\n]*\)\s*[=:])/g, (gap) =>
      ",".padEnd(gap.length),
    );
}

/** How much of a file may be read again, nested items several times: in UTF-16 units, and in lengths of the file. */
const mostAgain = 2_000_000;
const mostTimes = 8;

/** What is left of that. */
interface Budget {
  left: number;
}

/** What a text holds, as well as it can be read, and where the first error is. */
export function readBody(source: HclSource): {
  readonly body: Body;
  readonly error?: Place;
} {
  const { text } = source;
  const { body, rejected } = wellFormed(text, 0, text.length, source);
  if (body) return { body };
  const left = Math.min(mostAgain, 50_000 + mostTimes * text.length);
  return {
    body: itemByItem(text, 0, text.length, source, { left }, 0),
    error: rejected ?? firstError(text),
  };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The body that stands between two offsets, unless something in it is wrong; where, if the grammar does not see it. */
function wellFormed(
  text: string,
  start: number,
  end: number,
  source: HclSource,
): { readonly body?: Body; readonly rejected?: Place } {
  let rejected: Place | undefined;
  // The grammar ends a heredoc at a line ending only.
  const part = `${text.slice(start, end)}\n`;
  const shifted: HclSource = {
    text: part,
    place: (from, to) =>
      source.place(
        start + Math.min(from, end - start),
        start + Math.min(to, end - start),
      ),
    reject(from, to) {
      rejected ??= { start: start + from, end: start + to };
    },
  };
  const read = (candidate: string) =>
    withSyntaxTree(candidate, (root) => {
      const [body] = root.children.filter((child) => child.type !== "comment");
      return root.hasError || (body && body.type !== "body")
        ? undefined
        : bodyOf(body, 0, end - start, shifted);
    });
  const spared = sparing(part);
  const body = read(part) ?? (spared === part ? undefined : read(spared));
  if (rejected) return { rejected };
  return body ? { body } : {};
}

function firstError(text: string): Place {
  return withSyntaxTree(`${text}\n`, (root) => {
    const cursor = root.walk();
    const clamp = (offset: number) => Math.min(offset, text.length);
    try {
      for (;;) {
        const node = cursor.currentNode;
        if (node.isError || node.isMissing || !node.hasError)
          return { start: clamp(node.startIndex), end: clamp(node.endIndex) };
        if (!cursor.gotoFirstChild())
          return { start: clamp(node.startIndex), end: clamp(node.endIndex) };
        while (!cursor.currentNode.hasError && !cursor.currentNode.isMissing)
          if (!cursor.gotoNextSibling()) break;
      }
    } finally {
      cursor.delete();
    }
  });
}

// Words must have a space between them here, or a word could be cut into words in countless ways.
const itemStart =
  /^[\p{L}_][\w-]*(?:[ \t]*=(?![=>])|(?:[ \t]*"[^"\n]*"|[ \t]+[\p{L}_][\w-]*)*[ \t]*\{)/u;

/** The items that begin on lines with the indentation of the first item. */
function itemByItem(
  text: string,
  start: number,
  end: number,
  source: HclSource,
  budget: Budget,
  depth: number,
): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  const starts = depth < maxDepth ? itemStarts(text, start, end) : [];
  starts.forEach((from, index) => {
    const to = starts[index + 1] ?? end;
    budget.left -= to - from;
    if (budget.left < 0) return;
    const { body: item } = wellFormed(text, from, to, source);
    if (item) {
      attributes.push(...item.attributes);
      blocks.push(...item.blocks);
      return;
    }
    const [head = ""] = itemStart.exec(text.slice(from, to)) ?? [];
    const opened = from + head.length;
    if (head.endsWith("{"))
      blocks.push(...broken(text, from, opened, to, source, budget, depth));
    else
      attributes.push({
        name: head.slice(0, -1).trim(),
        value: {
          kind: "invalid",
          range: source.place(opened, opened + lineLength(text, opened, to)),
        },
        range: source.place(from, opened + lineLength(text, opened, to)),
      });
  });
  return {
    attributes,
    blocks,
    range: source.place(start, end),
    incomplete: true,
  };
}

const lineLength = (text: string, from: number, to: number): number =>
  text.slice(from, to).split(/\r?\n/, 1)[0]?.length ?? 0;

/** The block of a heading that is right and a body that is not. */
function broken(
  text: string,
  from: number,
  opened: number,
  to: number,
  source: HclSource,
  budget: Budget,
  depth: number,
): readonly Block[] {
  const heading = withHeading(text.slice(from, opened), from, source);
  if (!heading) return [];
  const inside = text.slice(opened, to).trimEnd();
  const close = inside.endsWith("}") ? opened + inside.length - 1 : to;
  return [
    {
      ...heading,
      body: itemByItem(text, opened, close, source, budget, depth + 1),
      range: source.place(from, Math.min(close + 1, to)),
    },
  ];
}

function withHeading(
  heading: string,
  from: number,
  source: HclSource,
): Block | undefined {
  const shifted: HclSource = {
    text: heading,
    place: (start, end) => source.place(from + start, from + end),
  };
  return wellFormed(`${heading}}`, 0, heading.length + 1, shifted).body
    ?.blocks[0];
}

/** Where items begin: at every line that looks like one and has the indentation of the first such line. */
function itemStarts(
  text: string,
  start: number,
  end: number,
): readonly number[] {
  const starts: number[] = [];
  let indentation: string | undefined;
  for (let line = start; line < end;) {
    const next = text.indexOf("\n", line) + 1 || end;
    const [spaces = ""] = /^[ \t\ufeff]*/.exec(text.slice(line, next)) ?? [];
    const at = line + spaces.length;
    if (
      at < end &&
      (indentation ?? spaces) === spaces &&
      itemStart.test(text.slice(at, Math.min(next, end)))
    ) {
      indentation = spaces;
      starts.push(at);
    }
    line = next;
  }
  return starts;
}
