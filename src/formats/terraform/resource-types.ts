/*
 * The resource types that are clusters and log groups, and where each keeps what is asked about.
 * Sources: documentation of the providers hashicorp/aws and hashicorp/awscc.
 */
import { textOf } from "../../core/document";
import type { TextEdit } from "../../core/fix";
import { lift } from "../../core/outcomes";
import { type Value, known } from "../../core/value";
import { addTexts } from "./edits";
import { addedElements } from "./edits/list";
import { index } from "./evaluation/indexing";
import type { Expression } from "./syntax/syntax";
import { type Written, quoted } from "./edits/written";

/** How a resource type says what a cluster is. */
export interface ClusterType {
  readonly name: string;
  /** The argument that holds the log types. */
  readonly logTypes: string;
  /** The list of log types in the value of that argument. */
  listed(value: Value): Value;
  /** The argument's value with these types on. */
  written(types: readonly string[]): Written;
  /** Adds types to what an expression writes; undefined when it writes no such thing. */
  added(expression: Expression, types: readonly string[]): TextEdit | undefined;
  /** The argument takes any collection of texts. */
  readonly takesSet: boolean;
  /** How the cluster's log group is declared beside it. */
  readonly group: GroupType & { readonly resource: string };
}

/** How a resource type says what a log group is. */
export interface GroupType {
  readonly name: string;
  readonly retention: string;
}

export const awsGroup: GroupType = {
  name: "name",
  retention: "retention_in_days",
};

const awsccGroup: GroupType = {
  name: "log_group_name",
  retention: "retention_in_days",
};

export const groupTypes: ReadonlyMap<string, GroupType> = new Map([
  ["aws_cloudwatch_log_group", awsGroup],
  ["awscc_logs_log_group", awsccGroup],
]);

export const awsCluster: ClusterType = {
  name: "name",
  logTypes: "enabled_cluster_log_types",
  listed: flattened,
  written: (types) => types,
  added: (expression, types) =>
    expression.kind === "tuple" ? addTexts(expression, types) : undefined,
  takesSet: true,
  group: { ...awsGroup, resource: "aws_cloudwatch_log_group" },
};

const awsccCluster: ClusterType = {
  name: "name",
  logTypes: "logging",
  listed: (logging) =>
    eachType(within(within(logging, "cluster_logging"), "enabled_types")),
  written: (types) => ({ expression: logging(types) }),
  added: addedToLogging,
  takesSet: false,
  group: { ...awsccGroup, resource: "awscc_logs_log_group" },
};

export const clusterTypes: ReadonlyMap<string, ClusterType> = new Map([
  ["aws_eks_cluster", awsCluster],
  ["awscc_eks_cluster", awsccCluster],
]);

/** `["${var.types}"]` was a list of the elements of `var.types` up to Terraform 0.11. */
function flattened(value: Value): Value {
  if (value.kind === "unknown") {
    const options = value.options.map((option) => ({
      ...option,
      value: flattened(option.value),
    }));
    return { ...value, options };
  }
  const { data } = value;
  if (data === null || typeof data !== "object") return value;
  const elements = [...data.values()];
  return elements.some(isList)
    ? { ...value, data: elements.flatMap(elementsOf) }
    : value;
}

function elementsOf(value: Value): readonly Value[] {
  return value.kind === "known" &&
    value.data !== null &&
    typeof value.data === "object"
    ? [...value.data.values()]
    : [value];
}

function isList(value: Value): boolean {
  return (
    value.kind === "known" &&
    value.data !== null &&
    typeof value.data === "object"
  );
}

function within(value: Value, name: string): Value {
  return lift("", [value], value.origin, ([object]) => {
    if (!object || object.data === null) return object ?? null;
    if (!(object.data instanceof Map))
      return index(object, known(name, value.origin), value.origin);
    return object.data.get(name) ?? known(null, value.origin);
  });
}

function eachType(value: Value): Value {
  return lift("", [value], value.origin, ([list]) => {
    if (!list || list.data === null || typeof list.data !== "object")
      return list ?? null;
    const types = [...list.data.values()].map((element) =>
      within(element, "type"),
    );
    return { ...list, data: types };
  });
}

const levels: readonly string[] = ["cluster_logging", "enabled_types"];

/** `{ cluster_logging = { enabled_types = […] } }`, or what stands at one of its names. */
function logging(types: readonly string[], from = 0): string {
  const name = levels[from];
  if (name !== undefined) return `{ ${name} = ${logging(types, from + 1)} }`;
  const elements = types.map((type) => `{ type = ${quoted(type)} }`);
  return `[${elements.join(", ")}]`;
}

function addedToLogging(
  expression: Expression,
  types: readonly string[],
): TextEdit | undefined {
  if (expression.kind === "tuple") {
    const { range, elements } = expression;
    const last = elements.at(-1)?.range;
    const inJson = range.document.path.endsWith(".json");
    return addedElements(
      { range, unit: "  ", ...(last ? { last } : {}) },
      types.map((type) =>
        inJson ? `{ "type": ${quoted(type)} }` : `{ type = ${quoted(type)} }`,
      ),
    );
  }
  if (expression.kind !== "object") return undefined;
  const inner = expression.items.find(({ key }) =>
    levels.includes(textOf(key.range).replace(/^"|"$/g, "")),
  );
  return inner && addedToLogging(inner.value, types);
}
