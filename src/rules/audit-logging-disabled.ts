import type { Rule } from "../core/rule";
import { standing, turnOn, typeOff } from "./log-types";

export const auditLoggingDisabled: Rule = {
  id: "audit-logging-disabled",
  level: "error",
  summary: "The control plane's audit log is not sent to CloudWatch Logs.",
  why: "Without the audit log nobody can find out afterwards who did what to the cluster: EKS keeps no other record of it, and nothing can bring back what was not logged.",
  check: (cluster, policy) => typeOff(cluster, "audit", policy),
  standing: (cluster) => standing(cluster, ["audit"]),
  command: (name) => turnOn(name, ["audit"]),
};
