import { lift, oneOf, outcomes } from "../../../core/outcomes";
import {
  type Origin,
  type Unknown,
  type Value,
  keyOf,
  known,
  unknown,
} from "../../../core/value";
import { evaluate, handedOn } from "./evaluate";
import { formattedWithHoles } from "./format-holes";
import type { Scope } from "./scope";
import type { Call, Expression } from "../syntax/syntax";
import { boolType, openType, typed } from "../values/types";

/** The value of a function call; `try` and `can` see which of their arguments fail. */
export function called(expression: Call, scope: Scope, origin: Origin): Value {
  const { name, spread } = expression;
  if (name === "try") return firstOf(expression.arguments, scope, origin);
  const values = expression.arguments.map((each) => evaluate(each, scope));
  const from = {
    ...origin,
    from: values.filter((_, at) => !isScalar(expression.arguments[at])),
  };
  const last = values.at(-1);
  if (name === "can" && last) return worked(last, from);
  const result =
    spread && last
      ? lift(`${name}… ${values.map(keyOf).join()}`, [last], from, ([list]) =>
          list &&
          list.data !== null &&
          typeof list.data === "object" &&
          !(list.data instanceof Map)
            ? scope.call(
                name,
                [...values.slice(0, -1), ...list.data.values()],
                from,
              )
            : unknown("what is spread there is no list", from, { fails: true }),
        )
      : scope.call(name, values, from);
  const open = result.kind === "unknown" && !result.fails && !spread;
  return name === "format" && open
    ? (formattedWithHoles(values, from) ?? result)
    : handedOn(result, from);
}

/** Plain texts and numbers among the arguments tell how a value is made, not where it came from. */
function isScalar(argument: Expression | undefined): boolean {
  return (
    argument?.kind === "literal" ||
    (argument?.kind === "template" &&
      argument.pieces.every(({ kind }) => kind === "text"))
  );
}

/** `try`: the first argument that does not fail, for each outcome of undecided conditions. */
function firstOf(
  candidates: readonly Expression[],
  scope: Scope,
  origin: Origin,
): Value {
  const [first, ...rest] = candidates;
  if (!first)
    return unknown("every argument of try fails", origin, { fails: true });
  const value = evaluate(first, scope, origin.label);
  const all = outcomes([value]);
  if (!all || !all.some(({ values }) => values.some(fails)))
    return handedOn(
      mayFail(first, value) ? notSure(value) : untyped(value),
      origin,
    );
  let next: Value | undefined;
  const options = all.map(({ values, given }) => ({
    value: values.some(fails)
      ? (next ??= firstOf(rest, scope, origin))
      : (values[0] ?? value),
    given,
  }));
  return handedOn(
    oneOf(options, "its condition is not decided", {
      ...origin,
      from: [value],
    }),
    origin,
  );
}

/** Whether it is open that evaluating this works out, and so which of the arguments of `try` it is. */
function mayFail(expression: Expression, value: Value): value is Unknown {
  return (
    value.kind === "unknown" &&
    value.options.length === 0 &&
    ["call", "binary", "unary", "template"].includes(expression.kind)
  );
}

/** The unknown without what is true only if it is the first argument. */
function notSure({ reason, origin, key, sensitive }: Unknown): Unknown {
  return unknown(reason, origin, {
    key: `try(${key})`,
    ...(sensitive ? { sensitive } : {}),
  });
}

/** An unknown among the arguments of `try` leaves open of which type the result is. */
const untyped = (value: Value): Value =>
  value.kind === "unknown" ? typed(value, openType) : value;

function worked(value: Value, origin: Origin): Value {
  const options = (outcomes([value]) ?? []).map(({ values: [one], given }) => ({
    value:
      !one || (one.kind === "unknown" && !one.fails)
        ? unknown("it is not known whether its argument fails", origin)
        : known(!fails(one), origin),
    given,
  }));
  const answer = oneOf(options, "its condition is not decided", origin);
  return answer.kind === "unknown" ? typed(answer, boolType) : answer;
}

/** Whether evaluating it is an error in Terraform, whatever the unknown inputs are. */
function fails(value: Value): boolean {
  if (value.kind === "unknown") return value.fails === true;
  const { data } = value;
  return (
    data !== null && typeof data === "object" && [...data.values()].some(fails)
  );
}
