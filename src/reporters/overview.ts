/*
 * The words of the one comment below a pull request's description: how it stands, and in full what
 * no line of the diff could take.
 */
import type { Finding } from "../core/finding";
import { type Wording, described, exceptions } from "./comment";
import { counted } from "./closing";

/** GitHub takes 65,536 characters. */
const longest = 60_000;

/** The text, and which of the findings `elsewhere` it found room for. */
export function overview(
  findings: readonly Finding[],
  elsewhere: readonly Finding[],
  wording: Wording,
): { readonly text: string; readonly told: readonly Finding[] } {
  const parts = ["### EKS Audit Check", opening(findings)];
  const commented = findings.length - elsewhere.length;
  if (commented > 0 && elsewhere.length > 0)
    parts.push(
      `${counted(commented, "finding")} of these ${commented === 1 ? "is" : "are"} commented on in the changes; the rest has no comment there:`,
    );
  else if (commented > 0)
    parts.push(
      commented === 1
        ? "It is commented on in the changes."
        : "Every one is commented on in the changes.",
    );
  let length = parts.join("\n\n").length;
  const told: Finding[] = [];
  for (const finding of elsewhere) {
    const text = `---\n\n${described(finding, wording)}`;
    if (length + text.length > longest) break;
    length += text.length + 2;
    parts.push(text);
    told.push(finding);
  }
  const left = elsewhere.length - told.length;
  if (left > 0)
    parts.push(
      `---\n\n… and ${counted(left, "finding")} more, in the summary of the job.`,
    );
  if (told.length > 0) parts.push(`---\n\n${exceptions(told, wording)}`);
  return { text: parts.join("\n\n"), told };
}

function opening(findings: readonly Finding[]): string {
  if (findings.length === 0)
    return "✅ All clear: nothing is left of what was found here.";
  const errors = findings.filter(({ level }) => level === "error").length;
  const all = [
    counted(errors, "error"),
    counted(findings.length - errors, "warning"),
  ].filter((each) => each !== "");
  return `${errors > 0 ? "❌" : "⚠️"} ${all.join(" and ")} about the control plane logs of Amazon EKS clusters.`;
}
