/** Evaluating one template, with all its nested stacks, may take this many steps. */
const mostSteps = 50_000;
/** Calls may stand inside of each other this deep, names followed. */
const deepest = 250;

/** Bounds the work of one evaluation, whatever the template says. */
export class Budget {
  private steps = 0;
  private depth = 0;

  /** Takes one step; false when none is left. */
  spend(): boolean {
    this.steps += 1;
    return this.steps <= mostSteps;
  }

  /** Whether something was given up for want of steps. */
  get exhausted(): boolean {
    return this.steps > mostSteps;
  }

  /** Does a step of the work, or says why not. */
  bounded<T>(step: () => T, otherwise: (reason: string) => T): T {
    if (!this.spend())
      return otherwise("its template takes too many steps to evaluate");
    if (this.depth >= deepest)
      return otherwise("its template refers from name to name too deeply");
    this.depth += 1;
    try {
      return step();
    } finally {
      this.depth -= 1;
    }
  }
}
