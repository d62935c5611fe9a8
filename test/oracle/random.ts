/** Choices that are the same for the same seed, on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number from 0 up to, but not including, 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(all: readonly T[]): T {
    const one = all[this.whole(0, all.length - 1)];
    if (one === undefined) throw new Error("there is nothing to pick from");
    return one;
  }

  /** Some of the elements, in their order. */
  some<T>(all: readonly T[], probability = 0.5): readonly T[] {
    return all.filter(() => this.chance(probability));
  }

  /** As many results as asked for. */
  times<T>(low: number, high: number, make: (at: number) => T): readonly T[] {
    return Array.from({ length: this.whole(low, high) }, (_, at) => make(at));
  }
}
