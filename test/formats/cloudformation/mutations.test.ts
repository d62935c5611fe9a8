/*
 * Real templates with pieces missing, doubled or swapped: whatever comes out, it is read without an
 * exception, and no fix makes a file that does not parse out of one that does.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { edited } from "../../../src/core/fix";
import { cloudformation } from "../../../src/formats/cloudformation";
import { cases, inputOf, textsOf } from "../../golden-case";
import { readingOf } from "./reading";

const inputs = cases()
  .filter(({ format }) => format === "cloudformation")
  .map((each) => textsOf(inputOf(each)));

interface Mutation {
  readonly at: number;
  readonly length: number;
  readonly with: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 12 }),
  with: fc.constantFrom(
    "",
    "\n",
    "  ",
    "!Ref ",
    "!If [A, ",
    "]",
    "}",
    "[",
    ": ",
    "- ",
    "null",
    "${",
    "{{ x }}",
    "Fn::Sub",
    "&a ",
    "*a",
    '"',
  ),
});

const mutated = (text: string, mutations: readonly Mutation[]): string =>
  mutations.reduce((result, { at, length, with: put }) => {
    const start = Math.floor(at * result.length);
    return result.slice(0, start) + put + result.slice(start + length);
  }, text);

test("A damaged template never throws, and its fixes parse", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: inputs.length - 1 }),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async (index, mutations) => {
        const files = Object.fromEntries(
          Object.entries(inputs[index] ?? {}).map(([path, text]) => [
            path,
            mutated(text, mutations),
          ]),
        );
        const { clusters, problems } = await readingOf(files);
        const broken = new Set(problems.map(({ document }) => document.path));
        const wanted = { required: ["audit"], recommended: ["authenticator"] };
        for (const { logTypes, logGroup } of clusters)
          for (const fix of [
            logTypes.propose(wanted),
            logGroup.retention.propose(365),
          ])
            for (const after of edited(fix?.edits ?? []))
              if (!broken.has(after.path))
                expect(await cloudformation.invalid(after)).toBeUndefined();
      },
    ),
    {
      numRuns: Number(process.env["RUNS"] ?? 300),
      seed: Number(process.env["SEED"] ?? 3),
    },
  );
});
