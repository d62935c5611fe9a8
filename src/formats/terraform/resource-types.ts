/*
 * The resource types that are clusters and log groups, and where each keeps what is asked about.
 * Sources: documentation of the providers hashicorp/aws and hashicorp/awscc.
 */
import { lift } from "../../core/outcomes";
import { type Value, known } from "../../core/value";
import { index } from "./operators";

/** How a resource type says what a cluster is. */
export interface ClusterType {
  readonly name: string;
  /** The argument that holds the log types. */
  readonly logTypes: string;
  /** The list of log types in the value of that argument. */
  listed(value: Value): Value;
}

/** How a resource type says what a log group is. */
export interface GroupType {
  readonly name: string;
  readonly prefix?: string;
  readonly retention: string;
}

export const clusterTypes: Readonly<Record<string, ClusterType>> = {
  aws_eks_cluster: {
    name: "name",
    logTypes: "enabled_cluster_log_types",
    listed: flattened,
  },
  awscc_eks_cluster: {
    name: "name",
    logTypes: "logging",
    listed: (logging) =>
      eachType(within(within(logging, "cluster_logging"), "enabled_types")),
  },
};

export const groupTypes: Readonly<Record<string, GroupType>> = {
  aws_cloudwatch_log_group: {
    name: "name",
    prefix: "name_prefix",
    retention: "retention_in_days",
  },
  awscc_logs_log_group: {
    name: "log_group_name",
    retention: "retention_in_days",
  },
};

/** `["${var.types}"]` was a list of the elements of `var.types` up to Terraform 0.11. */
function flattened(value: Value): Value {
  return lift("log types", [value], value.origin, ([list]) => {
    if (!list || list.data === null || typeof list.data !== "object")
      return list ?? null;
    const elements = [...list.data.values()];
    if (!elements.some(isList)) return list;
    const flat = elements.flatMap((element) =>
      element.kind === "known" &&
      isList(element) &&
      typeof element.data === "object"
        ? [...(element.data?.values() ?? [])]
        : [element],
    );
    return { ...list, data: flat };
  });
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
