/*
 * A call of a published module whose behaviour is known, by a `module` block or by a Terragrunt
 * unit, as the known rows of that module see it.
 */
import type { SourceRange } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { choose } from "../../../core/conditions";
import { lift } from "../../../core/outcomes";
import { printed } from "../../../core/print";
import { text } from "../../../core/text";
import {
  type Origin,
  type Value,
  keyOf,
  known,
  truth,
  unknown,
} from "../../../core/value";
import {
  type Decision,
  type Input,
  type KnownModule,
  type Recognised,
  type Row,
  rowsFor,
  unknownArguments,
} from "./index";
import type { Written } from "../edits/written";

/** What is asked of a call, however it is written. */
export interface Call {
  readonly address: string;
  /** What a person would point at. */
  readonly header: SourceRange;
  /** Names the call: nothing else has this identity. */
  readonly identity: string;
  /** The value of an argument; undefined when it is not given. */
  argument(name: string): Value | undefined;
  /** Whether it surely passes this argument. */
  passes(name: string): boolean;
  /** What becomes of an argument that the module does not have. */
  readonly strayArgument: string;
  /** Where an argument's value is written; undefined when it is not. */
  place(name: string): SourceRange | undefined;
  /** Writes an argument that is not given. */
  add(name: string, value: Written): TextEdit | undefined;
}

/** A call and the rows that may describe what it makes. */
export interface KnownCall {
  readonly call: Call;
  readonly module: KnownModule;
  /** At least one; several when it is not known which version is installed and they differ. */
  readonly rows: readonly Row[];
  /** Why it is not known which row it is. */
  readonly undecided?: string;
  /** What to take for the answer where they differ, in messages only. */
  readonly newest: Row;
}

/** The rows for a call; those that know an argument that is given go before those that do not. */
export function knownCall(
  call: Call,
  recognised: Recognised,
  constraint: string | null | undefined,
): KnownCall {
  const { module } = recognised;
  const decision: Decision = rowsFor(recognised, constraint);
  if ("row" in decision)
    return { call, module, rows: [decision.row], newest: decision.row };
  const { undecided, possible, newest } = decision;
  const takes = (row: Row) =>
    ![...unknownArguments(module, row)].some(
      (name) => call.argument(name) !== undefined,
    );
  const fitting = possible.filter(takes);
  const rows = fitting.length > 0 ? fitting : possible;
  return {
    call,
    module,
    rows: rows.length > 0 ? rows : [newest],
    undecided,
    newest: rows.at(-1) ?? newest,
  };
}

/**
 * What all rows say; unknown where they differ, telling what the newest says. A version that nobody
 * knows may have other defaults: then only what one of `deciding`, the row's arguments, says counts.
 */
export function agreed(
  { call, rows, undecided, newest }: KnownCall,
  said: (row: Row) => Value,
  what: string,
  deciding?: (row: Row) => readonly (string | undefined)[],
): Value {
  const last = said(newest);
  const key = keyOf(last);
  if (undecided === undefined) return last;
  const written =
    !deciding ||
    deciding(newest).some(
      (name) => name !== undefined && call.argument(name) !== undefined,
    );
  if (written && rows.every((row) => keyOf(said(row)) === key)) return last;
  const origin = { range: call.header, label: call.address, from: [] };
  const version = `${newest.to.split(".")[0] ?? ""}.x`;
  return unknown(
    `${undecided}; ${version} would give ${what} ${printed(last)}`,
    origin,
    { key: `${what} of ${call.identity}` },
  );
}

/** The value of an argument, or what the module takes instead. */
export function inputValue(
  call: Call,
  { name, value }: Input<readonly string[] | number | boolean | null>,
): Value {
  const given = name === undefined ? undefined : call.argument(name);
  if (given) return given;
  const origin: Origin = {
    range: call.header,
    label:
      name === undefined
        ? `${call.address}, whose module fixes it`
        : `${call.address}, whose module has a default for ${name}`,
    from: [],
  };
  return typeof value === "object" && value !== null
    ? known(
        value.map((each) => known(each, origin)),
        origin,
      )
    : known(value, origin);
}

/** Whether the module makes a cluster. */
export function makesCluster(call: Call, row: Row): Value {
  const origin = { range: call.header, label: call.address, from: [] };
  if (row.clusterless) return known(false, origin);
  const external =
    row.external === undefined ? undefined : call.argument(row.external);
  const create = row.create
    ? inputValue(call, row.create)
    : known(true, origin);
  return external
    ? choose(
        external,
        () => known(false, origin),
        () => create,
        origin,
      )
    : create;
}

/** Whether the module makes the cluster's log group. */
export function makesGroup(call: Call, { logGroup, logTypes }: Row): Value {
  const origin = { range: call.header, label: call.address, from: [] };
  if (logGroup === "never" || logGroup === "always")
    return known(logGroup === "always", origin);
  if (typeof logGroup === "object") return inputValue(call, logGroup);
  return lift("any", [inputValue(call, logTypes)], origin, ([list]) =>
    list && list.data !== null && typeof list.data === "object"
      ? [...list.data.values()].length > 0
      : false,
  );
}

/** The days for which the module's group keeps events; null where there is no group. */
export function retentionOf(call: Call, row: Row): Value {
  const makes = makesGroup(call, row);
  const never = known(null, {
    range: call.header,
    label: `${call.address}, whose module makes no log group${because(call, row)}`,
    from: [],
  });
  return choose(
    makes,
    () => inputValue(call, row.retention),
    () => never,
    makes.origin,
  );
}

/** Why a module makes no log group, when an argument for its retention is given all the same. */
function because(call: Call, { logGroup, retention }: Row): string {
  const idle =
    retention.name !== undefined && call.argument(retention.name)
      ? `: ${retention.name} has no effect`
      : "";
  if (logGroup === "with types") return ` while no log type is on${idle}`;
  return typeof logGroup === "object" && logGroup.name !== undefined
    ? ` unless ${logGroup.name} is true${idle}`
    : idle;
}

/** The cluster's name. */
export function clusterName(
  call: Call,
  { clusterName: names, nameParts = [] }: Row,
): Value {
  const given = (name: string): readonly Value[] => {
    const value = call.argument(name);
    return value && !(value.kind === "known" && value.data === null)
      ? [value]
      : [];
  };
  const [name] = names.flatMap(given);
  if (name) return name;
  const origin = { range: call.header, label: call.address, from: [] };
  // Nothing stands there in the code, so its label is what is printed.
  const madeUp = unknown(
    "the module makes up the name of the cluster",
    {
      ...origin,
      range: { ...call.header, end: call.header.start },
      label: `made up by ${call.address}`,
    },
    { key: `name of ${call.identity}` },
  );
  const parts = nameParts.flatMap(given);
  return parts.length === 0
    ? madeUp
    : text([...parts.flatMap((part) => [part, "-"]), madeUp], origin);
}

/** Whether nothing speaks against an answer of yes. */
export function maybe(value: Value): boolean {
  return truth(value) !== "no";
}
