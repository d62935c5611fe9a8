import type { Cluster, Setting } from "../src/core/cluster";
import {
  type Data,
  type Origin,
  type Value,
  known,
  unknown,
} from "../src/core/value";

const document = { path: "main.tf", text: "" };
export const range = { document, start: 0, end: 0 };
export const origin: Origin = { range, label: "here", from: [] };

/** A known value that was written nowhere in particular. */
export const is = (data: Data) => known(data, origin);

/** A known list of texts. */
export const list = (...texts: string[]) => is(texts.map(is));

/** An unknown of this name. */
export const open = (name: string) =>
  unknown(`${name} has no value`, { ...origin, label: name }, { key: name });

/** A setting of this value; its fix makes no edit and tells in its title what was wanted. */
export const setting = (value: Value): Setting => ({
  value,
  range,
  propose: (wanted) => ({
    title: JSON.stringify(wanted),
    safety: "safe",
    edits: [],
  }),
});

/** A cluster `aws_eks_cluster.main` without log types and without a log group, but for what is given. */
export function clusterOf(given: Partial<Cluster> = {}): Cluster {
  return {
    format: "terraform",
    root: ".",
    address: "aws_eks_cluster.main",
    name: is("main"),
    range,
    clues: [],
    logTypes: setting(is(null)),
    logGroup: {
      declared: false,
      createdBefore: "unknown",
      retention: setting(is(null)),
      strays: [],
    },
    ...given,
  };
}
