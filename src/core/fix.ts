import { type Document, type SourceRange } from "./document";

/** Puts a text in the place of a range. */
export interface TextEdit {
  readonly range: SourceRange;
  readonly text: string;
}

/** A change of the code that makes a finding go away. */
export interface Fix {
  /** What it does, in the imperative: `Add "audit" to log_types`. */
  readonly title: string;
  /** Unsafe: it may do more than meant, for the reason in `why`; a person decides. */
  readonly safety: "safe" | "unsafe";
  /** Completes "This fix is unsafe because …", or tells what to do before it is applied. */
  readonly why?: string;
  /** It is unsafe only since EKS may have made the log group that it declares. */
  readonly madeByEks?: true;
  readonly edits: readonly TextEdit[];
}

/** What to write in code that a text is generated from, which nobody sees here. */
export interface Advice {
  /** A sentence up to the code: "The AWS CDK wrote this template, so write in …". */
  readonly where: string;
  /** The same code in several languages. */
  readonly code: readonly {
    readonly language: string;
    /** The language as fences of Markdown name it. */
    readonly fence: string;
    readonly text: string;
  }[];
}

/** The advice on one line. */
export function advised({ where, code }: Advice): string {
  return `${where}: ${code.map(({ language, text }) => `${text} (${language})`).join(" or ")}.`;
}

/** A file before and after its fixes. */
export interface Change {
  readonly before: Document;
  readonly after: Document;
}

/** Edits in the order of files and places; edits of one place keep their order. */
export function sorted(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort(
    (a, b) =>
      compareText(a.range.document.path, b.range.document.path) ||
      a.range.start - b.range.start ||
      a.range.end - b.range.end,
  );
}

/** Whether two edits cannot both be made: they share text, or insert at the same place. */
export function overlap(left: TextEdit, right: TextEdit): boolean {
  const [a, b] = [left.range, right.range];
  if (a.document.path !== b.document.path) return false;
  if (a.start === b.start) return true;
  return a.start < b.start ? a.end > b.start : b.end > a.start;
}

/** Whether two edits are the same. */
export function sameEdit(left: TextEdit, right: TextEdit): boolean {
  return (
    left.text === right.text &&
    left.range.document.path === right.range.document.path &&
    left.range.start === right.range.start &&
    left.range.end === right.range.end
  );
}

/** Whether two fixes make the same edits. */
export function sameEdits(
  left: readonly TextEdit[],
  right: readonly TextEdit[],
): boolean {
  const [a, b] = [sorted(left), sorted(right)];
  return (
    a.length === b.length &&
    a.every((edit, index) => {
      const other = b[index];
      return other !== undefined && sameEdit(edit, other);
    })
  );
}

/** The documents that edits change, as they are afterwards. The edits must not overlap; equal ones count once. */
export function edited(edits: readonly TextEdit[]): readonly Document[] {
  const byPath = new Map<string, TextEdit[]>();
  for (const edit of sorted(edits)) {
    const others = byPath.get(edit.range.document.path) ?? [];
    const before = others.at(-1);
    if (!before || !sameEdit(before, edit)) others.push(edit);
    byPath.set(edit.range.document.path, others);
  }
  return [...byPath.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { document } = first.range;
    let text = "";
    let at = 0;
    for (const { range, text: inserted } of group) {
      text += document.text.slice(at, range.start) + inserted;
      at = range.end;
    }
    return [{ ...document, text: text + document.text.slice(at) }];
  });
}

/** Order of texts by code unit, the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
