import { oneOf, outcomes } from "../../../core/outcomes";
import {
  type Origin,
  type Value,
  concealed,
  truth,
  unknown,
} from "../../../core/value";
import { attributeOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import { type Module, addressIn, remembered, undeclared } from "./module";
import { scopeOf } from "./references";
import type { Block } from "../syntax/syntax";
import { convert } from "../values/conversion";
import { parseType } from "../values/written-types";
import { proven } from "./validation";

/** The value of an input variable of a module. */
export function variable(module: Module, name: string, origin: Origin): Value {
  const block = module.configuration.variables.get(name);
  if (!block) return undeclared(module, `var.${name}`, origin);
  return remembered(module, `var.${name}`, block.range, () =>
    proven(given(module, name, block), module, name, block),
  );
}

function given(module: Module, name: string, block: Block): Value {
  const scope = scopeOf(module);
  const flag = (attribute: string) => {
    const found = attributeOf(block, attribute);
    return found && truth(evaluate(found.value, scope));
  };
  const supplied = module.supplied(name);
  const value =
    supplied === undefined
      ? (fallback(module, name, block) ?? unset(module, name, block))
      : flag("nullable") === "no"
        ? withoutNull(supplied, () => fallback(module, name, block))
        : supplied;
  const type = attributeOf(block, "type");
  const wanted =
    type &&
    parseType(type.value, {
      name: `var.${name}`,
      evaluate: (expression) =>
        evaluate(expression, scope, `default in the type of var.${name}`),
    });
  const converted = wanted ? convert(value, wanted) : value;
  return flag("sensitive") === "yes" ? concealed(converted) : converted;
}

function fallback(
  module: Module,
  name: string,
  block: Block,
): Value | undefined {
  const attribute = attributeOf(block, "default");
  return (
    attribute &&
    evaluate(attribute.value, scopeOf(module), `default of var.${name}`)
  );
}

function unset(module: Module, name: string, block: Block): Value {
  const { evaluation } = module;
  return unknown(
    `nothing in the code sets var.${name}`,
    { range: block.header, label: `var.${name}`, from: [] },
    {
      key: `${evaluation.root} ${evaluation.variant ?? ""} ${addressIn(module, `var.${name}`)}`,
    },
  );
}

/** A value whose nulls are replaced, as a variable with `nullable = false` replaces them by its default. */
function withoutNull(value: Value, instead: () => Value | undefined): Value {
  const isNull = (one: Value | undefined) =>
    one?.kind === "known" && one.data === null;
  const all = outcomes([value]) ?? [];
  if (!all.some(({ values: [one] }) => isNull(one))) return value;
  const other = instead() ?? value;
  return oneOf(
    all.map(({ values: [one], given }) => ({
      value: !one || isNull(one) ? other : one,
      given,
    })),
    value.kind === "unknown" ? value.reason : "",
    value.origin,
  );
}
