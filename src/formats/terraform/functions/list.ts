import { surelyIn } from "../../../core/outcomes";
import {
  type Data,
  type Known,
  type Value,
  keyOf,
  known,
  whollyKnown,
} from "../../../core/value";
import { convert } from "../values/conversion";
import {
  type Call,
  type Table,
  listSetOrTuple,
  elementsOf,
  list,
  number,
  listOrTuple,
  strings,
} from "./entry";
import { liftDeep } from "../values/holes";
import {
  elementType,
  isNull,
  isSequence,
  surelyInAll,
} from "../values/sequences";
import {
  collection,
  isCollection,
  numberType,
  compareBytes,
  stringType,
  typeOf,
} from "../values/types";
import { oneType } from "../values/settling";
import { unify } from "../values/unification";

/** Functions that make lists of lists. */
export const listFunctions: Table = {
  chunklist: { takes: [list, number], needs: "outer", gives: chunks },
  compact: {
    takes: [strings],
    gives: compact,
    has: (values) => values.flatMap(surelyIn).filter(isText),
  },
  concat: {
    takes: [],
    rest: listOrTuple,
    needs: "outer",
    gives: concat,
    has: (values) =>
      values.some((value) => typeOf(value).kind === "tuple")
        ? values.flatMap(surelyIn)
        : surelyInAll(values),
  },
  distinct: {
    takes: [list],
    gives: ({ argument, elements }) => ({
      ...argument(0),
      data: distinct(elements(0)),
    }),
    has: ([all]) => (all ? surelyIn(all) : []),
  },
  flatten: {
    takes: [listSetOrTuple],
    needs: "outer",
    gives: flatten,
    has: (values) => flat(values.flatMap(surelyIn)).flatMap(surelyFlat),
  },
  matchkeys: {
    takes: [list, list, list],
    needs: "outer",
    gives: (call) => matchKeys(call.arguments, call),
  },
  range: { takes: [], rest: number, gives: range },
  reverse: {
    takes: [listSetOrTuple],
    needs: "outer",
    gives: reverse,
    has: (values) => values.flatMap(surelyIn),
  },
  slice: { takes: [listOrTuple, number, number], needs: "outer", gives: slice },
  sort: {
    takes: [strings],
    gives: sort,
    has: (values) => values.flatMap(surelyIn),
  },
};

const isText = (value: Value): boolean =>
  value.kind === "known" && typeof value.data === "string" && value.data !== "";

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
  if (failed) return failed;
  const elements = lists.flatMap(elementsOf);
  const element =
    elements.length > 0 ? oneType(elements.map(typeOf)) : common.element;
  return element
    ? collection("list", elements, element, call)
    : fail("the lists of concat have no type in common");
}

function distinct(all: readonly Value[]): readonly Value[] {
  const first = new Map<string, Value>();
  for (const each of all)
    if (!first.has(keyOf(each))) first.set(keyOf(each), each);
  return [...first.values()];
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

function matchKeys(
  [values, keys, wanted]: readonly Known[],
  call: Call,
): Data | Value {
  const type = unify(
    [keys, wanted].flatMap((each) => (each ? [typeOf(each)] : [])),
  );
  if (!values || !keys || !wanted || !type)
    return call.fail("the keys of matchkeys have no type in common");
  const [all, names] = [elementsOf(values), elementsOf(convert(keys, type))];
  if (all.length !== names.length)
    return call.fail("matchkeys is given lists of different length");
  const given = [values, keys, wanted];
  if (!given.every(whollyKnown))
    return liftDeep("matchkeys", given, call.origin, (known) =>
      matchKeys(known, call),
    );
  const set = new Set(elementsOf(convert(wanted, type)).map(keyOf));
  return collection(
    "list",
    all.filter((_, at) => set.has(names[at] ? keyOf(names[at]) : "")),
    elementType(values),
    call,
  );
}

/** The most numbers that Terraform's `range` gives. */
const longestRange = 1024;

function range(call: Call): Data | Value {
  const given = call.arguments.map(({ data }) => Number(data));
  const [first = 0, second] = given;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = given[2] ?? (end < start ? -1 : 1);
  if (given.length < 1 || given.length > 3 || (step === 0 && start !== end))
    return call.fail("range is given no start, end and step");
  if (step < 0 ? end > start : end < start)
    return call.fail("range runs away from its end");
  const count = start === end ? 0 : Math.ceil((end - start) / step);
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
