import type { Answer, Known } from "./value";

/** The days that CloudWatch Logs can keep events for. Source: CloudWatch Logs API, `PutRetentionPolicy`. */
export const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827,
  2192, 2557, 2922, 3288, 3653,
];

/** The smallest of the allowed days that is at least so many; the largest there is when none is. */
export function allowedDays(
  atLeast: number,
  allowed: readonly number[] = retentionDays,
): number {
  return allowed.find((days) => days >= atLeast) ?? allowed.at(-1) ?? atLeast;
}

/** Days as a number: null and 0 mean that events never expire; undefined is no number of days. */
export function daysIn({ data }: Known): number | null | undefined {
  if (data === null || data === 0 || data === "0" || data === "") return null;
  const days = typeof data === "string" ? Number(data) : data;
  return typeof days === "number" && Number.isFinite(days) && days > 0
    ? days
    : undefined;
}

/** Whether events expire at all. */
export function expires(value: Known): Answer {
  const days = daysIn(value);
  return days === undefined ? "unknown" : days === null ? "no" : "yes";
}
