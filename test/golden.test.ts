import { describe, expect, test } from "vitest";
import type { Report } from "../src/core/finding";
import { formats } from "../src/formats";
import { details } from "../src/reporters/text";
import {
  cases,
  correctedBy,
  expectedOf,
  fixedOf,
  inputOf,
  reportOn,
  rewrite,
  textsOf,
} from "./golden-case";

const update = process.env["UPDATE_GOLDEN"] === "1";

test("Golden files are never rewritten where the work is judged", () => {
  expect(update && process.env["CI"]).toBeFalsy();
});

describe.each(cases())("$format/$name", (each) => {
  test.concurrent("reports what a person agreed with", async () => {
    const source = inputOf(each);
    const before = textsOf(source);
    const printed = details(await reportOn(source));
    const result = await correctedBy(inputOf(each));
    const fixed = Object.fromEntries(
      result.changes.map(({ after }) => [after.path, after.text]),
    );
    if (update) rewrite(each, printed, fixed);

    expect(printed).toBe(expectedOf(each));
    expect(fixed).toEqual(fixedOf(each));
    expect(textsOf(inputOf(each)), "the input is left alone").toEqual(before);
    for (const { before: old, after } of result.changes)
      expect(commentsIn(after), `comments of ${after.path}`).toEqual(
        expect.arrayContaining([...commentsIn(old)]),
      );
    expect(problemsOf(result.before)).toEqual(
      expect.arrayContaining([...problemsOf(result.report)]),
    );
    expect(
      result.report.findings.flatMap(({ fix }) => fix?.title ?? []),
      "fixes that are left",
    ).toEqual([]);
  });
});

describe.each(formats)("The cases of $name", ({ name }) => {
  const own = cases().filter(({ format }) => format === name);

  test("are at least a dozen, and about half of them silent", () => {
    const silent = own.filter((each) => expectedOf(each) === "");
    expect(own.length).toBeGreaterThanOrEqual(12);
    expect(silent.length / own.length).toBeGreaterThan(0.35);
    expect(silent.length / own.length).toBeLessThan(0.65);
  });

  test("are silent about clusters, most of them, and not for want of one", async () => {
    const silent = own.filter((each) => expectedOf(each) === "");
    const about = await Promise.all(
      silent.map(async (each) => (await reportOn(inputOf(each))).clusters),
    );
    expect(
      about.filter((clusters) => clusters.length > 0).length,
    ).toBeGreaterThan(silent.length / 2);
  });
});

/** What stands behind comment marks, or looks as if it did. */
function commentsIn({ text }: { readonly text: string }): readonly string[] {
  return text.match(/(#|\/\/).*$|\/\*[^]*?\*\//gm) ?? [];
}

const problemsOf = ({ problems }: Report): readonly string[] =>
  problems.map(({ document, message }) => `${document.path}: ${message}`);
