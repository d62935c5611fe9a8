import {
  allOf,
  anyOf,
  choose,
  equal,
  not as opposite,
} from "../../core/conditions";
import { textOf } from "../../core/document";
import { operationKey } from "../../core/outcomes";
import {
  type Origin,
  type Value,
  keyOf,
  known,
  unknown,
} from "../../core/value";
import { itemsOf, spoken } from "./intrinsic";
import { misused, operation } from "./operation";
import { referred } from "./places";
import type { Call } from "./scope";

/** `Condition: Name`. */
export function condition(call: Call): Value {
  const { argument } = call;
  return argument.kind === "scalar"
    ? named(call, argument.text)
    : misused(call, "the name of a condition");
}

/** A named condition is spoken of by its name, which is why its range is empty. */
function named(call: Call, name: string): Value {
  const { place } = call.node;
  if (name === call.scope.holds)
    return known(true, { range: place, label: `condition ${name}`, from: [] });
  const value = call.scope.names.condition(name);
  return value
    ? referred(value, { ...place, end: place.start }, `condition ${name}`)
    : unknown(
        `the template has no condition ${name}`,
        {
          range: { ...place, end: place.start },
          label: `condition ${name}`,
          from: [],
        },
        { fails: true },
      );
}

/** `[condition, value if true, value if false]`; only branches that can happen are evaluated. */
export function ifElse(call: Call): Value {
  const [test, whenTrue, whenFalse] = itemsOf(call.argument) ?? [];
  if (!test || !whenTrue || !whenFalse)
    return misused(call, "a condition and two values");
  const decides =
    test.kind === "scalar" && test.tag === undefined
      ? named(call, test.text)
      : call.value(test);
  return choose(
    decides,
    () => call.value(whenTrue),
    () => call.value(whenFalse),
    operation(call, []),
  );
}

/** Whether two values are the same text. */
export function equals(call: Call): Value {
  const [left, right] = itemsOf(call.argument) ?? [];
  if (!left || !right) return misused(call, "two values");
  return sameAs(
    call.value(left),
    call.value(right),
    `${spoken(left)} == ${spoken(right)}`,
    operation(call, []),
  );
}

/**
 * Whether two values are the same text; an undecided answer is spoken of as `label`, which is why
 * its range is empty.
 */
export function sameAs(
  left: Value,
  right: Value,
  label: string,
  { range }: Origin,
): Value {
  const at = { ...range, end: range.start };
  return equal(asText(left), asText(right), {
    range: at,
    label,
    from: [left, right],
  });
}

/** Whether all of several conditions hold. */
export function and(call: Call): Value {
  return several(call, allOf);
}

/** Whether one of several conditions holds. */
export function or(call: Call): Value {
  return several(call, anyOf);
}

/** Whether a condition does not hold. */
export function not(call: Call): Value {
  return several(call, ([only], origin) =>
    only ? opposite(only, origin) : misused(call, "one condition"),
  );
}

/** Source: CloudFormation template reference, "Condition functions", `Fn::And`. */
const mostConditions = 10;

function several(
  call: Call,
  combine: (values: readonly Value[], origin: Origin) => Value,
): Value {
  const items = itemsOf(call.argument);
  if (!items || items.length > mostConditions)
    return misused(call, "a list of up to ten conditions");
  const values = items.map((item) => call.value(item));
  return combine(values, operation(call, values));
}

/** A number or truth value as the text that CloudFormation compares it by, in every outcome. */
export function asText(value: Value): Value {
  if (value.kind === "unknown") {
    return value.options.length === 0
      ? value
      : {
          ...value,
          key: operationKey("text", [value]) ?? keyOf(value),
          options: value.options.map((option) => ({
            ...option,
            value: asText(option.value),
          })),
        };
  }
  const { data } = value;
  if (typeof data === "boolean") return { ...value, data: String(data) };
  return typeof data === "number"
    ? { ...value, data: spelt(value, data) }
    : value;
}

/** A number as it is written: 1.30 is a version, and not 1.3. */
function spelt({ origin }: Value, data: number): string {
  const [source] = origin.from;
  if (source?.kind === "known" && source.data === data)
    return spelt(source, data);
  const written = textOf(origin.range);
  return Number(written) === data ? written : String(data);
}
