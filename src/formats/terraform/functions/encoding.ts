import { type Data, type Value, known } from "../../../core/value";
import { parseCsv } from "./csv";
import { type Call, type Table, nullable, string } from "./entry";
import { jsonText, parseJson, placeOfJson } from "../values/json";
import { type Type, collection, sortedMap, stringType } from "../values/types";
import { parseYaml, yamlText } from "../values/yaml-values";

/** Functions that write and read encodings. */
export const encodingFunctions: Table = {
  base64decode: { takes: [string], gives: decodeBase64 },
  base64encode: {
    takes: [string],
    gives: ({ text }) => Buffer.from(text(0), "utf8").toString("base64"),
  },
  base64gzip: {
    takes: [string],
    gives: ({ unsure }) => unsure("Terraform compresses it in its own way"),
  },
  csvdecode: { takes: [string], gives: decodeCsv },
  jsondecode: { takes: [string], gives: decodeJson },
  jsonencode: {
    takes: [nullable],
    gives: ({ argument }) => jsonText(argument(0)),
  },
  textdecodebase64: {
    takes: [string, string],
    gives: ({ unsure }) => unsure("a character encoding in it is not read"),
  },
  textencodebase64: {
    takes: [string, string],
    gives: ({ unsure }) => unsure("a character encoding in it is not written"),
  },
  urlencode: {
    takes: [string],
    gives: ({ text }) =>
      encodeURIComponent(text(0))
        .replace(
          /[!'()*]/g,
          (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
        )
        .replaceAll("%20", "+"),
  },
  yamldecode: {
    takes: [string],
    gives: ({ argument, origin, unsure }) =>
      parseYaml(argument(0), origin) ??
      unsure("a YAML text in it is not understood"),
  },
  yamlencode: {
    takes: [nullable],
    gives: ({ argument, unsure }) =>
      yamlText(argument(0)) ??
      unsure("it holds what is not written as YAML here"),
  },
};

function decodeBase64({ text, fail }: Call): Data | Value {
  const written = text(0).replace(/[\r\n]/g, "");
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written))
    return fail("a text is not valid Base64");
  const bytes = Buffer.from(written, "base64");
  const decoded = bytes.toString("utf8");
  return Buffer.from(decoded, "utf8").equals(bytes)
    ? decoded
    : fail("what is decoded is not UTF-8");
}

function decodeJson(call: Call): Data | Value {
  const { text, argument, origin, fail, unsure } = call;
  const value = parseJson(text(0), origin, placeOfJson(argument(0)));
  if (value === undefined) return fail("a text is not valid JSON");
  if (value === "inexact") return unsure("it is a number of too many digits");
  return value === "too deep" ? unsure("it is too large to evaluate") : value;
}

function decodeCsv(call: Call): Data | Value {
  const [header, ...rows] = parseCsv(call.text(0)) ?? [];
  if (
    !header ||
    new Set(header).size < header.length ||
    rows.some((row) => row.length !== header.length)
  )
    return call.fail("a text is not valid CSV");
  const type: Type = {
    kind: "object",
    attributes: sortedMap(
      header.map((name) => [name, { type: stringType, optional: false }]),
    ),
  };
  const objects = rows.map((row) =>
    known(
      sortedMap(
        header.map((name, at): [string, Value] => [
          name,
          known((row[at] ?? "").normalize("NFC"), call.origin),
        ]),
      ),
      call.origin,
    ),
  );
  return collection("list", objects, type, call);
}
