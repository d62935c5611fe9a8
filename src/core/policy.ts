import type { Level } from "./rule";

/** What is asked of clusters and what follows from it, validated and with every default filled in. */
export interface Policy {
  /** Log types that have to be on. */
  readonly requiredLogTypes: readonly string[];
  /** Log types that should be on. */
  readonly recommendedLogTypes: readonly string[];
  /** Minimum days by environment; "default" is for clusters without one. */
  readonly retention: ReadonlyMap<string, number>;
  /** Words that name an environment. */
  readonly environments: ReadonlyMap<string, readonly string[]>;
  /** Levels that differ from the rules' own. */
  readonly levels: ReadonlyMap<string, Level>;
  /** The lowest level that fails the check. */
  readonly failOn: "error" | "warning" | "notice" | "never";
  /** What happens with findings that a pull request did not introduce. */
  readonly existing: "report" | "fail";
  /** Whether "cannot tell" and problems fail too. */
  readonly strict: boolean;
  /** Globs of the files whose clusters are reported. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** The policy when nobody says anything. */
export const defaultPolicy: Policy = {
  requiredLogTypes: ["audit"],
  recommendedLogTypes: ["authenticator"],
  retention: new Map([
    ["default", 90],
    ["development", 30],
    ["staging", 60],
    ["production", 90],
  ]),
  environments: new Map([
    ["development", ["dev", "develop", "development", "sandbox"]],
    ["staging", ["stg", "stage", "staging", "uat", "preprod", "pre-prod"]],
    ["production", ["prod", "prd", "production", "live"]],
  ]),
  levels: new Map(),
  failOn: "error",
  existing: "report",
  strict: false,
  include: [],
  exclude: [
    ".git",
    ".terraform",
    ".terragrunt-cache",
    "node_modules",
    "vendor",
    ".aws-sam",
  ],
};
