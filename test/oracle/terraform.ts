import { execFile, execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a plan says of an output; undefined for one that is known only after apply. */
export type Planned =
  { readonly type: unknown; readonly value: unknown } | undefined;

const environment = {
  PATH: process.env["PATH"],
  HOME: process.env["HOME"],
  CHECKPOINT_DISABLE: "1",
  TF_CLI_CONFIG_FILE: "/dev/null",
  TF_IN_AUTOMATION: "1",
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
export async function plan(
  files: Readonly<Record<string, string>>,
  variables: readonly string[] = [],
): Promise<ReadonlyMap<string, Planned>> {
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
      await terraform("init", "-backend=false", "-input=false", "-no-color");
    await terraform(
      "plan",
      "-input=false",
      "-no-color",
      "-lock=false",
      "-out=plan",
      ...variables,
    );
    return outputsOf(JSON.parse(await terraform("show", "-json", "plan")));
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

function outputsOf(shown: unknown): ReadonlyMap<string, Planned> {
  const { outputs } = record(record(shown)["planned_values"]);
  return new Map(
    Object.entries(record(outputs)).map(([name, output]) => {
      const { type, value } = record(output);
      return [name, type === undefined ? undefined : { type, value }];
    }),
  );
}

/** A JSON object's entries; none for anything else. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
