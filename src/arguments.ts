/*
 * What can be said on the command line: one table, from which arguments are read and help is made.
 */
import { parseArgs } from "node:util";
import { type PolicyKey, policyKeys } from "./policy";
import { reporters } from "./reporters";

interface Flag {
  /** A letter that stands for it. */
  readonly short?: string;
  /** What follows the name in the help; a flag without takes no value. */
  readonly value?: string;
  /** The only values there are. */
  readonly allowed?: readonly string[];
  /** The value may be left out, and is otherwise written with "=". */
  readonly optional?: true;
  readonly help: string;
}

const table: Readonly<Record<string, Flag>> = {
  format: {
    value: "FORMAT",
    allowed: Object.keys(reporters),
    help: "text (default), json, sarif, github (annotations) or markdown",
  },
  output: {
    value: "FILE",
    help: "write the report, or the patch of --diff, to a file",
  },
  fix: {
    value: "unsafe",
    allowed: ["unsafe"],
    optional: true,
    help: "correct the code where that is safe; =unsafe: wherever it can be",
  },
  diff: {
    help: "print what --fix would change, for `git apply`, and write nothing",
  },
  base: {
    value: "REVISION",
    help: "compare with the commit at which HEAD left this branch; only new findings fail",
  },
  config: {
    value: "FILE",
    help: "configuration file (default: .github/eks-audit-check.yml, with --base as it is there)",
  },
  "required-log-types": {
    value: "TYPES",
    help: "log types that have to be on (default: audit)",
  },
  "recommended-log-types": {
    value: "TYPES",
    help: "log types that a newly written list gets besides (default: authenticator)",
  },
  retention: {
    value: "ENVIRONMENT=DAYS",
    help: "minimum retention, such as production=365; repeatable",
  },
  levels: {
    value: "RULE=LEVEL",
    help: "error, warning, notice or off for a rule; repeatable",
  },
  "fail-on": {
    value: "LEVEL",
    help: "lowest level that fails: error (default), warning, notice, never",
  },
  existing: {
    value: "WHAT",
    help: "with --base, findings that are not new: report (default) or fail",
  },
  strict: {
    help: '"cannot tell" and problems fail, too',
  },
  include: {
    value: "GLOBS",
    help: "files whose clusters are reported (default: all)",
  },
  exclude: {
    value: "GLOBS",
    help: "files whose clusters are not reported",
  },
  "list-rules": { help: "list the rules" },
  explain: { value: "RULE", help: "print the page of a rule" },
  version: { help: "print the version" },
  help: { short: "h", help: "print this help" },
};

const flags = new Map(Object.entries(table));

/** The command line as read. */
export interface Arguments {
  /** Files and directories to look at. */
  readonly paths: readonly string[];
  /** The last value of each flag that is given; empty where it takes none. */
  readonly flags: ReadonlyMap<string, string>;
  /** All values of each key of the policy that is given. */
  readonly policy: ReadonlyMap<PolicyKey, readonly string[]>;
}

/** Reads the command line; an error names what was not understood and what there is. */
export function parseArguments(
  argv: readonly string[],
): Arguments | { readonly error: string } {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      [...flags].map(([name, { value, optional, short }]) => [
        name,
        {
          type: value && !optional ? ("string" as const) : ("boolean" as const),
          ...(short ? { short } : {}),
        },
      ]),
    ),
  });
  const paths: string[] = [];
  const given = new Map<string, string>();
  const policy = new Map<PolicyKey, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") paths.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.get(token.name);
    const error = mistake(token.rawName, flag, token.value);
    if (error !== undefined || !flag) return { error: error ?? "" };
    const key = policyKeys.find((each) => each === token.name);
    const value = token.value ?? "";
    if (!key) given.set(token.name, value);
    else
      policy.set(key, [
        ...(policy.get(key) ?? []),
        flag.value ? value : "true",
      ]);
  }
  return given.has("diff") && given.has("format")
    ? {
        error:
          "--diff prints a patch and no report, so --format does not go with it.",
      }
    : { paths, flags: given, policy };
}

function mistake(
  name: string,
  flag: Flag | undefined,
  value: string | undefined,
): string | undefined {
  if (!flag)
    return `There is no option ${JSON.stringify(name)}; --help lists all there are.`;
  if (value !== undefined && !flag.value)
    return `The option ${name} takes no value, but got ${JSON.stringify(value)}.`;
  if (!value && flag.value && !flag.optional)
    return `The option ${name} needs a value: ${name} ${flag.value}.`;
  if (value !== undefined && flag.allowed?.includes(value) === false)
    return `${JSON.stringify(value)} is no value of ${name}; allowed: ${flag.allowed.join(", ")}.`;
  return undefined;
}

/** What --help prints. */
export const help = `Finds Amazon EKS clusters in Terraform, CloudFormation and eksctl code whose
audit log is off or kept for too short a time.

Usage: eks-audit-check [options] [paths…]

Paths are files and directories; without any, all below the working directory.

${[...flags].map(usage).join("\n")}

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad usage or
configuration, 3 no verdict.
`;

function usage([name, { value, optional, short, help: words }]: [
  string,
  Flag,
]): string {
  const shown = value ? (optional ? `[=${value}]` : ` ${value}`) : "";
  const head = `  --${name}${shown}${short ? `, -${short}` : ""}`;
  return head.length < 30
    ? `${head.padEnd(30)}${words}`
    : `${head}\n${" ".repeat(30)}${words}`;
}
