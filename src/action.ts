import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as core from "@actions/core";
import type { Report } from "./core/finding";
import { counts } from "./core/gate";
import {
  type Job,
  type Judgement,
  actionRepository,
  comments,
  judgement,
} from "./job";
import type { NoVerdict } from "./judging";
import { readNamedFile, writeNamedFile } from "./named-files";
import { policyKeys } from "./policy";
import { reporters } from "./reporters";
import { escaped, visible } from "./reporters/markdown";
import type { Review } from "./reporters/review";
import { version } from "./version";

const { env, stdout } = process;
const started = Date.now();

async function run(): Promise<void> {
  const job = jobFromInputs();
  if ("errors" in job) return undecided(job);
  const judged = await judgement(job);
  if ("errors" in judged) return undecided(judged);
  process.exitCode = judged.verdict === "fail" ? 1 : 0;
  core.setOutput("verdict", judged.verdict);
  await tell(judged, await comments(job, judged).catch(unwritten));
}

/** Says why there is no verdict; the job fails. */
async function undecided({ errors, exitCode }: NoVerdict): Promise<void> {
  process.exitCode = exitCode;
  core.setOutput("verdict", "error");
  for (const error of errors) core.error(visible(error));
  const reasons = errors.map((error) => `- ${escaped(error)}`).join("\n");
  await core.summary
    .addRaw(`## EKS Audit Check\n\nThere is no verdict.\n\n${reasons}\n`)
    .write()
    .catch((error: unknown) => core.notice(visible(why(error))));
}

/** A mistake of ours while writing comments is told, and neither changes the verdict nor hides a finding. */
function unwritten(error: unknown): Review {
  return {
    places: new Map(),
    notes: [
      `Comments could not be written, because of a mistake in this program: ${why(error)}`,
    ],
  };
}

/** Says what no comment says, and hands over the report; what fails keeps nothing else from being done. */
async function tell(judged: Judgement, review: Review): Promise<void> {
  const { report } = judged;
  const all = {
    ...options(judged),
    places: review.places,
    notes: [...judged.notes, ...review.notes],
  };
  const steps = [
    () => print(reporters.text(report, all)),
    () => stdout.write(reporters.github(report, all)),
    () => core.summary.addRaw(reporters.markdown(report, all)).write(),
    () => output({ clusters: report.clusters.length, ...numbers(report) }),
    () => output({ report: written("json", reporters.json(report, all)) }),
    () => output({ sarif: written("sarif", reporters.sarif(report, all)) }),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      core.warning(visible(`Not everything could be told: ${why(error)}`));
    }
  }
}

function numbers(report: Report) {
  const { errors, warnings, notices } = counts(report);
  return { errors, warnings, notices };
}

function output(values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values))
    core.setOutput(name, value);
}

/** Writes a file beside the job's own and answers with its path. */
function written(extension: string, text: string): string {
  const name = `eks-audit-check-${randomUUID()}.${extension}`;
  const path = join(env["RUNNER_TEMP"] ?? ".", name);
  writeNamedFile(path, text);
  return path;
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

function jobFromInputs(): Job | NoVerdict {
  const payload = payloadOf(env["GITHUB_EVENT_PATH"]);
  const comment = core.getInput("comment") || "true";
  if (comment !== "true" && comment !== "false")
    return {
      errors: [
        `The input comment is ${JSON.stringify(comment)}; it must be true or false.`,
      ],
      exitCode: 2,
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

/** An error for the log; with its stack where debugging was asked for. */
function why(error: unknown): string {
  return env["RUNNER_DEBUG"] === "1" && error instanceof Error
    ? (error.stack ?? error.message)
    : (String(error).split("\n")[0] ?? "");
}

run().catch((error: unknown) => {
  core.error(
    visible(
      `There is no verdict, because of a mistake in this program: ${why(error)}`,
    ),
  );
  process.exitCode = 3;
  core.setOutput("verdict", "error");
});
