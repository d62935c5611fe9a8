#!/usr/bin/env node
import { randomUUID } from "node:crypto";
import { commandLine } from "./command-line";
import { visible } from "./reporters/markdown";
import { isRegularFile } from "./named-files";

const { env, stdout, stderr } = process;

/** NO_COLOR and FORCE_COLOR as their authors describe them: any value but an empty one counts. */
const colour = env.FORCE_COLOR
  ? env.FORCE_COLOR !== "0"
  : !env.NO_COLOR && stdout.isTTY && env.TERM !== "dumb";

/** Output that a reader closed early, as `head` does, is no mistake. */
stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? process.exitCode : 3);
});

async function run(): Promise<void> {
  const outcome = await commandLine(process.argv.slice(2), {
    directory: process.cwd(),
    colour,
  });
  process.exitCode = outcome.exitCode;
  for (const message of outcome.messages)
    stderr.write(`eks-audit-check: ${plain(message)}\n`);
  const isText = ["text", "markdown"].includes(outcome.format);
  stdout.write(
    isText && env.GITHUB_ACTIONS === "true" && !isRegularFile(1)
      ? withoutCommands(outcome.output)
      : outcome.output,
  );
}

/** A sentence in which no terminal and no runner finds a command. */
const plain = (text: string): string => visible(text).replaceAll("##[", "# #[");

/** Text between two lines that keep the runner of GitHub Actions from obeying commands in it. */
function withoutCommands(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}\n::${token}::\n`;
}

run().catch((error: unknown) => {
  process.exitCode = 3;
  const stack = error instanceof Error ? (error.stack ?? error.message) : error;
  const why =
    env.RUNNER_DEBUG === "1" ? String(stack) : String(error).split("\n")[0];
  stderr.write(
    `eks-audit-check: there is no verdict, because of a mistake in this program: ${why}\n`,
  );
});
