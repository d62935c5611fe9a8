import type { Reporter, TestModule } from "vitest/node";
import type { ScenarioRow } from "./scenario";

/** Prints the table of all scenarios when the tests have run. */
export default class ScenarioTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const rows = modules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().scenario ?? []);
    if (rows.length > 0) console.log(`\n${table(rows)}\n`);
  }
}

/** A table of scenarios, in the order of their names. */
function table(rows: readonly ScenarioRow[]): string {
  const sorted = rows.toSorted((one, other) =>
    one.about + one.scenario < other.about + other.scenario ? -1 : 1,
  );
  const cells = sorted.map(({ about, scenario, exits, requests, writes }) => [
    about,
    scenario,
    exits,
    `${requests}`,
    `${writes}`,
  ]);
  const lines = [["about", "scenario", "exit", "requests", "writes"], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
