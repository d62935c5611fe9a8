import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { consult } from "./oracle";
import { openIn, report, valuesIn } from "./report";
import { hasTerraform } from "./terraform";

const count = Number(process.env["ORACLE_COUNT"] ?? 300);
const seed = Number(process.env["ORACLE_SEED"] ?? 1);

it.runIf(hasTerraform)(
  `evaluates ${count} random configurations as Terraform does, or says that it cannot tell`,
  { timeout: 60_000 + count * 1_000 },
  async () => {
    const tally = await consult(count, seed);
    console.log(report(tally));
    for (const { output, files } of tally.different.slice(0, 10))
      keep(output, files);
    expect(tally.different.map(({ files: _, ...each }) => each)).toEqual([]);
    expect(tally.rejected.length).toBeLessThan(count / 10);
    expect(openIn(tally) / valuesIn(tally)).toBeLessThan(0.03);
  },
);

/** Leaves a configuration that we read in another way where it can be looked at. */
function keep(output: string, files: Readonly<Record<string, string>>): void {
  const directory = join(tmpdir(), `oracle-difference-${output}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  console.log(`${output} is kept in ${directory}`);
}
