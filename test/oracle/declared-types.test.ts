import { expect, it } from "vitest";
import { comparedParts } from "./compare";
import { type Declared, DeclaredTypes } from "./declared-types";
import { outputsOf } from "./evaluate";
import { apply, hasTerraform } from "./terraform";

const count = Number(process.env["ORACLE_COUNT"] ?? 300);
const seed = Number(process.env["ORACLE_SEED"] ?? 1);

/** How many variables share a plan. */
const perPlan = 1_000;

/** A module with these variables, and a root that sets them. */
function configurationOf(
  variables: readonly (Declared & { readonly name: string })[],
): Readonly<Record<string, string>> {
  const lines = (each: (variable: (typeof variables)[number]) => string) =>
    variables.map(each).join("");
  return {
    "main.tf": `module "m" {\n  source = "./m"\n${lines(({ name, value }) => `  ${name} = ${value}\n`)}}\n${lines(({ name }) => `output "${name}" {\n  value = { result = module.m.${name} }\n}\n`)}`,
    "m/main.tf": lines(
      ({ name, type }) =>
        `variable "${name}" {\n  type = ${type}\n}\noutput "${name}" {\n  value = [var.${name}]\n}\n`,
    ),
  };
}

it.runIf(hasTerraform)(
  `converts the values of ${count} variables of random types as Terraform does, or says that it cannot tell`,
  { timeout: 60_000 + count * 100 },
  async () => {
    const types = new DeclaredTypes(seed);
    const tally = { agree: 0, rejected: 0, open: 0 };
    const different: unknown[] = [];
    for (let left = count; left > 0; left -= perPlan) {
      const variables = Array.from(
        { length: Math.min(left, perPlan) },
        (_, at) => ({ name: `v${at}`, ...types.declared() }),
      );
      const ours = await outputsOf(configurationOf(variables));
      const rejected = await rejectedOf(variables);
      const accepted = variables.filter(({ name }) => !rejected.has(name));
      const theirs = await apply(configurationOf(accepted));
      for (const { name, type, value } of variables) {
        const mine = ours.get(name);
        const words = rejected.get(name);
        const verdict =
          words === undefined
            ? comparedParts(mine, theirs.get(name)).get("result")
            : mine?.kind === "unknown" || isTerraformsFault(type, words)
              ? undefined
              : { kind: "differ" as const, theirs: words };
        if (!verdict) tally.rejected += 1;
        else if (verdict.kind === "agree") tally.agree += 1;
        else if (verdict.kind === "differ")
          different.push({ type, value, ...verdict });
        else tally.open += 1;
      }
    }
    console.log(
      `${count} variables: ${tally.agree} agreed, ${tally.rejected} are rejected by both, ${different.length} different, ${tally.open} cannot tell`,
    );
    expect(different).toEqual([]);
    expect(tally.open / count).toBeLessThan(0.03);
    expect(tally.agree / count).toBeGreaterThan(0.5);
  },
);

/**
 * Terraform 1.11 takes an optional attribute that a map does not have for a null of another type
 * than the same attribute of the next element has, where that is an object with optional attributes
 * or of any type; and it finds no way from a map of nothing but nulls without a type to an attribute.
 */
const isTerraformsFault = (type: string, words: string): boolean =>
  /optional\((object|any)/.test(type)
    ? words.includes("types must all match")
    : type.includes("optional(") &&
      words.includes("map element type is incompatible with attribute");

/** What Terraform says of each value that it rejects, by the variable's name. */
async function rejectedOf(
  variables: Parameters<typeof configurationOf>[0],
): Promise<ReadonlyMap<string, string>> {
  try {
    await apply(configurationOf(variables));
    return new Map();
  } catch (error) {
    const words = String(error).replace(/\s+/g, " ").split("Error: ");
    return new Map(
      words.flatMap((each): [string, string][] => {
        const name = /module\.m\.var\.(v\d+)/.exec(each)?.[1];
        return name === undefined ? [] : [[name, each]];
      }),
    );
  }
}
