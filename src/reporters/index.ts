import type { Finding, Report } from "../core/finding";
import { annotations } from "./annotations";
import { json } from "./json";
import { sarif } from "./sarif";
import { summary } from "./summary";
import { text } from "./text";

/** What a report in any format is made with. */
export interface ReportOptions {
  /** The version of this program. */
  readonly version: string;
  /** How long the check took. */
  readonly durationMs: number;
  /** Use the colours of a terminal. */
  readonly colour: boolean;
  /** The commit that is judged, and the one it is compared with. */
  readonly commit?: string;
  readonly base?: string;
  /** Address of the repository that holds the rules' pages. */
  readonly actionRepository?: string;
  /** Where each finding is said that has a comment, in Markdown. */
  readonly places?: ReadonlyMap<Finding, string>;
  /** What else there is to say about the run, a sentence each. */
  readonly notes?: readonly string[];
  /** How a path from the repository's root is shown: from the working directory. */
  readonly pathOf: (path: string) => string;
}

/** The whole report as one text. */
export type Reporter = (report: Report, options: ReportOptions) => string;

/** Every format in which a report can be had. */
export const reporters = {
  text,
  json,
  sarif,
  github: annotations,
  markdown: summary,
} satisfies Record<string, Reporter>;

/** A format in which a report can be had. */
export type OutputFormat = keyof typeof reporters;

/** Whether there is a reporter of this name. */
export function isOutputFormat(name: string): name is OutputFormat {
  return Object.hasOwn(reporters, name);
}
