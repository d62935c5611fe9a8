/*
 * The report for people at a terminal: what is wrong, the code it is about, the way on which the
 * value came there, and the change that puts it right.
 */
import { type SourceRange, positionAt } from "../core/document";
import {
  type Finding,
  type Problem,
  type Report,
  trace,
} from "../core/finding";
import type { Advice, Fix } from "../core/fix";
import { firstOf } from "../core/print";
import { isSensitive } from "../core/value";
import { closing } from "./closing";
import { columns, excerpt, window } from "./excerpt";
import { visible } from "./markdown";
import { holdsValues, hunks } from "./patch";

export interface TextOptions {
  /** Use the colours of a terminal. */
  readonly colour?: boolean;
  /** Columns that code may take before it is cut; 100 unless told. */
  readonly width?: number;
  /** How a path from the repository's root is shown; as it is unless told. */
  readonly pathOf?: (path: string) => string;
}

/** The whole report, ending in one line that sums it up. */
export function text(report: Report, options: TextOptions = {}): string {
  return `${details(report, options)}${closing(report)}\n`;
}

/** The report without its last line: empty when there is nothing to say. */
export function details(report: Report, options: TextOptions = {}): string {
  const page = new Page(options);
  return [
    ...report.findings.map((finding) => page.finding(finding)),
    ...report.problems.map((problem) => page.problem(problem)),
  ]
    .map((lines) => `${lines.map((line) => line.trimEnd()).join("\n")}\n\n`)
    .join("");
}

const codes = { error: 31, warning: 33, notice: 36, problem: 35 } as const;

class Page {
  readonly #colour: boolean;
  readonly #width: number;
  readonly #pathOf: (path: string) => string;

  constructor({
    colour = false,
    width = 100,
    pathOf = (path) => path,
  }: TextOptions) {
    this.#colour = colour;
    this.#width = width;
    this.#pathOf = pathOf;
  }

  finding(finding: Finding): readonly string[] {
    const { rule, level, confidence, message, range, setting } = finding;
    const kind = confidence === "low" ? "cannot tell" : level;
    const [cluster, ...others] = finding.clusters;
    const notes = [
      ...(finding.status ? [["status", finding.status] as const] : []),
      ...(cluster?.variant ? [["with", cluster.variant] as const] : []),
      ...(others.length > 0
        ? [["also", firstOf(others.map(clusterName), 5)] as const]
        : []),
      ...(finding.advice ? noteOf(finding.advice) : []),
    ];
    const place = this.#code(range);
    const margin = place.margin;
    return [
      this.#headline(codes[level], `${kind}[${rule.id}]`, message),
      ...place.lines,
      ...this.#way(finding, margin),
      ...notes.map(([label, note]) => this.#note(margin, label, note)),
      ...(finding.fix
        ? this.#fix(finding.fix, margin, isSensitive(setting.value))
        : []),
      this.#note(margin, "help", `eks-audit-check --explain ${rule.id}`),
    ];
  }

  problem({ document, range, message }: Problem): readonly string[] {
    const headline = this.#headline(codes.problem, "problem", message);
    if (range && !holdsValues(document.path))
      return [headline, ...this.#code(range).lines];
    const line = range ? `:${positionAt(document, range.start).line}` : "";
    return [headline, ` --> ${this.#path(document.path)}${line}`];
  }

  #headline(code: number, kind: string, message: string): string {
    return `${this.#paint(kind, 1, code)}${this.#paint(`: ${visible(message)}`, 1)}`;
  }

  #code(range: SourceRange): { lines: readonly string[]; margin: string } {
    const lines = excerpt(range, this.#width);
    const margin = " ".repeat(String(lines.at(-1)?.number ?? 1).length);
    const bar = this.#paint("|", 34);
    return {
      margin,
      lines: [
        `${margin}${this.#paint("-->", 34)} ${this.#place(range)}`,
        `${margin} ${bar}`,
        ...lines.flatMap(({ number, text: code, underline }) => [
          `${this.#paint(String(number).padStart(margin.length), 34)} ${bar} ${code}`.trimEnd(),
          ...(underline === ""
            ? []
            : [`${margin} ${bar} ${this.#paint(underline, 31)}`]),
        ]),
      ],
    };
  }

  #way({ setting, range }: Finding, margin: string): readonly string[] {
    const steps = trace(setting.value).filter(
      (step, index) =>
        index > 0 ||
        step.range.document.path !== range.document.path ||
        step.range.start !== range.start,
    );
    const places = steps.map((step) => this.#place(step.range));
    const wide = Math.max(0, ...places.map(columns));
    return steps.map((step, index) => {
      const place = places[index] ?? "";
      const blank = " ".repeat(wide - columns(place));
      return this.#note(
        margin,
        index === 0 ? "from" : "",
        `${place}${blank}  ${step.label}`,
      );
    });
  }

