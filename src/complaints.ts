/*
 * What findings complain about, as it can be compared from one reading of the code to the next.
 */
import type { Cluster } from "./core/cluster";
import type { Finding } from "./core/finding";

/** What a cluster is from one reading to the next. */
export function identity({
  format,
  root,
  address,
  variant = "",
}: Cluster): string {
  return [format, root, address, variant].join("\n");
}

/** Whether a finding is about the log types of its clusters, and not about their retention. */
export function isAboutTypes({ setting, clusters }: Finding): boolean {
  return clusters.some(({ logTypes }) => logTypes === setting);
}

/** What findings complain about: of each cluster, by each rule. */
export function complaints(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings.flatMap(({ rule, clusters }) =>
      clusters.map((cluster) => complaint(rule.id, cluster)),
    ),
  );
}

/**
 * What findings complain about where others were there before. That events are kept for too few days
 * is no new complaint about a cluster that kept them for ever: turning log types on brings about the
 * log group that a module declares.
 */
export function complaintsLeft(
  before: readonly Finding[],
  after: readonly Finding[],
): ReadonlySet<string> {
  const was = complaints(before);
  const retention = new Map<string, string[]>();
  for (const finding of before) {
    if (isAboutTypes(finding) || finding.confidence === "low") continue;
    for (const cluster of finding.clusters) {
      const id = identity(cluster);
      const others = retention.get(id) ?? [];
      retention.set(id, [...others, complaint(finding.rule.id, cluster)]);
    }
  }
  return new Set(
    after.flatMap((finding) =>
      finding.clusters.flatMap((cluster) => {
        const own = complaint(finding.rule.id, cluster);
        if (isAboutTypes(finding) || was.has(own)) return [own];
        return retention.get(identity(cluster)) ?? [own];
      }),
    ),
  );
}

function complaint(rule: string, cluster: Cluster): string {
  return `${rule}\n${identity(cluster)}`;
}
