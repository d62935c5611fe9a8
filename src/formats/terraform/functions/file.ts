import { type Document, wholeOf } from "../../../core/document";
import { type Data, type Origin, type Value, known } from "../../../core/value";
import { type Call, type Entry, type Table, any, string } from "./entry";
import { digest } from "./crypto";
import { isMatch } from "./glob";
import { resolved } from "../modules/paths";
import { contents } from "../values/plain-values";
import { setFrom } from "../values/sets";
import { stringType } from "../values/types";

/** Functions on files of the repository and on paths. */
export const fileFunctions: Table = {
  abspath: {
    takes: [string],
    gives: ({ unsure }) => unsure("it is a path on the machine of Terraform"),
  },
  basename: {
    takes: [string],
    gives: ({ text }) => baseName(text(0)),
  },
  dirname: {
    takes: [string],
    gives: ({ text }) =>
      cleaned(text(0).slice(0, text(0).lastIndexOf("/") + 1)),
  },
  pathexpand: {
    takes: [string],
    gives: ({ text, unsure }) =>
      text(0).startsWith("~")
        ? unsure("it is a path on the machine of Terraform")
        : text(0),
  },
  file: withFile(({ text }) => text),
  filebase64: withFile(({ text }) =>
    Buffer.from(text, "utf8").toString("base64"),
  ),
  filebase64sha256: withFile(({ text }) => digest("sha256", "base64", text)),
  filebase64sha512: withFile(({ text }) => digest("sha512", "base64", text)),
  fileexists: { takes: [string], gives: fileExists },
  filemd5: withFile(({ text }) => digest("md5", "hex", text)),
  fileset: { takes: [string, string], gives: fileSet },
  filesha1: withFile(({ text }) => digest("sha1", "hex", text)),
  filesha256: withFile(({ text }) => digest("sha256", "hex", text)),
  filesha512: withFile(({ text }) => digest("sha512", "hex", text)),
  templatefile: { takes: [string, any], needs: "outer", gives: templateFile },
  templatestring: {
    takes: [string, any],
    needs: "outer",
    gives: (call) =>
      call.argument(1).data instanceof Map
        ? call.context.template(call.text(0), call.argument(1), call.origin)
        : call.fail("templatestring is given no map"),
  },
};

const outside = "it is a file outside the repository";

/** A path in the repository; undefined when it leads elsewhere. */
function pathOf({ context }: Call, path: string): string | undefined {
  return /^[/~]/.test(path) ? undefined : resolved(context.directory, path);
}

/** The file that the first argument names. */
function fileOf(call: Call): Document | Value {
  const path = pathOf(call, call.text(0));
  if (path === undefined) return call.unsure(outside);
  const document = call.context.tree.document(path);
  if (document?.binary) return call.unsure(`${path} is no text`);
  if (document) return document;
  return call.context.tree.paths.includes(path)
    ? call.unsure(`${path} is not at hand`)
    : call.fail(`there is no file ${path}`);
}

function withFile(gives: (document: Document) => string): Entry {
  return {
    takes: [string],
    gives: (call) => {
      const file = fileOf(call);
      return "kind" in file ? file : known(gives(file), readIn(call, file));
    },
  };
}

/** The origin of a call that reads a file: its result came from there, and not from the path. */
function readIn({ origin, argument }: Call, file: Document): Origin {
  const path = argument(0).origin.range;
  const there: Origin = {
    range: wholeOf(file),
    label: contents(file),
    from: [],
  };
  const from = origin.from.filter((each) => each.origin.range !== path);
  return { ...origin, from: [known(file.text, there), ...from] };
}

function fileExists(call: Call): Data | Value {
  const path = pathOf(call, call.text(0));
  if (path === undefined) return call.unsure(outside);
  const { paths } = call.context.tree;
  if (paths.includes(path)) return true;
  return path === "." || paths.some((each) => each.startsWith(`${path}/`))
    ? call.fail(`${path} is a directory`)
    : false;
}

const isIdentifier = (name: string): boolean =>
  /^\p{ID_Start}[\p{ID_Continue}-]*$/u.test(name);

function templateFile(call: Call): Data | Value {
  const file = fileOf(call);
  if ("kind" in file) return file;
  const variables = call.argument(1);
  const { data } = variables;
  if (data instanceof Map && ![...data.keys()].every(isIdentifier))
    return call.fail("a variable of templatefile has no valid name");
  return data instanceof Map
    ? call.context.template(file.text, variables, readIn(call, file), file)
    : call.fail("templatefile is given no map");
}

function fileSet(call: Call): Data | Value {
  const base = pathOf(call, call.text(0));
  if (base === undefined) return call.unsure(outside);
  const start = base === "." ? "" : `${base}/`;
  const found: Value[] = [];
  for (const path of call.context.tree.paths) {
    if (!path.startsWith(start)) continue;
    const matches = isMatch(path.slice(start.length), call.text(1));
    if (matches === undefined)
      return call.unsure("a pattern of files is not understood");
    if (matches) found.push(known(path.slice(start.length), call.origin));
  }
  return setFrom(found, stringType, call);
}

function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "") return path === "" ? "." : "/";
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** A path as Go cleans it: without "." and empty names, ".." applied. */
function cleaned(path: string): string {
  const rooted = path.startsWith("/");
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    const up = name === ".." && names.at(-1) !== ".." && names.length > 0;
    if (up) names.pop();
    else if (name !== ".." || !rooted) names.push(name);
  }
  return `${rooted ? "/" : ""}${names.join("/")}` || ".";
}
