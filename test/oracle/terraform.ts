import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What Terraform makes of an output: its value and type after apply, and which parts of it are not known before. */
export interface Applied {
  readonly type: unknown;
  readonly value: unknown;
  /** Its value before: Terraform takes nothing back either when what is unknown turns out to fail. */
  readonly planned: unknown;
  /** `true` for what is known only after apply; inside of lists and objects, the same of their parts. */
  readonly later: unknown;
}

const environment = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  CHECKPOINT_DISABLE: "1",
  TF_CLI_CONFIG_FILE: "/dev/null",
  TF_IN_AUTOMATION: "1",
  // Half of a short run's time is spent on collecting garbage.
  GOGC: "400",
};

/** Whether Terraform is installed; without it, nothing can be compared with it. */
export const hasTerraform = ((): boolean => {
  try {
    execFileSync("terraform", ["version"], {
      env: environment,
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
})();

/** What Terraform itself makes of the outputs of a configuration; rejects with its words when it makes nothing of it. */
export async function apply(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Applied>> {
  const directory = await mkdtemp(join(tmpdir(), "oracle-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    const terraform = async (...words: readonly string[]) =>
      (
        await run("terraform", words, {
          cwd: directory,
          env: environment,
          maxBuffer: 500_000_000,
        })
      ).stdout;
    if (Object.values(files).some((text) => /^\s*module "/m.test(text)))
      await terraform("get", "-no-color");
    await terraform(
      "plan",
      "-input=false",
      "-no-color",
      "-lock=false",
      "-out=plan",
    );
    const planned = JSON.parse(await terraform("show", "-json", "plan"));
    await terraform(
      "apply",
      "-input=false",
      "-no-color",
      "-lock=false",
      "plan",
    );
    const state = JSON.parse(await terraform("show", "-json"));
    return outputsOf(planned, state);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The functions of the installed Terraform. */
export function functionsOfTerraform(): readonly string[] {
  const text = execFileSync("terraform", ["metadata", "functions", "-json"], {
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { function_signatures: signatures } = record(JSON.parse(text));
  return Object.keys(record(signatures));
}

function outputsOf(
  planned: unknown,
  state: unknown,
): ReadonlyMap<string, Applied> {
  const changes = record(record(planned)["output_changes"]);
  const { outputs } = record(record(state)["values"]);
  return new Map(
    Object.entries(record(outputs)).map(([name, output]) => {
      const { type, value } = record(output);
      const { after, after_unknown: later } = record(changes[name]);
      return [name, { type, value, planned: after, later }];
    }),
  );
}

/** A JSON object's entries; none for anything else. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
