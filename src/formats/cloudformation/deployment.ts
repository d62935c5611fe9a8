import type { Problem } from "../../core/finding";
import type { Value } from "../../core/value";
import type { Source } from "../yaml/node";
import type { Budget } from "./budget";
import type { Template } from "./template";

/** How a template is deployed. */
export interface Deployment {
  /** Names the stack among all. */
  readonly id: string;
  /** What stands before the logical ids of its resources: "Eks." for a nested stack. */
  readonly prefix: string;
  /** What stands behind their addresses, to tell the templates of one file apart: " (template 2)", or nothing. */
  readonly suffix: string;
  /** What a parameter is given; undefined leaves it at its default. */
  readonly given: (parameter: string) => Value | undefined;
  /** Its parameters are open where nobody gives them a value, whatever their defaults. */
  readonly open?: true;
  /** When the stack exists, if not always. */
  readonly condition?: Value;
  /** Paths of the templates around it. */
  readonly inside: readonly string[];
}

/** What all stacks of an evaluation share. */
export interface World {
  readonly budget: Budget;
  readonly problems: Problem[];
  /** The template in a file; undefined when there is none. */
  template(path: string): Template | undefined;
  /** Paths of the files of this name, wherever they are. */
  named(name: string): readonly string[];
  /** Paths of the files that `source` was asked for. */
  readonly included: ReadonlySet<string>;
  /** The first document of a file. */
  source(path: string): Source | undefined;
}
