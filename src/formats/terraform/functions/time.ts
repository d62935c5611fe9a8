import { type Data, type Value } from "../../../core/value";
import { type Call, type Table, string } from "./entry";

/** Functions on timestamps. What time it is, nobody knows before Terraform runs. */
export const timeFunctions: Table = {
  formatdate: { takes: [string, string], gives: formatDate },
  plantimestamp: { takes: [], gives: ({ unsure }) => unsure(later) },
  timeadd: { takes: [string, string], gives: addTime },
  timecmp: { takes: [string, string], gives: compareTimes },
  timestamp: { takes: [], gives: ({ unsure }) => unsure(later) },
};

const later = "it is the time at which Terraform runs";

/** A point in time and how its clock differs from UTC. */
interface Time {
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
}

const perSecond = 1_000_000_000n;

/** A timestamp of RFC 3339, as strictly as Go reads it. */
function parseTime(text: string): Time | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(
      text,
    );
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const [sign, offsetHours, offsetRest] = match.slice(8);
  const size = Number(offsetHours ?? 0) * 60 + Number(offsetRest ?? 0);
  const valid =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    size < 24 * 60 &&
    Number(offsetRest ?? 0) < 60;
  if (!valid) return undefined;
  const offsetMinutes = sign === "-" ? 0 - size : size;
  return {
    offsetMinutes,
    nanoseconds:
      (BigInt(date.getTime()) / 1000n - BigInt(offsetMinutes * 60)) *
        perSecond +
      BigInt((match[7] ?? "").padEnd(9, "0")),
  };
}

/** The time that an argument writes, or what to make of one that writes none. */
function timeOf(call: Call, at: number): Time | Value {
  const text = call.text(at);
  const time = parseTime(text);
  if (time) return time;
  // Go also takes an hour of one digit.
  return /^\d{4}-\d\d-\d\dT\d:/.test(text)
    ? call.unsure("a timestamp in it is not understood")
    : call.fail("a timestamp in it is not valid");
}

/** What a clock at the time's place shows. */
function clock({ nanoseconds, offsetMinutes }: Time): Date {
  const shifted = nanoseconds + BigInt(offsetMinutes * 60) * perSecond;
  const rest = ((shifted % perSecond) + perSecond) % perSecond;
  return new Date(Number((shifted - rest) / 1_000_000n));
}

const two = (number: number): string => String(number).padStart(2, "0");

function offsetText({ offsetMinutes }: Time, colon: string): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

const zone = (time: Time): string =>
  time.offsetMinutes === 0 ? "Z" : offsetText(time, ":");

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: perSecond,
  m: 60n * perSecond,
  h: 3600n * perSecond,
};

/** A duration such as "-1h30m", in nanoseconds. */
function parseDuration(text: string): bigint | undefined {
  const [, sign, body = ""] = /^([+-]?)([^]*)$/.exec(text) ?? [];
  if (body === "0") return 0n;
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(body.slice(0, 200)))
    return undefined;
  let total = 0n;
  for (const [, number = "", unit = ""] of body.matchAll(
    /([\d.]+)([^\d.]+)/g,
  )) {
    const [whole = "", fraction = ""] = number.split(".");
    const size = unitNanoseconds[unit] ?? 0n;
    total +=
      BigInt(whole || "0") * size +
      (BigInt(fraction || "0") * size) / 10n ** BigInt(fraction.length);
  }
  return sign === "-" ? -total : total;
}

function addTime(call: Call): Data | Value {
  const time = timeOf(call, 0);
  if ("kind" in time) return time;
  const duration = parseDuration(call.text(1));
  if (duration === undefined) return call.fail("a duration in it is not valid");
  const sum = { ...time, nanoseconds: time.nanoseconds + duration };
  const date = clock(sum);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999) || duration >= 2n ** 63n)
    return call.unsure("it is a time too far away");
  return date.toISOString().replace(/\.\d+Z$/, zone(sum));
}

function compareTimes(call: Call): Data | Value {
  const [a, b] = [timeOf(call, 0), timeOf(call, 1)];
  if ("kind" in a) return a;
  if ("kind" in b) return b;
  return a.nanoseconds < b.nanoseconds
    ? -1
    : a.nanoseconds > b.nanoseconds
      ? 1
      : 0;
}

const months =
  "January February March April May June July August September October November December".split(
    " ",
  );
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(
  " ",
);

/** What each run of letters in a format stands for. */
const verbs: Readonly<Record<string, (date: Date, time: Time) => string>> = {
  YY: (date) => two(date.getUTCFullYear() % 100),
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, "0"),
  M: (date) => String(date.getUTCMonth() + 1),
  MM: (date) => two(date.getUTCMonth() + 1),
  MMM: (date) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  MMMM: (date) => months[date.getUTCMonth()] ?? "",
  D: (date) => String(date.getUTCDate()),
  DD: (date) => two(date.getUTCDate()),
  EEE: (date) => (days[date.getUTCDay()] ?? "").slice(0, 3),
  EEEE: (date) => days[date.getUTCDay()] ?? "",
  h: (date) => String(date.getUTCHours()),
  hh: (date) => two(date.getUTCHours()),
  H: (date) => String(date.getUTCHours() % 12 || 12),
  HH: (date) => two(date.getUTCHours() % 12 || 12),
  AA: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  aa: (date) => (date.getUTCHours() < 12 ? "am" : "pm"),
  m: (date) => String(date.getUTCMinutes()),
  mm: (date) => two(date.getUTCMinutes()),
  s: (date) => String(date.getUTCSeconds()),
  ss: (date) => two(date.getUTCSeconds()),
  Z: (_, time) => zone(time),
  ZZZ: (_, time) => (time.offsetMinutes === 0 ? "UTC" : offsetText(time, "")),
  ZZZZ: (_, time) => offsetText(time, ""),
  ZZZZZ: (_, time) => offsetText(time, ":"),
};

function formatDate(call: Call): Data | Value {
  const time = timeOf(call, 1);
  if ("kind" in time) return time;
  const date = clock(time);
  let result = "";
  const tokens = /'(?:[^']|'')*'|''|'|([a-zA-Z])\1*|[^'a-zA-Z]+/g;
  for (const [token, letter] of call.text(0).matchAll(tokens)) {
    const verb = Object.hasOwn(verbs, token) ? verbs[token] : undefined;
    if (verb) result += verb(date, time);
    else if (letter !== undefined || token === "'")
      return call.fail("a date format in it is not valid");
    else if (token === "''") result += "'";
    else if (token.startsWith("'"))
      result += token.slice(1, -1).replaceAll("''", "'");
    else result += token;
  }
  return result;
}
