import { textOf } from "../../../core/document";
import type { Move } from "../../../core/rule";
import { childModule } from "./children";
import { type Configuration, attributeOf } from "./configuration";
import { instancesOf } from "./instances";
import { type Module, addressIn } from "./module";
import type { Expression } from "../syntax/syntax";

/** What the `moved` blocks of a module and of all below it say, by addresses from the root. Source: Terraform's documentation, "Refactor modules". */
export function movesIn(module: Module): readonly Move[] {
  const { root } = module.evaluation;
  const own = writtenIn(module.configuration).map(({ from, to }) => ({
    root,
    from: addressIn(module, from),
    to: addressIn(module, to),
  }));
  const below = [...module.configuration.calls].flatMap(([name, block]) =>
    instancesOf(block, `module.${name}`, module).all.flatMap((instance) => {
      const child = childModule(module, name, instance);
      return child ? movesIn(child) : [];
    }),
  );
  return [...own, ...below];
}

function writtenIn({ moved }: Configuration) {
  return moved.flatMap((block) => {
    const [from, to] = ["from", "to"].map((name) => {
      const attribute = attributeOf(block, name);
      return attribute && addressOf(attribute.value);
    });
    return from !== undefined && to !== undefined ? [{ from, to }] : [];
  });
}

/** An address as this program writes it: no blanks but in keys, and no quotes around, as JSON has them. */
function addressOf({ range, kind }: Expression): string | undefined {
  if (kind !== "reference" && kind !== "index" && kind !== "template")
    return undefined;
  return textOf(range)
    .replace(/^"([^]*)"$/, (_, inner: string) => inner.replace(/\\"/g, '"'))
    .replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted?: string) => quoted ?? "");
}
