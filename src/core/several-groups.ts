/*
 * One log group, declared several times, each under a condition: by a module or beside it, here or
 * there. Only one of them exists, and its retention counts.
 */
import type { Setting } from "./cluster";
import { lift, outcomes } from "./outcomes";
import { type Known, type Value, known } from "./value";

/** The retention of the one that exists: the first that keeps events for some time, in every outcome. */
export function retentionOfAny(
  first: Setting,
  others: readonly Setting[],
): Setting {
  const needed = others.slice(0, most);
  if (needed.length === 0 || !isUndecided(first.value)) return first;
  const settings = [first, ...needed];
  return {
    value: lift(
      "the group that exists",
      settings.map(({ value }) => value),
      first.value.origin,
      (all) => all.find(lasts) ?? known(null, first.value.origin),
    ),
    range: shortest(settings).range,
    propose: (wanted, where) =>
      settings
        .map((setting) => setting.propose(wanted, where))
        .find((fix) => fix !== undefined),
  };
}

/** More declarations of one group than this are not told apart. */
const most = 4;

/** The one that keeps events for the shortest time: where something is wrong, it is about that. */
function shortest(settings: readonly Setting[]): Setting {
  const days = ({ value }: Setting): number =>
    Math.min(
      ...(outcomes([value]) ?? []).flatMap(({ values: [one] }) =>
        one?.kind === "known" && typeof one.data === "number" ? one.data : [],
      ),
    );
  return settings.reduce((least, each) =>
    days(each) < days(least) ? each : least,
  );
}

function isUndecided(value: Value): boolean {
  return value.kind === "unknown" && value.options.length > 0;
}

function lasts({ data }: Known): boolean {
  return data !== null;
}
