import { describe, expect, test } from "vitest";
import type { Cluster } from "../../src/core/cluster";
import type { Document, SourceRange } from "../../src/core/document";
import type { Finding } from "../../src/core/finding";
import type { Rule } from "../../src/core/rule";
import { known } from "../../src/core/value";
import { type ChangedFile, hunksOf } from "../../src/github/diff";
import { type Remark, placement } from "../../src/github/placement";

const rule: Rule = {
  id: "audit-logging-disabled",
  level: "error",
  summary: "",
  why: "",
  check: () => undefined,
  standing: () => [],
  command: () => "",
};

/** A file of numbered lines: "1\n2\n3\n…". */
const file = (path: string): Document => ({
  path,
  text: Array.from({ length: 200 }, (_, index) => `${index + 1}\n`).join(""),
});

/** The range of a whole line, without its ending. */
function line(document: Document, number: number): SourceRange {
  const before = document.text.split("\n").slice(0, number - 1);
  const start = before.join("\n").length + (number > 1 ? 1 : 0);
  return { document, start, end: start + `${number}`.length };
}

interface Wish {
  /** Where the cluster uses the value. */
  readonly used: SourceRange;
  /** Where it was written. */
  readonly written?: SourceRange;
  /** Lines that the fix replaces. */
  readonly fixes?: readonly SourceRange[];
  readonly sensitive?: true;
}

function finding({ used, written, fixes, sensitive }: Wish): Finding {
  const far = known(null, { range: written ?? used, label: "", from: [] });
  const value = known(
    null,
    { range: used, label: "", from: written ? [far] : [] },
    sensitive ? { sensitive } : {},
  );
  const setting = { value, range: used, propose: () => undefined };
  const cluster: Cluster = {
    format: "terraform",
    root: ".",
    address: "aws_eks_cluster.main",
    name: value,
    range: used,
    clues: [],
    logTypes: setting,
    logGroup: {
      declared: false,
      createdBefore: "no",
      retention: setting,
      strays: [],
    },
  };
  return {
    rule,
    level: "error",
    confidence: "high",
    status: "introduced",
    clusters: [cluster],
    message: "",
    range: used,
    setting,
    ...(fixes
      ? {
          fix: {
            title: "",
            safety: "safe",
            edits: fixes.map((range) => ({ range, text: "new" })),
          },
        }
      : {}),
  };
}

const main = file("main.tf");
const vars = file("variables.tf");

/** Lines 10 to 16 of a file are a hunk whose line 13 is new and took the place of one. */
const changed = (path: string, patch = hunk): ChangedFile => ({
  path,
  status: "modified",
  hunks: hunksOf(patch),
});
const hunk = "@@ -10,7 +10,7 @@\n 10\n 11\n 12\n-old\n+13\n 14\n 15\n 16";

const placed = (
  findings: readonly Finding[],
  files: readonly ChangedFile[],
  before: readonly SourceRange[] = [],
) => placement(findings, { files, before: () => before });

const where = ({ anchor, suggestion, solved }: Remark) => ({
  ...anchor,
  suggests: suggestion?.text,
  solves: solved.length,
});

