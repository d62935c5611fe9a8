/*
 * The command line as a function: from arguments to what is printed and the exit code, so that a
 * test can hold it without starting a process.
 */
import { join, relative, resolve, sep } from "node:path";
import { type Arguments, help, parseArguments } from "./arguments";
import { BaseRevision } from "./base-revision";
import { type Checks, check } from "./check";
import type { Document } from "./core/document";
import type { Report } from "./core/finding";
import { verdict } from "./core/gate";
import { corrected } from "./corrected";
import { formats } from "./formats";
import { type OutputFormat, isOutputFormat, reporters } from "./reporters";
import { readNamedFile, readRulePage, writeNamedFile } from "./named-files";
import { includes, policyFile, readPolicy } from "./policy";
import { patch } from "./reporters/patch";
import { rules } from "./rules";
import { version } from "./version";
import { type Workspace, openWorkspace, repositoryRoot } from "./workspace";

/** Where the command runs. */
export interface Surroundings {
  /** The working directory, absolute. */
  readonly directory: string;
  readonly colour: boolean;
}

/** What the command comes to. */
export interface Outcome {
  /** 0: nothing at or above `fail-on`; 1: findings; 2: bad usage or configuration; 3: no verdict. */
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly output: string;
  /** In which form the output is; text that is not a report is "text". */
  readonly format: OutputFormat;
  /** Sentences for the error output. */
  readonly messages: readonly string[];
}

/** Does what the arguments say. */
export async function commandLine(
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<Outcome> {
  const given = parseArguments(argv);
  if ("error" in given) return usageError(given.error);
  return told(given) ?? (await checked(given, surroundings));
}

/** What is answered without looking at any code. */
function told({ flags }: Arguments): Outcome | undefined {
  if (flags.has("help")) return printed(help);
  if (flags.has("version")) return printed(`${version}\n`);
  if (flags.has("list-rules")) {
    const wide = Math.max(...rules.map(({ id }) => id.length));
    const lines = rules.map(
      ({ id, level, summary }) =>
        `${id.padEnd(wide)}  ${level.padEnd(7)}  ${summary}\n`,
    );
    return printed(lines.join(""));
  }
  const id = flags.get("explain");
  if (id === undefined) return undefined;
  const page = rules.some((rule) => rule.id === id) && readRulePage(id);
  return page
    ? printed(page)
    : usageError(
        `There is no rule ${JSON.stringify(id)}; the rules are ${rules.map((rule) => rule.id).join(", ")}.`,
      );
}

async function checked(
  given: Arguments,
  { directory, colour }: Surroundings,
): Promise<Outcome> {
  const started = Date.now();
  const revision = given.flags.get("base");
  const old =
    revision === undefined
      ? undefined
      : BaseRevision.at(repositoryRoot(directory), revision);
  if (old && "error" in old) return usageError(old.error);
  const read = await policyOf(given, directory, old);
  if ("errors" in read) return usageError(...read.errors);
  const { policy } = read;
  const open = () =>
    openWorkspace({
      directory,
      named: given.paths,
      includes: includes(policy),
    });
  const workspace = open();
  if ("error" in workspace) return usageError(workspace.error);
  const scope = { named: workspace.named, includes: includes(policy) };
  const base = old && { base: await old.base(workspace, scope, formats) };
  const checks = { formats, rules, policy, ...base };
  const { flags } = given;
  const unsafe = flags.get("fix") === "unsafe";
  const named = flags.get("output");
  const file = named === undefined ? undefined : resolve(directory, named);
  if (flags.has("diff")) {
    const { before, changes } = await corrected(workspace, checks, unsafe);
    return delivered(judged(before, patch(changes), "text", []), file);
  }
  const { report, messages } = flags.has("fix")
    ? await fixed(workspace, open, checks, unsafe)
    : { report: await check(workspace, checks), messages: [] };
  const form = flags.get("format") ?? "";
  const format = isOutputFormat(form) ? form : "text";
  const output = reporters[format](report, {
    version,
    colour: colour && file === undefined,
    durationMs: Date.now() - started,
    pathOf: shownFrom(workspace),
    ...(old ? { base: old.commit } : {}),
  });
  return delivered(judged(report, output, format, messages), file);
}

/** The policy in force, from the flags and the configuration file. */
async function policyOf(
  { flags, policy }: Arguments,
  directory: string,
  old: BaseRevision | undefined,
) {
  const file = await configuration(flags.get("config"), directory, old);
  if (file && "error" in file) return { errors: [file.error] };
  return readPolicy({
    given: policy,
    called: (key) => `--${key}`,
    ...(file ? { file } : {}),
    ruleIds: rules.map(({ id }) => id),
  });
}

/** The configuration file: the one that is named, else the usual one as the base has it, else as it is here. */
async function configuration(
  named: string | undefined,
  directory: string,
  old: BaseRevision | undefined,
): Promise<Document | { readonly error: string } | undefined> {
  if (old && named === undefined) return old.file(policyFile);
  const path = named ?? join(repositoryRoot(directory), policyFile);
  const file = readNamedFile(resolve(directory, path));
  if ("error" in file)
    return named === undefined && file.missing ? undefined : file;
  return { ...file, path: named ?? policyFile };
}

/** Corrects files on the disk, and checks what is there then. */
async function fixed(
  workspace: Workspace,
  open: () => ReturnType<typeof openWorkspace>,
  checks: Checks,
  unsafe: boolean,
): Promise<{ report: Report; messages: readonly string[] }> {
  const { changes } = await corrected(workspace, checks, unsafe);
  const pathOf = shownFrom(workspace);
  const refused = workspace.write(changes.map(({ after }) => after));
  const paths = changes.map(({ before }) => pathOf(before.path)).join(", ");
  const messages =
    changes.length === 0
      ? ["There was nothing to correct."]
      : refused.length === 0
        ? [`Corrected ${paths}.`]
        : [`Not all of ${paths} could be corrected.`, ...refused];
  const again = open();
  return {
    report: await check("error" in again ? workspace : again, checks),
    messages,
  };
}

/** Paths from the repository's root as they are from the working directory. */
function shownFrom({ root, directory }: Workspace): (path: string) => string {
  return (path) =>
    relative(join(root, directory), join(root, path)).split(sep).join("/") ||
    ".";
}

/** What is printed, or written into the file that the user named. */
function delivered(outcome: Outcome, file: string | undefined): Outcome {
  if (file === undefined) return outcome;
  try {
    writeNamedFile(file, outcome.output);
    return { ...outcome, output: "", format: "text" };
  } catch {
    return usageError(`The file ${JSON.stringify(file)} cannot be written.`);
  }
}

function judged(
  report: Report,
  output: string,
  format: OutputFormat,
  messages: readonly string[],
): Outcome {
  const readNothing = report.files === 0 && report.problems.length > 0;
  const exitCode = readNothing ? 3 : verdict(report) === "fail" ? 1 : 0;
  return {
    exitCode,
    output,
    format,
    messages: readNothing
      ? [...messages, "Nothing could be read, so there is no verdict."]
      : messages,
  };
}

const printed = (output: string): Outcome => ({
  exitCode: 0,
  output,
  format: "text",
  messages: [],
});

const usageError = (...messages: readonly string[]): Outcome => ({
  exitCode: 2,
  output: "",
  format: "text",
  messages,
});
