/*
 * The code as it is when every fix has been made. Fixes that touch each other cannot be made at
 * once, so the code is checked again after each round, until nothing is left to make.
 */
import { type Checks, check } from "./check";
import { type Source, withDocuments } from "./core/document";
import type { Report } from "./core/finding";
import { type Change, edited } from "./core/fix";
import { rounds } from "./rounds";

/** What fixes made of the code, and the reports before and after. */
export interface Corrected {
  /** The report on the code as it was. */
  readonly before: Report;
  readonly changes: readonly Change[];
  readonly report: Report;
}

/** More rounds than this are not made: fixes that overlap this often are a mistake of ours. */
const mostRounds = 20;

/** Makes all safe fixes in memory, or all there are. */
export async function corrected(
  source: Source,
  checks: Checks,
  unsafe: boolean,
): Promise<Corrected> {
  const changes = new Map<string, Change>();
  const first = await check(source, checks);
  let report = first;
  for (let round = 0; round < mostRounds; round += 1) {
    const [next] = rounds(
      report.findings.flatMap(({ fix }) =>
        fix && (unsafe || fix.safety === "safe") ? [{ fix }] : [],
      ),
    );
    if (!next) break;
    for (const after of edited(next.flatMap(({ fix }) => fix.edits))) {
      const before =
        changes.get(after.path)?.before ?? source.document(after.path);
      if (before) changes.set(after.path, { before, after });
    }
    report = await check(withChanges(source, changes), checks);
  }
  return { before: first, changes: [...changes.values()], report };
}

function withChanges(
  source: Source,
  changes: ReadonlyMap<string, Change>,
): Source {
  const documents = [...changes.values()].map(({ after }) => after);
  return {
    ...withDocuments(source, documents),
    load: (paths) => source.load(paths),
    problems: source.problems,
    filesRead: source.filesRead,
  };
}
