import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as core from "@actions/core";
import { counts } from "./core/gate";
import {
  type Job,
  type Judgement,
  actionRepository,
  comments,
  judgement,
} from "./job";
import { readNamedFile, writeNamedFile } from "./named-files";
import { policyKeys } from "./policy";
import { reporters } from "./reporters";
import { escaped, visible } from "./reporters/markdown";
import type { Review } from "./reporters/review";
import { version } from "./version";

const { env, stdout } = process;
const started = Date.now();
/** Set once there is a verdict, which nothing that happens later changes. */
let decided = false;

async function run(): Promise<void> {
  const job = jobFromInputs();
  const judged = "errors" in job ? job : await judgement(job);
  if ("errors" in judged || "errors" in job) {
    const { errors } = "errors" in judged ? judged : { errors: [] };
    for (const error of errors) core.error(visible(error));
    core.setOutput("verdict", "error");
    process.exitCode = 1;
    const reasons = errors.map((error) => `- ${escaped(error)}`).join("\n");
    await core.summary
      .addRaw(`## EKS Audit Check\n\nThere is no verdict.\n\n${reasons}\n`)
      .write();
    return;
  }
  process.exitCode = judged.verdict === "fail" ? 1 : 0;
  core.setOutput("verdict", judged.verdict);
  decided = true;
  print(reporters.text(judged.report, options(judged)));
  const review = await comments(job, judged);
  await tell(judged, review);
}

/** Says what no comment says, and hands over the report. */
async function tell(judged: Judgement, review: Review): Promise<void> {
  const { report } = judged;
  const all = {
    ...options(judged),
    places: review.places,
    notes: [...judged.notes, ...review.notes],
  };
  stdout.write(reporters.github(report, all));
  await core.summary.addRaw(reporters.markdown(report, all)).write();
  const { errors, warnings, notices } = counts(report);
  core.setOutput("clusters", report.clusters.length);
  core.setOutput("errors", errors);
  core.setOutput("warnings", warnings);
  core.setOutput("notices", notices);
  for (const name of ["report", "sarif"] as const) {
    const format = name === "report" ? "json" : name;
    const path = join(
      env["RUNNER_TEMP"] ?? ".",
      `eks-audit-check-${randomUUID()}.${format}`,
    );
    writeNamedFile(path, reporters[format](report, all));
    core.setOutput(name, path);
  }
}

function options({ run, base }: Judgement) {
  return {
    version,
    durationMs: Date.now() - started,
    colour: false,
    commit: run.head,
    ...(base === undefined ? {} : { base }),
    actionRepository: actionRepository(env),
    pathOf: (path: string) => path,
  };
}

/** Prints a text in which the runner obeys no command. */
function print(text: string): void {
  const token = randomUUID();
  stdout.write(`::stop-commands::${token}\n${text}\n::${token}::\n`);
}

function jobFromInputs(): Job | { readonly errors: readonly string[] } {
  const payload = payloadOf(env["GITHUB_EVENT_PATH"]);
  const comment = core.getInput("comment") || "true";
  if (comment !== "true" && comment !== "false")
    return {
      errors: [
        `The input comment is ${JSON.stringify(comment)}; it must be true or false.`,
      ],
    };
  const given = policyKeys.flatMap((key) => {
    const text = core.getInput(key);
    return text === "" ? [] : [[key, [text]] as const];
  });
  return {
    token: core.getInput("github-token"),
    paths: core
      .getInput("paths")
      .split(/[,\n]/)
      .map((path) => path.trim())
      .filter((path) => path !== ""),
    configFile: core.getInput("config-file"),
    comment: comment === "true",
    commentKey: core.getInput("comment-key"),
    policy: new Map(given),
    directory: process.cwd(),
    environment: env,
    payload,
  };
}

function payloadOf(path: string | undefined): unknown {
  const file = path === undefined ? undefined : readNamedFile(path);
  if (!file || "error" in file) return {};
  try {
    const payload: unknown = JSON.parse(file.text);
    return payload;
  } catch {
    return {};
  }
}

run().catch((error: unknown) => {
  const why =
    env["RUNNER_DEBUG"] === "1" && error instanceof Error
      ? (error.stack ?? error.message)
      : String(error).split("\n")[0];
  const what = decided
    ? "Not everything could be published"
    : "There is no verdict";
  core.error(visible(`${what}, because of a mistake in this program: ${why}`));
  if (decided) return;
  process.exitCode = 1;
  core.setOutput("verdict", "error");
});
