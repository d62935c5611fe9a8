import { expect } from "vitest";
import { currentComments, overview, scenario } from "./scenario";
import { cluster, group, OFF, REGRESSION } from "./terraform";

const ABOUT = "6 bad days";

const CROWD = Object.fromEntries(
  Array.from({ length: 3100 }, (_, index) => [`zz/${index}.txt`, `${index}\n`]),
);

scenario(
  ABOUT,
  "3,100 changed files, of which GitHub lists 3,000",
  { base: REGRESSION.base, head: { ...CROWD, ...REGRESSION.head } },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    // variables.tf comes before zz/ and is listed.
    expect(currentComments(github)).toMatchObject([
      { path: "variables.tf", line: 4 },
    ]);
  },
);

scenario(
  ABOUT,
  "a changed file beyond those that GitHub lists",
  { base: REGRESSION.base, head: { "a.txt": "1", ...REGRESSION.head } },
  async ({ github, run }) => {
    github.site.limits.listedFiles = 1;
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    const said = [
      ...currentComments(github).map((comment) => comment.body),
      overview(github)?.body ?? "",
    ];
    expect(
      said.filter((text) => text.includes("audit-logging-disabled")),
    ).toHaveLength(1);
  },
);

scenario(
  ABOUT,
  "a text that would be longer than GitHub keeps",
  {
    base: { "x.txt": "1" },
    head: {
      "main.tf": `${cluster("prod", `["${"x".repeat(70_000)}"]`)}\n${group("prod", 90)}`,
    },
  },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "1" } });
    expect(result.writes.every((request) => request.status < 400)).toBe(true);
    expect(currentComments(github)).toHaveLength(1);
  },
);

const HUNDREDS = Array.from({ length: 500 }, (_, index) =>
  cluster(`cluster-${index}`, OFF, `c${index}_${"long_".repeat(60)}`),
).join("\n");

scenario(
  ABOUT,
  "more findings than a summary and a comment can hold",
  { base: { "x.txt": "1" }, head: { "main.tf": HUNDREDS } },
  async ({ github, run }) => {
    const result = await run();
    expect(result).toMatchObject({ exitCode: 1, outputs: { errors: "500" } });
    expect(result.writes.every((request) => request.status < 400)).toBe(true);
    expect(result.summary).toMatch(/\d+ more|left out/);
    const said = [
      ...currentComments(github).map((comment) => comment.body),
      overview(github)?.body ?? "",
    ];
    expect(said.join("\n")).toMatch(/\d+ more|left out/);
  },
);
