/*
 * What published modules do with the log types and the log group of the cluster they make, version
 * by version, read in the sources that are cited. The registry is not asked: so the answer is the
 * same everywhere, and without network.
 */

/** An argument of the module, or a value that it does not let its caller change. */
export interface Input<Value> {
  /** The variable; absent when the value is fixed. */
  readonly name?: string;
  /** The default, or the fixed value. */
  readonly value: Value;
}

/** What the module does in a range of its versions. */
export interface Row {
  /** The first and the last version known to behave so. */
  readonly from: string;
  readonly to: string;
  /** The address leads to no module that makes a cluster; the rest means nothing then. */
  readonly clusterless?: true;
  /** None is on where the list is empty. */
  readonly logTypes: Input<readonly string[]>;
  /** In days; null: nothing sets it, and 0 or null is for ever. It counts only where the module makes the group. */
  readonly retention: Input<number | null>;
  /** Whether the module makes the log group: never, always, when a log type is on, or as an argument says. */
  readonly logGroup: "never" | "always" | "with types" | Input<boolean>;
  /** The argument that decides whether there is a cluster at all. */
  readonly create?: Input<boolean>;
  /** The argument that, when true, means that there is no cluster. */
  readonly external?: string;
  /** Arguments that give the cluster's name, the first that is set; none when the module makes it up. */
  readonly clusterName: readonly string[];
  /** Arguments that are part of a name which the module makes up. */
  readonly nameParts?: readonly string[];
  /** Outputs that are the cluster's name. */
  readonly nameOutputs: readonly string[];
  /** Arguments that exist and have no effect on what their names promise. */
  readonly ignored?: readonly string[];
  /** Where it is written, with the version. */
  readonly citation: string;
}

/** A module that is published under an address of the registry, in a git repository, or both. */
export interface KnownModule {
  readonly address?: string;
  readonly repository: string;
  /** The folder in it; "" is the top. */
  readonly folder: string;
  /** Other folders that make clusters, about which nothing is known here. */
  readonly others?: readonly string[];
  /** From the oldest to the newest. */
  readonly rows: readonly Row[];
}

/** Every log type. */
export const all = [
  "api",
  "audit",
  "authenticator",
  "controllerManager",
  "scheduler",
];
/** What terraform-aws-modules/eks turns on by default since 18.0.0. */
export const three = ["audit", "api", "authenticator"];
/** Nothing sets the retention. */
export const none = { value: null };
/** A switch that is on by default. */
export const on = (name: string): Input<boolean> => ({ name, value: true });
/** A switch that is off by default. */
export const off = (name: string): Input<boolean> => ({ name, value: false });
/** A retention in days. */
export const days = (name: string, value: number): Input<number> => ({
  name,
  value,
});
/** Log types. */
export const types = (
  name: string,
  value: readonly string[],
): Input<readonly string[]> => ({ name, value });
