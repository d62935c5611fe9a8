/*
 * No fix is shown that was not tried. All fixes are applied in memory at once and the code is read
 * and judged again: the findings must be gone, nothing new may appear, and every file must still
 * parse. Where that fails, halves are tried until the culprit is alone and loses its fix; fixes that
 * cannot meet are halved side by side. A fix that also changes a cluster nobody complained about is
 * kept, but as one that a person decides on.
 */
import type { Cluster } from "./core/cluster";
import type { Document } from "./core/document";
import type { Finding } from "./core/finding";
import { type Fix, edited } from "./core/fix";
import { firstOf } from "./core/print";
import {
  type Outlook,
  type Part,
  bystanders,
  changesOutside,
  isBetter,
  partsOf,
  within,
} from "./effects";
import { rounds } from "./rounds";

/** Reads and judges the code with these documents in place of the originals; undefined when one of them is not valid. */
export type Trial = (
  documents: readonly Document[],
) => Promise<Outlook | undefined>;

/** The findings with only those fixes that work, marked unsafe where they change more than meant. */
export async function verified(
  before: Outlook,
  attempt: Trial,
): Promise<readonly Finding[]> {
  const fixable = before.findings.flatMap((finding) =>
    finding.fix ? [{ finding, fix: finding.fix }] : [],
  );
  const settled = new Map<Finding, Fix>();
  for (const round of rounds(fixable))
    await settle(partsOf(round, before), { before, attempt, settled });
  return before.findings.map((finding) => {
    const { fix, ...rest } = finding;
    const kept = fix && settled.get(finding);
    return kept ? { ...rest, fix: kept } : rest;
  });
}

/** What stays the same from one trial to the next. */
interface Trials {
  readonly before: Outlook;
  readonly attempt: Trial;
  /** The fixes that were seen to work. */
  readonly settled: Map<Finding, Fix>;
}

async function settle(parts: readonly Part[], trials: Trials): Promise<void> {
  if (parts.length === 0) return;
  const { before, attempt, settled } = trials;
  const fixes = parts.flatMap((part) => part.fixes);
  const after = await attempt(edited(fixes.flatMap(({ fix }) => fix.edits)));
  const apart = parts.length > 1;
  if (apart && (!after || changesOutside(before, after, parts))) {
    for (const half of halves(parts)) await settle(half, trials);
    return;
  }
  const failed = parts.filter((part) => {
    if (!after) return true;
    const [was, is] = apart
      ? [within(before, part.roots), within(after, part.roots)]
      : [before, after];
    const others = bystanders(was, is, part.fixes);
    const alone = part.fixes.length === 1;
    if (!isBetter(was, is, part.fixes) || (others.length > 0 && !alone))
      return true;
    for (const { finding, fix } of part.fixes)
      settled.set(
        finding,
        others.length === 0 ? fix : asUnsafe(fix, others, finding),
      );
    return false;
  });
  const open = failed.filter((part) => part.fixes.length > 1);
  for (const side of [0, 1])
    await settle(
      open.map((part) => ({ ...part, fixes: halves(part.fixes)[side] ?? [] })),
      trials,
    );
}

function halves<T>(all: readonly T[]): readonly (readonly T[])[] {
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)];
}

function asUnsafe(
  fix: Fix,
  others: readonly Cluster[],
  { clusters: [own] }: Finding,
): Fix {
  const names = others.map(({ root, address, variant }) =>
    [
      address,
      root === own?.root ? "" : ` in ${root}`,
      variant === undefined ? "" : ` (${variant})`,
    ].join(""),
  );
  const also = `it also changes ${firstOf([...new Set(names)], 5)}`;
  return {
    ...fix,
    safety: "unsafe",
    why: fix.why === undefined ? also : `${fix.why}; ${also}`,
  };
}
