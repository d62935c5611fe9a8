/*
 * One change often puts right what several findings complain about: turning on log types makes a
 * module declare its log group, and the days that production needs are enough for development. A
 * finding takes the fix of a neighbour that solves it, too, when it has none of its own, or one that
 * could not be made together with it: a person is offered one change, not two that collide.
 */
import type { Finding } from "./core/finding";
import { type Fix, edited, overlap, sameEdits } from "./core/fix";
import { type Outlook, type Trial, complaints, identity } from "./verification";

/** More fixes than this are not tried on a finding. */
const mostNeighbours = 4;

/** The findings, some with the fix of a neighbour that was seen to solve them, too. */
export async function adopted(
  findings: readonly Finding[],
  before: Outlook,
  attempt: Trial,
): Promise<readonly Finding[]> {
  const remaining = new Map<Fix, ReadonlySet<string>>();
  const solves = async (
    fix: Fix,
    owner: Finding,
    finding: Finding,
  ): Promise<boolean> => {
    if (!remaining.has(fix)) {
      const formats = new Set(owner.clusters.map(({ format }) => format));
      const after = await attempt(edited(fix.edits), formats);
      remaining.set(fix, complaints((after ?? before).findings));
    }
    const left = remaining.get(fix);
    return [...complaints([finding])].every((each) => !left?.has(each));
  };
  const families: Finding[] = [];
  for (const finding of findings) {
    let better: Fix | undefined;
    const owners = findings.filter((owner) => mayLend(owner, finding));
    for (const owner of owners.slice(0, mostNeighbours)) {
      if (better || !owner.fix) continue;
      if (finding.fix && (await solves(finding.fix, finding, owner))) continue;
      if (await solves(owner.fix, owner, finding)) better = owner.fix;
    }
    families.push(better ? { ...finding, fix: better } : finding);
  }
  return families;
}

function mayLend(owner: Finding, finding: Finding): boolean {
  if (!owner.fix || owner === finding || finding.confidence === "low")
    return false;
  return (
    (!finding.fix || collide(owner.fix, finding.fix)) &&
    isNeighbour(owner, finding)
  );
}

/** Whether two different fixes cannot be made together, and the first is no less safe. */
function collide(first: Fix, second: Fix): boolean {
  return (
    (first.safety === "safe" || second.safety === "unsafe") &&
    !sameEdits(first.edits, second.edits) &&
    first.edits.some((a) => second.edits.some((b) => overlap(a, b)))
  );
}

/** Whether two findings are about one cluster, or about one place of several. */
function isNeighbour(left: Finding, right: Finding): boolean {
  const [a, b] = [left.range, right.range];
  const samePlace = a.document.path === b.document.path && a.start === b.start;
  if (left.rule === right.rule && samePlace) return true;
  const own = new Set(left.clusters.map(identity));
  return right.clusters.some((cluster) => own.has(identity(cluster)));
}
