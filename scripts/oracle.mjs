// `npm run oracle -- --count 3000 --seed 7`: the oracle's test with more configurations, or others.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
  },
});
const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "test/oracle",
    "--disable-console-intercept",
  ],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      ORACLE_COUNT: values.count,
      ORACLE_SEED: values.seed,
    },
  },
);
process.exitCode = status ?? 1;
