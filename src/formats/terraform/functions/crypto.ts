import { createHash } from "node:crypto";
import { type Data, type Value } from "../../../core/value";
import { type Entry, type Table, number, string } from "./entry";

/** Functions that hash, and those that give something else every time. */
export const cryptoFunctions: Table = {
  base64sha256: hash("sha256", "base64"),
  base64sha512: hash("sha512", "base64"),
  bcrypt: {
    takes: [string],
    rest: number,
    gives: ({ unsure }) => unsure("bcrypt gives something else every time"),
  },
  md5: hash("md5", "hex"),
  rsadecrypt: {
    takes: [string, string],
    gives: ({ unsure }) => unsure("nothing is decrypted here"),
  },
  sha1: hash("sha1", "hex"),
  sha256: hash("sha256", "hex"),
  sha512: hash("sha512", "hex"),
  uuid: {
    takes: [],
    gives: ({ unsure }) => unsure("uuid gives something else every time"),
  },
  uuidv5: {
    takes: [string, string],
    gives: ({ text, unsure }) =>
      nameUuid(text(0), text(1)) ??
      unsure("a namespace of uuidv5 is not understood"),
  },
};

function hash(algorithm: string, encoding: "hex" | "base64"): Entry {
  return {
    takes: [string],
    gives: ({ text }): Data | Value => digest(algorithm, encoding, text(0)),
  };
}

/** The hash of a text's UTF-8 bytes. */
export function digest(
  algorithm: string,
  encoding: "hex" | "base64",
  text: string,
): string {
  return createHash(algorithm).update(text, "utf8").digest(encoding);
}

/** Namespaces that have names. Source: RFC 4122, appendix C. */
const namespaces: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

function nameUuid(namespace: string, name: string): string | undefined {
  const id = Object.hasOwn(namespaces, namespace)
    ? namespaces[namespace]
    : namespace;
  if (!id || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    return undefined;
  const hex = createHash("sha1")
    .update(Buffer.from(id.replaceAll("-", ""), "hex"))
    .update(name, "utf8")
    .digest("hex");
  const variant = ((parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
