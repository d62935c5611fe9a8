import { describe, expect, test } from "vitest";
import { type Side, renames } from "../src/renames";
import { processorTime } from "./processor-time";

const lines = (...numbers: number[]) =>
  numbers.map((number) => `line ${number}\n`).join("");
const TEN = lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
const MOST = lines(1, 2, 3, 4, 5, 6, 7, 11, 12, 13);
const FEW = lines(1, 2, 3, 4, 11, 12, 13, 14, 15, 16);

function side(files: Readonly<Record<string, string>>): Side {
  return {
    entries: Object.entries(files).map(([path, id]) => ({ path, id })),
    document: (path) => {
      const text = files[path];
      return text === undefined ? undefined : { path, text };
    },
  };
}

const after = (
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
) => renames(side(from), side(to));

describe("A file of another commit", () => {
  test.each([
    ["is where its content is", { "b.tf": TEN }, "b.tf"],
    ["is where most of its content is", { "b.tf": MOST }, "b.tf"],
    ["is nowhere else when little of it is left", { "b.tf": FEW }, "a.tf"],
    ["is not what has another kind", { "b.yaml": MOST }, "a.tf"],
    [
      "is where it is the same rather than alike",
      { "a/a.tf": MOST, "z.tf": TEN },
      "z.tf",
    ],
    [
      "is where most of its path is, of files that are the same",
      { "b.tf": TEN, "x/a.tf": TEN },
      "x/a.tf",
    ],
    [
      "is where it was when it is still there",
      { "a.tf": FEW, "b.tf": TEN },
      "a.tf",
    ],
  ])("%s", (_name, to, where) => {
    expect(after({ "a.tf": TEN }, to)("a.tf")).toBe(where);
  });

  test("is nowhere else when its content was there before, too", () => {
    const both = { "a.tf": TEN, "b.tf": TEN };
    expect(after(both, { "b.tf": TEN })("a.tf")).toBe("a.tf");
  });
});

describe("A directory of another commit", () => {
  const from = { "old/a.tf": TEN, "old/b.tf": MOST, "old/c.tf": FEW };

  test("is where most of its files went", () => {
    const to = { "new/a.tf": TEN, "new/b.tf": MOST, "other/c.tf": FEW };
    expect(after(from, to)("old")).toBe("new");
  });

  test("is where it was as long as a file is in it", () => {
    const to = { "new/a.tf": TEN, "new/b.tf": MOST, "old/c.tf": FEW };
    expect(after(from, to)("old")).toBe("old");
  });

  test("is where it was when it is gone", () => {
    expect(after(from, { "x.tf": "" })("old")).toBe("old");
  });
});

test("Thousands of files that all moved and changed are told in a moment", () => {
  const files = (folder: string, end: string) =>
    Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [
        `${folder}/${index}.tf`,
        `${TEN}only in ${index}\n${end}`,
      ]),
    );
  const started = processorTime();
  const where = after(files("old", ""), files("new", "more\n"));
  expect(where("old/7.tf")).toBe("new/7.tf");
  expect(where("old")).toBe("new");
  expect(processorTime() - started).toBeLessThan(5_000);
});
