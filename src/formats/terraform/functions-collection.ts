import { allOf, anyOf } from "../../core/conditions";
import { lift, oneOf, surelyIn } from "../../core/outcomes";
import {
  type Data,
  type Value,
  keyOf,
  known,
  unknown,
  whollyKnown,
} from "../../core/value";
import { convert } from "./conversion";
import {
  type Call,
  type Table,
  any,
  bools,
  elementsOf,
  list,
  nullable,
  number,
  strings,
} from "./function-entry";
import { graphemes } from "./graphemes";
import { liftDeep } from "./holes";
import { same } from "./operators";
import {
  type Type,
  anyType,
  collection,
  isCollection,
  numberType,
  compareBytes,
  stringType,
  typeOf,
  typed,
} from "./types";
import { unify } from "./unification";

/** Functions on lists. */
export const collectionFunctions: Table = {
  alltrue: { takes: [bools], needs: "outer", gives: allTrue },
  anytrue: { takes: [bools], needs: "outer", gives: anyTrue },
  chunklist: { takes: [list, number], needs: "outer", gives: chunks },
  coalesce: { takes: [], rest: nullable, handles: coalesce },
  coalescelist: { takes: [], rest: any, handles: coalesceLists },
  compact: {
    takes: [strings],
    gives: compact,
    has: (values) => values.flatMap(surelyIn).filter(isText),
  },
  concat: {
    takes: [],
    rest: any,
    needs: "outer",
    gives: concat,
    has: (values) => values.flatMap(surelyIn),
  },
  contains: { takes: [any, any], handles: contains },
  distinct: {
    takes: [list],
    gives: ({ argument, elements }) => ({
      ...argument(0),
      data: distinct(elements(0)),
    }),
    has: ([all]) => (all ? surelyIn(all) : []),
  },
  element: { takes: [any, number], needs: "outer", gives: element },
  flatten: {
    takes: [any],
    needs: "outer",
    gives: flatten,
    has: (values) => flat(values.flatMap(surelyIn)).flatMap(surelyFlat),
  },
  index: { takes: [any, any], gives: indexOf },
  length: { takes: [any], needs: "outer", gives: length },
  matchkeys: { takes: [list, list, list], gives: matchKeys },
  one: { takes: [any], needs: "outer", gives: one },
  range: { takes: [], rest: number, gives: range },
  reverse: {
    takes: [any],
    needs: "outer",
    gives: reverse,
    has: (values) => values.flatMap(surelyIn),
  },
  slice: { takes: [any, number, number], needs: "outer", gives: slice },
  sort: {
    takes: [strings],
    gives: sort,
    has: (values) => values.flatMap(surelyIn),
  },
};

const isText = (value: Value): boolean =>
  value.kind === "known" && typeof value.data === "string" && value.data !== "";

const isNull = (value: Value): boolean =>
  value.kind === "known" && value.data === null;

/** Whether a value is a list, tuple or set. */
const isSequence = (value: Value): boolean =>
  value.kind === "known" &&
  value.data !== null &&
  typeof value.data === "object" &&
  !(value.data instanceof Map);

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

function elementType(value: Value): Type {
  const type = typeOf(value);
  return isCollection(type) ? type.element : anyType;
}

function chunks(call: Call): Data | Value {
  const [all, size] = [call.elements(0), call.number(1)];
  if (!Number.isInteger(size) || size < 0)
    return call.fail("chunklist is given no size");
  const type = typeOf(call.argument(0));
  const chunk = (elements: readonly Value[]) =>
    collection("list", elements, elementType(call.argument(0)), call);
  const starts = Array.from(
    { length: Math.ceil(all.length / (size || all.length || 1)) },
    (_, at) => at * size,
  );
  return collection(
    "list",
    starts.map((start) =>
      chunk(all.slice(start, start + (size || all.length))),
    ),
    type,
    call,
  );
}

/** The first argument that is neither null nor an empty text, converted to the type all have in common. */
function coalesce(values: readonly Value[], call: Call): Value {
  const type =
    unify(values.map(typeOf)) ??
    (values.every(whollyKnown) ? undefined : anyType);
  if (!type)
    return call.fail("the arguments of coalesce have no type in common");
  return firstOf(
    values.map((value) => convert(value, type)),
    (value) => isNull(value) || (value.kind === "known" && value.data === ""),
    "coalesce",
    call,
  );
}

