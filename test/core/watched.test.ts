import { expect, test } from "vitest";
import { withDocuments } from "../../src/core/document";
import { WatchedTree } from "../../src/core/watched";
import { treeOf } from "../tree";

const files = { "a/main.tf": "one", "b/main.tf": "two" };

test("A reading rests on the documents that were asked for", () => {
  const tree = treeOf(files);
  const watched = new WatchedTree(tree);
  watched.document("a/main.tf");
  const edited = (path: string) =>
    withDocuments(tree, [{ path, text: "another" }]);
  expect(watched.isSameIn(edited("b/main.tf"))).toBe(true);
  expect(watched.isSameIn(edited("a/main.tf"))).toBe(false);
});

test("A reading rests on the directories that were listed", () => {
  const watched = new WatchedTree(treeOf(files));
  watched.list("a");
  expect(watched.isSameIn(treeOf(files))).toBe(true);
  const more = treeOf({ ...files, "a/terraform.tfvars": "" });
  expect(watched.isSameIn(more)).toBe(false);
});

test("A reading rests on documents that were not there", () => {
  const watched = new WatchedTree(treeOf(files));
  watched.document("c/main.tf");
  expect(watched.isSameIn(treeOf({ ...files, "c/main.tf": "" }))).toBe(false);
});