describe("A finding is said", () => {
  test("as a suggestion where its fix lies inside a hunk", () => {
    const { remarks } = placed(
      [
        finding({
          used: line(main, 3),
          written: line(vars, 14),
          fixes: [line(vars, 14)],
        }),
      ],
      [changed("main.tf"), changed("variables.tf")],
    );
    expect(remarks.map(where)).toEqual([
      {
        kind: "lines",
        path: "variables.tf",
        side: "RIGHT",
        lines: { first: 14, last: 14 },
        suggests: ["new"],
        solves: 1,
      },
    ]);
  });

  test("at a new line of its way when the fix lies outside, rather than at one that only shows", () => {
    const { remarks } = placed(
      [
        finding({
          used: line(main, 13),
          written: line(vars, 14),
          fixes: [line(vars, 90)],
        }),
      ],
      [changed("main.tf"), changed("variables.tf")],
    );
    expect(remarks.map(where)).toMatchObject([
      { path: "main.tf", lines: { first: 13, last: 13 }, solves: 0 },
    ]);
  });

  test("at the line that wrote the value when several are new", () => {
    const { remarks } = placed(
      [finding({ used: line(main, 13), written: line(vars, 13) })],
      [changed("main.tf"), changed("variables.tf")],
    );
    expect(remarks[0]?.anchor.path).toBe("variables.tf");
  });

  test("at a deleted line when nothing of it is shown any more", () => {
    const { remarks } = placed(
      [finding({ used: line(main, 90) })],
      [changed("variables.tf")],
      [line(vars, 13)],
    );
    expect(remarks.map(where)).toMatchObject([
      { path: "variables.tf", side: "LEFT", lines: { first: 13, last: 13 } },
    ]);
  });

  test("at a file that the pull request changes elsewhere, or whose diff GitHub does not show", () => {
    for (const patch of [hunk, ""]) {
      const { remarks } = placed(
        [finding({ used: line(main, 90) })],
        [changed("main.tf", patch)],
      );
      expect(remarks.map(({ anchor }) => anchor)).toEqual([
        { kind: "file", path: "main.tf" },
      ]);
    }
  });

  test("below the description when it is about files that the pull request leaves alone", () => {
    const lost = finding({ used: line(main, 13) });
    expect(placed([lost], [changed("other.tf")])).toEqual({
      remarks: [],
      elsewhere: [lost],
    });
  });

  test("without a suggestion when its value is sensitive", () => {
    const { remarks } = placed(
      [
        finding({
          used: line(main, 14),
          fixes: [line(main, 14)],
          sensitive: true,
        }),
      ],
      [changed("main.tf")],
    );
    expect(remarks.map(where)).toMatchObject([{ suggests: undefined }]);
  });
});

describe("Findings that meet", () => {
  test("are one comment whose suggestion makes both changes", () => {
    const { remarks } = placed(
      [
        finding({
          used: line(main, 11),
          fixes: [line(main, 11), line(main, 14)],
        }),
        finding({ used: line(main, 13), fixes: [line(main, 13)] }),
      ],
      [changed("main.tf")],
    );
    expect(remarks.map(where)).toMatchObject([
      {
        lines: { first: 11, last: 14 },
        suggests: ["new", "12", "new", "new"],
        solves: 2,
      },
    ]);
  });

  test("are one comment, and one suggestion, when they have the same fix", () => {
    const both = [1, 2].map(() =>
      finding({ used: line(main, 14), fixes: [line(main, 14)] }),
    );
    const { remarks } = placed(both, [changed("main.tf")]);
    expect(remarks.map(where)).toMatchObject([
      { suggests: ["new"], solves: 2 },
    ]);
    expect(remarks[0]?.findings).toEqual(both);
  });

  test("are one comment with the first one's suggestion when their fixes contradict each other", () => {
    const first = finding({ used: line(main, 14), fixes: [line(main, 14)] });
    const whole = {
      document: main,
      start: line(main, 13).start,
      end: line(main, 15).end,
    };
    const second = finding({ used: line(main, 13), fixes: [whole] });
    const { remarks } = placed([first, second], [changed("main.tf")]);
    expect(remarks).toMatchObject([
      { findings: [first, second], solved: [first] },
    ]);
  });

  test("are two comments in two files", () => {
    const { remarks } = placed(
      [finding({ used: line(main, 13) }), finding({ used: line(vars, 13) })],
      [changed("main.tf"), changed("variables.tf")],
    );
    expect(remarks).toHaveLength(2);
  });
});

test("At most thirty comments are made, and what joins one of them is no further one", () => {
  const files = Array.from({ length: 40 }, (_, index) => file(`${index}.tf`));
  const findings = files.map((each) => finding({ used: line(each, 13) }));
  const [first] = findings;
  const again = first ? [first] : [];
  const { remarks, elsewhere } = placed(
    [...findings, ...again],
    files.map(({ path }) => changed(path)),
  );
  expect(remarks).toHaveLength(30);
  expect(elsewhere).toEqual(findings.slice(30));
  expect(remarks.some((remark) => remark.findings.length === 2)).toBe(true);
});
