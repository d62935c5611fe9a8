/*
 * `samconfig.toml`, which says for each environment what `sam deploy` passes to the template. Places
 * are looked up in the text, since the parser of TOML tells none.
 */
import { TomlError, type TomlTable, type TomlValue, parse } from "smol-toml";
import {
  type Document,
  type SourceRange,
  lineStart,
} from "../../core/document";
import type { Problem } from "../../core/finding";
import { type Value, known } from "../../core/value";
import type { ParameterFile } from "./parameter-files";
import { relativePath } from "./paths";
import { placed } from "./places";

/** Whether a file of this name is the configuration of the SAM command line. */
export function isSamConfiguration(path: string): boolean {
  return /(^|\/)samconfig\.toml$/.test(path);
}

/** The parameters that each environment of the file passes; none when it does not parse. */
export function samParameters(document: Document): ParameterFile {
  const environments = parsedToml(document.text);
  if (environments instanceof TomlError)
    return { sets: [], problems: [problemOf(document, environments)] };
  const sets = Object.entries(environments).flatMap(
    ([environment, commands]) => {
      const of = (command: string): TomlTable =>
        table(table(table(commands)[command])["parameters"]);
      const settings = { ...of("global"), ...of("deploy") };
      const template = settings["template_file"] ?? settings["template"];
      const overrides = pairs(settings["parameter_overrides"]);
      if (overrides.length === 0) return [];
      const values = overrides.map(
        ([key, text]) =>
          [key, valueOf(document, environment, key, text)] as const,
      );
      return [
        {
          name: `${document.path} (${environment})`,
          ...(environment === "default" ? {} : { environment }),
          ...(typeof template === "string"
            ? { template: relativePath(document.path, template) ?? template }
            : {}),
          document,
          values: new Map(values),
        },
      ];
    },
  );
  return { sets, problems: [] };
}

/** What is wrong with the file as TOML. */
export function samProblem(document: Document): Problem | undefined {
  const parsed = parsedToml(document.text);
  return parsed instanceof TomlError ? problemOf(document, parsed) : undefined;
}

function problemOf(document: Document, { line, column }: TomlError): Problem {
  const start = lineStart(document, line) + column - 1;
  return {
    document,
    range: { document, start, end: start },
    message: "This is not valid TOML.",
  };
}

function parsedToml(text: string): TomlTable | TomlError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) return error;
    throw error;
  }
}

function table(value: TomlValue | undefined): TomlTable {
  return isTable(value) ? value : {};
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Date)
  );
}

const oneQuoted = /^(["'])(.*)\1$/s;

/** `Key=Value` and `ParameterKey=Key,ParameterValue=Value`, values in quotes or not. */
function pairs(
  overrides: TomlValue | undefined,
): readonly (readonly [string, string])[] {
  if (isTable(overrides))
    return Object.entries(overrides).flatMap(([key, value]) =>
      ["string", "number", "boolean"].includes(typeof value)
        ? [[key, String(value)] as const]
        : [],
    );
  const texts = Array.isArray(overrides) ? overrides : [overrides];
  return texts.flatMap((text) =>
    typeof text !== "string"
      ? []
      : (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).flatMap((word) => {
          const short = word
            .replace(/^ParameterKey=/, "")
            .replace(/,ParameterValue=/, "=");
          const at = short.indexOf("=");
          if (at < 1) return [];
          const value = short.slice(at + 1);
          return [
            [short.slice(0, at), oneQuoted.exec(value)?.[2] ?? value] as const,
          ];
        }),
  );
}

function valueOf(
  document: Document,
  environment: string,
  key: string,
  text: string,
): Value {
  const label = `${key} in the configuration of SAM`;
  const range = placeIn(document, environment, key, text);
  return range
    ? known(text, placed({ range, label, from: [] }, { kind: "text", range }))
    : known(text, {
        range: { document, start: 0, end: 0 },
        label,
        from: [],
      });
}

/** Where the value stands in the part of the file that is about the environment. */
function placeIn(
  document: Document,
  environment: string,
  key: string,
  value: string,
): SourceRange | undefined {
  const { text } = document;
  for (const command of ["deploy", "global"]) {
    const header = text.indexOf(`[${environment}.${command}.parameters]`);
    if (header < 0) continue;
    const next = text.indexOf("\n[", header);
    const end = next < 0 ? text.length : next;
    for (const before of [`${key}=`, `${key},ParameterValue=`, `${key} = `]) {
      let at = text.indexOf(before, header);
      while (at >= 0 && /\w/.test(text.charAt(at - 1)))
        at = text.indexOf(before, at + 1);
      if (at < 0 || at >= end) continue;
      const quotes =
        /^\\?["']?/.exec(text.slice(at + before.length))?.[0] ?? "";
      const start = at + before.length + quotes.length;
      if (value !== "" && text.startsWith(value, start))
        return { document, start, end: start + value.length };
    }
  }
  return undefined;
}
