/*
 * One change often puts right what several findings complain about: turning on log types makes a
 * module declare its log group, and the days that production needs are enough for development. A
 * finding that has no fix of its own takes that of a neighbour, when it was seen to be solved by it.
 */
import type { Finding } from "./core/finding";
import { type Fix, edited } from "./core/fix";
import { type Outlook, type Trial, complaints, identity } from "./verification";

/** The findings, those without a fix with one that another finding has and that solves them, too. */
export async function adopted(
  findings: readonly Finding[],
  before: Outlook,
  attempt: Trial,
): Promise<readonly Finding[]> {
  const solved = new Map<Fix, ReadonlySet<string>>();
  const solves = async ({ fix, clusters }: Finding, orphan: Finding) => {
    if (!fix) return false;
    const formats = new Set(clusters.map((cluster) => cluster.format));
    if (!solved.has(fix)) {
      const after = await attempt(edited(fix.edits), formats);
      solved.set(
        fix,
        after ? complaints(after.findings) : complaints(before.findings),
      );
    }
    const left = solved.get(fix);
    return [...complaints([orphan])].every(
      (complaint) => !left?.has(complaint),
    );
  };
  const owners = findings.filter((finding) => finding.fix);
  const families: Finding[] = [];
  for (const finding of findings) {
    const neighbours =
      finding.fix || finding.confidence === "low"
        ? []
        : owners.filter((owner) => isNeighbour(owner, finding));
    let fix: Fix | undefined;
    for (const owner of neighbours.slice(0, mostNeighbours)) {
      if (fix || !(await solves(owner, finding))) continue;
      fix = owner.fix;
    }
    families.push(fix ? { ...finding, fix } : finding);
  }
  return families;
}

/** More fixes than this are not tried on a finding. */
const mostNeighbours = 4;

/** Whether two findings are about one cluster, or about one place of several. */
function isNeighbour(left: Finding, right: Finding): boolean {
  const [a, b] = [left.range, right.range];
  if (
    left.rule === right.rule &&
    a.document.path === b.document.path &&
    a.start === b.start
  )
    return true;
  const own = new Set(left.clusters.map(identity));
  return right.clusters.some((cluster) => own.has(identity(cluster)));
}
