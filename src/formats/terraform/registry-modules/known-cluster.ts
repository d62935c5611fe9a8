import type { Cluster, Outcomes, Setting, Wanted } from "../../../core/cluster";
import { narrowed } from "../../../core/outcomes";
import type { Fix, TextEdit } from "../../../core/fix";
import { allOf } from "../../../core/conditions";
import { days, listed } from "../../../core/print";
import { daysIn } from "../../../core/retention";
import { type Value, answer, truth } from "../../../core/value";
import { cluesOf } from "../clues";
import { type Existence, assuming, both } from "../modules/existence";
import { fixWhereWritten, newList } from "../edits/fix-log-types";
import { retentionWhereWritten } from "../edits/fix-retention";
import { guardOf } from "../edits/guard";
import {
  type KnownCall,
  agreed,
  clusterName,
  inputValue,
  makesCluster,
  makesGroup,
  maybe,
  retentionOf,
} from "./known-call";
import { replaced } from "../edits";
import type { Module } from "../modules/module";
import { isOurs, placesOf } from "../edits/provenance";
import { awsCluster } from "../resource-types";

/** The cluster that a known module makes. */
export interface KnownCluster {
  readonly cluster: Cluster;
  readonly exists: Existence;
}

/**
 * The cluster that a call makes, undefined when it makes none. `declareGroup` proposes a log group
 * beside the call, for modules that make none.
 */
export function knownCluster(
  root: Module,
  known: KnownCall,
  exists: Existence,
  declareGroup: (wanted: Wanted, nameArgument: string) => Fix | undefined,
): KnownCluster | undefined {
  const { call, newest } = known;
  const makes = agreed(known, (row) => makesCluster(call, row), "create");
  if (!maybe(makes)) return undefined;
  const { root: directory, variant } = root.evaluation;
  const existing = allOf([makes], makes.origin);
  const name = agreed(known, (row) => clusterName(call, row), "the name");
  const logTypes = logTypesOf(known, existing);
  const guard = guardOf(root, logTypes.value);
  const group = agreed(known, (row) => makesGroup(call, row), "a log group");
  const value = agreed(
    known,
    (row) => retentionOf(call, row),
    "a retention of",
    ({ retention, logGroup }) => [
      retention.name,
      typeof logGroup === "object" ? logGroup.name : undefined,
    ],
  );
  const argument = newest.retention.name;
  const place = argument === undefined ? undefined : call.place(argument);
  return {
    cluster: {
      format: "terraform",
      root: directory,
      address: call.address,
      name,
      ...(variant === undefined ? {} : { variant }),
      range: call.header,
      clues: cluesOf(root, name, call.argument("tags"), call.header),
      logTypes: { ...logTypes, ...(guard ? { guard } : {}) },
      logGroup: {
        declared: maybe(group),
        createdBefore: maybe(group) ? "yes" : "no",
        retention: {
          value: assuming(value, existing),
          range: place ?? call.header,
          propose: (wanted, where) =>
            proposedDays(known, wanted, declareGroup, where),
        },
        strays: [],
      },
    },
    exists: both(exists, existing),
  };
}

function logTypesOf(known: KnownCall, existing: Existence): Setting {
  const { call, newest } = known;
  const all = agreed(
    known,
    (row) => awsCluster.listed(inputValue(call, row.logTypes)),
    "the log types",
    ({ logTypes }) => [logTypes.name],
  );
  const value = assuming(all, existing);
  const { name } = newest.logTypes;
  return {
    value,
    range: (name === undefined ? undefined : call.place(name)) ?? call.header,
    propose: (wanted) => proposedTypes(known, value, wanted),
  };
}

function proposedTypes(
  { call, newest }: KnownCall,
  value: Value,
  wanted: Wanted,
): Fix | undefined {
  const { name, value: fallback } = newest.logTypes;
  if (typeof wanted === "number" || name === undefined) return undefined;
  if (call.argument(name)) return fixWhereWritten(value, wanted, awsCluster);
  const types = newList({
    required: [...fallback, ...wanted.required],
    recommended: wanted.recommended,
  });
  return fixOf(
    `Set ${name} of ${call.address} to ${listed(types)}`,
    call.add(name, types),
  );
}

function fixOf(
  title: string,
  ...edits: readonly (TextEdit | undefined)[]
): Fix | undefined {
  const made = edits.filter((edit) => edit !== undefined);
  return made.length === edits.length
    ? { title, safety: "safe", edits: made }
    : undefined;
}

function proposedDays(
  known: KnownCall,
  wanted: Wanted,
  declareGroup: (wanted: Wanted, nameArgument: string) => Fix | undefined,
  where: Outcomes | undefined,
): Fix | undefined {
  if (typeof wanted !== "number" || known.undecided !== undefined)
    return undefined;
  const { call, newest: row } = known;
  const { logGroup, clusterName: names } = row;
  if (truth(makesGroup(call, row)) === "yes")
    return daysFix(known, wanted, where);
  if (logGroup === "never") {
    const name = names.find((each) => call.argument(each));
    return name === undefined ? undefined : declareGroup(wanted, name);
  }
  return typeof logGroup === "object"
    ? withGroup(known, logGroup.name, wanted)
    : undefined;
}

function daysFix(
  { call, newest }: KnownCall,
  wanted: number,
  where: Outcomes | undefined,
) {
  const { name } = newest.retention;
  if (name === undefined) return undefined;
  const given = call.argument(name);
  return given
    ? retentionWhereWritten(narrowed(given, where), wanted)
    : fixOf(
        `Set ${name} of ${call.address} to ${days(wanted)}`,
        call.add(name, wanted),
      );
}

/** Turns the module's own log group on. */
function withGroup(
  { call, newest }: KnownCall,
  name: string | undefined,
  wanted: number,
): Fix | undefined {
  const { retention } = newest;
  if (name === undefined) return undefined;
  const given = call.argument(name);
  const switched = given ? switchedOn(given) : [call.add(name, true)];
  const value = inputValue(call, retention);
  const enough = answer(value, (known) => {
    const found = daysIn(known);
    return typeof found === "number" && found >= wanted ? "yes" : "no";
  });
  const lasting =
    retention.name === undefined || enough === "yes"
      ? []
      : call.argument(retention.name)
        ? (retentionWhereWritten(value, wanted)?.edits ?? [undefined])
        : [call.add(retention.name, wanted)];
  const fix = fixOf(
    `Let ${call.address} make the log group and keep its events for ${days(wanted)}`,
    ...switched,
    ...lasting,
  );
  return (
    fix && {
      ...fix,
      safety: "unsafe",
      madeByEks: true,
      why: `EKS has created the log group already if the cluster exists with logging on; then it has to be imported before the next apply`,
    }
  );
}

/** Edits that write true where a switch was turned off. */
function switchedOn(value: Value): readonly (TextEdit | undefined)[] {
  const places = placesOf(value, truth) ?? [];
  return places.length > 0
    ? places.map(({ expression }) =>
        expression.kind === "literal" && isOurs(expression.range.document.path)
          ? replaced(expression, true)
          : undefined,
      )
    : [undefined];
}
