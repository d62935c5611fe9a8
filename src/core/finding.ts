import type { Cluster, Setting } from "./cluster";
import type { Document, SourceRange } from "./document";
import type { Advice, Fix } from "./fix";
import type { Policy } from "./policy";
import type { Level, Rule } from "./rule";
import type { Value } from "./value";

/** What a rule has against a cluster. */
export interface Violation {
  /** Sentences about the user's thing, by address, with what was found and what is wanted. */
  readonly message: string;
  /** The setting that is wrong; the finding stands where the cluster uses it. */
  readonly setting: Setting;
  /** Low: it cannot be told, for the reason in the message. */
  readonly confidence: "high" | "low";
  readonly fix?: Fix;
  /** Where the text is generated: what to write instead of a fix. */
  readonly advice?: Advice;
}

/** How a finding relates to the code that a pull request is compared with. */
export type Status = "introduced" | "regressed" | "existing";

/** A violation in the report, of all the clusters that share rule, place and fix. */
export interface Finding extends Violation {
  readonly rule: Rule;
  readonly clusters: readonly Cluster[];
  readonly range: SourceRange;
  readonly level: Exclude<Level, "off">;
  /** Null when there is nothing to compare with. */
  readonly status: Status | null;
  /** The same setting in the code that is compared with, of the first cluster that was there. */
  readonly before?: Setting;
}

/** Something about our reading, not about a cluster: a file that does not parse, a module out of reach. */
export interface Problem {
  readonly document: Document;
  readonly range?: SourceRange;
  readonly message: string;
  /** Every file and directory that it holds for, where it names only one of them. */
  readonly paths?: readonly string[];
  /** It tells of code that is elsewhere, and not of a fault of the code or a limit of ours. */
  readonly elsewhere?: true;
  /** The code that is compared with has it, too. */
  readonly existing?: true;
}

/** Everything found; sorted by file, place and rule. */
export interface Report {
  /** Number of files read. */
  readonly files: number;
  readonly clusters: readonly Cluster[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly policy: Policy;
}

/** A step on the way of a value. */
export interface Step {
  readonly label: string;
  readonly range: SourceRange;
}

/** At most this many steps of a trace are told. */
const longestTrace = 12;

/** The way of a value, from where it is used to the text that wrote it; each place once. */
export function trace(value: Value): readonly Step[] {
  const steps: Step[] = [];
  const walk = (each: Value): void => {
    const { range, label, from } = each.origin;
    const known = steps.some(
      (step) =>
        step.range.document === range.document &&
        step.range.start === range.start &&
        step.label === label,
    );
    if (known || steps.length >= longestTrace) return;
    steps.push({ label, range });
    from.forEach(walk);
    if (each.kind === "unknown") {
      for (const option of each.options) walk(option.value);
    }
  };
  walk(value);
  return steps;
}
