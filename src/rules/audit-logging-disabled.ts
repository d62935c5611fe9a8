import type { Rule } from "../core/rule";
import { standing, typeOff } from "./log-types";

export const auditLoggingDisabled: Rule = {
  id: "audit-logging-disabled",
  level: "error",
  summary: "The control plane's audit log is not sent to CloudWatch Logs.",
  check: (cluster, policy) => typeOff(cluster, "audit", policy),
  standing: (cluster) => standing(cluster, ["audit"]),
};
