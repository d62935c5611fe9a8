import { describe, expect, test } from "vitest";
import {
  commentableLine,
  deletedLine,
  hunkAround,
  hunksOf,
} from "../../src/github/diff";

const patch = `@@ -1,4 +1,4 @@ resource
 a
-b
+B
 c
 d
@@ -10,2 +10 @@
-j
 k
@@ -30 +29,2 @@
+x
 y
\\ No newline at end of file`;

describe("A patch", () => {
  test("is read hunk by hunk", () => {
    expect(hunksOf(patch)).toEqual([
      {
        lines: { first: 1, last: 4 },
        added: new Set([2]),
        deleted: new Set([2]),
      },
      {
        lines: { first: 10, last: 10 },
        added: new Set(),
        deleted: new Set([10]),
      },
      {
        lines: { first: 29, last: 30 },
        added: new Set([29]),
        deleted: new Set(),
      },
    ]);
  });

  test("of one line has a header without counts", () => {
    expect(
      hunksOf("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b"),
    ).toEqual([
      {
        lines: { first: 1, last: 1 },
        added: new Set([1]),
        deleted: new Set([1]),
      },
    ]);
  });

  test("of a deleted file shows no line of the head", () => {
    const [hunk] = hunksOf("@@ -1,2 +0,0 @@\n-a\n-b");
    expect(hunk?.lines).toEqual({ first: 0, last: -1 });
    expect(deletedLine(hunk ? [hunk] : [], { first: 2, last: 9 })).toBe(2);
    expect(
      commentableLine(hunk ? [hunk] : [], { first: 1, last: 2 }),
    ).toBeUndefined();
  });

  test("may hold text that looks like a header", () => {
    expect(hunksOf("@@ -1 +1 @@\n-@@ -5 +5 @@\n+@@ -6 +6 @@")).toHaveLength(1);
  });

  test("that is broken off gives what is there", () => {
    expect(hunksOf("@@ -1,9 +1,9 @@\n a\n+b")).toHaveLength(1);
    expect(hunksOf("Binary files differ")).toEqual([]);
    expect(hunksOf("")).toEqual([]);
  });
});

describe("A range of lines", () => {
  const hunks = hunksOf(
    "@@ -1,2 +1,2 @@\n a\n+b\n-c\n@@ -3,2 +3,2 @@\n d\n+e\n-f",
  );

  test("is in a hunk only as a whole, though hunks may touch", () => {
    expect(hunkAround(hunks, { first: 1, last: 2 })).toBe(hunks[0]);
    expect(hunkAround(hunks, { first: 2, last: 3 })).toBeUndefined();
    expect(hunkAround(hunks, { first: 4, last: 5 })).toBeUndefined();
  });

  test("is commented on at a line that the pull request wrote, else at one it shows", () => {
    expect(commentableLine(hunks, { first: 1, last: 4 })).toEqual({
      line: 2,
      added: true,
    });
    expect(commentableLine(hunks, { first: 3, last: 3 })).toEqual({
      line: 3,
      added: false,
    });
    expect(commentableLine(hunks, { first: 9, last: 12 })).toBeUndefined();
  });
});
