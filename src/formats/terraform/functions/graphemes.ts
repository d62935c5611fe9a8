const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Consonants that a sign joins are one character since Unicode 15.1, but not yet to Terraform. */
const conjuncts =
  /(?<=[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d][\p{M}\u200d]*)(?=\p{Lo})/u;

/** What a person sees as the characters of a text, which Terraform counts. */
export function graphemes(text: string): string[] {
  // Between these letters no two make one; they need no look at the rules.
  if (/^[ -~]*$/.test(text)) return [...text];
  return Array.from(segmenter.segment(text), ({ segment }) =>
    segment.split(conjuncts),
  ).flat();
}
