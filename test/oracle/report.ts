import type { Tally } from "./oracle";

/** How many values could not be told, in all. */
export function openIn({ cannotTell }: Tally): number {
  return [...cannotTell.values()].reduce((sum, count) => sum + count, 0);
}

/** How many values were compared. */
export function valuesIn(tally: Tally): number {
  return tally.agreed + tally.later + openIn(tally) + tally.different.length;
}

/** What came of consulting the oracle, for people: agreement, differences, what could not be told and why, time. */
export function report(tally: Tally): string {
  const { agreed, configurations, different, rejected, milliseconds } = tally;
  const percent = (part: number) =>
    `${part} (${((100 * part) / valuesIn(tally)).toFixed(2)} %)`;
  const reasons = alike(tally.cannotTell).sort(([, a], [, b]) => b - a);
  return [
    ...different
      .slice(0, 10)
      .flatMap(({ output, ours, theirs }) => [
        `${output}:`,
        `  ours:   ${ours}`,
        `  theirs: ${theirs}`,
      ]),
    `${configurations} configurations, ${rejected.length} of them rejected by Terraform; ${valuesIn(tally)} values`,
    ...new Set(rejected.map((words) => `  rejected: ${inOneLine(words)}`)),
    `agreed: ${percent(agreed)}`,
    `different: ${percent(different.length)}`,
    `known after apply, to Terraform too: ${percent(tally.later)}`,
    `cannot tell: ${percent(openIn(tally))}`,
    ...reasons.map(([reason, count]) => `  ${count} × ${reason}`),
    `${(milliseconds / 1000).toFixed(1)} s`,
  ].join("\n");
}

/** How often a reason is given, whatever it is about. */
function alike(reasons: ReadonlyMap<string, number>): [string, number][] {
  const counts = new Map<string, number>();
  for (const [reason, count] of reasons) {
    const words = reason.replace(/\b(?:module|terraform_data)\.\S+/g, "…");
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts];
}

function inOneLine(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("Command failed"))
    .slice(0, 8)
    .join(" | ");
}
