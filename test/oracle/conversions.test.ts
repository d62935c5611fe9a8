import { expect, it } from "vitest";
import { comparedParts } from "./compare";
import { Conversions } from "./conversions";
import { outputsOf } from "./evaluate";
import { apply, hasTerraform, record } from "./terraform";

const count = Number(process.env["ORACLE_COUNT"] ?? 300) * 4;
const seed = Number(process.env["ORACLE_SEED"] ?? 1);

/** How many expressions share a plan. */
const perPlan = 3_000;

it.runIf(hasTerraform)(
  `finds the types and values of ${count} random conversions as Terraform does, or says that it cannot tell`,
  { timeout: 60_000 + count * 100 },
  async () => {
    const conversions = new Conversions(seed);
    const tally = { agree: 0, errors: 0, open: 0, later: 0 };
    const different: unknown[] = [];
    for (let left = count; left > 0; left -= perPlan) {
      const expressions = Array.from({ length: Math.min(left, perPlan) }, () =>
        conversions.operation(3),
      );
      const files = {
        "main.tf": expressions
          .map(
            (expression, at) =>
              `output "o${at}" {\n  value = { result = try([${expression}], "failed") }\n}\n`,
          )
          .join(""),
      };
      const [ours, theirs] = await Promise.all([
        outputsOf(files),
        apply(files),
      ]);
      expressions.forEach((expression, at) => {
        const told = theirs.get(`o${at}`);
        const { result } = record(told?.value);
        const verdict = comparedParts(ours.get(`o${at}`), told).get("result");
        // Terraform never knows what some functions make of a null without a type.
        if (result === null || verdict?.kind === "known after apply")
          tally.later += 1;
        else if (verdict?.kind === "cannot tell") tally.open += 1;
        else if (verdict?.kind !== "agree")
          different.push({ expression, ...verdict });
        else if (result === "failed") tally.errors += 1;
        else tally.agree += 1;
      });
    }
    console.log(
      `${count} conversions: ${tally.agree} agreed, ${tally.errors} are errors to both, ${different.length} different, ${tally.later} unknown to Terraform too, ${tally.open} cannot tell`,
    );
    expect(different).toEqual([]);
    expect(tally.open / count).toBeLessThan(0.03);
    expect(tally.agree / count).toBeGreaterThan(0.2);
  },
);
