/** A part of a regular expression. */
export type Part =
  | { readonly kind: "letter"; readonly takes: (letter: string) => boolean }
  | {
      readonly kind: "assert";
      readonly what:
        | "start"
        | "end"
        | "line start"
        | "line end"
        | "word boundary"
        | "no word boundary";
    }
  | { readonly kind: "group"; readonly index: number; readonly part: Part }
  | { readonly kind: "sequence" | "either"; readonly parts: readonly Part[] }
  | {
      readonly kind: "repeat";
      readonly part: Part;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    };

/** Whether a part can match without taking a letter. */
export function mayBeEmpty(part: Part): boolean {
  switch (part.kind) {
    case "letter":
      return false;
    case "assert":
      return true;
    case "group":
      return mayBeEmpty(part.part);
    case "sequence":
      return part.parts.every(mayBeEmpty);
    case "either":
      return part.parts.some(mayBeEmpty);
    case "repeat":
      return part.least === 0 || mayBeEmpty(part.part);
  }
}
