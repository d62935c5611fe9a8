import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import * as v from "valibot";
import { closed, jsonSchema, withCorrections } from "./openapi-schema";

/*
 * GitHub's own description of its REST API decides what a request may look like. The description is lenient where a
 * mistake of ours would go unnoticed: it tolerates unknown keys, does not look at query strings that it does not know,
 * and takes any text as the side of a review's comment. So every request body and query is closed here.
 */

type Json = Readonly<Record<string, unknown>>;

const Schema = v.record(v.string(), v.unknown());
const Content = v.record(v.string(), v.object({ schema: Schema }));
const Response = v.object({ content: v.optional(Content) });
const Reference = v.object({ $ref: v.string() });
const Parameter = v.object({
  name: v.string(),
  in: v.picklist(["path", "query"]),
  required: v.optional(v.boolean(), false),
  schema: Schema,
  "x-multi-segment": v.optional(v.boolean(), false),
});
const Operation = v.object({
  parameters: v.array(v.union([Reference, Parameter])),
  requestBody: v.optional(
    v.object({ required: v.boolean(), content: Content }),
  ),
  responses: v.record(v.string(), v.union([Reference, Response])),
});
const Description = v.object({
  paths: v.record(v.string(), v.record(v.string(), Operation)),
  components: v.object({
    examples: v.record(v.string(), v.object({ value: v.unknown() })),
    parameters: v.record(v.string(), Parameter),
    responses: v.record(v.string(), Response),
  }),
});

/** An operation of the description that a request was found to be. */
export interface Match {
  /** Such as "GET /repos/{owner}/{repo}/pulls/{pull_number}". */
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const file = new URL("./openapi.json", import.meta.url);
const source = withCorrections(JSON.parse(readFileSync(file, "utf8")));
const description = v.parse(Description, source);
const described = new Map<string, v.InferOutput<typeof Operation>>();
for (const [path, methods] of Object.entries(description.paths))
  for (const [method, operation] of Object.entries(methods))
    described.set(`${method.toUpperCase()} ${path}`, operation);

const options = { strict: false, allErrors: true } as const;
const exact = new Ajv(options);
const coercing = new Ajv({ ...options, coerceTypes: true });
for (const ajv of [exact, coercing]) {
  addFormats.default(ajv);
  ajv.addSchema(v.parse(Schema, jsonSchema(source)), "description");
}
const validators = new Map<string, ValidateFunction>();

/** The operation that a method and a still encoded path mean; undefined when GitHub's description (as kept here) has none. */
export function matched(method: string, path: string): Match | undefined {
  for (const [operation, { parameters }] of described) {
    const [verb = "", template = ""] = operation.split(" ");
    if (verb !== method) continue;
    const wide = parameters
      .map(resolvedParameter)
      .filter((parameter) => parameter["x-multi-segment"])
      .map((parameter) => parameter.name);
    const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      wide.includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
    const groups = new RegExp(`^${pattern}$`).exec(path)?.groups;
    if (groups === undefined) continue;
    const decoded = Object.entries(groups).map(
      ([name, value]) => [name, decodeURIComponent(value)] as const,
    );
    return { operation, parameters: Object.fromEntries(decoded) };
  }
  return undefined;
}

/** What is wrong with a request, in words; empty when GitHub's description allows it. */
export function requestProblems(
  { operation, parameters }: Match,
  query: URLSearchParams,
  body: unknown,
): string[] {
  const described_ = described.get(operation);
  if (described_ === undefined) return [`unknown operation ${operation}`];
  const places = { path: parameters, query: Object.fromEntries(query) };
  const problems = (["path", "query"] as const).flatMap((place) => {
    const known = described_.parameters
      .map(resolvedParameter)
      .filter((parameter) => parameter.in === place);
    const schema = objectOf(known);
    return errors(coercing, `${operation} ${place}`, schema, {
      ...places[place],
    });
  });
  const repeated = [...query.keys()].length - new Set(query.keys()).size;
  if (repeated > 0) problems.push("query: a key is repeated");
  const content = described_.requestBody?.content["application/json"];
  if (content === undefined)
    return body === undefined ? problems : [...problems, "unexpected body"];
  if (body === undefined) return [...problems, "body is missing"];
  const schema = v.parse(Schema, closed(jsonSchema(content.schema)));
  return [...problems, ...errors(exact, `${operation} body`, schema, body)];
}

/** What is wrong with an answer of the loopback server, which is a mistake of its own. */
export function responseProblems(
  operation: string,
  status: number,
  body: unknown,
): string[] {
  const responses = described.get(operation)?.responses;
  const found = responses?.[String(status)];
  if (found === undefined) return [];
  const response =
    "$ref" in found
      ? description.components.responses[found.$ref.split("/").pop() ?? ""]
      : found;
  const content = response?.content?.["application/json"];
  if (content === undefined) return [];
  const schema = v.parse(Schema, jsonSchema(content.schema));
  return errors(exact, `${operation} ${status}`, schema, body);
}

/** One of the description's example answers, which the loopback server's answers are made from. */
export function example(name: string): Json {
  const value = description.components.examples[name]?.value;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return v.parse(Schema, structuredClone(first));
}

function errors(ajv: Ajv, key: string, schema: Json, data: unknown): string[] {
  const validate = validators.get(key) ?? ajv.compile(schema);
  validators.set(key, validate);
  if (validate(data)) return [];
  return (validate.errors ?? []).map((error) => {
    const detail = JSON.stringify(error.params);
    return `${key}${error.instancePath} ${error.message ?? ""} ${detail}`;
  });
}

function resolvedParameter(
  parameter: v.InferOutput<typeof Parameter> | v.InferOutput<typeof Reference>,
) {
  if (!("$ref" in parameter)) return parameter;
  const name = parameter.$ref.split("/").pop() ?? "";
  const found = description.components.parameters[name];
  if (found === undefined) throw new Error(`No parameter ${name}.`);
  return found;
}

function objectOf(known: readonly v.InferOutput<typeof Parameter>[]): Json {
  const schema = (parameter: v.InferOutput<typeof Parameter>) =>
    // GitHub silently takes more for 100; whoever asks for more reckons with a page that never comes.
    parameter.name === "per_page"
      ? { ...parameter.schema, maximum: 100 }
      : parameter.schema;
  return {
    type: "object",
    properties: Object.fromEntries(known.map((p) => [p.name, schema(p)])),
    required: known.filter((p) => p.required).map((p) => p.name),
    additionalProperties: false,
  };
}
