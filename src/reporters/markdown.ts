/*
 * Text of other people in Markdown of ours. Names, values and messages come from the pull request,
 * whose author may be hostile: whatever they contain has to show as written, call nobody, link
 * nowhere, end no fence, and hide nothing. GitHub looks for mentions and links in the rendered page,
 * where escapes and entities are already gone: only an invisible break inside the word stops it.
 */

/** Characters that show nothing, or change the order in which others show: controls, bidi, zero width, tags. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const short = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The text on one line, with every character that does not show written as an escape such as `\u202e`. */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (character) => short.get(character) ?? escapeOf(character),
  );
}

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}

/** The text, or its beginning with "…" when it is longer than so many UTF-16 units. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A name or value as inline code, also inside a table. */
export function code(text: string, longest = 200): string {
  const plain = shortened(visible(shortened(text, longest)), longest);
  return /[`|]|^ | $|^$/.test(plain)
    ? `<code>${escaped(plain, Infinity)}</code>`
    : `\`${plain}\``;
}

/** A sentence or name as running text that shows as written, also inside a table or a heading. */
export function escaped(text: string, longest = 2000): string {
  let result = shortened(visible(shortened(text, longest)), longest);
  for (const [pattern, replacement] of escapes)
    result = result.replace(pattern, replacement);
  return result;
}

/** What the marks of Markdown become, in this order. A pipe has to be an entity since tables see through "\\|"; the dollar sign's way is what GitHub's documentation on mathematics names. */
const escapes: readonly (readonly [RegExp, string])[] = [
  [/&/g, "&amp;"],
  [/</g, "&lt;"],
  [/>/g, "&gt;"],
  [/[\\`*[\]#~]/g, "\\$&"],
  [/#(?=\d)/g, "#&#8203;"],
  [/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_"],
  [/\|/g, "&#124;"],
  [/\$/g, "<span>$$</span>"],
  [/@/g, "@&#8203;"],
  [/:\/\//g, ":&#8203;//"],
  [/\bwww\./gi, "www&#8203;."],
  [/\bGH-(?=\d)/gi, "GH&#8203;-"],
  [/^([-+=])/, "\\$1"],
  [/^(\d+)([.)])/, "$1\\$2"],
];

/** A block of code whose fence no line of the text can end. */
export function fenced(text: string, language: string): string {
  const shown = text
    .replace(/\r\n/g, "\n")
    .replace(invisible, (character) =>
      character === "\n" || character === "\t"
        ? character
        : (short.get(character) ?? escapeOf(character)),
    );
  const fence = fenceFor(shown);
  return `${fence}${language}\n${shown}${shown === "" || shown.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** A fence longer than any run of backticks in the text. */
export function fenceFor(text: string): string {
  const runs = text.match(/`{3,}/g) ?? [];
  return "`".repeat(
    runs.reduce((most, run) => Math.max(most, run.length), 2) + 1,
  );
}

/** Something folded away behind one line; both are Markdown. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A link with a text in Markdown; the address is ours or made of escaped parts. */
export function link(markdown: string, url: string): string {
  return `[${markdown}](${encodeURI(url).replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"))})`;
}
