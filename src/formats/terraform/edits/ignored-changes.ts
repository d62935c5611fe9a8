import type { Fix } from "../../../core/fix";
import { attributeOf, blocksOf } from "../modules/configuration";
import { plainText } from "../syntax/plain-text";
import type { Block, Expression } from "../syntax/syntax";

/** The fix of an argument; unsafe where `ignore_changes` keeps Terraform from making the change on what exists already. */
export function heedingIgnoredChanges(
  block: Block,
  name: string,
  fix: Fix | undefined,
): Fix | undefined {
  if (!fix || !isIgnored(block, name)) return fix;
  const ignored = `ignore_changes covers ${name}, so Terraform changes nothing about what exists already: take it out, too`;
  const why = fix.why === undefined ? ignored : `${fix.why}; ${ignored}`;
  return { ...fix, safety: "unsafe", why };
}

function isIgnored(block: Block, name: string): boolean {
  return blocksOf(block, "lifecycle").some((lifecycle) => {
    const ignored = attributeOf(lifecycle, "ignore_changes")?.value;
    const listed = ignored?.kind === "tuple" ? ignored.elements : [];
    return (
      (ignored !== undefined && nameOf(ignored) === "all") ||
      listed.some((element) => nameOf(element) === name)
    );
  });
}

/** The argument that an element means: a bare name, or in old code a text. */
function nameOf(expression: Expression): string | undefined {
  return expression.kind === "reference"
    ? expression.name
    : plainText(expression);
}
