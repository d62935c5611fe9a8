import { allOf, anyOf } from "../../../core/conditions";
import { lift, oneOf } from "../../../core/outcomes";
import {
  type Data,
  type Value,
  keyOf,
  known,
  unknown,
} from "../../../core/value";
import { besideUnknown, convert } from "../values/conversion";
import {
  type Call,
  type Table,
  any,
  bools,
  listSetOrTuple,
  elementsOf,
  nullable,
  number,
  listOrTuple,
} from "./entry";
import { graphemes } from "./graphemes";
import { same } from "../evaluation/equality";
import { liftDeep } from "../values/holes";
import { elementType, isNull, isSequence, isTrue } from "../values/sequences";
import { typeOf, typed } from "../values/types";
import { unify } from "../values/unification";

/** Functions that pick elements or ask about them. */
export const elementFunctions: Table = {
  alltrue: { takes: [bools], needs: "outer", gives: allTrue },
  anytrue: { takes: [bools], needs: "outer", gives: anyTrue },
  coalesce: { takes: [], rest: nullable, handles: coalesce },
  coalescelist: { takes: [], rest: nullable, handles: coalesceLists },
  contains: { takes: [listSetOrTuple, any], handles: contains },
  element: { takes: [listOrTuple, number], needs: "outer", gives: element },
  index: { takes: [listOrTuple, any], handles: indexOf },
  length: { takes: [any], needs: "outer", gives: length },
  one: { takes: [listSetOrTuple], needs: "outer", gives: one },
};

function nullIsFalse(call: Call): readonly Value[] {
  return call
    .elements(0)
    .map((each) => (isNull(each) ? known(false, each.origin) : each));
}

function allTrue(call: Call): Value {
  return allOf(nullIsFalse(call), call.origin);
}

function anyTrue(call: Call): Value {
  return anyOf(nullIsFalse(call), call.origin);
}

/** The first argument that is neither null nor an empty text, converted to the type all have in common; one that does not convert is passed over. */
function coalesce(values: readonly Value[], call: Call): Value {
  const type = unify(values.map(typeOf));
  if (!type)
    return call.fail("the arguments of coalesce have no type in common");
  const converted = values
    .map((value) => convert(value, type))
    .filter((value) => value.kind === "known" || !value.fails);
  return firstOf(
    besideUnknown(converted, values),
    (value) => isNull(value) || (value.kind === "known" && value.data === ""),
    "coalesce",
    call,
  );
}

function coalesceLists(values: readonly Value[], call: Call): Value {
  const wrong = values.some(
    (value) =>
      !["list", "tuple", value.kind === "known" ? "list" : "any"].includes(
        typeOf(value).kind,
      ),
  );
  return wrong
    ? call.fail("coalescelist is given something that is no list")
    : firstOf(
        values,
        (value) => value.kind === "known" && elementsOf(value).length === 0,
        "coalescelist",
        call,
      );
}

function firstOf(
  values: readonly Value[],
  skipped: (value: Value) => boolean,
  name: string,
  call: Call,
): Value {
  const [first, ...rest] = values;
  if (!first) return call.fail(`${name} finds nothing but null or empty`);
  if (skipped(first)) return firstOf(rest, skipped, name, call);
  if (first.kind === "known" || first.fails) return first;
  const key = `${name}(${values.map(keyOf).join()})`;
  if (first.options.length === 0)
    return unknown(first.reason, call.origin, { key });
  return oneOf(
    first.options.map(({ value, given }) => ({
      value: firstOf([value, ...rest], skipped, name, call),
      given,
    })),
    first.reason,
    call.origin,
    key,
  );
}

/** Whether a list has an element: undecided elements leave it open, unless another one is the element. */
function contains(values: readonly Value[], call: Call): Value {
  const [all, wanted] = values;
  if (!all || !wanted) return call.fail("contains lacks an argument");
  if (all.kind === "unknown") {
    const sure = all.has.some((each) =>
      isTrue(same(each, wanted, call.origin)),
    );
    if (sure) return known(true, call.origin);
    return lift("contains", values, call.origin, (both) =>
      contains(both, call),
    );
  }
  if (!isSequence(all)) return call.fail("contains is given no list");
  const answers = elementsOf(all).map((each) =>
    same(each, wanted, call.origin),
  );
  if (answers.some(isTrue)) return known(true, call.origin);
  const open = answers.filter(({ kind }) => kind === "unknown");
  return open.length > 64
    ? call.unsure("too many undecided conditions meet in it")
    : anyOf(open, call.origin);
}

function element(call: Call): Data | Value {
  const [of, at] = [call.argument(0), call.number(1)];
  const all = elementsOf(of);
  // A negative index counts from the end of a list; into a tuple, this release of Terraform crashes.
  const crashes = !of.collection && at < 0 && at % all.length !== 0;
  const wrong = !isSequence(of) || of.collection === "set" || crashes;
  const found =
    wrong || !Number.isInteger(at)
      ? undefined
      : all.at(((at % all.length) + all.length) % all.length);
  return found ?? call.fail("element is given no list, or no index into it");
}

function indexOf(values: readonly Value[], call: Call): Value {
  return lift("index", values, call.origin, ([all, wanted]) => {
    if (!all || !wanted || !isSequence(all) || all.collection === "set")
      return call.fail("index is given no list");
    const answers = elementsOf(all).map((each) =>
      same(each, wanted, call.origin),
    );
    const at = answers.findIndex(
      (each) => each.kind === "unknown" || isTrue(each),
    );
    const found = answers[at];
    if (!found) return call.fail("index finds no such element");
    return isTrue(found)
      ? at
      : liftDeep("index", [all, wanted], call.origin, (filled) =>
          indexOf(filled, call),
        );
  });
}

function length(call: Call): Data | Value {
  const { data } = call.argument(0);
  if (typeof data === "string") return graphemes(data).length;
  return data !== null && typeof data === "object"
    ? call.elements(0).length
    : call.fail("length is given neither a list, a map nor a text");
}

function one(call: Call): Data | Value {
  const of = call.argument(0);
  const all = elementsOf(of);
  if (!isSequence(of) || all.length > 1)
    return call.fail("one is given no list of at most one element");
  return all[0] ?? typed(known(null, call.origin), elementType(of));
}
