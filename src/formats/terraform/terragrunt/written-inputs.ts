import type { SourceRange } from "../../../core/document";
import type { TextEdit } from "../../../core/fix";
import { type Written, addItem, addObjectBelow } from "../edits";
import type { Expression, ObjectLiteral } from "../syntax/syntax";
import { type Config, argumentOf } from "./config";

/** The inputs that a unit's own file writes. */
export interface WrittenInputs {
  /** Where the value of an input stands; undefined where another file writes it, or none. */
  place(name: string): SourceRange | undefined;
  /** Writes an input that is not written. */
  add(name: string, value: Written): TextEdit | undefined;
}

/** The inputs that a unit's own file writes. */
export function writtenInputs(config: Config): WrittenInputs {
  const written = argumentOf(config, "inputs");
  const objects = written ? objectsIn(written.value) : [];
  return {
    place: (name) =>
      objects
        .flatMap(({ items }) => items)
        .find(({ key }) => keyText(key) === name)?.value.range,
    add(name, value) {
      const wins = objects.at(-1);
      if (wins) return addItem(wins, name, value);
      const below = config.file.body.blocks.at(-1);
      return written || !below
        ? undefined
        : addObjectBelow(below, "inputs", name, value);
    },
  };
}

/** The object literals that the inputs are made of, the one that wins last. */
function objectsIn(expression: Expression): readonly ObjectLiteral[] {
  if (expression.kind === "object") return [expression];
  return expression.kind === "call" && expression.name === "merge"
    ? expression.arguments.flatMap(objectsIn)
    : [];
}

function keyText(key: Expression): string | undefined {
  const [only] = key.kind === "template" ? key.pieces : [];
  return only?.kind === "text" ? only.text : undefined;
}
