type Json = Readonly<Record<string, unknown>>;

const SIDE = { type: "string", enum: ["LEFT", "RIGHT"] };
const LINE = { type: ["integer", "null"] };
const REVIEW_COMMENT = ["components", "schemas", "pull-request-review-comment"];
const POSTED_COMMENT = [
  "paths",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "post",
  ...["requestBody", "content", "application/json", "schema"],
  ...["properties", "comments", "items"],
];

/** Where GitHub's description is not what GitHub does: a place in it, and what should stand there. */
const CORRECTIONS: readonly (readonly [readonly string[], Json])[] = [
  // A review's comments take two sides only.
  [[...POSTED_COMMENT, "properties", "side"], SIDE],
  [[...POSTED_COMMENT, "properties", "start_side"], SIDE],
  // An outdated comment has null for these.
  [[...REVIEW_COMMENT, "properties", "line"], LINE],
  [[...REVIEW_COMMENT, "properties", "position"], LINE],
  // The repository of the head branch is null when its fork was deleted.
  [
    [
      ...["components", "schemas", "pull-request", "properties"],
      ...["head", "properties", "repo"],
    ],
    {
      nullable: true,
      allOf: [{ $ref: "#/components/schemas/repository" }],
    },
  ],
];

/** The description with the corrections made. */
export function withCorrections(description: unknown): unknown {
  return CORRECTIONS.reduce<unknown>(
    (whole, [path, schema]) => replacedAt(whole, path, schema),
    description,
  );
}

/** A part of the description in the words of JSON Schema, with references into a schema named "description". */
export function jsonSchema(value: unknown): unknown {
  return mapped(value, (schema, key) => {
    if (schema["nullable"] === true && key !== "properties") {
      const { nullable: _, ...rest } = schema;
      return { anyOf: [rest, { type: "null" }] };
    }
    if (typeof schema["$ref"] === "string")
      return { $ref: schema["$ref"].replace(/^#/, "description#") };
    return schema;
  });
}

/** A schema whose objects refuse keys that they do not name. */
export function closed(value: unknown): unknown {
  return mapped(value, (schema, key) =>
    key !== "properties" &&
    "properties" in schema &&
    !("additionalProperties" in schema)
      ? { ...schema, additionalProperties: false }
      : schema,
  );
}

function replacedAt(
  whole: unknown,
  [key, ...rest]: readonly string[],
  value: Json,
): unknown {
  if (key === undefined) return value;
  const entries = Object.entries(Object.assign({}, whole));
  if (!entries.some(([name]) => name === key))
    throw new Error(`The description has no ${key} to correct.`);
  return Object.fromEntries(
    entries.map(([name, part]) => [
      name,
      name === key ? replacedAt(part, rest, value) : part,
    ]),
  );
}

function mapped(
  value: unknown,
  change: (object: Json, key: string) => Json,
  key = "",
): unknown {
  if (Array.isArray(value))
    return value.map((item) => mapped(item, change, key));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return change(
    Object.fromEntries(
      entries.map(([name, item]) => [name, mapped(item, change, name)]),
    ),
    key,
  );
}
