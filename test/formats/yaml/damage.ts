import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

const folder = join(__dirname, "..", "..", "..", "fixtures");
const textsOf = (format: string): readonly string[] =>
  readdirSync(join(folder, format), { recursive: true, encoding: "utf8" })
    .filter((path) => /\/input\/.*\.(ya?ml|json)/.test(path))
    .map((path) => readFileSync(join(folder, format, path), "utf8"))
    .filter((text) => text.length < 5_000);

const bits = fc.constantFrom(
  ..."[]{},:-?#&*!|>'\"%@ \t\n\r\u0000\ufeff$",
  "---\n",
  "*x",
  "&x ",
  "{{ x }}",
  "${x}",
  "{% if x %}\n",
  "\n{{ y }}\n",
  "<<: *x\n",
  "!Ref ",
  "\r\n",
  "- ",
  "? ",
  ": ",
);

/** The texts of these formats' fixtures, with pieces cut out and others put in. */
export const damaged = (...formats: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...formats.flatMap(textsOf)),
      fc.array(
        fc.tuple(fc.nat(), fc.nat(12), fc.array(bits, { maxLength: 4 })),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    .map(([text, changes]) =>
      changes.reduce((whole, [at, cut, put]) => {
        const start = at % (whole.length + 1);
        return whole.slice(0, start) + put.join("") + whole.slice(start + cut);
      }, text),
    );
