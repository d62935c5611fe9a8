/** The rows of a CSV text (RFC 4180, as Go reads it: empty lines are skipped); undefined when it is not valid. */
export function parseCsv(
  text: string,
): readonly (readonly string[])[] | undefined {
  const normal = text.replaceAll("\r\n", "\n");
  const rows: string[][] = [];
  let at = 0;
  while (at < normal.length) {
    if (normal[at] === "\n") {
      at += 1;
      continue;
    }
    const row: string[] = [];
    for (;;) {
      const field = normal[at] === '"' ? quoted(normal, at) : bare(normal, at);
      if (!field) return undefined;
      row.push(field.text);
      at = field.end;
      if (normal[at] !== ",") break;
      at += 1;
    }
    if (at < normal.length && normal[at] !== "\n") return undefined;
    at += 1;
    rows.push(row);
  }
  return rows;
}

interface Field {
  readonly text: string;
  readonly end: number;
}

function bare(text: string, start: number): Field | undefined {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n") end += 1;
  const field = text.slice(start, end);
  return field.includes('"') ? undefined : { text: field, end };
}

function quoted(text: string, start: number): Field | undefined {
  let field = "";
  for (let at = start + 1; ;) {
    const end = text.indexOf('"', at);
    if (end < 0) return undefined;
    field += text.slice(at, end);
    if (text[end + 1] !== '"') return { text: field, end: end + 1 };
    field += '"';
    at = end + 2;
  }
}
