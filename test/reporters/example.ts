/*
 * Reports made by hand, so that what reporters print is tested apart from what formats read.
 */
import type { Cluster, Setting } from "../../src/core/cluster";
import type { Document, SourceRange } from "../../src/core/document";
import type { Finding, Report } from "../../src/core/finding";
import type { Fix } from "../../src/core/fix";
import { defaultPolicy } from "../../src/core/policy";
import { auditLoggingDisabled } from "../../src/rules/audit-logging-disabled";
import { type Value, known, passed, unknown } from "../../src/core/value";
import { rangeOf } from "../tree";

export const main: Document = {
  path: "infra/main.tf",
  text: `resource "aws_eks_cluster" "main" {
  name                      = "prod"
  enabled_cluster_log_types = var.log_types
}
`,
};

export const variables: Document = {
  path: "infra/variables.tf",
  text: `variable "log_types" {
  type    = list(string)
  default = ["api"] # more is dear
}
`,
};

export { auditLoggingDisabled as rule };

export const literal = (
  range: SourceRange,
  data: string,
  label = "literal",
): Value => known(data, { range, label, from: [] });

/** What `var.log_types` is in the two documents above. */
export function logTypesValue(): Value {
  const written = rangeOf(variables, '["api"]');
  const list = known([literal(rangeOf(variables, '"api"'), "api")], {
    range: written,
    label: "default of var.log_types",
    from: [],
  });
  return passed(list, rangeOf(main, "var.log_types"), "var.log_types");
}

export function setting(value: Value, range: SourceRange): Setting {
  return { value, range, propose: () => undefined };
}

export function cluster(changes: Partial<Cluster> = {}): Cluster {
  const header = rangeOf(main, 'resource "aws_eks_cluster" "main"');
  const none = known(null, { range: header, label: "nothing", from: [] });
  return {
    format: "terraform",
    root: "infra",
    address: "aws_eks_cluster.main",
    name: literal(rangeOf(main, '"prod"'), "prod"),
    range: header,
    clues: [],
    logTypes: setting(logTypesValue(), rangeOf(main, "var.log_types")),
    logGroup: {
      declared: false,
      createdBefore: "unknown",
      retention: setting(none, header),
      strays: [],
    },
    ...changes,
  };
}

export const addAudit: Fix = {
  title: 'Add "audit" to var.log_types',
  safety: "safe",
  edits: [
    {
      range: {
        ...rangeOf(variables, "] # more"),
        end: rangeOf(variables, "]").start,
      },
      text: ', "audit"',
    },
  ],
};

export function finding(changes: Partial<Finding> = {}): Finding {
  const about = changes.clusters?.[0] ?? cluster();
  return {
    rule: auditLoggingDisabled,
    level: "error",
    status: null,
    clusters: [about],
    range: about.logTypes.range,
    message:
      'The log type "audit" is off for aws_eks_cluster.main: its log types are ["api"].',
    setting: about.logTypes,
    confidence: "high",
    fix: addAudit,
    ...changes,
  };
}

export function report(changes: Partial<Report> = {}): Report {
  const found = changes.findings ?? [finding()];
  return {
    files: 2,
    clusters: found.flatMap(({ clusters }) => clusters),
    findings: found,
    problems: [],
    policy: defaultPolicy,
    ...changes,
  };
}

export const undecided = (reason: string, range: SourceRange): Value =>
  unknown(reason, { range, label: "what nobody knows", from: [] });
