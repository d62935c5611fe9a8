/*
 * Clusters that are gone without having been deleted. A change that breaks a file, that makes the
 * code too large to read, or that moves it to where nobody looks takes its clusters out of sight; if
 * that passed, it would be the easiest way around this check.
 */
import type { Cluster } from "./cluster";
import type { Base } from "./comparison";
import { rootsAfter } from "./counterparts";
import { type SourceRange, directoryOf } from "./document";
import type { Finding, Problem } from "./finding";
import type { Policy } from "./policy";
import type { Rule } from "./rule";
import { unknown } from "./value";

/** What has become of the code that is judged. */
export interface Sight {
  readonly policy: Policy;
  /** What could not be read of it in clusters of a format. */
  readonly problems: (format: string) => readonly Problem[];
  /** The clusters of the base that are not found in it. */
  readonly lost: readonly Cluster[];
  readonly base: Base;
}

/** Findings of a rule about clusters that the base has and that the change hides. */
export function hidden(rule: Rule, sight: Sight): readonly Finding[] {
  const { base, policy, lost } = sight;
  const own = policy.levels.get(rule.id) ?? rule.level;
  if (own === "off") return [];
  return lost.flatMap((cluster): readonly Finding[] => {
    const cause = causeOf(cluster, newProblems(cluster, sight), base);
    if (!cause) return [];
    const { range, why, elsewhere } = cause;
    const message = `${cluster.address} was checked before this change and cannot be any more: ${why}`;
    const origin = { range, label: "what hides it", from: [] };
    return [
      {
        rule,
        // Code that is elsewhere may well be right.
        level: elsewhere && own === "error" ? "warning" : own,
        confidence: "high",
        status: "regressed",
        clusters: [cluster],
        range,
        message,
        setting: {
          value: unknown("its code cannot be read", origin),
          range,
          propose: () => undefined,
        },
        before: cluster.logTypes,
      },
    ];
  });
}

/** Problems that the change makes: of those that were there before, none hides what was seen then. */
function newProblems(
  { format }: Cluster,
  { problems, base }: Sight,
): readonly Problem[] {
  const isOld = wasThere(base);
  return problems(format).filter((problem) => !isOld(problem));
}

/** Tells which problems the code that is compared with has, too. */
export function wasThere({
  problems,
  renamed,
}: Base): (problem: Problem) => boolean {
  const identity = (path: string, { message }: Problem) =>
    `${path}\n${message}`;
  const old = new Set(
    (problems ?? []).map((problem) =>
      identity(renamed(problem.document.path), problem),
    ),
  );
  return (problem) => old.has(identity(problem.document.path, problem));
}

interface Cause {
  readonly range: SourceRange;
  /** A sentence. */
  readonly why: string;
  readonly elsewhere?: true;
}

function causeOf(
  cluster: Cluster,
  problems: readonly Problem[],
  { renamed, excluded }: Base,
): Cause | undefined {
  const { range, root, variant } = cluster;
  const own = renamed(range.document.path);
  const [place = root] = rootsAfter(cluster, renamed);
  const start = (path: string): SourceRange => ({
    document: { path, text: "" },
    start: 0,
    end: 0,
  });
  if (excluded(place))
    return {
      range: start(excluded(own) ? own : place),
      why: `${place} is not checked, because of include or exclude in the policy.`,
    };
  // A module may be called through others, and nobody knows through which when one is broken.
  const nested = directoryOf(own) !== place && own !== place;
  const files = [
    own,
    place,
    ...(variant === undefined ? [] : [renamed(variant)]),
  ];
  const hides = ({ document, paths = [document.path], elsewhere }: Problem) =>
    paths.some(
      (path) =>
        path === "." ||
        files.includes(path) ||
        directoryOf(path) === place ||
        files.some((file) => file.startsWith(`${path}/`)) ||
        (nested && !elsewhere),
    );
  const faults = problems.filter(hides);
  const problem = faults.find(({ elsewhere }) => !elsewhere) ?? faults[0];
  return (
    problem && {
      range: problem.range ?? start(problem.document.path),
      why: problem.message,
      ...(problem.elsewhere ? { elsewhere: true } : {}),
    }
  );
}
