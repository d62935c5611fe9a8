import type { Fix } from "../../core/fix";
import { days as spokenDays } from "../../core/print";
import { allowedDays, daysIn, retentionDays } from "../../core/retention";
import { type Known, type Value } from "../../core/value";
import { addItems } from "../yaml/edit";
import { type Accepts, destination } from "./places";
import {
  type Change,
  add,
  change,
  fixOf,
  replace,
  together,
} from "./rewriting";

/** The edit after which a group keeps its events for at least so many days, in every outcome that lacks. */
export function retentionFix(
  value: Value,
  address: string,
  wanted: number,
): Fix | undefined {
  return fixOf(
    `Keep the events of ${address} for at least ${spokenDays(allowedDays(wanted))}`,
    keeping(value, wanted),
  );
}

function keeping(value: Value, wanted: number): Change | undefined {
  if (value.kind === "unknown")
    return value.options.length === 0
      ? undefined
      : together(value.options.map((option) => keeping(option.value, wanted)));
  const now = daysIn(value);
  if (typeof now === "number" && now >= wanted) return { edits: [] };
  return lengthened(value, wanted);
}

function lengthened(value: Known, wanted: number): Change | undefined {
  const { place, accepts } = destination(value);
  const days = acceptedDays(accepts, wanted);
  if (
    !place ||
    days === undefined ||
    (place.kind !== "missing" && place.separator !== undefined)
  )
    return undefined;
  if (place.kind === "text")
    return { edits: [{ range: place.range, text: String(days) }] };
  return together([
    place.kind === "missing" ? add(place, days) : replace(place, days),
    ...accepts.map((each) => allowing(each, days)),
  ]);
}

/** The fewest days that CloudWatch takes and every parameter on the way accepts; if there are none, the fewest that CloudWatch takes. */
function acceptedDays(
  accepts: readonly Accepts[],
  wanted: number,
): number | undefined {
  const enough = retentionDays.filter(
    (days) =>
      days >= wanted &&
      accepts.every(({ most }) => most === undefined || days <= most),
  );
  const accepted = enough.find((days) =>
    accepts.every(({ allowed }) => isAmong(allowed, days)),
  );
  return accepted ?? enough[0];
}

function isAmong(allowed: Accepts["allowed"], days: number): boolean {
  return (
    allowed?.kind !== "sequence" ||
    allowed.items.some(
      (item) => item.kind === "scalar" && Number(item.text) === days,
    )
  );
}

/** Adds the days to a parameter's allowed values where they are not among them. */
function allowing({ source, allowed }: Accepts, days: number): Change {
  if (allowed?.kind !== "sequence" || isAmong(allowed, days))
    return { edits: [] };
  return change(source, allowed, addItems(source, allowed, [days]));
}
