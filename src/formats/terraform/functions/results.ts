import {
  type Type,
  boolType,
  listOf,
  numberType,
  setOf,
  stringType,
} from "../values/types";

const names: readonly (readonly [Type, string])[] = [
  [
    stringType,
    `abspath base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp
    cidrhost cidrnetmask cidrsubnet dirname file filebase64 filebase64sha256 filebase64sha512 filemd5
    filesha1 filesha256 filesha512 format formatdate indent join jsonencode lower md5 pathexpand
    plantimestamp replace rsadecrypt sha1 sha256 sha512 strrev substr templatestring textdecodebase64
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
  [setOf(stringType), "fileset"],
];

/** The types of the functions whose results have the same type whatever they are given. Source: `terraform metadata functions` of Terraform 1.11. */
export const resultTypes: ReadonlyMap<string, Type> = new Map(
  names.flatMap(([type, all]) =>
    all.split(/\s+/).map((name) => [name, type] as const),
  ),
);
