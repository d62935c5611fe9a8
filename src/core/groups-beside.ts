/*
 * Log groups by the evaluation that declares them: a root or template, with the files of a variant.
 */
import type { DeclaredGroup } from "./cluster";
import { looksLikeLogGroupName, textKey } from "./text";
import type { Value } from "./value";

/** A name for the evaluation of the code that a cluster or group is of. */
export function evaluationOf({
  root,
  variant = "",
}: {
  readonly root: string;
  readonly variant?: string;
}): string {
  return `${root}\n${variant}`;
}

/** The groups of one evaluation. */
export interface Beside {
  readonly all: DeclaredGroup[];
  readonly named: Map<string, DeclaredGroup[]>;
  /** Those whose name depends on undecided conditions. */
  readonly undecided: DeclaredGroup[];
  /** Those whose name has the shape of a control plane log group's. */
  readonly shaped: DeclaredGroup[];
}

/** The groups of each evaluation, by its name. */
export function groupsByEvaluation(
  groups: readonly DeclaredGroup[],
): ReadonlyMap<string, Beside> {
  const byEvaluation = new Map<string, Beside>();
  for (const group of groups) {
    const key = evaluationOf(group);
    const beside = byEvaluation.get(key) ?? {
      all: [],
      named: new Map<string, DeclaredGroup[]>(),
      undecided: [],
      shaped: [],
    };
    byEvaluation.set(key, beside);
    beside.all.push(group);
    const name = textKey(group.name);
    const same = beside.named.get(name) ?? [];
    same.push(group);
    beside.named.set(name, same);
    if (hasOutcomes(group.name)) beside.undecided.push(group);
    if (looksLikeLogGroupName(group.name)) beside.shaped.push(group);
  }
  return byEvaluation;
}

/** Whether a name depends on undecided conditions. */
export function hasOutcomes(name: Value): boolean {
  return name.kind === "unknown" && name.options.length > 0;
}