  #fix(fix: Fix, margin: string, sensitive: boolean): readonly string[] {
    const label = fix.safety === "safe" ? "fix" : "unsafe fix";
    const shown = sensitive ? [] : hunks(fix.edits);
    let path = "";
    return [
      this.#note(margin, label, fix.title),
      ...(fix.why ? [this.#note(margin, "note", fix.why)] : []),
      ...(sensitive
        ? [
            this.#note(
              margin,
              "",
              "(the change is not shown: the value is sensitive)",
            ),
          ]
        : []),
      ...shown.flatMap((hunk) => {
        const named = hunk.path === path ? "" : `${this.#path(hunk.path)} `;
        path = hunk.path;
        return [
          `${margin}   ${this.#paint(`${named}${hunk.header}`, 36)}`,
          ...this.#changed(hunk.lines).map((line) => `${margin}   ${line}`),
        ];
      }),
    ];
  }

  /** Lines of a hunk; long ones are cut around the first difference between what goes and what comes. */
  #changed(lines: readonly string[]): readonly string[] {
    const gone = lines.filter((line) => line.startsWith("-"));
    const come = lines.filter((line) => line.startsWith("+"));
    return lines.map((line) => {
      const pairs = line.startsWith("-") ? come : gone;
      const own = line.startsWith("-") ? gone : come;
      const other = pairs[own.indexOf(line)] ?? "";
      const shown = `${line.slice(0, 1)}${window(line.slice(1), difference(line, other), this.#width)}`;
      return this.#paint(
        shown.trimEnd(),
        line.startsWith("+") ? 32 : line.startsWith("-") ? 31 : 2,
      );
    });
  }

  #note(margin: string, label: string, note: string): string {
    const mark = label === "" ? " " : "=";
    const name = label === "" ? "      " : `${label}: `;
    return `${margin} ${this.#paint(mark, 34)} ${this.#paint(name, 1)}${visible(note)}`;
  }

  #place({ document, start }: SourceRange): string {
    const { line, column } = positionAt(document, start);
    return `${this.#path(document.path)}:${line}:${column}`;
  }

  #path(path: string): string {
    return visible(this.#pathOf(path));
  }

  #paint(shown: string, ...styles: readonly number[]): string {
    return this.#colour && shown.trim() !== ""
      ? `\u001b[${styles.join(";")}m${shown}\u001b[0m`
      : shown;
  }
}

/** The first column in which two lines differ, their marks left aside. */
function difference(line: string, other: string): number {
  let at = 1;
  while (at < line.length && line[at] === other[at]) at += 1;
  return other === "" ? 0 : at - 1;
}

const clusterName = ({
  address,
  root,
  variant,
}: Finding["clusters"][number]): string =>
  `${address} in ${root}${variant ? ` with ${variant}` : ""}`;

/** Advice with the code in each language on a line of its own. */
function noteOf({
  where,
  code,
}: Advice): readonly (readonly [string, string])[] {
  return [
    ["note", `${where}:`],
    ...code.map(({ language, text }) => ["", `${language}: ${text}`] as const),
  ];
}
