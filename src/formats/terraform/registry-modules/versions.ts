/*
 * Version constraints as `terraform init` reads them: it installs the newest version that is
 * allowed. Source: Terraform, "Version Constraints", and hashicorp/go-version.
 */
import { SemVer, compare, gt, gte, lt, lte } from "semver";

/** Which versions a constraint allows. */
export interface Range {
  readonly lowest?: Bound;
  /** Absent: there is no upper bound. */
  readonly highest?: Bound;
  readonly excluded: readonly SemVer[];
}

interface Bound {
  readonly version: SemVer;
  readonly inclusive: boolean;
}

const clause =
  /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)(-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** A version as it is written in a tag or a constraint, "v1.2" too; undefined for anything else. */
export function versionOf(text: string): SemVer | undefined {
  const [, operator, numbers = "", pre = ""] = clause.exec(text.trim()) ?? [];
  return numbers === "" || operator !== undefined
    ? undefined
    : version(numbers, pre);
}

function version(numbers: string, pre = ""): SemVer | undefined {
  const [major = "0", minor = "0", patch = "0"] = numbers.split(".");
  const text = [major, minor, patch].map(Number).join(".") + pre;
  try {
    return new SemVer(text, { loose: true });
  } catch {
    return undefined;
  }
}

/** A version of a table, which is known to be one. */
export function knownVersion(text: string): SemVer {
  return new SemVer(text);
}

/** The one version that a tag stands for, as a range. */
export function exactly(tagged: SemVer): Range {
  const bound = { version: tagged, inclusive: true };
  return { lowest: bound, highest: bound, excluded: [] };
}

/** Whether a version is excluded by name. */
export function excludes({ excluded }: Range, version: SemVer): boolean {
  return excluded.some((each) => compare(each, version) === 0);
}

/** The versions that a constraint allows; undefined when it cannot be read. */
export function rangeOf(constraint: string): Range | undefined {
  let range: Range = { excluded: [] };
  for (const part of constraint.split(",")) {
    const [, operator = "=", numbers = "", pre = ""] =
      clause.exec(part.trim()) ?? [];
    const named = numbers === "" ? undefined : version(numbers, pre);
    if (!named) return undefined;
    range = both(range, clauseRange(operator, named, numbers));
  }
  return range;
}

function clauseRange(operator: string, named: SemVer, numbers: string): Range {
  const at = (inclusive: boolean): Bound => ({ version: named, inclusive });
  switch (operator) {
    case "!=":
      return { excluded: [named] };
    case ">":
    case ">=":
      return { lowest: at(operator === ">="), excluded: [] };
    case "<":
    case "<=":
      return { highest: at(operator === "<="), excluded: [] };
    case "~>": {
      const next = afterLast(numbers);
      return {
        lowest: at(true),
        ...(next ? { highest: { version: next, inclusive: false } } : {}),
        excluded: [],
      };
    }
    default:
      return { lowest: at(true), highest: at(true), excluded: [] };
  }
}

/** What `~>` no longer allows: only the last number may grow, so `~> 1` allows 2 as well. */
function afterLast(numbers: string): SemVer | undefined {
  const fixed = numbers.split(".").slice(0, -1).map(Number);
  const last = fixed.pop();
  return last === undefined
    ? undefined
    : version([...fixed, last + 1].slice(0, 3).join("."));
}

function both(left: Range, right: Range): Range {
  const lowest = tighter(left.lowest, right.lowest, 1);
  const highest = tighter(left.highest, right.highest, -1);
  return {
    ...(lowest ? { lowest } : {}),
    ...(highest ? { highest } : {}),
    excluded: [...left.excluded, ...right.excluded],
  };
}

/** The bound that allows less: the higher of two lowest, the lower of two highest. */
function tighter(
  left: Bound | undefined,
  right: Bound | undefined,
  sign: 1 | -1,
): Bound | undefined {
  if (!left || !right) return left ?? right;
  const order = compare(left.version, right.version) * sign;
  if (order === 0) return left.inclusive ? right : left;
  return order > 0 ? left : right;
}

/** Whether some version from `first` up to but not including `next` may be allowed; `next` undefined: without end. */
export function touches(
  range: Range,
  first: SemVer,
  next: SemVer | undefined,
): boolean {
  const { lowest, highest } = range;
  if (highest && !(highest.inclusive ? gte : gt)(highest.version, first))
    return false;
  if (lowest && highest) {
    const closed = lowest.inclusive && highest.inclusive;
    if (!(closed ? lte : lt)(lowest.version, highest.version)) return false;
  }
  return !lowest || !next || lt(lowest.version, next);
}

/** Whether a constraint allows nothing but this version. */
export function only({ lowest, highest }: Range, version: SemVer): boolean {
  return (
    lowest !== undefined &&
    highest !== undefined &&
    lowest.inclusive &&
    highest.inclusive &&
    compare(lowest.version, version) === 0 &&
    compare(highest.version, version) === 0
  );
}

/** Whether the constraint may allow versions of a newer major version than this one. */
export function goesBeyond({ highest }: Range, { major }: SemVer): boolean {
  const next = new SemVer(`${major + 1}.0.0`);
  return !highest || (highest.inclusive ? gte : gt)(highest.version, next);
}
