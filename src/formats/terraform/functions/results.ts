import type { Value } from "../../../core/value";
import {
  type Type,
  boolType,
  hasOpen,
  isCollection,
  listOf,
  mapOf,
  numberType,
  openType,
  sameType,
  setOf,
  stringType,
  typeOf,
} from "../values/types";
import { unify } from "../values/unification";

const names: readonly (readonly [Type, string])[] = [
  [
    stringType,
    `abspath base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp
    cidrhost cidrnetmask cidrsubnet dirname file filebase64 filebase64sha256 filebase64sha512 filemd5
    filesha1 filesha256 filesha512 format formatdate indent join jsonencode lower md5 pathexpand
    plantimestamp replace rsadecrypt sha1 sha256 sha512 strrev substr textdecodebase64
    textencodebase64 timeadd timestamp title tostring trim trimprefix trimspace trimsuffix upper
    urlencode uuid uuidv5 yamlencode`,
  ],
  [
    numberType,
    "abs ceil floor index length log max min parseint pow signum sum timecmp tonumber",
  ],
  [
    boolType,
    "alltrue anytrue contains endswith fileexists issensitive startswith strcontains tobool",
  ],
  [listOf(stringType), "cidrsubnets compact formatlist sort split"],
  [listOf(numberType), "range"],
  [mapOf(listOf(stringType)), "transpose"],
  [setOf(stringType), "fileset"],
];

/** The types of the functions whose results have the same type whatever they are given. Source: `terraform metadata functions` of Terraform 1.11. */
const fixed: ReadonlyMap<string, Type> = new Map(
  names.flatMap(([type, all]) =>
    all.split(/\s+/).map((name) => [name, type] as const),
  ),
);

type Types = readonly (Type | undefined)[];

/** What the types of the arguments make the result's. Source: the functions of go-cty 1.16 and Terraform 1.11. */
const dependent: Readonly<Record<string, (types: Types) => Type | undefined>> =
  {
    chunklist: ([all]) => {
      const element = elementOfList(all);
      return element && listOf(listOf(element));
    },
    coalesce: common,
    concat: (types) =>
      types.every((type) => type?.kind === "list") ? common(types) : undefined,
    distinct: listOfSame,
    element: ([all]) => ofElement(all, ["list"], (each) => each),
    keys: ([all]) => ofElement(all, ["map"], () => listOf(stringType)),
    lookup: ([all]) => ofElement(all, ["map"], (each) => each),
    matchkeys: listOfSame,
    merge: ([first, ...rest]) =>
      first?.kind === "map" &&
      rest.every((type) => type && sameType(type, first))
        ? first
        : undefined,
    one: ([all]) => ofElement(all, ["list", "set"], (each) => each),
    reverse: ([all]) => ofElement(all, ["list", "set"], listOf),
    setintersection: commonSet,
    setsubtract: commonSet,
    setunion: commonSet,
    slice: ([all]) => ofElement(all, ["list"], listOf),
    values: ([all]) => ofElement(all, ["map"], listOf),
    zipmap: ([, all]) => ofElement(all, ["list"], mapOf),
  };

/** The type that a collection of such a kind leads to. */
function ofElement(
  of: Type | undefined,
  kinds: readonly Type["kind"][],
  result: (element: Type) => Type,
): Type | undefined {
  return of && isCollection(of) && kinds.includes(of.kind)
    ? result(of.element)
    : undefined;
}

/** The type that all have in common, as far as all are known. */
function common(types: Types): Type | undefined {
  const all = types.filter((type) => type !== undefined);
  return all.some(hasOpen) ? undefined : unify(all);
}

/** What an argument that is converted to a list or a set has as elements. */
function elementOfList(of: Type | undefined): Type | undefined {
  return of?.kind === "tuple"
    ? common(of.elements)
    : ofElement(of, ["list", "set"], (element) => element);
}

function listOfSame([of]: Types): Type | undefined {
  const element = elementOfList(of);
  return element && listOf(element);
}

function commonSet(types: Types): Type | undefined {
  const element = common(types.map((type) => elementOfList(type) ?? openType));
  return element && setOf(element);
}

/** The type of a call's result, as far as it is the same whatever the arguments turn out to be. */
export function resultType(
  name: string,
  values: readonly Value[],
): Type | undefined {
  return fixed.get(name) ?? dependent[name]?.(values.map(typeOf));
}
