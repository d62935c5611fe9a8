/*
 * How we know our comments again: a hidden first line that names the job and the findings. Line
 * numbers are no part of it, since they change with every push, and neither is the text. Whoever
 * wrote a comment is checked elsewhere: anybody can copy a marker.
 */
import { createHash } from "node:crypto";

/** What a comment of ours is about. */
export interface Marker {
  /** Which job made it: several jobs of a repository keep their comments apart. */
  readonly key: string;
  /** A review comment on findings, the one comment below the description, or one whose findings are gone. */
  readonly kind: "findings" | "overview" | "fixed";
  readonly fingerprints: readonly string[];
}

const pattern =
  /^<!-- eks-audit-check (findings|overview|fixed) key=([0-9a-f]{16})((?: [0-9a-f]{16})*) -->/;

/** The text with its marker in front. */
export function marked(text: string, marker: Marker): string {
  const fingerprints = marker.fingerprints
    .map((fingerprint) => ` ${fingerprint}`)
    .join("");
  return `<!-- eks-audit-check ${marker.kind} key=${marker.key}${fingerprints} -->\n${text}`;
}

/** The marker that a text begins with. */
export function markerOf(text: string): Marker | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, kind, key = "", fingerprints = ""] = found;
  return {
    kind: kind === "overview" || kind === "fixed" ? kind : "findings",
    key,
    fingerprints: fingerprints.split(" ").filter((each) => each !== ""),
  };
}

/** Sixteen hexadecimal digits that stand for these texts, which may be as long and as strange as they like. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify(parts))
    .digest("hex")
    .slice(0, 16);
}
