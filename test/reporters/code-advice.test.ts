import { expect, test } from "vitest";
import type { Finding } from "../../src/core/finding";
import { annotations } from "../../src/reporters/annotations";
import { described } from "../../src/reporters/comment";
import { json } from "../../src/reporters/json";
import { sarif } from "../../src/reporters/sarif";
import { text } from "../../src/reporters/text";
import { finding, report } from "./example";
import { defaultPolicy } from "../../src/core/policy";

const options = {
  version: "1.0.0",
  durationMs: 5,
  colour: false,
  pathOf: (path: string) => path,
};
const wording = {
  policy: defaultPolicy,
  actionRepository: "https://github.com/o/r",
};
const { fix: _, ...unfixed } = finding();
const generated: Finding = {
  ...unfixed,
  advice: {
    where: "The AWS CDK wrote this template, so write in the construct A_*B*",
    code: [
      { language: "TypeScript", fence: "ts", text: "audit: [`x`]" },
      { language: "Python", fence: "python", text: "audit=[x]" },
    ],
  },
};
const made = report({ findings: [generated] });
const line =
  "The AWS CDK wrote this template, so write in the construct A_*B*: audit: [`x`] (TypeScript) or audit=[x] (Python).";

test("The text report shows what to write in each language on a line of its own", () => {
  expect(text(made)).toContain(`
  = note: The AWS CDK wrote this template, so write in the construct A_*B*:
          TypeScript: audit: [\`x\`]
          Python: audit=[x]
`);
});

test("A comment shows what to write as blocks of code, and escapes where", () => {
  expect(described(generated, wording)).toContain(
    "so write in the construct A\\_\\*B\\*:\n\n```ts\naudit: [`x`]\n```\n\n```python\naudit=[x]\n```\n\n",
  );
});

test("The other reports say it on one line behind the message", () => {
  const { runs } = JSON.parse(sarif(made, options));
  const { findings } = JSON.parse(json(made, options));
  expect(annotations(made, options)).toContain(`%0A${line}`);
  expect(runs[0].results[0].message.text).toBe(`${generated.message} ${line}`);
  expect(findings[0].message).toBe(`${generated.message} ${line}`);
});
