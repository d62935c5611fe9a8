/*
 * The words of a review comment: what is wrong, where it comes from, why it matters, and the change
 * that puts it right. Whoever reads it stands in the middle of somebody's diff, so it is short, and
 * what only some need is folded away.
 */
import { type SourceRange, linesOf } from "../core/document";
import { type Finding, trace } from "../core/finding";
import { type Fix, sameEdits } from "../core/fix";
import { firstOf } from "../core/print";
import type { Policy } from "../core/policy";
import { isSensitive } from "../core/value";
import type { Remark } from "../github/placement";
import { commandsFor, exceptionsOf, pageOf } from "./advice";
import {
  code,
  escaped,
  fenceFor,
  fenced,
  folded,
  link,
  visible,
} from "./markdown";
import { hunks } from "./patch";

/** What the words depend on besides the findings. */
export interface Wording {
  readonly policy: Policy;
  /** Address of the repository that holds the rules' pages. */
  readonly actionRepository: string;
}

/** GitHub takes 65,536 characters; what is longer is cut at the least important end. */
const longest = 60_000;
/** A diff longer than this is left to the command line. */
const longestDiff = 8_000;
/** At most this many findings are told in one comment. */
const mostFindings = 20;

/** The text of a comment; without a suggestion when it stands where one could not be applied. */
export function comment(
  { findings, suggestion, solved }: Remark,
  wording: Wording,
  place: "here" | "elsewhere" = "here",
): string {
  const offered = place === "here" ? suggestion : undefined;
  const told = findings.slice(0, mostFindings);
  const parts = [...problems(told, wording)];
  const more = findings.length - told.length;
  if (more > 0) parts.push(`… and ${more} more of this kind here.`);
  parts.push(
    ...corrections(
      told,
      (finding) => offered !== undefined && solved.includes(finding),
    ),
  );
  if (offered) {
    const text = offered.text.join("\n");
    const fence = fenceFor(text);
    const lines = offered.text.length === 0 ? "" : `${text}\n`;
    parts.push(`${fence}suggestion\n${lines}${fence}`);
  }
  parts.push(runningClusters(findings, wording), exceptions(told, wording));
  const whole = parts.filter((part) => part !== "").join("\n\n");
  return whole.length <= longest
    ? whole
    : `${told
        .map((finding) => headline(finding, wording))
        .join("\n\n")
        .slice(0, longest)}`;
}

/** What is wrong, with the way of each value, and once for each rule why it matters. */
function problems(
  findings: readonly Finding[],
  wording: Wording,
): readonly string[] {
  const rules = new Set(findings.map(({ rule }) => rule));
  return [...rules].flatMap((rule) => [
    ...findings
      .filter((finding) => finding.rule === rule)
      .flatMap((finding) => [
        headline(finding, wording),
        way(finding),
        advice(finding),
      ]),
    escaped(rule.why),
  ]);
}

/** What puts it right, each change once; the change itself is left out where a suggestion makes it. */
function corrections(
  findings: readonly Finding[],
  isSuggested: (finding: Finding) => boolean,
): readonly string[] {
  const told: Fix[] = [];
  return findings.flatMap((finding) => {
    const { fix } = finding;
    if (!fix || told.some((other) => sameEdits(other.edits, fix.edits)))
      return [];
    told.push(fix);
    return [correction(finding, fix, isSuggested(finding))];
  });
}

/** One finding in full: its headline, way, reason and fix. */
export function described(finding: Finding, wording: Wording): string {
  return [
    ...problems([finding], wording),
    ...corrections([finding], () => false),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What to write in the code that the text is generated from. */
function advice({ advice }: Finding): string {
  if (!advice) return "";
  return [
    `${escaped(advice.where)}:`,
    ...advice.code.map(({ text, fence }) => fenced(text, fence)),
  ].join("\n\n");
}

const marks = { error: "❌", warning: "⚠️", notice: "ℹ️" } as const;

/** What is wrong, in one line, with a link to the rule's page. */
export function headline(
  { rule, level, message, clusters }: Finding,
  { actionRepository }: Wording,
): string {
  const page = link(code(rule.id), pageOf(rule.id, actionRepository));
  const others = clusters.slice(1);
  const also =
    others.length === 0
      ? ""
      : ` The same holds for ${firstOf(
          others.map(({ address, variant }) =>
            variant === undefined
              ? code(address)
              : `${code(address)} with ${code(variant)}`,
          ),
          10,
        )}.`;
  return `${marks[level]} **${escaped(message)}**${also} (${page})`;
}

/** The way of the value, when it has one: each line of it once. Of a value that is not written, what gives it. */
function way({ setting, range, clusters }: Finding): string {
  const steps = trace(setting.value);
  const places = new Map([[place(range), "used here"]]);
  for (const step of steps) {
    const where = place(step.range);
    if (!places.has(where)) places.set(where, step.label);
  }
  const [first] = steps;
  const given = clusters.some(
    ({ range: { document, start } }) =>
      document.path === first?.range.document.path &&
      start === first.range.start,
  );
  if (places.size === 1 && first && given)
    places.set(place(range), first.label);
  return places.size === 1 && !given
    ? ""
    : [...places]
        .map(([where, label]) => `- ${where} ${escaped(label, 300)}`)
        .join("\n");
}

/** A place as a person would search for it. */
export function place(range: SourceRange): string {
  return code(`${range.document.path}:${linesOf(range).first}`);
}

function correction(finding: Finding, fix: Fix, suggested: boolean): string {
  const title = `**Fix:** ${escaped(fix.title.replace(/\.$/, ""))}.`;
  const care =
    fix.why === undefined
      ? ""
      : fix.safety === "unsafe"
        ? `**Look before you apply it:** ${escaped(fix.why)}`
        : escaped(fix.why);
  return [title, care, suggested ? "" : change(finding, fix)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The change as a diff, for fixes whose lines the pull request does not show. */
function change({ setting }: Finding, { edits }: Fix): string {
  if (isSensitive(setting.value))
    return "The change is not shown, since the value is sensitive.";
  const diff = hunks(edits)
    .map(({ path, header, lines }) =>
      [`${visible(path)} ${header}`, ...lines].join("\n"),
    )
    .join("\n");
  return diff.length <= longestDiff
    ? fenced(diff, "diff")
    : `The change is too long to show here: ${code("eks-audit-check --diff")} prints it.`;
}

function runningClusters(
  findings: readonly Finding[],
  { policy }: Wording,
): string {
  const commands = commandsFor(findings, policy).slice(0, 10);
  return commands.length === 0
    ? ""
    : folded(
        "AWS CLI: put it right on a cluster that runs already",
        fenced(commands.join("\n"), "sh"),
      );
}

/** What to do when it is meant to be like this. */
export function exceptions(
  findings: readonly Finding[],
  { actionRepository }: Wording,
): string {
  const pages = [...new Set(findings.map(({ rule }) => rule.id))].map((id) =>
    link(code(id), exceptionsOf(id, actionRepository)),
  );
  return pages.length === 0
    ? ""
    : `Meant to be like this? How to make an exception: ${pages.join(", ")}.`;
}
