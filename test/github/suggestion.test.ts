import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Document } from "../../src/core/document";
import { edited } from "../../src/core/fix";
import type { Hunk } from "../../src/github/diff";
import { type Suggestion, suggestion } from "../../src/github/suggestion";

const document = (text: string): Document => ({ path: "main.tf", text });
const hunk = (first: number, last: number): Hunk => ({
  lines: { first, last },
  added: new Set(),
  deleted: new Set(),
});
const whole = () => [hunk(1, 1000)];

/** The edit that replaces a part of the text. */
function replacing(text: string, part: string, replacement: string) {
  const start = text.indexOf(part);
  return [
    {
      range: { document: document(text), start, end: start + part.length },
      text: replacement,
    },
  ];
}

/** What GitHub makes of a suggestion. */
function applied(text: string, { lines, text: now }: Suggestion): string {
  const all = text.split("\n");
  const windows = all[lines.first - 1]?.endsWith("\r") ?? false;
  all.splice(
    lines.first - 1,
    lines.last - lines.first + 1,
    ...now.map((line) => (windows ? `${line}\r` : line)),
  );
  return all.join("\n");
}

describe("A fix becomes a suggestion", () => {
  test("that replaces the changed line", () => {
    const text = 'a\n\ttypes = ["api"]\nb\n';
    expect(
      suggestion(replacing(text, '"api"', '"api", "audit"'), whole),
    ).toEqual({
      path: "main.tf",
      lines: { first: 2, last: 2 },
      text: ['\ttypes = ["api", "audit"]'],
    });
  });

  test("that repeats the line before an insertion", () => {
    const text = "a {\n  b\n}\n";
    expect(suggestion(replacing(text, "}", "  c\n}"), whole)).toMatchObject({
      lines: { first: 2, last: 2 },
      text: ["  b", "  c"],
    });
  });

  test("that repeats the line after it when only that one is in the hunk", () => {
    const text = "a {\n  b\n}\n";
    expect(
      suggestion(replacing(text, "}", "  c\n}"), () => [hunk(3, 3)]),
    ).toMatchObject({ lines: { first: 3, last: 3 }, text: ["  c", "}"] });
  });

  test("that moves an insertion to an equal place inside a hunk", () => {
    const text = "x\n\na\n";
    expect(
      suggestion(replacing(text, "a", "b\n\na"), () => [hunk(1, 1)]),
    ).toMatchObject({ lines: { first: 1, last: 1 }, text: ["x", "", "b"] });
  });

  test("that is empty when lines go", () => {
    expect(suggestion(replacing("a\nb\nc\n", "b\n", ""), whole)).toMatchObject({
      lines: { first: 2, last: 2 },
      text: [],
    });
  });

  test("with line feeds only, in a file with Windows line endings", () => {
    const text = "a\r\nb\r\nc\r\n";
    expect(suggestion(replacing(text, "b", "b\r\nB"), whole)?.text).toEqual([
      "b",
      "B",
    ]);
  });
});

describe("A fix becomes no suggestion", () => {
  test.each([
    [
      "when the file mixes line endings",
      replacing("a\r\nb\nc\n", "b", "B"),
      whole,
    ],
    [
      "when only the end of the last line changes",
      replacing("a\nb", "b", "b\n"),
      whole,
    ],
    ["when nothing changes", replacing("a\nb\n", "b", "b"), whole],
    [
      "when a line is outside the hunk",
      replacing("a\nb\nc\n", "b\nc", "B\nC"),
      () => [hunk(1, 2)],
    ],
    [
      "when its lines are in two hunks",
      replacing("a\nb\nc\n", "b\nc", "B\nC"),
      () => [hunk(1, 2), hunk(3, 5)],
    ],
    [
      "when GitHub shows no diff of the file",
      replacing("a\n", "a", "b"),
      () => [],
    ],
    [
      "when it touches a byte order mark",
      replacing("\ufeffa\n", "a", "b"),
      whole,
    ],
    [
      "when it is longer than a comment",
      replacing("a\n", "a", "b".repeat(50_000)),
      whole,
    ],
    ["when the file is empty", replacing("", "", "a\n"), whole],
  ])("%s", (_, edits, hunks) => {
    expect(suggestion(edits, hunks)).toBeUndefined();
  });

  test("when it edits two files", () => {
    const other = { document: { path: "b.tf", text: "x" }, start: 0, end: 1 };
    const edits = [...replacing("a\n", "a", "b"), { range: other, text: "y" }];
    expect(suggestion(edits, whole)).toBeUndefined();
  });
});

test("Applying a suggestion gives what the fix gives, up to the last line's end", () => {
  const line = fc.constantFrom("", "a", "b", "  }", "\tc");
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1 }),
      fc.boolean(),
      fc.nat(),
      fc.nat(),
      fc.array(line),
      (lines, windows, from, length, inserted) => {
        const end = windows ? "\r\n" : "\n";
        const text = lines.map((each) => each + end).join("");
        const starts = [0];
        for (const each of lines)
          starts.push((starts.at(-1) ?? 0) + each.length + end.length);
        const first = from % starts.length;
        const last = Math.min(starts.length - 1, first + (length % 3));
        const edits = [
          {
            range: {
              document: document(text),
              start: starts[first] ?? 0,
              end: starts[last] ?? 0,
            },
            text: inserted.map((each) => each + end).join(""),
          },
        ];
        const found = suggestion(edits, whole);
        const wanted = edited(edits)[0]?.text;
        expect(found ? applied(text, found) : text).toBe(wanted);
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});
