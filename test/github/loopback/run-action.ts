import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import * as v from "valibot";
import { pullRequestEvent, type WorkflowEvent } from "./event";
import { type Command, obeyedCommands, parsedOutputs } from "./runner-output";
import type { LoggedRequest, LoopbackGitHub } from "./server";

/** The folder with action.yml and dist/, which another can stand in for. */
const ROOT =
  process.env["ACTION_UNDER_TEST"] ??
  fileURLToPath(new URL("../../..", import.meta.url));
/** A step summary above this size is not shown at all. */
const LONGEST_SUMMARY = 1024 * 1024;

const Definition = v.object({
  inputs: v.record(
    v.string(),
    v.object({
      default: v.optional(v.union([v.string(), v.boolean(), v.number()])),
    }),
  ),
  runs: v.object({ using: v.string(), main: v.string() }),
});

/** A run of the action in a job. */
export interface ActionRun {
  /** By default `pull_request`, of the pull request as it is now. */
  readonly event?: WorkflowEvent;
  /** Inputs that the workflow gives; the others have the defaults of `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** A checkout, or by default an empty directory. */
  readonly workspace?: string;
  /** The step's `working-directory`, below the workspace. */
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a run left behind. */
export interface ActionResult {
  readonly exitCode: number | null;
  /** Both streams, interleaved as the log shows them. */
  readonly log: string;
  /** The workflow commands that the runner obeyed. */
  readonly commands: readonly Command[];
  /** Those that are annotations: errors, warnings and notices. */
  readonly annotations: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary as GitHub shows it: nothing when it is too large. */
  readonly summary: string;
  /** The requests of this run alone. */
  readonly requests: readonly LoggedRequest[];
  readonly writes: readonly LoggedRequest[];
  readonly milliseconds: number;
}

/** Runs the built action as GitHub's runner does: its inputs, event and files by environment variables alone. */
export async function runAction(
  github: LoopbackGitHub,
  run: ActionRun = {},
): Promise<ActionResult> {
  const definition = v.parse(
    Definition,
    load(readFileSync(join(ROOT, "action.yml"), "utf8")),
  );
  const main = join(ROOT, definition.runs.main);
  if (!existsSync(main))
    throw new Error(`${main} is missing: run \`npm run build\` first.`);
  const event = run.event ?? pullRequestEvent(github.site);
  const temporary = github.directory();
  const workspace = run.workspace ?? github.directory();
  const files = Object.fromEntries(
    ["event.json", "output", "summary", "env", "path", "state"].map((name) => [
      name,
      join(temporary, name),
    ]),
  );
  for (const [name, path] of Object.entries(files))
    writeFileSync(
      path,
      name === "event.json" ? JSON.stringify(event.payload) : "",
    );
  const { site } = github;
  const env = {
    ...inputVariables(definition.inputs, run.inputs ?? {}, site.token),
    // The runner has git and little else that an action may count on.
    PATH: [
      dirname(process.execPath),
      "/usr/local/bin",
      "/usr/bin",
      "/bin",
    ].join(":"),
    HOME: temporary,
    ...eventVariables(github, event, workspace),
    GITHUB_EVENT_PATH: files["event.json"],
    GITHUB_OUTPUT: files["output"],
    GITHUB_STEP_SUMMARY: files["summary"],
    GITHUB_ENV: files["env"],
    GITHUB_PATH: files["path"],
    GITHUB_STATE: files["state"],
    RUNNER_TEMP: temporary,
    RUNNER_OS: "Linux",
    ...run.env,
  };
  const before = github.requests.length;
  const started = Date.now();
  const cwd = join(workspace, run.directory ?? "");
  const { exitCode, log } = await finished(main, cwd, env);
  const requests = github.requests.slice(before);
  const commands = obeyedCommands(log);
  const levels = ["error", "warning", "notice"];
  const summary = readFileSync(join(temporary, "summary"));
  return {
    exitCode,
    log,
    commands,
    annotations: commands.filter((command) => levels.includes(command.name)),
    outputs: parsedOutputs(readFileSync(join(temporary, "output"), "utf8")),
    summary: summary.length > LONGEST_SUMMARY ? "" : summary.toString(),
    requests,
    writes: requests.filter((request) => request.write),
    milliseconds: Date.now() - started,
  };
}

/** The variables by which the runner tells an action where it is and what happened. */
export function eventVariables(
  github: LoopbackGitHub,
  event: WorkflowEvent,
  workspace: string,
): Record<string, string> {
  const { site } = github;
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "__eks-audit-check",
    GITHUB_ACTOR: site.pull.author.login,
    GITHUB_API_URL: site.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: site.serverUrl,
    GITHUB_REPOSITORY: site.fullName,
    GITHUB_REPOSITORY_OWNER: site.owner,
    GITHUB_RUN_ID: "1",
    GITHUB_RUN_NUMBER: "1",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_JOB: "audit",
    GITHUB_WORKFLOW: "EKS audit",
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_SHA: event.sha,
    GITHUB_REF: event.ref,
    GITHUB_HEAD_REF: event.headRef ?? "",
    GITHUB_BASE_REF: event.baseRef ?? "",
  };
}

function inputVariables(
  declared: v.InferOutput<typeof Definition>["inputs"],
  given: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  for (const name of Object.keys(given))
    if (!(name in declared))
      throw new Error(`action.yml has no input ${name}.`);
  const entries = Object.entries(declared).map(([name, input]) => {
    const value = given[name] ?? String(input.default ?? "");
    const evaluated = value.replace(/\$\{\{ *github\.token *\}\}/, token);
    return [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      evaluated,
    ] as const;
  });
  return Object.fromEntries(entries);
}

function finished(main: string, cwd: string, env: NodeJS.ProcessEnv) {
  return new Promise<{ exitCode: number | null; log: string }>(
    (resolve, reject) => {
      const child = spawn(process.execPath, [main], {
        cwd,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const chunks: Buffer[] = [];
      const keep = (chunk: Buffer) => void chunks.push(chunk);
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      const late = setTimeout(() => child.kill("SIGKILL"), 280_000);
      child.on("error", reject);
      child.on("close", (exitCode) => {
        clearTimeout(late);
        resolve({ exitCode, log: Buffer.concat(chunks).toString() });
      });
    },
  );
}
