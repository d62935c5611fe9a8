/** The first place from here on that is neither blank nor in a comment. */
export function contentAt(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (!opensComment(text, at)) return at;
    at = lineEnd(text, at);
  }
}

/** Space, tab, the characters of line ends, and the byte order mark. */
function isBlank(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x0a ||
    code === 0x0d ||
    code === 0x09 ||
    code === 0xfeff
  );
}

/** Whether a comment begins here. */
export function opensComment(text: string, at: number): boolean {
  return text[at] === "#" && (at === 0 || isBlank(text.charCodeAt(at - 1)));
}

/** The place of the line feed that ends a line, or the text's end. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Where a document's content may begin: behind what ends the one before, its `%` lines and its `---`. */
export function documentStart(text: string, from: number): number {
  let at = contentAt(text, from);
  for (;;) {
    const mark = text.slice(at, at + 3);
    if (mark === "---") return at + 3;
    if (mark === "...") at = contentAt(text, at + 3);
    else if (mark.startsWith("%")) at = contentAt(text, lineEnd(text, at));
    else return at;
  }
}
