/*
 * Damaged files: whatever is cut out of real ones or put into them, reading ends without an
 * exception, and every place is true.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SourceRange } from "../../../src/core/document";
import { eksctl } from "../../../src/formats/eksctl";
import type { Node } from "../../../src/formats/yaml/node";
import { parse } from "../../../src/formats/yaml/parse";
import { treeOf } from "../../tree";

const folder = join(__dirname, "..", "..", "..", "fixtures");
const texts = ["eksctl", "cloudformation"].flatMap((format) =>
  readdirSync(join(folder, format), { recursive: true, encoding: "utf8" })
    .filter((path) => /\/input\/.*\.(ya?ml|json)/.test(path))
    .map((path) => readFileSync(join(folder, format, path), "utf8"))
    .filter((text) => text.length < 5_000),
);

const bits = fc.constantFrom(
  ..."[]{},:-?#&*!|>'\"%@ \t\n\r\u0000\ufeff$",
  "---\n",
  "*x",
  "&x ",
  "{{ x }}",
  "${x}",
  "{% if x %}\n",
  "\n{{ y }}\n",
  "<<: *x\n",
  "!Ref ",
  "\r\n",
  "- ",
  "? ",
  ": ",
);

const damaged = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.array(bits, { maxLength: 4 })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((whole, [at, cut, put]) => {
      const start = at % (whole.length + 1);
      return whole.slice(0, start) + put.join("") + whole.slice(start + cut);
    }, text),
  );

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
    fc.property(damaged, (text) => {
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
    { seed: 7, numRuns: 3_000 },
  );
}, 60_000);

test("a damaged file of eksctl is read without an exception, and what is proposed leaves one", async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (text) => {
      const { clusters } = await eksctl.read(treeOf({ "a.yaml": text }));
      for (const { logTypes, logGroup } of clusters) {
        logTypes.propose({ required: ["audit"], recommended: [] });
        logGroup.retention.propose(90);
      }
    }),
    { seed: 8, numRuns: 1_000 },
  );
}, 60_000);
