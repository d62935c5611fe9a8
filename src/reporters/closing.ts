import type { Report } from "../core/finding";
import { counts } from "../core/gate";

/** One sentence that sums up a report. */
export function closing(report: Report): string {
  const { clusters, files, problems } = report;
  const { errors, warnings, notices, unverifiable } = counts(report);
  const found = [
    counted(errors, "error"),
    counted(warnings, "warning"),
    counted(notices, "notice"),
    unverifiable === 0 ? "" : `${unverifiable} cannot tell`,
    counted(problems.length, "problem"),
  ].filter((part) => part !== "");
  const read = counted(files, "file") || "0 files";
  if (clusters.length === 0)
    return `No EKS cluster in ${[read, ...found].join(", ")}.`;
  if (found.length > 0)
    return `${counted(clusters.length, "cluster")} in ${read}: ${found.join(", ")}.`;
  return clusters.length === 1
    ? `The cluster in ${read} sends its audit log to CloudWatch Logs and keeps it long enough.`
    : `All ${clusters.length} clusters in ${read} send their audit logs to CloudWatch Logs and keep them long enough.`;
}

/** "1 error", "2 errors"; nothing for none. */
export function counted(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
