import { test } from "vitest";
import { plain } from "../../../src/formats/yaml/decode";
import { parse } from "../../../src/formats/yaml/parse";

test.each([
  ["a: 1\nb: [x, {y: z}]\n"],
  ["a:\n  foo: [\n    x,\n  ]\nb: 1\n"],
  ['foo: {\n\t"a": 1, # c, [\n\tb: "x\n\ny"\n}\nb: 1'],
  ["a: b: c"],
  ["a: 1\n---\nb: [\n---\nc: 3"],
  ["a: &x [1,2]\nb: *x\nc: &y [*y]\nd: *zz\n"],
  ["a: |\n  x\n\nb: >-\n  y\n"],
  ["- - a\n  -\n- k:\n  l: !Sub x\n- !Ref a\n"],
  [
    'name: {{ x }}\n{% if a %}\nb: ${x}-c\n{% endif %}\nc: [${A}, "{{ index .x "y" }}"]\n',
  ],
])("%j", (text) => {
  const p = parse({ path: "a.yaml", text });
  console.log(
    JSON.stringify(text),
    JSON.stringify(p.sources.map((s) => plain(s.root))),
    JSON.stringify(p.problems.map((x) => [x.range?.start, x.message])),
  );
});