function coalesceLists(values: readonly Value[], call: Call): Value {
  const wrong = values.find(
    (value) =>
      value.kind === "known" &&
      (!isSequence(value) || value.collection === "set"),
  );
  return wrong
    ? call.fail("coalescelist is given something that is no list")
    : firstOf(
        values,
        (value) => isSequence(value) && elementsOf(value).length === 0,
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

function compact(call: Call): Data | Value {
  return collection("list", call.elements(0).filter(isText), stringType, call);
}

function concat(call: Call): Data | Value {
  const { arguments: all, fail, origin } = call;
  if (all.length === 0 || !all.every(isSequence))
    return fail("concat is given something that is no list");
  const types = all.map(typeOf);
  if (types.some(({ kind }) => kind === "set"))
    return fail("concat is given a set");
  const common = types.every(({ kind }) => kind === "list")
    ? unify(types)
    : undefined;
  if (!common || !isCollection(common))
    return known(all.flatMap(elementsOf), origin);
  const lists = all.map((each) => convert(each, common));
  const failed = lists.find((each) => each.kind === "unknown");
  return (
    failed ??
    collection("list", lists.flatMap(elementsOf), common.element, call)
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

const isTrue = (value: Value): boolean =>
  value.kind === "known" && value.data === true;

function distinct(all: readonly Value[]): readonly Value[] {
  const first = new Map<string, Value>();
  for (const each of all)
    if (!first.has(keyOf(each))) first.set(keyOf(each), each);
  return [...first.values()];
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

function flat(all: readonly Value[]): readonly Value[] {
  return all.flatMap((each) =>
    isSequence(each) ? flat(elementsOf(each)) : [each],
  );
}

/** Whether an element may be a list itself. */
const mayBeList = (value: Value): boolean =>
  value.kind === "unknown" &&
  !["string", "number", "bool", "map", "object"].includes(typeOf(value).kind);

/** What a flattened list surely contains of an element. */
const surelyFlat = (value: Value): readonly Value[] =>
  mayBeList(value) ? flat(surelyIn(value)) : [value];

/** An unknown element may be a list itself; as long as that is open, so is the result. */
function flatten(call: Call): Data | Value {
  const all = call.argument(0);
  if (!isSequence(all)) return call.fail("flatten is given no list");
  const result = flat(elementsOf(all));
  const open = result.some(mayBeList);
  return open
    ? liftDeep(
        "flatten",
        [known(result, call.origin)],
        call.origin,
        ([filled]) => (filled ? flat(elementsOf(filled)) : null),
        () => result.flatMap(surelyFlat),
      )
    : result;
}

function indexOf(call: Call): Data | Value {
  const [all, wanted] = [call.argument(0), call.argument(1)];
  if (!isSequence(all) || all.collection === "set")
    return call.fail("index is given no list");
  const found = elementsOf(all).findIndex((each) =>
    isTrue(same(each, wanted, call.origin)),
  );
  return found < 0 ? call.fail("index finds no such element") : found;
}

function length(call: Call): Data | Value {
  const { data } = call.argument(0);
  if (typeof data === "string") return graphemes(data).length;
  return data !== null && typeof data === "object"
    ? call.elements(0).length
    : call.fail("length is given neither a list, a map nor a text");
}

function matchKeys(call: Call): Data | Value {
  const [values, keys, wanted] = [0, 1, 2].map(call.argument);
  const type = unify(
    [keys, wanted].flatMap((each) => (each ? [typeOf(each)] : [])),
  );
  if (!values || !keys || !wanted || !type)
    return call.fail("the keys of matchkeys have no type in common");
  const [all, names] = [elementsOf(values), elementsOf(convert(keys, type))];
  if (all.length !== names.length)
    return call.fail("matchkeys is given lists of different length");
  const set = new Set(elementsOf(convert(wanted, type)).map(keyOf));
  return collection(
    "list",
    all.filter((_, at) => set.has(names[at] ? keyOf(names[at]) : "")),
    elementType(values),
    call,
  );
}

function one(call: Call): Data | Value {
  const of = call.argument(0);
  const all = elementsOf(of);
  if (!isSequence(of) || all.length > 1)
    return call.fail("one is given no list of at most one element");
  return all[0] ?? typed(known(null, call.origin), elementType(of));
}

/** The most numbers that Terraform's `range` gives. */
const longestRange = 1024;

function range(call: Call): Data | Value {
  const given = call.arguments.map(({ data }) => Number(data));
  const [first = 0, second] = given;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = given[2] ?? (end < start ? -1 : 1);
  if (given.length < 1 || given.length > 3 || step === 0)
    return call.fail("range is given no start, end and step");
  if (step < 0 ? end > start : end < start)
    return call.fail("range runs away from its end");
  const count = Math.ceil((end - start) / step);
  if (count > longestRange) return call.fail("range gives too many numbers");
  if (!given.every((each) => Number.isInteger(each * 1024)))
    return call.unsure("it is a number of too many digits");
  return collection(
    "list",
    Array.from({ length: count }, (_, at) =>
      known(start + at * step, call.origin),
    ),
    numberType,
    call,
  );
}

function reverse(call: Call): Data | Value {
  const of = call.argument(0);
  if (!isSequence(of)) return call.fail("reverse is given no list");
  const all = elementsOf(of).toReversed();
  return of.collection
    ? collection("list", all, elementType(of), call)
    : known(all, call.origin);
}

function slice(call: Call): Data | Value {
  const [of, from, to] = [call.argument(0), call.number(1), call.number(2)];
  const all = elementsOf(of);
  const fits =
    [from, to].every((at) => Number.isInteger(at) && at >= 0) &&
    from <= to &&
    to <= all.length;
  if (!isSequence(of) || of.collection === "set" || !fits)
    return call.fail("slice is given no list, or no part of it");
  const part = all.slice(from, to);
  return of.collection
    ? collection("list", part, elementType(of), call)
    : known(part, call.origin);
}

function sort(call: Call): Data | Value {
  const all = call.elements(0);
  if (all.some(isNull)) return call.fail("sort is given a null");
  const text = (value: Value) =>
    value.kind === "known" ? String(value.data) : "";
  return collection(
    "list",
    all.toSorted((a, b) => compareBytes(text(a), text(b))),
    stringType,
    call,
  );
}
