import { lift, oneOf, optionsOf, outcomes } from "../../../core/outcomes";
import {
  type Option,
  type Origin,
  type Unknown,
  type Value,
  isSensitive,
  keyOf,
  known,
  unknown,
  whollyKnown,
} from "../../../core/value";
import { evaluate, handedOn } from "./evaluate";
import { formattedWithHoles } from "./format-holes";
import type { Scope } from "./scope";
import { plainKey } from "../syntax/plain-text";
import type { Call, Expression } from "../syntax/syntax";
import { holesIn } from "../values/holes";
import { boolType, typeOf, typed, typedLater } from "../values/types";

/** The value of a function call; `try` and `can` see which of their arguments fail. */
export function called(expression: Call, scope: Scope, origin: Origin): Value {
  const { name, spread } = expression;
  if (name === "try") return firstOf(expression.arguments, scope, origin);
  const inside: Scope = name === "can" ? { ...scope, tried: true } : scope;
  const values = expression.arguments.map((each) => evaluate(each, inside));
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
  const value = evaluate(first, { ...scope, tried: true }, origin.label);
  const [open = value] = holesIn([value]);
  if (open.kind === "unknown" && !fails(value) && mayFail(first, value))
    return handedOn(typedLater(notSure(open, value), typeOf(value)), origin);
  const all = attempts(value);
  if (!all || !all.some(({ value: one }) => fails(one)))
    return handedOn(whollyKnown(value) ? value : typedLater(value), origin);
  const reason =
    open.kind === "unknown" ? open.reason : "its condition is not decided";
  let next: Value | undefined;
  const options = all.map((attempt) => ({
    ...attempt,
    value: fails(attempt.value)
      ? (next ??= firstOf(rest, scope, origin))
      : attempt.value,
  }));
  return handedOn(oneOf(options, reason, { ...origin, from: [value] }), origin);
}

/** What an argument of `try` may be; undefined when that is too much to tell apart. */
function attempts(value: Value): readonly Option[] | undefined {
  const holes = holesIn([value]).filter((hole) =>
    optionsOf(hole).some((option) => fails(option.value)),
  );
  return outcomes([value, ...holes])?.map(
    ({ values: [one = value, ...filling], given }) => ({
      value: filling.find(fails) ?? one,
      given,
    }),
  );
}

/** Whether it is open that evaluating this works out, or a part of it where it is a literal, and so which of the arguments of `try` it is. */
function mayFail(expression: Expression, value: Value): boolean {
  if (expression.kind === "parenthesised")
    return mayFail(expression.inner, value);
  if (value.kind === "unknown")
    return (
      value.options.length === 0 &&
      ["call", "binary", "unary", "template"].includes(expression.kind)
    );
  // A text in a literal with something unknown in it is taken to be one.
  const open = (part: Expression, one: Value | undefined) =>
    one !== undefined && part.kind !== "template" && mayFail(part, one);
  const { data } = value;
  if (data === null || typeof data !== "object") return false;
  if (expression.kind === "tuple") {
    const values = [...data.values()];
    return expression.elements.some((part, at) => open(part, values[at]));
  }
  return (
    expression.kind === "object" &&
    data instanceof Map &&
    expression.items.some(({ key, value: part }) =>
      open(part, data.get(plainKey(key) ?? "")),
    )
  );
}

/** The unknown without what is true only if it is the first argument. */
function notSure({ reason }: Unknown, value: Value): Unknown {
  return unknown(reason, value.origin, {
    key: `try(${keyOf(value)})`,
    ...(isSensitive(value) ? { sensitive: true } : {}),
  });
}

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
