/*
 * Where in AWS something is made. Names of clusters and log groups are unique in one region of one
 * account only, so a group elsewhere is not the cluster's, whatever its name.
 */
import { sameText } from "./same-text";
import { type Answer, type Value, allOf } from "./value";

/** The region and the account that something is made in. */
export interface Place {
  /** Equal for what is surely in one place; the rest is asked only where it differs. */
  readonly key: string;
  region(): Value;
  account(): Value;
}

/** Something that may say where it is made. */
export interface Placed {
  readonly place?: Place;
}

/** Whether two things are made in the same place; those that do not say where are. */
export function samePlace({ place: a }: Placed, { place: b }: Placed): Answer {
  if (!a || !b || a.key === b.key) return "yes";
  return allOf([
    sameText(a.region(), b.region()),
    sameText(a.account(), b.account()),
  ]);
}
