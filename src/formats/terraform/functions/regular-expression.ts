/*
 * Regular expressions as Terraform has them: Go's, which are RE2's. They take time in proportion to
 * text and pattern and cannot be made to hang, as JavaScript's own can. The library is loaded by the
 * first pattern: its tables of letters take as long to load as all the rest of the command.
 */

/** A compiled pattern. */
export interface Pattern {
  /** The names of the groups in order; undefined for one without a name. */
  readonly groups: readonly (string | undefined)[];
  /** How many instructions a letter may have to be compared with. */
  readonly size: number;
  /** Finds the first match at or after an offset in a text. */
  searchIn(text: string): (from: number) => Match | undefined;
}

/** Where a match stands, and the texts of it and of its groups; undefined for a group that takes no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly texts: readonly (string | undefined)[];
}

/** The pattern; "invalid" when it is an error in Terraform. */
export function compilePattern(
  pattern: string,
): Pattern | "invalid" | "not understood" {
  const {
    RE2JS,
    RE2JSSyntaxException,
  }: typeof import("re2js") = require("re2js");
  try {
    const compiled = RE2JS.compile(pattern);
    const count = compiled.groupCount();
    const groups = Array<string | undefined>(count).fill(undefined);
    for (const [name, group] of Object.entries(compiled.namedGroups()))
      groups[group - 1] = name;
    return {
      groups,
      size: compiled.programSize(),
      searchIn(text) {
        const matcher = compiled.matcher(text);
        const group = (at: number) => matcher.group(at) ?? undefined;
        return (from) =>
          matcher.find(from)
            ? {
                start: matcher.start(),
                end: matcher.end(),
                texts: Array.from({ length: count + 1 }, (_, at) => group(at)),
              }
            : undefined;
      },
    };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    // Two groups of the same name are an error here, but not in Go.
    return error.error.startsWith("duplicate") ? "not understood" : "invalid";
  }
}
