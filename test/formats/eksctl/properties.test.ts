import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cluster } from "../../../src/core/cluster";
import { type Fix, edited } from "../../../src/core/fix";
import { contains } from "../../../src/core/outcomes";
import { daysIn } from "../../../src/core/retention";
import { eksctl } from "../../../src/formats/eksctl";
import { treeOf } from "../../tree";
import { damaged } from "../yaml/damage";

const path = "a.yaml";
const wanted = { required: ["audit"], recommended: ["authenticator"] };
const read = (text: string) => eksctl.read(treeOf({ [path]: text }));

/** Reads again what a fix leaves: the same clusters, and no problem that was not there. */
async function after(text: string, index: number, fix: Fix): Promise<Cluster> {
  const before = await read(text);
  const [document] = edited(fix.edits);
  if (!document) throw new Error("the fix edits nothing");
  const again = await read(document.text);
  const told = before.problems.map(({ message }) => message);
  for (const { message } of again.problems) expect(told).toContain(message);
  expect(again.clusters.map(({ address }) => address)).toEqual(
    before.clusters.map(({ address }) => address),
  );
  const cluster = again.clusters[index];
  if (!cluster) throw new Error("the cluster is gone");
  return cluster;
}

test("whatever a file looks like, a fix does what it says", async () => {
  await fc.assert(
    fc.asyncProperty(damaged("eksctl"), async (text) => {
      // Lines that end in "\r" alone are no lines to us; such a fix is caught when it is tried.
      fc.pre(!/\r(?!\n)/.test(text));
      const { clusters } = await read(text);
      for (const [index, { logTypes, logGroup }] of clusters.entries()) {
        const types = logTypes.propose(wanted);
        if (types) {
          const { value } = (await after(text, index, types)).logTypes;
          expect(contains(value, "audit")).toBe("yes");
        }
        const retention = logGroup.retention.propose(45);
        if (!retention) continue;
        const cluster = await after(text, index, retention);
        const { value } = cluster.logGroup.retention;
        expect(value.kind === "known" && daysIn(value)).toBe(60);
        expect(cluster.logTypes.value).not.toMatchObject({ data: null });
      }
    }),
    { seed: 8, numRuns: 400 },
  );
});
