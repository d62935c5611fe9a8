/*
 * The oracle: random configurations are planned by Terraform and evaluated by us. Our values must be
 * Terraform's, or we must say that we cannot tell.
 */
import type { Value } from "../../src/core/value";
import { type Verdict, comparedParts } from "./compare";
import { type Generated, generate, varFiles } from "./configurations";
import { outputsOf } from "./evaluate";
import { type Applied, apply, record } from "./terraform";
import { asJson } from "./variables";

/** What came of many configurations. */
export interface Tally {
  readonly configurations: number;
  /** Configurations that Terraform itself rejects, with its words. */
  readonly rejected: readonly string[];
  readonly agreed: number;
  /** How many values neither we nor Terraform's plan can tell. */
  readonly later: number;
  /** How often each reason was given. */
  readonly cannotTell: ReadonlyMap<string, number>;
  readonly different: readonly {
    readonly output: string;
    readonly ours: string;
    readonly theirs: string;
    readonly files: Readonly<Record<string, string>>;
  }[];
  readonly milliseconds: number;
}

/** How many configurations share a plan. */
const perPlan = 20;

/** Compares our values with Terraform's in so many configurations, the same ones for the same seed. */
export async function consult(count: number, seed: number): Promise<Tally> {
  const started = performance.now();
  const rejected: string[] = [];
  const cannotTell = new Map<string, number>();
  const different: Tally["different"][number][] = [];
  let agreed = 0;
  let later = 0;
  const enter = (
    generated: Generated,
    result: string,
    verdict: Verdict,
  ): void => {
    switch (verdict.kind) {
      case "agree":
        agreed += 1;
        return;
      case "known after apply":
        later += 1;
        return;
      case "cannot tell":
        cannotTell.set(
          verdict.reason,
          (cannotTell.get(verdict.reason) ?? 0) + 1,
        );
        return;
      case "differ":
        different.push({
          output: `${generated.name}-${result}`,
          ...verdict,
          files: filesOf([generated]),
        });
    }
  };
  const starts = Array.from(
    { length: Math.ceil(count / perPlan) },
    (_, at) => at * perPlan,
  );
  // While Terraform plans one batch, the other is evaluated.
  const consultNext = async (): Promise<void> => {
    const start = starts.shift();
    if (start === undefined) return;
    const batch = Array.from(
      { length: Math.min(perPlan, count - start) },
      (_, at) => generate(seed * 1_000_000 + start + at),
    );
    for (const { generated, verdicts } of await judged(batch, rejected))
      for (const [result, verdict] of verdicts)
        enter(generated, result, verdict);
    return consultNext();
  };
  await Promise.all([consultNext(), consultNext()]);
  return {
    configurations: count,
    rejected,
    agreed,
    later,
    cannotTell,
    different,
    milliseconds: performance.now() - started,
  };
}

interface Judged {
  readonly generated: Generated;
  readonly verdicts: readonly (readonly [string, Verdict])[];
}

/** The verdicts on a batch; where Terraform rejects it, on each half. */
async function judged(
  batch: readonly Generated[],
  rejected: string[],
): Promise<readonly Judged[]> {
  const files = filesOf(batch);
  let theirs: ReadonlyMap<string, Applied>;
  try {
    theirs = await apply(files);
  } catch (error) {
    if (batch.length <= 1) {
      rejected.push(String(error));
      return [];
    }
    const middle = Math.ceil(batch.length / 2);
    return [
      ...(await judged(batch.slice(0, middle), rejected)),
      ...(await judged(batch.slice(middle), rejected)),
    ];
  }
  const ours = await outputsOf(files);
  return batch.map((generated) => ({
    generated,
    verdicts: verdictsOf(
      generated,
      ours.get(generated.name),
      theirs.get(generated.name),
    ),
  }));
}

/**
 * A result is a list or "failed". Terraform writes null where it does not know it even then, as it
 * never knows what a function makes of a null without a type.
 */
function verdictsOf(
  { open }: Generated,
  ours: Value | undefined,
  theirs: Applied | undefined,
): Judged["verdicts"] {
  const values = record(theirs?.value);
  const all = comparedParts(ours, theirs, open ? "values only" : "types too");
  return [...all].map(([result, verdict]) => [
    result,
    values[result] === null ? { kind: "known after apply" } : verdict,
  ]);
}

/** The files of a root that calls all of them. */
function filesOf(
  batch: readonly Generated[],
): Readonly<Record<string, string>> {
  const settings = batch.flatMap((each) => each.settings);
  const written = (file: string): string => {
    const inside = settings.filter((each) => each.file === file);
    return file.endsWith(".json")
      ? `{${inside.map(({ name, value }) => `${JSON.stringify(name)}: ${asJson(value)}`).join(", ")}}`
      : inside.map(({ name, value }) => `${name} = ${value}\n`).join("");
  };
  return {
    ...Object.assign({}, ...batch.map((each) => each.files)),
    "main.tf": batch.map((each) => each.root).join("\n"),
    ...Object.fromEntries(varFiles.map((file) => [file, written(file)])),
  };
}
