/*
 * Modules from the registry and from GitHub whose behaviour is known, and which of their versions a
 * call gets. `terraform init` installs the newest version that the constraint allows: if all that it
 * may be are known to behave alike, that decides; if not, it is unknown, and it is said what the
 * newest known version would give.
 */
import { moduleSource } from "../modules/module-source";
import { modulesOfAws } from "./aws";
import { modulesOfCloudPosse } from "./cloudposse";
import { independentModules } from "./independent";
import { wrappingModules } from "./wrapping";
import type { KnownModule, Row } from "./row";
import {
  type Range,
  exactly,
  excludes,
  goesBeyond,
  knownVersion,
  only,
  rangeOf,
  touches,
  versionOf,
} from "./versions";

export type { Input, KnownModule, Row } from "./row";

/** All modules that are known. */
export const knownModules: readonly KnownModule[] = [
  ...modulesOfAws,
  ...modulesOfCloudPosse,
  ...independentModules,
  ...wrappingModules,
];

/** A module that a source leads to. */
export interface Recognised {
  readonly module: KnownModule;
  /** The source leads to a folder of the module's repository that makes no cluster. */
  readonly clusterless: boolean;
  /** Absent: the `version` argument decides. */
  readonly pin?:
    { readonly version: string } | { readonly ref: string | undefined };
}

/** The known module that a `source` leads to, by registry address, Terragrunt's `tfr://` or git URL; undefined for all others. */
export function knownModule(source: string): Recognised | undefined {
  const place = moduleSource(source);
  if (!place) return undefined;
  const here = knownModules.filter((module) =>
    place.kind === "registry"
      ? module.address === place.address
      : module.repository === place.repository,
  );
  const [first] = here;
  if (!first) return undefined;
  const found = here.find(({ folder }) => folder === place.folder);
  const other = here.some(({ others }) => others?.includes(place.folder));
  if (!found && (other || !place.folder.startsWith("modules/")))
    return undefined;
  const pin =
    place.kind === "git"
      ? { ref: place.ref }
      : place.version === undefined
        ? undefined
        : { version: place.version };
  return {
    module: found ?? first,
    clusterless: !found,
    ...(pin ? { pin } : {}),
  };
}

/** The row that decides, or why none does, with what the newest gives and all that may apply. */
export type Decision =
  | { readonly row: Row }
  | {
      /** Completes "cannot be known because …". */
      readonly undecided: string;
      readonly newest: Row;
      readonly possible: readonly Row[];
    };

/** The row for a call, `constraint` being its `version` argument; null when that is not known. */
export function rowsFor(
  { module, pin }: Recognised,
  constraint?: string | null,
): Decision {
  if (pin && "ref" in pin) return forRef(module, pin.ref);
  const wanted = pin ? pin.version : constraint;
  if (wanted === null)
    return undecided(module, "the module's version constraint is not known");
  if (wanted === undefined || wanted.trim() === "")
    return undecided(module, "the module's version is not constrained");
  const range = rangeOf(wanted);
  if (!range)
    return undecided(
      module,
      `the version constraint "${wanted}" cannot be read`,
    );
  return forRange(module, range, wanted);
}

function forRef(module: KnownModule, ref: string | undefined): Decision {
  if (ref === undefined)
    return undecided(
      module,
      "the module's source names no tag, so it is the newest commit",
    );
  const version = versionOf(ref.replace(/^(?:refs\/)?tags\//, ""));
  if (!version)
    return undecided(
      module,
      `"${ref}" in the module's source is a branch or commit, not a version`,
    );
  return forRange(module, exactly(version), ref);
}

function undecided(
  { rows }: KnownModule,
  reason: string,
  possible: readonly Row[] = rows,
): Decision {
  const newest = rows.at(-1);
  if (!newest) throw new Error("A known module has no rows.");
  return { undecided: reason, newest: possible.at(-1) ?? newest, possible };
}

function forRange(
  module: KnownModule,
  range: Range,
  constraint: string,
): Decision {
  const { rows } = module;
  const possible = rows.filter(({ from, to }, index) => {
    const next = rows[index + 1]?.from;
    const first = knownVersion(from);
    return (
      touches(range, first, next === undefined ? next : knownVersion(next)) &&
      !(from === to && next !== undefined && excludes(range, first)) &&
      // Terraform installs a pre-release only when it is asked for by its exact version.
      (first.prerelease.length === 0 || only(range, first))
    );
  });
  const newest = knownVersion(rows.at(-1)?.to ?? "0.0.0");
  if (!range.highest)
    return undecided(
      module,
      `the version constraint "${constraint}" has no upper bound`,
      possible,
    );
  if (goesBeyond(range, newest))
    return undecided(
      module,
      `the version constraint "${constraint}" allows versions newer than ${newest.version}, the newest one known`,
      possible,
    );
  const row = possible.at(-1);
  return row
    ? { row }
    : undecided(module, `no known version matches "${constraint}"`);
}

/** The arguments about logs, the group, the name or the switch that the row knows. */
function argumentsOf(row: Row): readonly string[] {
  const { logTypes, retention, logGroup, create, clusterName, ignored } = row;
  return [
    logTypes.name,
    retention.name,
    typeof logGroup === "object" ? logGroup.name : undefined,
    create?.name,
    ...clusterName,
    ...(ignored ?? []),
  ].filter((name) => name !== undefined);
}

/** Arguments of other versions of the module that this one does not have: Terraform rejects them. */
export function unknownArguments(
  { rows }: KnownModule,
  row: Row,
): ReadonlySet<string> {
  const own = new Set(argumentsOf(row));
  const others = rows.flatMap(argumentsOf).filter((name) => !own.has(name));
  return new Set(others);
}
