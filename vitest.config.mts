import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first: started last, one of them would keep one core busy alone. */
const heavy = [
  "test/github/property.test.ts",
  "test/github/built-property.test.ts",
  "test/oracle/",
  "test/github/scenarios/",
  "test/cli.test.ts",
  "test/formats/terraform/parse.test.ts",
];

class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const found = heavy.findIndex((path) => moduleId.includes(path));
      return found < 0 ? heavy.length : found;
    };
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Only what hangs takes so long, also on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", "./test/github/scenarios/table.ts"],
    // Unless told, one core is left idle, which is half of a small runner.
    maxWorkers: "100%",
    // Scenarios that run side by side in one file; each is a process.
    maxConcurrency: 3,
    sequence: { sequencer: HeaviestFirst },
  },
});
