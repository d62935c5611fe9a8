/*
 * What the rules about log types share: which of the wanted types are off, and how to say so.
 */
import { type Cluster, type WantedTypes, logTypes } from "../core/cluster";
import type { Violation } from "../core/finding";
import { contains } from "../core/outcomes";
import type { Policy } from "../core/policy";
import { printed, printedGiven } from "../core/print";
import { type Value, ranks } from "../core/value";
import { complaint } from "./complaint";

/** What a fix should make of the log types, whichever rule asks for it. */
export function wantedTypes({
  requiredLogTypes,
  recommendedLogTypes,
}: Policy): WantedTypes {
  return {
    required: [...new Set(["audit", ...requiredLogTypes])],
    recommended: recommendedLogTypes,
  };
}

/** How surely each of these log types is on, higher being better. */
export function standing(
  { logTypes: { value } }: Cluster,
  types: readonly string[],
): readonly number[] {
  return types.map((type) => ranks[contains(value, type)]);
}

/** The command of the AWS CLI that turns log types on. */
export function turnOn(name: string, types: readonly string[]): string {
  const logging = JSON.stringify({
    clusterLogging: [{ types, enabled: true }],
  });
  return `aws eks update-cluster-config --name ${name} --logging '${logging}'`;
}

/** The complaint that a log type is off, or that it cannot be told; undefined when it is on. */
export function typeOff(
  cluster: Cluster,
  type: string,
  policy: Policy,
): Violation | undefined {
  const { logTypes: setting, address } = cluster;
  const answer = contains(setting.value, type);
  if (answer === "yes") return undefined;
  if (answer === "unknown") {
    const message = `Cannot tell whether the log type "${type}" is on for ${address}, because ${reasonOf(setting.value)}.`;
    return { message, setting, confidence: "low" };
  }
  const message = [state(setting.value, type, address), misspelt(setting.value)]
    .filter((part) => part !== "")
    .join(" ");
  return complaint(setting, message, wantedTypes(policy));
}

function state(value: Value, type: string, address: string): string {
  const off = `The log type "${type}" is off for ${address}`;
  const options = value.kind === "known" ? [] : value.options;
  const lacking = options.filter(
    (option) => contains(option.value, type) === "no",
  );
  const [first] = lacking;
  if (!first) return `${off}: ${present(value, "")}.`;
  if (lacking.length === 1)
    return `${off} when ${printedGiven(first.given)}: ${present(first.value, "then")}.`;
  const cases =
    lacking.length === options.length
      ? "in every case"
      : `in ${lacking.length} of ${options.length} cases`;
  const told = lacking
    .slice(0, mostCases)
    .map(
      (option) =>
        `when ${printedGiven(option.given)}, ${present(option.value, "")}`,
    );
  const rest = lacking.length - told.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return `${off} ${cases}: ${[...told, ...more].join("; ")}.`;
}

/** At most this many outcomes of conditions are told. */
const mostCases = 4;

function present(value: Value, when: string): string {
  const then = when === "" ? "" : ` ${when}`;
  if (
    value.kind === "known" &&
    (value.data === null ||
      (Array.isArray(value.data) && value.data.length === 0))
  ) {
    const none =
      value.data === null ? "no log types are set" : "its log types are empty";
    return `${none}${then}, and EKS turns none on by itself`;
  }
  return `its log types are${then} ${printed(value)}`;
}

/** Why a value cannot be known: its own reason, or that of the element that is not. */
export function reasonOf(value: Value): string {
  if (value.kind === "unknown") {
    const open = value.options.find(
      (option) => option.value.kind === "unknown",
    );
    return open && open.value.kind === "unknown"
      ? open.value.reason
      : value.reason;
  }
  const elements =
    value.data !== null && typeof value.data === "object"
      ? [...value.data.values()]
      : [];
  const open = elements.find((element) => element.kind === "unknown");
  return open
    ? reasonOf(open)
    : "its value is of a kind that EKS does not take";
}

/** Names written log types that EKS does not know, each with the nearest that it does. */
function misspelt(value: Value): string {
  const wrong = [...new Set(textsIn(value))].filter(
    (text) => !logTypes.some((type) => type === text),
  );
  return wrong
    .map((text) => {
      const near = nearest(text);
      const meant = near === undefined ? "." : `: did you mean "${near}"?`;
      return `${JSON.stringify(text)} is not a log type of EKS${meant}`;
    })
    .join(" ");
}

function textsIn(value: Value): readonly string[] {
  if (value.sensitive) return [];
  if (value.kind === "unknown")
    return value.options.flatMap((option) => textsIn(option.value));
  const { data } = value;
  if (typeof data === "string") return [data];
  return data !== null && typeof data === "object"
    ? [...data.values()].flatMap(textsIn)
    : [];
}

function nearest(text: string): string | undefined {
  const plain = (each: string) => each.toLowerCase().replace(/[^a-z]/g, "");
  const ranked = logTypes
    .map((type) => ({ type, distance: distance(plain(text), plain(type)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const most = Math.min(3, text.length / 2);
  return best && best.distance <= most ? best.type : undefined;
}

/** Number of letters to add, drop or change (Levenshtein); texts longer than any log type are far from all. */
function distance(left: string, right: string): number {
  if (left.length > 40) return left.length;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
