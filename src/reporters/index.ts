import type { Report } from "../core/finding";
import { json } from "./json";
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
  /** How a path from the repository's root is shown: from the working directory. */
  readonly pathOf: (path: string) => string;
}

/** The whole report as one text. */
export type Reporter = (report: Report, options: ReportOptions) => string;

/** Every format in which a report can be had on the command line. */
export const reporters = { text, json } satisfies Record<string, Reporter>;
