const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a person sees as the characters of a text, which Terraform counts. */
export function graphemes(text: string): string[] {
  // Between these letters no two make one; they need no look at the rules.
  if (/^[ -~]*$/.test(text)) return [...text];
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
