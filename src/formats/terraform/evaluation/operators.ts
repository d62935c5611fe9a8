import { allOf, anyOf, not } from "../../../core/conditions";
import { lift } from "../../../core/outcomes";
import {
  type Data,
  type Origin,
  type Value,
  unknown,
} from "../../../core/value";
import { convert } from "../values/conversion";
import { broken, same } from "./equality";
import { calculate } from "../values/numbers";
import type { Binary, Unary } from "../syntax/syntax";
import { type Type, boolType, numberType, typed } from "../values/types";

/** The value of `!x` or `-x`. */
export function unary(
  operator: Unary["operator"],
  value: Value,
  origin: Origin,
): Value {
  if (operator === "!") {
    const truth = operand(value, boolType, origin);
    return of(boolType, broken([truth]) ?? not(truth, origin));
  }
  return of(numberType, negative(value, origin));
}

/** The result of an operator, whose type is known when it is not. */
function of(type: Type, result: Value): Value {
  return result.kind === "unknown" ? typed(result, type) : result;
}

function negative(value: Value, origin: Origin): Value {
  return lift("-", [operand(value, numberType, origin)], origin, ([number]) =>
    typeof number?.data === "number" ? -number.data : null,
  );
}

/** The value of an operation on two values. Both are evaluated before, as Terraform does. */
export function binary(
  operator: Binary["operator"],
  left: Value,
  right: Value,
  origin: Origin,
): Value {
  return of(
    "+-*/%".includes(operator) ? numberType : boolType,
    operated(operator, left, right, origin),
  );
}

function operated(
  operator: Binary["operator"],
  left: Value,
  right: Value,
  origin: Origin,
): Value {
  switch (operator) {
    case "==":
      return same(left, right, origin);
    case "!=": {
      const answer = same(left, right, origin);
      return broken([answer]) ?? not(answer, origin);
    }
    case "&&":
    case "||": {
      const both = [left, right].map((side) => operand(side, boolType, origin));
      return (
        broken(both) ??
        (operator === "&&" ? allOf(both, origin) : anyOf(both, origin))
      );
    }
    default:
      return lift(
        operator,
        [left, right].map((side) => operand(side, numberType, origin)),
        origin,
        ([a, b]) =>
          typeof a?.data === "number" && typeof b?.data === "number"
            ? computed(operator, a.data, b.data, origin)
            : null,
      );
  }
}

/** What an operator works on, converted as it wants; a null fails. Its key stays: the same condition stays the same. */
export function operand(value: Value, type: Type, origin: Origin): Value {
  const converted = convert(value, type);
  if (converted.kind === "known")
    return converted.data === null
      ? unknown("a null stands where a value is needed", origin, {
          fails: true,
        })
      : converted;
  return {
    ...converted,
    options: converted.options.map((option) => ({
      ...option,
      value: operand(option.value, type, origin),
    })),
  };
}

function computed(
  operator: Exclude<Binary["operator"], "==" | "!=" | "&&" | "||">,
  left: number,
  right: number,
  origin: Origin,
): Data | Value {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default: {
      const result = calculate(operator, left, right);
      return result === "inexact"
        ? unknown("it is a number of too many digits", origin)
        : result;
    }
  }
}
