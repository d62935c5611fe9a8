/*
 * The comments that a pull request should have: their texts, for each place where they may end up, and
 * the fingerprints by which they are known again.
 */
import type { Finding } from "../core/finding";
import type { Wanted } from "../github/life";
import { fingerprint, marked } from "../github/marker";
import type { Remark } from "../github/placement";
import { type Wording, comment } from "./comment";

/** A comment that should be there, and what it says. */
export interface Planned extends Wanted {
  readonly remark: Remark;
}

/** At most this many findings are named in a marker. */
const mostNamed = 200;

/** A remark as a comment that should be there. */
export function planned(
  remark: Remark,
  key: string,
  wording: Wording,
): Planned {
  const { anchor } = remark;
  const fingerprints = fingerprintsOf(remark.findings).slice(0, mostNamed);
  const marker = { key, kind: "findings", fingerprints } as const;
  const elsewhere = comment(remark, wording, "elsewhere");
  const refused = fingerprint(JSON.stringify(anchor));
  const body = marked(comment(remark, wording), marker);
  return {
    remark,
    anchor,
    fingerprints,
    body,
    bodyElsewhere: marked(elsewhere, marker),
    bodyOnFile:
      anchor.kind === "file"
        ? body
        : marked(elsewhere, {
            ...marker,
            fingerprints: [...fingerprints, refused],
          }),
  };
}

/** One for each cluster of each finding, so that a finding is known again when another cluster joins it. */
export function fingerprintsOf(
  findings: readonly Finding[],
): readonly string[] {
  const all = findings.flatMap(({ rule, clusters, range }) =>
    clusters.map(({ root, address, variant = "" }) =>
      fingerprint(rule.id, range.document.path, root, address, variant),
    ),
  );
  return [...new Set(all)];
}
