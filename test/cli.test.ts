import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const program = join(__dirname, "..", "dist", "cli", "index.js");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
  writeFileSync(
    join(folder, "main.tf"),
    'resource "aws_eks_cluster" "main" {\n  name = "##[error]x"\n}\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...argv], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", ...environment },
  });
}

describe("The command as a process", () => {
  test("prints in colour when told to, and never where somebody said no", () => {
    expect(run([], { FORCE_COLOR: "1" }).stdout).toContain("\u001b[1;31merror");
    expect(run([], { FORCE_COLOR: "0" }).stdout).not.toContain("\u001b");
    expect(run([], { NO_COLOR: "1" }).stdout).not.toContain("\u001b");
    expect(run([]).stdout).not.toContain("\u001b");
  });

  test("lets no text start a command of the runner", () => {
    const { stdout, status } = run([], { GITHUB_ACTIONS: "true" });
    const [, token = ""] = /^::stop-commands::([\w-]+)\n/.exec(stdout) ?? [];
    expect(token).toHaveLength(36);
    expect(stdout.endsWith(`\n::${token}::\n`)).toBe(true);
    expect(status).toBe(1);
    const json = run(["--format", "json"], { GITHUB_ACTIONS: "true" }).stdout;
    expect(json).not.toMatch(/::|##\[/);
    expect(JSON.parse(json).clusters[0].name).toBe("##[error]x");
    const annotations = run(["--format", "github"], { GITHUB_ACTIONS: "true" });
    expect(annotations.stdout).toMatch(/^::error /);
  });

  test("writes a plain report into a file, where the runner reads no commands", () => {
    const path = join(folder, "summary.md");
    const output = openSync(path, "w");
    spawnSync(process.execPath, [program, "--format", "markdown"], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", GITHUB_ACTIONS: "true" },
      stdio: ["ignore", output, "inherit"],
    });
    closeSync(output);
    expect(readFileSync(path, "utf8")).toMatch(/^## EKS Audit Check\n/);
  });

  test("says what is wrong on the error output, in a sentence", () => {
    const { stdout, stderr, status } = run(["--nothing"]);
    expect({ stdout, stderr, status }).toEqual({
      stdout: "",
      stderr:
        'eks-audit-check: There is no option "--nothing"; --help lists all there are.\n',
      status: 2,
    });
  });

  test("is quiet when its reader leaves early", async () => {
    const child = spawn(process.execPath, [program, "--format", "json"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let errors = "";
    child.stderr.on("data", (data) => (errors += String(data)));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ status, errors }).toEqual({ status: 1, errors: "" });
  });
});
