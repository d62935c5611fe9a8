/*
 * One change often puts right what several findings complain about: turning on log types makes a
 * module declare its log group, and the days that production needs are enough for development. A
 * finding takes the fix of a neighbour that solves it, too, when it has none of its own, or one that
 * could not be made together with it: a person is offered one change, not two that collide.
 */
import { complaints, complaintsLeft, identity } from "./complaints";
import type { Finding } from "./core/finding";
import { type Fix, edited, overlap, sameEdits } from "./core/fix";
import { rounds } from "./rounds";
import type { Trial } from "./verification";

/** A finding, and one whose fix it might take. */
interface Pair {
  readonly finding: Finding;
  readonly owner: Finding & { readonly fix: Fix };
}

/** The findings, those with a fix of their own first, others with the fix of a neighbour that was seen to solve them, too. */
export async function adopted(
  findings: readonly Finding[],
  attempt: Trial,
): Promise<readonly Finding[]> {
  const pairs = pairsIn(findings);
  const tried = new Set(pairs.flatMap((pair) => [pair.owner, pair.finding]));
  const left = await remaining([...tried], findings, attempt);
  const solves = (fix: Fix, finding: Finding) => {
    const complained = left.get(fix);
    return (
      complained !== undefined &&
      [...complaints([finding])].every((each) => !complained.has(each))
    );
  };
  const better = new Map<Finding, Fix>();
  for (const { finding, owner } of pairs) {
    if (better.has(finding) || !solves(owner.fix, finding)) continue;
    if (finding.fix && solves(finding.fix, owner)) continue;
    better.set(finding, owner.fix);
  }
  const own = findings.filter((finding) => !better.has(finding));
  const borrowed = [...better].map(([finding, fix]) => ({ ...finding, fix }));
  return [...own, ...borrowed];
}

/** What is still complained about when a fix is made, together with others that it can be made with. */
async function remaining(
  findings: readonly Finding[],
  before: readonly Finding[],
  attempt: Trial,
): Promise<ReadonlyMap<Fix, ReadonlySet<string>>> {
  const left = new Map<Fix, ReadonlySet<string>>();
  const fixable = findings.flatMap(({ fix }) => (fix ? [{ fix }] : []));
  for (const round of rounds(fixable, apart)) {
    const edits = round.flatMap(({ fix }) => fix.edits);
    const after = await attempt(edited(edits));
    if (!after) continue;
    const complained = complaintsLeft(before, after.findings);
    for (const { fix } of round) left.set(fix, complained);
  }
  return left;
}

/** Findings with those whose fix they might take: about one cluster, or by one rule about one place of several. */
function pairsIn(findings: readonly Finding[]): readonly Pair[] {
  const neighbours = new Map<string, Finding[]>();
  const keysOf = ({ rule, range, clusters }: Finding) => [
    JSON.stringify([rule.id, range.document.path, range.start]),
    ...new Set(clusters.map(identity)),
  ];
  for (const finding of findings) {
    for (const key of keysOf(finding)) {
      const same = neighbours.get(key) ?? [];
      same.push(finding);
      neighbours.set(key, same);
    }
  }
  return findings.flatMap((finding) => {
    const near = new Set(
      keysOf(finding).flatMap((key) => neighbours.get(key) ?? []),
    );
    return [...near].flatMap((owner): readonly Pair[] => {
      const { fix } = owner;
      const mayLend = fix && owner !== finding && finding.confidence === "high";
      return mayLend && (!finding.fix || collide(fix, finding.fix))
        ? [{ finding, owner: { ...owner, fix } }]
        : [];
    });
  });
}

/** Whether two different fixes cannot be made together, and the first is no less safe. */
function collide(first: Fix, second: Fix): boolean {
  return (
    (first.safety === "safe" || second.safety === "unsafe") &&
    !apart(first, second)
  );
}

/** Whether two fixes are the same, or have no place in common. */
function apart(first: Fix, second: Fix): boolean {
  return (
    sameEdits(first.edits, second.edits) ||
    !first.edits.some((a) => second.edits.some((b) => overlap(a, b)))
  );
}
