import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";

// The user's own configuration, hooks and locale must not decide what a test sees.
const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: tmpdir(),
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

/** Runs git on its own configuration and returns its output; throws with git's words when it fails. */
export function git(
  directory: string,
  args: readonly string[],
  input?: Buffer | string,
): Buffer {
  return execFileSync("git", args, {
    cwd: directory,
    env: ENVIRONMENT,
    input,
    maxBuffer: 512 * 1024 * 1024,
    stdio: ["pipe", "pipe", "pipe"],
  });
}
