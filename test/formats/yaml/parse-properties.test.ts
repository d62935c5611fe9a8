/*
 * Damaged files: whatever is cut out of real ones or put into them, reading ends without an
 * exception, and every place is true.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SourceRange } from "../../../src/core/document";
import type { Node } from "../../../src/formats/yaml/node";
import { parse } from "../../../src/formats/yaml/parse";
import { damaged } from "./damage";

function placesHold(node: Node, within: SourceRange): void {
  const { start, end } = node.place;
  expect(start).toBeLessThanOrEqual(end);
  expect(start).toBeGreaterThanOrEqual(within.start);
  expect(end).toBeLessThanOrEqual(within.end);
  if (node.alias) return;
  expect(node.range.start).toBeGreaterThanOrEqual(start);
  expect(node.range.end).toBe(end);
  const children =
    node.kind === "sequence"
      ? node.items
      : node.kind === "mapping"
        ? node.entries.flatMap(({ key, value }) => [key, value])
        : [];
  let before = node.range.start;
  for (const child of children) {
    placesHold(child, { ...node.range, start: before });
    before = child.place.end;
  }
}

test("a damaged file ends in problems at most, and in places that are true", () => {
  fc.assert(
    fc.property(damaged("eksctl", "cloudformation"), (text) => {
      const document = { path: "a.yaml", text };
      const whole = { document, start: 0, end: text.length };
      const { sources, problems } = parse(document);
      for (const { range } of problems) {
        expect(range?.start).toBeGreaterThanOrEqual(0);
        expect(range?.end).toBeLessThanOrEqual(text.length);
      }
      let before = 0;
      for (const { root } of sources) {
        placesHold(root, { ...whole, start: before });
        before = root.place.end;
      }
    }),
    { seed: 7, numRuns: 1_000 },
  );
});
