import { expect, test } from "vitest";
import { baseOf } from "../src/base";
import { formats } from "../src/formats";
import { treeOf } from "./tree";

test("What the change is about is read first, then the head, then what was before", async () => {
  const loads: string[] = [];
  const side = (name: string, files: Readonly<Record<string, string>>) => {
    const source = treeOf(files);
    return {
      entries: Object.entries(files).map(([path, id]) => ({ path, id })),
      source: {
        ...source,
        load(paths: readonly string[]) {
          if (paths.length > 0) loads.push(`${name}: ${paths.join(" ")}`);
          return Promise.resolve(false);
        },
      },
    };
  };
  await baseOf(
    side("before", { "a.tf": "1", "b.tf": "1", "c.txt": "1", "d.tf": "1" }),
    side("head", { "a.tf": "1", "b.tf": "2", "c.txt": "2", "e.tf": "1" }),
    { named: [], includes: () => true },
    formats,
  );
  expect(loads).toEqual([
    "head: b.tf e.tf",
    "before: b.tf d.tf",
    "head: a.tf b.tf e.tf",
    "before: a.tf b.tf d.tf",
  ]);
});
